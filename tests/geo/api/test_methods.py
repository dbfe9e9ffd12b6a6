"""What may be asked of an address, and what pages of other sites may read."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.api.head import PAGES
from geo.api.methods import Methods
from geo.api.routes import ROUTES


async def streamlit(request):
    return PlainTextResponse(request.method)


METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"]
APP = Starlette(routes=[*ROUTES, Route("/{page:path}", streamlit, methods=METHODS)])
CLIENT = TestClient(Methods(APP), base_url="http://atlas.test")
OPEN = [
    *("/figure.svg?type=nuclear-test", "/healthz", "/oembed?url=http%3A%2F%2Fatlas.test%2F", "/embed"),
    *(
        "/api/events.csv?type=tunnel",
        "/api/schema.json",
        "/assets/atlas.js",
        "/assets/leaflet.js",
        "/map.html?type=tunnel",
    ),
]


@pytest.mark.parametrize("path", OPEN)
def test_other_sites_may_read_an_answer_whoever_asked_for_it_first(path):
    # Without Origin too: a cache keeps one answer for all.
    answer = CLIENT.get(path)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers.get("vary", "").count("Accept-Encoding") <= 1


@pytest.mark.parametrize("path", ["/api/events.csv?nope=1", "/api/nothing", "/oembed", "/figure.png?dpi=1"])
def test_other_sites_may_read_why_they_were_refused(path):
    answer = CLIENT.get(path)
    assert answer.status_code in (400, 404)
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", [*PAGES, "/metrics"])
def test_pages_and_counts_are_not_opened(path):
    assert "access-control-allow-origin" not in CLIENT.get(path).headers


@pytest.mark.parametrize("path", OPEN)
@pytest.mark.parametrize("header", ["if-none-match", "cache-control", "x-requested-with"])
def test_a_page_of_another_site_may_ask_with_headers_of_its_own(path, header):
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    answer = CLIENT.options(path, headers={**asked, "Access-Control-Request-Headers": header})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert header in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize("path", [*OPEN, *PAGES])
def test_options_and_what_is_not_allowed_tell_what_is(path):
    options, refused = CLIENT.options(path), CLIENT.post(path)
    assert (options.status_code, options.content) == (204, b"")
    assert refused.status_code == 405
    assert refused.headers["content-type"] == "application/problem+json"
    assert options.headers["allow"] == refused.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", OPEN)
def test_head_tells_what_get_would(path):
    head, get = CLIENT.head(path), CLIENT.get(path)
    assert head.status_code == get.status_code
    changing = {"date"}
    assert {k: v for k, v in head.headers.items() if k not in changing} == {
        k: v for k, v in get.headers.items() if k not in changing
    }


def test_a_part_is_given_where_parts_are_promised_and_the_whole_elsewhere():
    for path in OPEN:
        whole = CLIENT.get(path, headers={"Accept-Encoding": "identity"})
        part = CLIENT.get(path, headers={"Accept-Encoding": "identity", "Range": "bytes=2-5"})
        if whole.headers.get("accept-ranges") == "bytes":
            assert (part.status_code, part.content) == (206, whole.content[2:6])
            beyond = CLIENT.get(path, headers={"Range": f"bytes={10**9}-"})
            assert beyond.status_code == 416
        else:
            assert (part.status_code, part.content) == (200, whole.content)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "OPTIONS"])
def test_what_is_streamlits_own_is_left_to_it(method):
    assert CLIENT.request(method, "/_stcore/upload_file/x/y").text == method
