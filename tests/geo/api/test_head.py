"""The head of each page: its own title, and what a link to it shows elsewhere."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.api.discovery import Discovery
from geo.api.first import FirstView
from geo.api.head import PAGES, Head
from geo.api.routes import ROUTES
from geo.atlas.load import served
from geo.errors import DataError
from geo.query.filter import EventFilter
from geo.web.first import TABS
from tests.geo.web.test_embed import Parsed

BASE = "https://atlas.test"
SHELL = '<html lang="en"><head><title>Streamlit</title></head><body><div id="root"></div></body></html>'
SHELLING = "2010-11-23-bombardment-of-yeonpyeong"


def shell(_request) -> HTMLResponse:
    return HTMLResponse(SHELL, headers={"ETag": '"shell"'})


@pytest.fixture(scope="module")
def client() -> TestClient:
    served(wait_s=None)
    middleware = [Middleware(Discovery), Middleware(Head), Middleware(FirstView)]
    routes = [*ROUTES, Route("/{page:path}", shell)]
    return TestClient(Starlette(routes=routes, middleware=middleware), base_url=BASE)


def told(client, address: str) -> tuple[str, dict[str, str], dict[str, str]]:
    """Title, contents of the named elements, and addresses of the links of a page."""
    page = Parsed(client.get(address).text)
    ((_, title),) = page.all("title")
    named = {
        found.get("property") or found.get("name"): found["content"]
        for found, _ in page.all("meta")
        if found.get("property") or found.get("name")
    }
    links = {
        found.get("type") or found["rel"]: found["href"]
        for found, _ in page.all("link")
        if "hreflang" not in found
    }
    return title, named, links


def test_each_page_has_a_title_and_a_description_of_its_own(client):
    heads = [told(client, path) for path in PAGES]
    assert len({title for title, _, _ in heads}) == len(TABS)
    assert len({named["description"] for _, named, _ in heads}) == len(TABS)
    assert told(client, "/measure")[0] == "Measure – MDL Atlas"
    assert all(title.endswith("MDL Atlas") for title, _, _ in heads)


def test_the_map_says_its_filter_and_shows_its_view(client):
    title, named, links = told(client, "/?category=maritime&center=125.6,37.7&zoom=9")
    sentence = served().selection(EventFilter(category=("maritime",))).text
    assert title == f"{sentence} – MDL Atlas"
    assert named["og:title"] == sentence
    assert named["description"] == named["og:description"]
    assert named["description"].startswith(sentence)
    assert named["og:image"] == f"{BASE}/figure.png?category=maritime&center=125.6,37.7&zoom=9&dpi=90"
    assert named["og:url"] == f"{BASE}/?category=maritime&center=125.6,37.7&zoom=9"
    assert named["twitter:card"] == "summary_large_image"
    assert links["canonical"] == f"{BASE}/?category=maritime"


def test_the_picture_of_a_preview_is_there_in_the_size_that_is_told(client):
    _, named, _ = told(client, "/?type=tunnel&center=126.7,37.9&zoom=9")
    picture = client.get(named["og:image"].removeprefix(BASE))
    assert picture.headers["content-type"] == "image/png"
    size = [int.from_bytes(picture.content[at : at + 4]) for at in (16, 20)]
    assert [named["og:image:width"], named["og:image:height"]] == [str(side) for side in size]


def test_an_event_is_told_by_its_title_its_day_and_a_picture_of_its_place(client):
    title, named, links = told(client, f"/?event={SHELLING}")
    event = served().event(SHELLING)
    assert title == f"{event.title} – MDL Atlas"
    assert named["description"].startswith(f"{event.date_text}: ")
    assert len(named["description"]) <= 200
    assert "center=125.703,37.666" in named["og:image"]
    assert "from=2010-11-23&to=2010-11-23" in named["og:image"]
    assert links["canonical"] == f"{BASE}/?event={SHELLING}"
    assert client.get(named["og:image"].removeprefix(BASE)).status_code == 200


def test_the_oembed_answer_of_the_map_is_found_and_keeps_the_view(client):
    _, _, links = told(client, "/?category=maritime&center=125.6,37.7&zoom=9&layers=")
    answer = client.get(links["application/json+oembed"].removeprefix(BASE)).json()
    assert "center=125.6,37.7&amp;zoom=9" in answer["html"]
    assert "layers=&amp;" in answer["html"]
    assert "application/json+oembed" not in told(client, "/measure")[2]


def test_what_is_bad_in_an_address_is_left_out_as_on_the_page(client):
    title, named, _ = told(client, "/?category=no-such&event=none&unknown=1")
    assert title == told(client, "/")[0]
    assert named["og:image"] == f"{BASE}/figure.png?dpi=90"


def test_what_a_reader_typed_is_text(client):
    page = client.get("/", params={"q": '"></title><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


KOREAN = {"Accept-Language": "ko-KR,ko;q=0.9"}


def test_a_page_speaks_the_language_of_its_address_or_of_the_browser(client):
    event = served().event(SHELLING)
    for address, headers in ((f"/?event={SHELLING}&lang=ko", {}), (f"/?event={SHELLING}", KOREAN)):
        answer = client.get(address, headers=headers)
        page = Parsed(answer.text)
        ((root, _),) = page.all("html")
        assert root["lang"] == "ko"
        ((_, title),) = page.all("title")
        assert title == f"{event.title_ko} – MDL Atlas"
        ((about, _),) = page.all("meta", name="description")
        assert about["content"].startswith("2010년 11월 23일: ")
        ((picture, _),) = page.all("meta", property="og:image")
        assert "lang=ko" in picture["content"]
        assert ("Accept-Language" in answer.headers.get("vary", "")) == (headers == KOREAN)
    assert client.get("/measure?lang=en", headers=KOREAN).text == client.get("/measure?lang=en").text


def test_each_language_of_a_page_has_an_address_of_its_own(client):
    page = Parsed(client.get("/measure?type=tunnel&lang=ko").text)
    found = {one.get("hreflang"): one["href"] for one, _ in page.all("link", rel="alternate")}
    plain = f"{BASE}/measure?type=tunnel"
    assert found == {"en": f"{plain}&lang=en", "ko": f"{plain}&lang=ko", "x-default": plain}
    assert [one["href"] for one, _ in page.all("link", rel="canonical")] == [f"{plain}&lang=ko"]
    assert [one["content"] for one, _ in page.all("meta", property="og:locale")] == ["ko_KR"]


@pytest.mark.parametrize("address", ["/first.css", "/unknown", "/assets/none"])
def test_what_is_no_page_is_left_as_it_is(client, address):
    assert "og:title" not in client.get(address).text


def test_where_there_are_no_data_the_page_is_left_to_say_so(client, monkeypatch):
    def fail(**_options):
        raise DataError([])

    monkeypatch.setattr("geo.api.head.served", fail)
    assert client.get("/measure").text == SHELL
