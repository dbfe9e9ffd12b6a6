"""One client may have a bounded number of heavy jobs waiting; others do not feel it."""

from concurrent.futures import Future

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from geo.api import waiting
from geo.api.routes import ROUTES
from geo.api.waiting import JOBS_A_CLIENT, TooManyJobsError, heavy, heavy_parts
from geo.paper import workers

HEAVY = (
    "/figure.svg",
    "/figure.png",
    "/figure.pdf",
    "/briefing.pptx",
    "/chain.png",
    "/chain.pptx",
    "/measure.svg",
    "/map.html",
)


def asked_from(host: str) -> Request:
    return Request({"type": "http", "client": (host, 1)})


def client(host: str) -> TestClient:
    return TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test", client=(host, 1))


@pytest.fixture
def busy():
    """An address with as many jobs waiting as it may have."""
    jobs = [heavy(asked_from("192.0.2.1"), at) for at in range(JOBS_A_CLIENT)]
    for job in jobs:
        job.__enter__()
    yield "192.0.2.1"
    for job in jobs:
        job.__exit__(None, None, None)
    assert not waiting._waiting


@pytest.mark.parametrize("path", HEAVY)
def test_one_job_too_many_gets_429_and_a_time_to_come_back(busy, path):
    answer = client(busy).get(f"{path}?type=tunnel")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 429
    assert str(JOBS_A_CLIENT) in answer.json()["detail"]


def test_a_busy_client_still_gets_what_is_light(busy):
    assert client(busy).get("/api/events.csv?type=tunnel").status_code == 200


def test_another_client_does_not_feel_it(busy, monkeypatch):
    made = Future()
    made.set_result(b"<svg/>")
    monkeypatch.setattr(workers, "order", lambda _job: made)
    assert client("192.0.2.2").get("/figure.svg?type=tunnel").status_code == 200
    assert client(busy).get("/figure.svg?type=tunnel").status_code == 429


def test_equal_jobs_of_a_client_count_once(busy):
    with heavy(asked_from(busy), 0), pytest.raises(TooManyJobsError), heavy(asked_from(busy), "new"):
        pass


def test_a_job_that_fails_waits_no_longer():
    with pytest.raises(ValueError, match="broken"), heavy(asked_from("192.0.2.3"), 0):
        raise ValueError("broken")
    assert "192.0.2.3" not in waiting._waiting


def test_a_download_counts_until_its_last_part():
    request = asked_from("192.0.2.4")
    parts = heavy_parts(request, iter([b"a", b"b"]))
    assert "192.0.2.4" not in waiting._waiting
    next(parts)
    assert len(waiting._waiting["192.0.2.4"]) == 1
    assert list(parts) == [b"b"]
    assert "192.0.2.4" not in waiting._waiting
