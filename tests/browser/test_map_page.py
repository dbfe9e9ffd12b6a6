"""What a reader sees and does on the map page."""

import json
import re
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.at_rest import AT_REST
from tests.browser.conftest import Visit, kept_open

MARK = ".leaflet-events-pane .atlas-mark"
BALLOONS = "from=2024-05-28&to=2024-11-30&type=balloon-launch"


def count(server, query: str) -> int:
    with urllib.request.urlopen(f"{server.url}/api/events.geojson?{query}&fields=title") as answer:
        return len(json.load(answer)["features"])


def pick_option(page, label: str, option: str) -> None:
    # A click on a page that still runs is lost with the list that it opened: only a page at rest is asked.
    expect(page.locator(AT_REST)).to_be_attached()
    box = page.get_by_test_id("stSidebar").get_by_role("combobox", name=re.compile(label))
    box.click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


@pytest.fixture(scope="module")
def opened_once(server, reader) -> Iterator[Visit]:
    """The map of all events, opened for the tests that only look at it or act on it without an answer of the server."""
    with kept_open(reader, server.url) as seen:
        seen.wait_for_events(count(server, ""))
        yield seen


@pytest.fixture
def whole(opened_once) -> Iterator[Visit]:
    """The map of all events; afterwards nothing stands open on it."""
    opened_once.forget()
    yield opened_once
    opened_once.map.locator("#map_div").evaluate(
        "(box) => void box.ownerDocument.defaultView.atlas.current.map.closePopup()"
    )
    expect(opened_once.map.locator(".leaflet-popup")).to_have_count(0)


def test_the_map_draws_with_every_other_machine_out_of_reach(server, visit):
    seen = visit(server.url)
    seen.wait_for_marks()
    seen.wait_for_events(count(server, ""))
    expect(seen.map.locator(".leaflet-lines-pane path").nth(5)).to_be_attached()
    expect(seen.map.locator(".atlas-name").get_by_text("Seoul", exact=True)).to_be_visible()
    expect(seen.map.locator("canvas").nth(1)).to_be_attached()
    assert seen.outside == []
    assert seen.errors == []


def test_the_filter_by_address_shows_that_many_and_says_so(server, visit):
    seen = visit(f"{server.url}/?{BALLOONS}")
    wanted = count(server, BALLOONS)
    seen.wait_for_events(wanted)
    total = count(server, "")
    expect(seen.page.get_by_test_id("stSidebar")).to_contain_text(f"{wanted} of {total:,} events")


def test_the_map_by_its_name_is_the_map(server, visit):
    seen = visit(f"{server.url}/map?category=maritime")
    seen.wait_for_events(count(server, "category=maritime"))
    expect(seen.page.get_by_test_id("stDialog")).to_have_count(0)
    assert seen.errors == []


def test_the_filter_by_widget_changes_map_address_and_sentence_but_not_the_view(server, visit):
    seen = visit(server.url)
    seen.wait_for_marks()
    seen.map.get_by_role("button", name="Zoom in").click()
    seen.page.wait_for_url(re.compile("center="))
    view = seen.page.url.partition("?")[2]
    frame = seen.page.locator('iframe[title="streamlit_folium.st_folium"]').element_handle()
    pick_option(seen.page, "What kind", "At sea")
    wanted = count(server, "category=maritime")
    seen.wait_for_events(wanted)
    seen.page.wait_for_url(f"{server.url}/?category=maritime&{view}")
    expect(seen.page.get_by_test_id("stSidebar")).to_contain_text(f"{wanted} of ")
    assert frame.is_visible(), "the map was mounted anew"
    assert seen.errors == []


def test_a_pick_on_the_map_opens_the_card_and_the_table_row_and_draws_the_distances(server, visit):
    seen = visit(f"{server.url}/?q=bombardment%20island&from=2010-11-23&to=2010-11-23")
    seen.map.locator(".atlas-mark[role=button]").first.click()
    expect(seen.page.get_by_text("Bombardment of Yeonpyeong Island").first).to_be_visible()
    seen.page.wait_for_url(re.compile("event=2010-11-23-bombardment-of-yeonpyeong"))
    expect(seen.map.locator(".atlas-name-distance").first).to_contain_text("km")
    card = seen.page.locator(".st-key-atlas-card")
    expect(card.get_by_role("link").first).to_have_attribute("href", re.compile("^https?://"))
    expect(card).to_contain_text("±")
    assert seen.errors == []


def test_a_pick_leaves_the_map_as_the_reader_set_it(server, visit):
    seen = visit(f"{server.url}/?q=bombardment%20island&from=2010-11-23&to=2010-11-23")
    seen.wait_for_marks()
    seen.map.get_by_label("DMZ (nominal, 2 km each side)").uncheck()
    seen.map.locator("#map_div").evaluate("box => { box.ownerDocument.defaultView.untouched = true; }")
    seen.map.locator(".leaflet-events-pane .atlas-mark").first.press("Enter")
    expect(seen.page.locator(".st-key-atlas-card")).to_be_visible()
    expect(seen.map.locator(".atlas-name-distance").first).to_contain_text("km")
    assert seen.map.locator("#map_div").evaluate("box => box.ownerDocument.defaultView.untouched === true")
    expect(seen.map.get_by_label("DMZ (nominal, 2 km each side)")).not_to_be_checked()


def test_an_event_can_be_picked_again_after_its_card_was_closed(server, visit):
    seen = visit(f"{server.url}/?q=bombardment%20island&from=2010-11-23&to=2010-11-23")
    card = seen.page.locator(".st-key-atlas-card")
    for _ in range(2):
        seen.map.locator(".leaflet-events-pane .atlas-mark").first.click()
        expect(card).to_be_visible()
        card.get_by_role("button").first.click()
        expect(card).to_have_count(0)


def test_closing_a_popup_leaves_the_distances_of_the_picked_event(server, visit):
    seen = visit(f"{server.url}/?event=2010-11-23-bombardment-of-yeonpyeong&q=bombardment%20island")
    seen.wait_for_marks()
    names = seen.map.locator(".atlas-name-distance")
    expect(names.first).to_contain_text("km")
    before = names.count()
    seen.map.locator("#map_div").click(position={"x": 80, "y": 120})
    popup = seen.map.locator(".leaflet-popup-content")
    expect(popup).to_contain_text("nmi")
    seen.page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(names).to_have_count(before)


def test_an_event_abroad_is_a_badge_at_the_edge_and_its_list_opens_its_card(server, visit):
    seen = visit(f"{server.url}/?place=rangoon")
    badge = seen.map.locator(f"{MARK}.atlas-badge[aria-label*='beyond the map · Rangoon']")
    badge.press("Enter")
    seen.map.locator(".atlas-list").get_by_role("button").first.click()
    expect(seen.page.locator(".st-key-atlas-card")).to_be_visible()
    assert seen.map.locator(".atlas-mark-picked").count() == 0
    assert seen.errors == []


def test_one_widget_leaves_the_other_terms_of_the_address_alone(server, visit):
    seen = visit(f"{server.url}/?from=1950-01-01&to=2030-01-01&near=mdl&within_km=1234.5678")
    seen.wait_for_marks()
    pick_option(seen.page, "What kind", "At sea")
    seen.page.wait_for_url(re.compile("category=maritime"))
    for term in ("from=1950-01-01", "to=2030-01-01", "near=mdl", "within_km=1234.5678"):
        assert term in seen.page.url


def test_a_click_anywhere_measures_from_there(whole):
    seen = whole
    seen.map.locator("#map_div").click(position={"x": 60, "y": 280})
    popup = seen.map.locator(".leaflet-popup-content")
    expect(popup).to_contain_text("MDL")
    expect(popup).to_contain_text("nmi")
    expect(seen.map.locator(".leaflet-measure-pane path").first).to_be_attached()


def test_a_layer_can_be_switched_off_and_on(whole):
    seen = whole
    lines = seen.map.locator(".leaflet-lines-pane path")
    before = lines.count()
    box = seen.map.get_by_label("Military Demarcation Line (MDL)")
    box.uncheck()
    expect(lines).to_have_count(before - 2)
    box.check()
    expect(lines).to_have_count(before)


def test_events_without_a_point_are_badges_that_add_up(server, visit):
    seen = visit(f"{server.url}/?precision=representative")
    seen.wait_for_events(count(server, "precision=representative"))
    numbers = seen.map.locator(f"{MARK}.atlas-badge text").all_text_contents()
    assert sum(map(int, numbers)) == count(server, "precision=representative")
    assert seen.map.locator(f"{MARK}:not(.atlas-badge)").count() == 0


def test_a_place_of_the_address_shows_in_the_sentence_and_outlives_a_widget(server, visit):
    seen = visit(f"{server.url}/?place=pyongyang&place=mdl")
    seen.wait_for_events(count(server, "place=pyongyang&place=mdl"))
    sidebar = seen.page.get_by_test_id("stSidebar")
    expect(sidebar).to_contain_text("at Military Demarcation Line or Pyongyang")
    pick_option(seen.page, "What kind", "Words and diplomacy")
    seen.page.wait_for_url(re.compile("place=mdl&place=pyongyang&category=diplomacy"))
    seen.wait_for_events(count(server, "place=pyongyang&place=mdl&category=diplomacy"))


def test_the_download_holds_what_is_shown(server, visit, tmp_path):
    seen = visit(f"{server.url}/?{BALLOONS}")
    wanted = count(server, BALLOONS)
    seen.page.get_by_test_id("stSidebar").get_by_role("button", name=f"Download {wanted} events").click()
    with seen.page.expect_download() as download:
        seen.page.get_by_role("button", name="GeoJSON web maps").click()
    path = tmp_path / "events.geojson"
    download.value.save_as(path)
    collection = json.loads(path.read_text())
    assert len(collection["features"]) == wanted == collection["metadata"]["count"]
    assert collection["metadata"]["url"] == f"{server.url}/?{BALLOONS}"
    assert "balloon-launch" in download.value.suggested_filename


def test_a_bad_address_works_and_says_what_it_dropped(server, visit):
    seen = visit(f"{server.url}/?type=balloon-launch&from=yesterday&nonsense=1&event=nothing")
    seen.wait_for_events(count(server, "type=balloon-launch"))
    warning = seen.page.get_by_test_id("stAlert")
    for dropped in ("yesterday", "nonsense", "nothing"):
        expect(warning).to_contain_text(dropped)


def test_an_empty_result_is_said_not_left_blank(server, visit):
    seen = visit(f"{server.url}/?q=zzzzzz")
    seen.wait_for_events(0)
    expect(seen.page.get_by_text("No event matches this filter").first).to_be_visible()
    expect(seen.map.get_by_role("status")).to_contain_text("No event matches")


@pytest.mark.parametrize(
    ("path", "words"),
    [("/measure", "From any point, event or place"), ("/data", "Codebook"), ("/sources", "Lines and areas")],
)
def test_a_cold_deep_link_opens_the_page_in_its_frame(server, visit, path, words):
    seen = visit(f"{server.url}{path}?category=maritime")
    expect(seen.page.get_by_text(words).first).to_be_visible()
    expect(seen.page.get_by_test_id("stSidebar")).to_contain_text(f"{count(server, 'category=maritime')} of ")
    assert seen.outside == []
    assert seen.errors == []


def test_the_filter_goes_along_to_another_page(server, visit):
    seen = visit(f"{server.url}/?category=maritime")
    # The tabs of the light page make way for these.
    seen.page.get_by_test_id("stTopNavLink").filter(has_text="Data").click()
    seen.page.wait_for_url(re.compile(r"/data\?category=maritime"))
    expect(seen.page.get_by_test_id("stSidebar")).to_contain_text(f"{count(server, 'category=maritime')} of ")


def test_on_a_phone_the_map_comes_first_and_nothing_sticks_out(server, visit):
    seen = visit(server.url, 390, 844, has_touch=True, is_mobile=True)
    seen.wait_for_marks()
    # Streamlit moves the page up once its own style has come.
    seen.page.wait_for_function("() => document.querySelector('iframe').getBoundingClientRect().top < 100")
    frame = seen.page.locator('iframe[title="streamlit_folium.st_folium"]').bounding_box()
    assert frame["width"] <= 390
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(seen.map.get_by_text("Legend and layers")).to_be_visible()
    expect(seen.map.get_by_label("Military Demarcation Line (MDL)")).to_be_hidden()
    assert seen.errors == []


def test_the_dark_theme_darkens_the_map_too(server, visit):
    seen = visit(server.url, color_scheme="dark")
    seen.wait_for_marks()
    expect(seen.map.locator("#map_div.atlas-dark")).to_be_visible()
