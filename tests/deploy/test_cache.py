"""What is the same for every reader is kept by the cache between Caddy and the workers; nothing else is."""

import httpx2
import pytest

from benchmarks.servers import cached
from benchmarks.session import Session
from tests.coroutines import finish
from tests.deploy.served import serve

SAME = (
    "/api/events.geojson?type=tunnel",
    "/api/events.csv?type=tunnel",
    "/api/events/1974-11-15-first-tunnel",
    "/embed?type=tunnel",
    "/assets/style.json",
    "/figure.svg?type=tunnel",
    "/chain.svg?chain=2015-08-04-dmz-landmine",
)


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    with serve(tmp_path_factory.mktemp("served")) as served:
        served.wait_for_answer()
        with cached(served.url) as url, httpx2.Client(base_url=url, timeout=60) as client:
            yield client


@pytest.mark.parametrize("path", SAME)
def test_what_is_asked_for_again_comes_from_the_cache_and_is_the_same(front, path):
    first, second = front.get(path), front.get(path)
    assert [answer.status_code for answer in (first, second)] == [200, 200]
    assert [answer.headers["X-Cache"] for answer in (first, second)] == ["MISS", "HIT"]
    assert first.content == second.content
    assert "Set-Cookie" not in second.headers


def test_a_reader_who_cannot_unpack_gets_what_was_not_packed(front):
    path = "/api/boundaries.geojson"
    packed, plain = (front.get(path, headers={"Accept-Encoding": coding}) for coding in ("gzip", "identity"))
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.json() == plain.json()


def test_who_has_it_already_gets_304_from_the_cache(front):
    path = "/api/schema.json"
    tag = front.get(path).headers["ETag"]
    again = front.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/api/events.csv?category=nothing", "/api/nothing", "/embed?zoom=x"])
def test_a_refusal_is_not_kept(front, path):
    answers = [front.get(path) for _ in range(2)]
    assert [answer.headers["X-Cache"] for answer in answers] == ["MISS", "MISS"]
    assert {answer.status_code for answer in answers} <= {400, 404}


@pytest.mark.parametrize("path", ["/", "/map", "/healthz", "/_stcore/health", "/_stcore/host-config"])
def test_what_belongs_to_a_session_never_reaches_the_cache(front, path):
    assert "X-Cache" not in front.get(path).headers


def test_a_session_runs_through_both_proxies(front):
    async def read():
        reader = Session(str(front.base_url).rstrip("/"), "type=tunnel")
        await reader.open()
        await reader.choose("type", reader.choices["type"][:1])
        await reader.close()
        return reader.filter

    assert finish(read()) == [("type", "gunfire")]
