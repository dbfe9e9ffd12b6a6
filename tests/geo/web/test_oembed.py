"""oEmbed: what another site is told, and what it keeps of it."""

from urllib.parse import quote

import pytest

from geo.atlas.load import load_atlas
from geo.look.address import view_url
from geo.look.view import View
from geo.query.filter import EventFilter
from geo.web.oembed import WIDTH_PX, oembed_link
from tests.geo.web.test_embed import BALLOONS, BASE, CLIENT, HOSTILE, Parsed, get

ATLAS = load_atlas()
EVENT = "2024-05-28-trash-balloons-wave-1"


# --- oEmbed -------------------------------------------------------------------------------------------------


def oembed(url: str, **more):
    return CLIENT.get("/oembed", params={"url": url, **more})


def frame_of(answer) -> dict[str, str | None]:
    ((attributes, _),) = Parsed(answer.json()["html"]).all("iframe")
    return attributes


@pytest.mark.parametrize("path", ["/", "/map", "/embed", "", "/EMBED", "//embed/", "/embed)"])
def test_a_page_and_an_embed_of_this_site_give_a_frame_of_the_same_rows(path):
    answer = oembed(f"{BASE}{path}?{BALLOONS}")
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (body["version"], body["type"], body["provider_name"]) == ("1.0", "rich", "MDL Atlas")
    assert frame_of(answer)["src"] == f"{BASE}/embed?{BALLOONS}"
    assert frame_of(answer)["title"] == body["title"]
    assert CLIENT.get(frame_of(answer)["src"]).status_code == 200


@pytest.mark.parametrize("path", ["/", "/embed", "/embed/", "/map"])
def test_a_frame_shows_the_event_that_the_page_shows(path):
    body = oembed(f"{BASE}{path}?{BALLOONS}&event={EVENT}&utm_source=x")
    assert f"event={EVENT}" in frame_of(body)["src"]
    assert body.json()["title"] == ATLAS.event(EVENT)["title"]
    _, config = get(frame_of(body)["src"].removeprefix(BASE))
    assert config["picked"] == EVENT


def test_an_address_that_was_escaped_twice_is_the_same():
    assert frame_of(oembed(quote(f"{BASE}/embed?{BALLOONS}", safe="")))["src"] == f"{BASE}/embed?{BALLOONS}"


def test_an_event_that_nobody_knows_is_no_frame_of_it():
    assert CLIENT.get("/embed?event=nope").status_code == 400
    assert "event" not in frame_of(oembed(f"{BASE}/?event=nope"))["src"]


def test_a_file_opens_the_card_of_an_event_that_it_has():
    assert get(f"/map.html?{BALLOONS}&event={EVENT}")[1]["picked"] == EVENT
    assert get(f"/map.html?type=tunnel&event={EVENT}")[1]["picked"] is None


def test_a_site_whose_proxy_does_not_tell_of_tls_has_its_frames_with_it():
    assert frame_of(oembed(f"https://atlas.test/embed?{BALLOONS}"))["src"].startswith(
        "https://atlas.test/embed"
    )


def test_wordpress_keeps_the_frame():
    """What wp_filter_oembed_result keeps of an answer of a site that WordPress does not know (wp-includes/embed.php)."""
    kept = ("src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title")
    answer = oembed(f"{BASE}/?{BALLOONS}").json()
    ((name, _), *others) = [(name, attributes) for name, attributes, _ in Parsed(answer["html"]).found]
    # With a quotation beside it, it would be hidden until the page in it says otherwise.
    assert (name, others) == ("iframe", [])
    left = {key: value for key, value in frame_of(oembed(f"{BASE}/?{BALLOONS}")).items() if key in kept}
    assert set(left) == {"src", "width", "height", "frameborder", "title"}
    assert answer["width"] == int(left["width"]) > 0


def test_ghost_finds_all_that_it_wants():
    """Ghost takes the link of the page, then type, and html with width and height for rich (oembed-service)."""
    page, _ = get(f"/embed?{BALLOONS}")
    ((link, _),) = page.all("link", type="application/json+oembed")
    answer = CLIENT.get(link["href"]).json()
    assert answer["type"] == "rich"
    assert {"html", "width", "height", "title", "thumbnail_url", "provider_name"} <= set(answer)
    assert CLIENT.get(answer["thumbnail_url"]).headers["content-type"] == "image/png"


def test_a_long_address_has_no_long_head():
    answer = CLIENT.get("/embed?note=" + "%EA%B0%80" * 500)
    assert answer.status_code == 200
    assert "link" not in answer.headers
    assert len(Parsed(answer.text).all("link", type="application/json+oembed")) == 1


def test_a_page_that_is_cut_off_from_others_may_frame_an_embed():
    answer = CLIENT.get("/embed")
    assert answer.headers["cross-origin-embedder-policy"] == "require-corp"


def test_the_largest_size_is_honoured():
    body = oembed(f"{BASE}/embed", maxwidth=320, maxheight=200, format="json")
    assert (body.json()["width"], body.json()["height"]) == (320, 200)
    assert (frame_of(body)["width"], frame_of(body)["height"]) == ("320", "200")
    wide = oembed(f"{BASE}/embed", maxwidth=5000).json()
    assert wide["width"] == WIDTH_PX


@pytest.mark.parametrize(
    "url",
    [
        "http://evil.test/embed",
        "http://atlas.test:8080/embed",
        "http://atlas.test.evil.test/embed",
        "http://atlas.test@evil.test/embed",
        "http://user@atlas.test/embed",
        "//atlas.test/embed",
        "/embed",
        "http://atlas.test/data",
        "http://atlas.test/embed/../api",
        "http://atlas.test:x/embed",
        "http://[atlas.test/embed",
        "javascript:alert(1)//http://atlas.test/embed",
        "",
    ],
)
def test_a_foreign_address_is_refused(url):
    answer = oembed(url)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_public_address_counts_when_there_is_one(monkeypatch):
    monkeypatch.setenv("ATLAS_URL", "https://example.org/atlas")
    assert oembed(f"{BASE}/embed").status_code == 404
    assert oembed("https://example.org/atlasx/embed").status_code == 404
    answer = oembed("https://EXAMPLE.org:443/atlas/embed?type=tunnel")
    assert frame_of(answer)["src"] == "https://example.org/atlas/embed?type=tunnel"


def test_only_json_is_given():
    assert oembed(f"{BASE}/embed", format="xml").status_code == 501


@pytest.mark.parametrize("size", ["-1", "0", "wide", "1.5", "", "²", "9" * 30])
def test_a_malformed_size_is_refused(size):
    answer = oembed(f"{BASE}/embed", maxwidth=size, maxheight=size)
    assert answer.status_code == 400
    assert {problem["where"] for problem in answer.json()["problems"]} == {"maxwidth", "maxheight"}


def test_without_an_address_the_question_is_refused():
    assert CLIENT.get("/oembed").status_code == 400


def test_a_page_drops_what_is_bad_and_an_embed_refuses_it():
    assert frame_of(oembed(f"{BASE}/?type=tunnel&event=x&from=never"))["src"] == f"{BASE}/embed?type=tunnel"
    answer = oembed(f"{BASE}/embed?type=tunnel&from=never")
    assert answer.status_code == 400
    assert [problem["where"] for problem in answer.json()["problems"]] == ["from"]


def test_a_hostile_title_cannot_leave_its_attribute():
    answer = oembed(view_url(BASE, "/embed", EventFilter(), View(title=HOSTILE)))
    assert frame_of(answer)["title"] == " ".join(HOSTILE.split())
    assert len(Parsed(answer.json()["html"]).found) == 1


def test_a_page_tells_of_its_oembed_answer():
    page, _ = get(f"/embed?{BALLOONS}&title=A+%26+B")
    ((link, _),) = page.all("link", type="application/json+oembed")
    found = CLIENT.get(link["href"])
    assert found.json()["title"] == "A & B"
    header = CLIENT.get(f"/embed?{BALLOONS}&title=A+%26+B").headers["link"]
    assert header == f'<{link["href"]}>; rel="alternate"; type="application/json+oembed"'
    told = oembed_link(BASE, "/?type=tunnel")["Link"]
    assert told.startswith(f"<{BASE}/oembed?url=http%3A%2F%2Fatlas.test%2F%3Ftype%3Dtunnel")
