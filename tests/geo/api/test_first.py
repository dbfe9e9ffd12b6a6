"""The map page's first answer holds a light map and what its filter says."""

import html
import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.api.discovery import PAGE
from geo.api.first import FirstView
from geo.api.head import PAGES
from geo.atlas.load import load_atlas, served
from geo.errors import AtlasError, DataError
from geo.query.filter import EventFilter
from geo.web.first import POLICY
from geo.words.table import say

SHELL = '<body><noscript>\nYou need JavaScript.\n</noscript><div id="root"></div><script type="module" src="x.js"></script></body>'


def shell(_request) -> HTMLResponse:
    return HTMLResponse(SHELL, headers={"ETag": '"shell"', "Last-Modified": "yesterday"})


@pytest.fixture(scope="module")
def client() -> TestClient:
    served(wait_s=None)
    routes = [Route("/{page:path}", shell)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(FirstView)]))


def test_the_page_begins_with_the_map_the_count_and_the_downloads_of_its_filter(client):
    wanted = EventFilter(category=("maritime",))
    page = client.get("/?category=maritime").text
    assert served().selection(wanted).text in page
    for address in ("/api/events.geojson", "/api/events.csv", "/embed", "/escalation"):
        assert f'="{address}?category=maritime"' in page
    assert page.index("atlas-first") < page.index('<div id="root">')
    assert "You need JavaScript" not in page


@pytest.mark.parametrize(
    "address",
    [
        *(path for path in PAGES if path != PAGE),
        f"/?event={load_atlas().events.index[0]}",
        "/?category=no-such",
        "/?unknown=1",
    ],
)
def test_any_other_page_and_an_address_with_more_say_what_works_without_streamlit(client, address):
    page = client.get(address + ("&" if "?" in address else "?") + "type=tunnel").text
    plain = page.partition("<noscript")[2].partition("</noscript>")[0]
    assert served().selection(EventFilter(type=("tunnel",))).text in plain
    for way in ("/embed", "/api/events.geojson", "/api/events.csv", *PAGES):
        assert f'href="{way}?type=tunnel"' in plain
    assert "You need JavaScript" not in page
    assert 'id="atlas-first"' not in page


def test_without_streamlit_a_page_is_in_the_language_of_its_address(client):
    page = client.get("/measure?lang=ko&type=tunnel").text
    assert say("page.no_socket", "ko") in page
    assert 'href="/data?type=tunnel&amp;lang=ko"' in page


def test_what_is_no_page_is_left_as_it_is(client):
    assert client.get("/first.css").text == SHELL


def test_the_page_is_not_taken_for_the_shell_that_it_is_made_of(client):
    answer = client.get("/", headers={"If-None-Match": '"shell"', "Accept-Encoding": "identity"})
    assert answer.status_code == 200
    assert not {"etag", "last-modified"} & set(answer.headers)
    assert int(answer.headers["content-length"]) == len(answer.content)


@pytest.mark.parametrize("error", [DataError([]), AtlasError("the database is gone")])
def test_where_there_are_no_data_the_page_is_left_to_say_so(client, monkeypatch, error):
    def fail(**_options):
        raise error

    monkeypatch.setattr("geo.api.first.served", fail)
    assert client.get("/").text == SHELL


def test_the_first_view_speaks_the_language_of_the_address_or_of_the_browser(client):
    korean = {"Accept-Language": "ko-KR"}
    sentence = served().selection(EventFilter()).sentence("ko")
    by_browser = client.get("/", headers=korean)
    assert sentence in by_browser.text
    assert "Accept-Language" in by_browser.headers["vary"]
    (frame,) = re.findall(r'<iframe srcdoc="([^"]*)"', by_browser.text)
    assert '<html lang="ko">' in html.unescape(frame)
    assert "words-ko.js" in html.unescape(frame)
    chosen = client.get("/?lang=en", headers=korean)
    assert sentence not in chosen.text
    assert 'href="/measure?lang=en"' in chosen.text
    assert "Accept-Language" not in chosen.headers["vary"]


def test_what_a_reader_typed_is_text(client):
    for path in ("/", "/data"):
        page = client.get(path, params={"q": "</strong></noscript><script>alert(1)</script>"}).text
        assert "<script>alert" not in page
        assert page.count("</noscript>") == (path != "/")


def test_the_frame_shows_the_filter_under_a_policy_of_its_own(client):
    (frame,) = re.findall(r'<iframe srcdoc="([^"]*)"', client.get("/?category=maritime").text)
    assert "category=maritime" in html.unescape(frame)
    assert POLICY in html.unescape(html.unescape(frame))
