"""What is counted and written of a request: once, by its route, and nothing of what a reader searched for."""

import logging
import re

import pytest
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.api import waiting
from geo.api.routes import ROUTES
from geo.api.watch import LOG, OTHER, ROUTE_NAMES, Watch, route_name, write_lines
from geo.atlas.followed import Followed
from geo.errors import NotReadyError
from geo.paper import workers
from geo.web.first import TABS
from tests.browser.test_subpath import EVENT, PATHS
from tests.geo.api.test_routes import served


def fail(_request):
    raise ZeroDivisionError


def in_parts(_request):
    return StreamingResponse(iter([b"one", b"two"]))


OWN = [Route("/escalation", fail), Route("/data", in_parts, methods=["GET", "BREW"])]
APP = Starlette(routes=[*ROUTES, *OWN], middleware=[Middleware(Watch)])
CLIENT = TestClient(APP, base_url="http://atlas.test", raise_server_exceptions=False, follow_redirects=False)


def counts():
    """Return how many requests were counted: route, method and status to number."""
    (family,) = (one for one in REGISTRY.collect() if one.name == "atlas_requests")
    return {
        tuple(sample.labels[name] for name in ("route", "method", "status")): sample.value
        for sample in family.samples
        if sample.name == "atlas_requests_total"
    }


def counted(ask):
    """Return what a call of a function is counted as."""
    before = counts()
    ask()
    return {key: value - before.get(key, 0) for key, value in counts().items() if value != before.get(key)}


@pytest.fixture
def lines(caplog):
    """Return the lines that are written."""
    caplog.set_level(logging.INFO, logger=LOG.name)
    return caplog


@pytest.mark.parametrize("path", PATHS)
def test_a_request_raises_the_count_of_its_route_and_no_other(path):
    route = path.partition("?")[0].replace(EVENT, "{id}")
    found = counted(lambda: CLIENT.get(path))
    assert {key[:2]: times for key, times in found.items()} == {(route, "GET"): 1}


def test_every_route_and_page_has_its_name_and_is_in_the_duration_too():
    assert served(ROUTES) | {"/", *(f"/{name}" for name in TABS)} <= set(ROUTE_NAMES)
    name = "atlas_request_duration_seconds_count"
    before = REGISTRY.get_sample_value(name, {"route": "/healthz"}) or 0
    CLIENT.get("/healthz")
    assert REGISTRY.get_sample_value(name, {"route": "/healthz"}) == before + 1


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/made-up", OTHER),
        ("/made-up/deep", OTHER),
        ("/api/events/a/b", OTHER),
        ("//map", OTHER),
        ("/mapmaker", OTHER),
        ("/_stcore/health", "/_stcore"),
        ("/static/js/index.abc.js", "/static"),
        ("/assets/atlas.js", "/assets"),
    ],
)
def test_what_is_made_up_has_one_name_and_a_folder_another(path, name):
    assert route_name(path) == name


def test_made_up_paths_and_methods_make_no_new_counts():
    for at in range(3):
        CLIENT.request(f"BREW{at}", f"/api/made-up-{at}")
    before = set(counts())
    CLIENT.request("BREW", "/api/made-up-again")
    assert set(counts()) == before
    assert counted(lambda: CLIENT.request("BREW", "/data")) == {("/data", OTHER, "2xx"): 1}


def test_a_refusal_is_counted_by_its_class_and_a_failure_too(lines):
    assert counted(lambda: CLIENT.get("/embed?type=x")) == {("/embed", "GET", "4xx"): 1}
    assert counted(lambda: CLIENT.get("/escalation")) == {("/escalation", "GET", "5xx"): 1}
    assert [record.getMessage().split(" ")[2] for record in lines.records] == ["400", "500"]


def test_the_line_of_a_request_says_what_was_answered_and_nothing_of_the_search(lines):
    answer = CLIENT.get(
        "/api/events.geojson?q=secret%20words&type=tunnel&bare-secret", headers={"Accept-Encoding": "x"}
    )
    (record,) = lines.records
    pattern = rf"GET /api/events\.geojson\?q&type {answer.status_code} [\d.]+ ms {len(answer.content)} bytes"
    assert record.name == "atlas.requests"
    assert re.fullmatch(pattern, record.getMessage())
    assert "secret" not in lines.text


def test_an_answer_in_parts_is_one_line_with_all_its_bytes(lines):
    CLIENT.get("/data")
    (record,) = lines.records
    assert record.getMessage().endswith(" 6 bytes")


def test_nobody_can_make_up_a_line(lines):
    CLIENT.get("/made-up%0AGET%20/admin?a%0Ab=c")
    (record,) = lines.records
    assert "\n" not in record.getMessage()


def test_below_the_path_of_the_site_a_route_has_the_same_name(monkeypatch):
    monkeypatch.setenv("ATLAS_URL", "https://site.example/atlas")
    app = Watch(PlainTextResponse("x"))
    client = TestClient(app)
    for path in ("/atlas/healthz", "/healthz"):
        assert counted(lambda path=path: client.get(path)) == {("/healthz", "GET", "2xx"): 1}


def test_the_lines_are_written_once_each_to_standard_error(capsys):
    log = logging.getLogger("atlas")
    before = (log.handlers[:], log.level, log.propagate)
    try:
        write_lines()
        CLIENT.get("/healthz")
    finally:
        log.handlers, log.propagate = before[0], before[2]
        log.setLevel(before[1])
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("GET /healthz 200") == err.count("\n") == 1


def test_metrics_are_in_the_format_of_prometheus_with_queue_sessions_and_memory():
    answer = CLIENT.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert answer.headers["cache-control"] == "no-store"
    names = {family.name for family in text_string_to_metric_families(answer.text)}
    assert {
        *("atlas_requests", "atlas_request_duration_seconds", "atlas_rerun_duration_seconds"),
        *("atlas_sessions", "atlas_heavy_jobs", "atlas_pictures", "process_resident_memory_bytes"),
    } <= names


def test_metrics_answer_while_the_catalogue_is_being_made(monkeypatch):
    def making(_followed, _wait_s):
        raise NotReadyError("measuring", 0.5)

    monkeypatch.setattr(Followed, "atlas", making)
    assert CLIENT.get("/healthz").json()["status"] == "making"
    assert CLIENT.get("/metrics").status_code == 200


def test_the_queue_counts_what_waits(monkeypatch):
    class Unfinished:
        def done(self):
            return False

    jobs = {at: Unfinished() for at in range(3)}
    monkeypatch.setattr(workers._DESK, "_jobs", jobs)
    assert REGISTRY.get_sample_value("atlas_pictures") == 3
    jobs.clear()
    assert REGISTRY.get_sample_value("atlas_pictures") == 0
    request = type("Asker", (), {"client": None})()
    with waiting.heavy(request, "one"), waiting.heavy(request, "one"), waiting.heavy(request, "two"):
        assert REGISTRY.get_sample_value("atlas_heavy_jobs") == 3
    assert REGISTRY.get_sample_value("atlas_heavy_jobs") == 0


def test_nothing_that_hangs_on_the_catalogue_is_kept_by_others_for_more_than_a_minute():
    for path in PATHS:
        # Lines, bands round them, and places change with the program alone.
        if not path.startswith(("/api/boundaries", "/api/places", "/api/bands")):
            kept = re.search(r"max-age=(\d+)", CLIENT.head(path).headers["cache-control"])
            assert kept is None or int(kept[1]) <= 60
