"""Addresses that are not as we write them: one query for every route, bruises mended, and 404 for what leads nowhere."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.api.arrival import Arrival
from geo.api.head import PAGES
from geo.api.routes import ROUTES
from geo.words.table import say

SHELL = '<html><head><title>Streamlit</title></head><body><div id="root"></div></body></html>'
EVENT = "2010-11-23-bombardment-of-yeonpyeong"
ROUTES_OF_ROWS = [
    *("/api/events.geojson", "/api/events.csv", "/api/chains.json", "/api/marks.json"),
    *("/api/nearest.json?id=nll", "/api/measure.geojson?point=127,38", "/embed", "/map.html"),
]
OTHER_ROUTES = [
    "/api/measure?lon=127&lat=38",
    "/api/as-of.json?date=2018-11-01",
    "/api/boundaries.geojson?id=mdl",
]
EVERYTHING = (
    f"title=A&note=B&center=126.9,37.8&zoom=9&layers=mdl&legend=0&lang=en&size=a4&dpi=144&distance=nll&bands=5&event={EVENT}"
    f"&ring=5&around=points&target=mdl&chain={EVENT}&asof=2018-11-01&change=x&days=90&download=0&v=1&utm_source=x"
)


def shell(request):
    return PlainTextResponse("icon") if request.url.path == "/favicon.png" else HTMLResponse(SHELL)


CLIENT = TestClient(
    Starlette(routes=[*ROUTES, Route("/{page:path}", shell)], middleware=[Middleware(Arrival)]),
    base_url="http://atlas.test",
    follow_redirects=False,
)


@pytest.mark.parametrize("address", [*ROUTES_OF_ROWS, *OTHER_ROUTES])
def test_one_query_serves_every_address(address):
    answer = CLIENT.get(address + ("&" if "?" in address else "?") + EVERYTHING)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("address", [*ROUTES_OF_ROWS, *OTHER_ROUTES])
def test_a_key_that_nobody_knows_is_refused_everywhere(address):
    assert CLIENT.get(address + ("&" if "?" in address else "?") + "nope=1").status_code == 400


@pytest.mark.parametrize(
    "query", ["type=balloon-launch.", "Type=Balloon-Launch)", "type=balloon-launch&fbclid=x"]
)
def test_a_bruised_query_has_the_same_rows(query):
    right = CLIENT.get("/api/events.csv?type=balloon-launch").content
    assert CLIENT.get(f"/api/events.csv?{query}").content == right


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/?type=balloon-launch.", "/?type=balloon-launch"),
        ("/data?from=2024-05-28&amp;to=2024-11-30", "/data?from=2024-05-28&to=2024-11-30"),
        ("/?q=%B9%E9%B7%C9%B5%B5", "/?q=%EB%B0%B1%EB%A0%B9%EB%8F%84"),
        ("/Measure?type=tunnel", "/measure?type=tunnel"),
        ("/escalation).", "/escalation"),
        ("/embed/?type=tunnel", "/embed?type=tunnel"),
        ("/figure.PNG", "/figure.png"),
        ("/api/events.csv.", "/api/events.csv"),
        ("/)", "/"),
    ],
)
def test_a_bruised_page_is_asked_for_again_whole(address, meant):
    answer = CLIENT.get(address)
    assert (
        answer.status_code in (302, 307, 308),
        answer.headers["location"].removeprefix("http://atlas.test"),
    ) == (True, meant)


@pytest.mark.parametrize(
    "path", [*PAGES, "/?type=tunnel&utm_source=x", "/?q=a.", f"/?event={EVENT}&point=37.9,126.6"]
)
def test_a_page_that_is_whole_is_answered_at_once(path):
    assert CLIENT.get(path).text == SHELL


@pytest.mark.parametrize(
    "path",
    [
        "/robots.txt",
        "/favicon.ico",
        "/events.geojson",
        "/nope",
        "/foo/measure",
        "/map/x",
        "/static/nope.js",
        "/연평도",
    ],
)
def test_what_leads_nowhere_is_404_with_the_way_to_the_pages(path):
    answer = CLIENT.get(path)
    assert answer.status_code == 404
    assert 'href="http://atlas.test/escalation"' in answer.text
    assert SHELL not in answer.text


def test_what_leads_nowhere_says_so_in_the_language_of_the_reader():
    for path, headers in (("/nothing", {"Accept-Language": "ko"}), ("/nothing?lang=ko", {})):
        answer = CLIENT.get(path, headers=headers)
        assert answer.status_code == 404
        assert '<html lang="ko">' in answer.text
        assert say("page.missing", "ko") in answer.text
        assert 'href="http://atlas.test/measure?lang=ko"' in answer.text
    assert '<html lang="en">' in CLIENT.get("/nothing?lang=en", headers={"Accept-Language": "ko"}).text


def test_a_path_that_somebody_made_up_is_text():
    assert "<script>" not in CLIENT.get("/<script>alert(1)</script>").text


def test_a_file_of_streamlit_is_given():
    assert CLIENT.get("/favicon.png").text == "icon"


@pytest.mark.parametrize("end", [".", ")", "/"])
def test_an_event_is_found_though_its_address_ended_a_sentence(end):
    answer = CLIENT.get(f"/api/events/{EVENT.upper()}{end}", follow_redirects=True)
    assert answer.json()["id"] == EVENT


def test_the_lines_are_a_file_when_asked_for_as_one():
    answer = CLIENT.get("/api/boundaries.geojson?id=mdl&download=1")
    assert answer.headers["content-disposition"] == 'attachment; filename="mdl-atlas_boundaries.geojson"'


@pytest.mark.parametrize("path", ["/api/events.csv", "/api/boundaries.geojson", "/map.html", "/figure.png"])
def test_whether_it_is_a_file_is_said_with_0_or_1(path):
    assert CLIENT.get(f"{path}?download=01").status_code == 400
