"""Pages without Streamlit speak the language of their address, an embed without one that of the browser."""

from html import unescape

import pytest

from geo.look.view import View
from geo.query.filter import EventFilter
from geo.web.assets import mark_fields
from geo.web.embed import embed_html
from geo.web.offline import offline_html
from geo.words.table import say
from tests.geo.altered import everything_of
from tests.geo.web.rows import rows_of
from tests.geo.web.test_embed import ATLAS, BASE, CLIENT, Parsed

KOREAN = {"Accept-Language": "ko-KR,ko;q=0.9,en-US;q=0.8"}
OTHER = {"Accept-Language": "fr-FR,fr;q=0.9"}


def asked(path: str, headers: dict[str, str] | None = None):
    return CLIENT.get(path, headers=headers or OTHER)


def spoken(answer) -> str:
    ((root, _),) = Parsed(answer.text).all("html")
    return root["lang"]


@pytest.mark.parametrize(
    ("path", "headers", "language"),
    [
        ("/embed", KOREAN, "ko"),
        ("/embed", OTHER, "en"),
        ("/embed?lang=en", KOREAN, "en"),
        ("/embed?lang=ko", OTHER, "ko"),
        ("/embed?type=none", KOREAN, "ko"),
        ("/embed?type=none&lang=en", KOREAN, "en"),
        ("/map.html?type=tunnel", KOREAN, "en"),
        ("/map.html?type=tunnel&lang=ko", OTHER, "ko"),
    ],
)
def test_the_address_says_the_language_and_where_it_does_not_the_browser_of_an_embed(path, headers, language):
    assert spoken(asked(path, headers)) == language


def test_a_cache_keeps_what_hangs_on_the_browser_apart_and_what_does_not_together():
    korean, english = asked("/embed", KOREAN), asked("/embed")
    assert korean.headers["etag"] != english.headers["etag"]
    assert "Accept-Language" in korean.headers["vary"]
    assert "Accept-Language" in asked("/embed?type=none").headers["vary"]
    told = [asked("/embed?lang=en", headers) for headers in (KOREAN, OTHER)]
    assert told[0].content == told[1].content
    assert "Accept-Language" not in told[0].headers["vary"]
    again = CLIENT.get("/embed", headers={**KOREAN, "If-None-Match": english.headers["etag"]})
    assert again.status_code == 200
    assert (
        CLIENT.get("/embed", headers={**KOREAN, "If-None-Match": korean.headers["etag"]}).status_code == 304
    )


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_embed_leads_to_the_same_in_the_other_language_and_back(language):
    address = f"/embed?category=maritime&layers=mdl&lang={language}"
    for _ in range(2):
        page = Parsed(asked(address).text)
        ((link, words),) = page.all("a", **{"class": "atlas-other"})
        other = link["lang"]
        assert other != spoken(asked(address))
        assert words == say(f"briefing.lang_{other}", other)
        assert spoken(asked(link["href"].removeprefix(BASE))) == other
        address = link["href"].removeprefix(BASE)
    assert set(address.partition("?")[2].split("&")) == {
        "category=maritime",
        "layers=mdl",
        f"lang={language}",
    }


def test_what_was_chosen_goes_along_to_the_map():
    for language in ("en", "ko"):
        page = Parsed(asked(f"/embed?lang={language}", KOREAN).text)
        ((link, _),) = page.all("a", **{"class": "atlas-full"})
        assert link["href"] == f"{BASE}/?lang={language}"
    ((link, _),) = Parsed(asked("/embed", OTHER).text).all("a", **{"class": "atlas-full"})
    assert link["href"] == f"{BASE}/"


def test_an_embed_tells_search_engines_of_its_languages():
    page = Parsed(asked("/embed?type=tunnel&lang=ko").text)
    found = {
        one["hreflang"]: one["href"] for one, _ in page.all("link", rel="alternate") if "hreflang" in one
    }
    assert found == {
        "en": f"{BASE}/embed?type=tunnel&lang=en",
        "ko": f"{BASE}/embed?type=tunnel&lang=ko",
        "x-default": f"{BASE}/embed?type=tunnel",
    }
    assert [one["content"] for one, _ in page.all("meta", property="og:locale")] == ["ko_KR"]


def test_a_refusal_is_korean_and_repeats_what_was_written():
    page = Parsed(asked("/embed?type=none&zoom=99&lang=ko").text)
    told = [unescape(text) for _, text in page.all("li")]
    assert told[0].startswith("type: 'none' (필요: ")
    assert told[1] == "zoom: '99' (필요: 5에서 15까지의 수)"


def test_a_korean_file_tells_every_event_in_korean():
    file = Parsed(asked("/map.html?type=balloon-launch&lang=ko").text)
    for row in rows_of(file):
        event = ATLAS.event(row["id"])
        assert (row["title"], row["summary"], row["place"]) == (
            *(event[f"{name}_ko"] for name in ("title", "summary")),
            event["place_ko"],
        )
        assert row["english"] == []
        assert row["date_text"].endswith(("일", "월", "년"))
        told = {one["to"]: one["text"] for one in ATLAS.distances(row["id"], "ko")}
        assert {to: text for to, (text, *_) in row["distances"].items()} == told


def test_what_has_no_korean_text_stands_in_english_and_says_so():
    rows = ATLAS.events[ATLAS.events["type"] == "tunnel"].copy()
    rows.loc[rows.index[0], ["title_ko", "place_ko"]] = None
    selection = everything_of(rows)
    first, second, *_ = rows_of(Parsed(offline_html(selection, View(lang="ko"), BASE).decode()))
    assert first["title"] == rows["title"].iloc[0]
    assert first["english"] == ["b", "td"]
    assert second["english"] == []
    assert "title" in mark_fields(selection, "ko")
    assert "title" not in mark_fields(ATLAS.selection(selection.wanted), "ko")


def test_an_english_file_and_its_hangul():
    file = Parsed(asked("/map.html?type=tunnel").text)
    assert all(row["place_ko"] for row in rows_of(file))
    assert len([1 for tag, found, _ in file.found if tag == "td" and found.get("lang") == "ko"]) == len(
        rows_of(file)
    )


def test_the_map_asks_for_the_texts_of_its_language():
    for language, named in (("en", "title,date_text,"), ("ko", "title_ko,date_text_ko,")):
        page = embed_html(ATLAS.selection(EventFilter(type=("tunnel",))), View(lang=language), BASE)
        assert f"fields={named}" in page.decode()
