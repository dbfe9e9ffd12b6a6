"""A Korean browser is met in Korean; what its reader then chooses goes along from page to page."""

import re
import urllib.parse
import urllib.request

import pytest
from playwright.sync_api import expect

from geo.atlas.load import load_atlas
from geo.catalogue.checked import checked_text
from geo.words.table import say

KOREAN = {"locale": "ko-KR"}
SHELLING = "2010-11-23-bombardment-of-yeonpyeong"
EVENT = load_atlas().event(SHELLING)
CHECKED = checked_text(EVENT.checked, None if EVENT.checked is None else int(EVENT.checked_against), "ko")
LOOKS = "(box) => { const { map } = box.ownerDocument.defaultView.atlas.current; return [map.getCenter().lat, map.getCenter().lng, map.getZoom()]; }"
MAP = "#map_div"
ONE_MAP = """language => {
  const [map, ...more] = document.querySelectorAll('iframe[title="streamlit_folium.st_folium"]');
  return !more.length && map?.contentDocument?.documentElement?.lang === language;
}"""
"""Whether the map of a language stands in the place of that of another."""


def language_of(seen) -> str:
    return seen.page.evaluate("document.documentElement.lang")


def switch(seen, name: str) -> None:
    seen.page.locator(".st-key-atlas-language").get_by_role("radio", name=name).click()


def test_a_korean_reader_switches_to_english_and_stays_there(server, visit):
    seen = visit(f"{server.url}/?event={SHELLING}", **KOREAN)
    legend = seen.map.locator(".atlas-legend")
    expect(legend.get_by_label("군사분계선", exact=True)).to_be_visible()
    card = seen.page.locator(".st-key-atlas-card")
    expect(card).to_contain_text("연평도 포격")
    expect(seen.map.locator(".atlas-name-distance").first).to_contain_text("군사분계선")
    assert language_of(seen) == "ko"
    assert seen.page.evaluate(ONE_MAP, "ko")
    expect(seen.page).to_have_title(re.compile("연평도 포격"))
    seen.map.get_by_role("button", name=say("map.zoom_in", "ko")).click()
    seen.page.wait_for_url(re.compile("center="))
    before = seen.map.locator(MAP).evaluate(LOOKS)

    switch(seen, "English")
    seen.page.wait_for_url(re.compile("lang=en"))
    seen.page.wait_for_function(ONE_MAP, arg="en")
    expect(legend.get_by_label("Military Demarcation Line (MDL)")).to_be_visible()
    expect(card).to_contain_text("Bombardment of Yeonpyeong Island")
    expect(card.locator('[lang="ko"]').first).to_have_text("연평도")
    expect(seen.map.locator(".atlas-name-distance").first).to_contain_text("MDL")
    assert language_of(seen) == "en"
    assert seen.map.locator(MAP).evaluate(LOOKS) == pytest.approx(before, abs=0.003)  # a pixel

    seen.page.get_by_role("link", name=say("pages.measure"), exact=True).click()
    expect(seen.page.get_by_role("heading", name=say("measure.heading"))).to_be_visible()
    assert "lang=en" in urllib.parse.urlsplit(seen.page.url).query
    assert language_of(seen) == "en"
    switch(seen, "한국어")
    expect(seen.page.get_by_role("heading", name=say("measure.heading", "ko"))).to_be_visible()
    assert language_of(seen) == "ko"
    assert seen.outside == []
    assert seen.errors == []


def test_the_light_map_of_a_korean_browser_is_korean(server, visit):
    seen = visit(f"{server.url}/healthz", **KOREAN)
    seen.page.route_web_socket("**/_stcore/stream", lambda _socket: None)
    seen.page.goto(server.url)
    frame = seen.page.frame_locator("#atlas-first iframe")
    expect(frame.locator(".atlas-legend summary").first).to_have_text(say("map.legend", "ko"))
    expect(seen.page.locator("#atlas-first nav a").nth(2)).to_have_text(say("pages.measure", "ko"))
    assert language_of(seen) == "ko"


def test_an_embed_goes_to_its_other_language_with_the_view_that_the_reader_made(server, visit):
    seen = visit(f"{server.url}/embed?category=maritime", **KOREAN)
    seen.page.locator(".atlas-mark").first.wait_for()
    assert language_of(seen) == "ko"
    seen.page.get_by_role("button", name=say("map.zoom_in", "ko")).click()
    other = seen.page.get_by_role("link", name="English")
    expect(other).to_have_attribute("href", re.compile("center="))
    before = seen.page.locator(MAP).evaluate(LOOKS)
    other.click()
    expect(seen.page.locator(".atlas-legend summary").first).to_have_text(say("map.legend"))
    assert language_of(seen) == "en"
    assert seen.page.locator(MAP).evaluate(LOOKS)[2] == before[2]
    assert "category=maritime" in seen.page.url
    expect(seen.page.get_by_role("link", name="한국어")).to_be_visible()
    assert seen.errors == []


def test_the_card_of_a_korean_embed_marks_what_is_english(server, visit):
    seen = visit(f"{server.url}/embed?lang=ko&event={SHELLING}")
    card = seen.page.locator(".atlas-card")
    expect(card.locator("h2")).to_have_text("연평도 포격")
    expect(card.get_by_role("link").first).to_have_attribute("lang", "en")
    expect(card).to_contain_text("2010년 11월 23일")
    expect(card).to_contain_text("포탄 170발")
    expect(card).to_contain_text(CHECKED)
    expect(card.locator("td").first).to_have_text("군사분계선")
    assert card.locator("h2[lang]").count() == 0
    assert seen.errors == []


def test_the_widgets_of_a_korean_page_speak_korean_and_english_again_when_the_reader_switches(server, visit):
    seen = visit(f"{server.url}/data", **KOREAN)
    page = seen.page
    page.locator("summary", has_text=say("data.bring", "ko")).click()
    box = page.get_by_test_id("stFileUploaderDropzone")
    expect(box).to_contain_text(say("widgets.upload", "ko"))
    expect(box).not_to_contain_text("per file")
    expect(page.get_by_label(say("widgets.sidebar", "ko"), exact=True)).to_be_attached()
    expect(page.get_by_test_id("stSkipToContent")).to_have_text(say("widgets.skip", "ko"))
    page.locator(".stMultiSelect input").first.click()
    expect(page.get_by_test_id("stMultiSelectDropdown")).to_contain_text(say("widgets.select_all", "ko"))
    page.keyboard.press("Escape")
    switch(seen, "English")
    expect(page.get_by_test_id("stSkipToContent")).to_have_text(say("widgets.skip"))
    expect(page.get_by_label(say("widgets.sidebar"), exact=True)).to_be_attached()
    assert seen.errors == []


def test_english_that_was_chosen_goes_along_wherever_a_link_leads(server, visit):
    seen = visit(f"{server.url}/?event={SHELLING}", **KOREAN)
    switch(seen, "English")
    seen.page.wait_for_url(re.compile("lang=en"))
    card = seen.page.locator(".st-key-atlas-card")
    card.get_by_role("button", name=say("card.copy_link")).click()
    expect(seen.page.get_by_test_id("stPopoverBody")).to_contain_text(f"?event={SHELLING}&lang=en")
    seen.page.goto(f"{server.url}/embed?lang=en&event={SHELLING}")
    link = seen.page.locator(".atlas-card").get_by_role("link", name=say("card.measure"))
    expect(link).to_have_attribute("href", re.compile(f"measure\\?point={SHELLING}&lang=en$"))
    expect(seen.page.locator(".atlas-full")).to_have_attribute("href", re.compile("lang=en"))
    assert seen.errors == []


def test_the_card_of_a_korean_file_says_all_that_the_embed_says(server, visit, tmp_path):
    query = f"lang=ko&type={EVENT.type}&event={SHELLING}"
    with urllib.request.urlopen(f"{server.url}/map.html?{query}") as answer:
        (tmp_path / "map.html").write_bytes(answer.read())
    seen = visit(f"file://{tmp_path}/map.html")
    card = seen.page.locator(".atlas-card")
    for told in (EVENT.summary_ko, EVENT.counterclaim_ko, "포탄 170발", CHECKED):
        expect(card).to_contain_text(told)
    assert seen.errors == []
