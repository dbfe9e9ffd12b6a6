"""The view of the map is in the address: it follows the reader, and opens again what the reader saw."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.at_rest import AT_REST
from tests.browser.test_far_away import Answers, pick
from tests.browser.test_first import VIEW
from tests.pages.opened import ATLAS, count_of

WEST_SEA = "center=125.6,37.7&zoom=9"
DMZ = "DMZ (nominal, 2 km each side)"
PIXEL_DEG = 0.003
# Nothing is copied: neither by leave of the browser nor by the old way.
NO_COPYING = """
  Object.defineProperty(navigator, "clipboard", { value: undefined });
  document.execCommand = () => false;
"""


def asked(seen) -> dict[str, list[str]]:
    return parse_qs(urlsplit(seen.page.url).query)


def view(seen) -> list[float]:
    return seen.map.locator("#map_div").evaluate(VIEW)


def at_rest(seen, count: int):
    seen.wait_for_events(count)
    expect(seen.page.locator("#atlas-first")).to_have_count(0)
    seen.page.get_by_test_id("stVegaLiteChart").wait_for()
    expect(seen.page.locator(AT_REST)).to_be_attached()
    return seen


def pan(seen) -> None:
    seen.map.locator("#map_div").focus()
    before = seen.page.url
    seen.page.keyboard.press("ArrowDown")
    seen.page.wait_for_url(lambda url: url != before and "center=" in url)


@pytest.fixture
def whole(server, visit):
    return at_rest(visit(server.url), len(ATLAS.events))


def test_the_map_opens_at_the_view_of_its_address_and_leaves_it_as_it_is(server, visit):
    address = f"{server.url}/?category=maritime&layers=mdl,nll&{WEST_SEA}"
    seen = at_rest(visit(address), count_of(category="maritime"))
    assert view(seen) == pytest.approx([37.7, 125.6, 9], abs=PIXEL_DEG)
    expect(seen.map.get_by_label("Military Demarcation Line (MDL)")).to_be_checked()
    expect(seen.map.get_by_label(DMZ)).not_to_be_checked()
    assert seen.page.url == address
    assert seen.errors == []


def test_the_address_follows_pan_zoom_and_layers_without_a_word_to_the_server(server, visit):
    whole, words = visit("about:blank"), []
    whole.page.on("websocket", lambda socket: socket.on("framesent", lambda word: words.append(word)))
    whole.page.goto(server.url)
    at_rest(whole, len(ATLAS.events))
    assert words
    words.clear()
    whole.map.get_by_role("button", name="Zoom in").click()
    whole.page.wait_for_url(re.compile("zoom="))
    pan(whole)
    whole.map.get_by_label(DMZ).uncheck()
    whole.page.wait_for_url(re.compile("layers="))
    told = asked(whole)
    lon, lat = map(float, told["center"][0].split(","))
    assert [lat, lon, float(told["zoom"][0])] == pytest.approx(view(whole), abs=PIXEL_DEG)
    assert "dmz" not in told["layers"][0].split(",")
    whole.map.get_by_label(DMZ).check()
    whole.page.wait_for_url(lambda url: "layers=" not in url)
    assert words == []


def test_view_and_filter_stand_in_the_address_together_through_reload_and_a_fresh_profile(whole, visit):
    pan(whole)
    whole.map.get_by_label(DMZ).uncheck()
    pick(whole.page, "What kind", "At sea")
    maritime = count_of(category="maritime")
    whole.wait_for_events(maritime)
    whole.map.get_by_role("button", name="Zoom in").click()
    whole.page.wait_for_url(re.compile(r"category=maritime.*layers=.*zoom="))
    pick(whole.page, "Who acted", "DPRK")
    both = count_of(category="maritime", initiator="dprk")
    whole.wait_for_events(both)
    whole.page.wait_for_url(re.compile(r"category=maritime&initiator=dprk&layers=.*center=.*zoom="))
    address, shown = whole.page.url, view(whole)
    assert float(asked(whole)["zoom"][0]) == shown[2]
    whole.page.reload()
    at_rest(whole, both)
    assert whole.page.url == address
    assert view(whole) == pytest.approx(shown, abs=PIXEL_DEG)
    other = at_rest(visit(address, fresh=True), both)
    assert view(other) == pytest.approx(shown, abs=PIXEL_DEG)
    expect(other.map.get_by_label(DMZ)).not_to_be_checked()
    assert other.page.url == address
    assert whole.errors == other.errors == []


def test_back_leads_through_the_filters_and_leaves_the_view(whole, server):
    pick(whole.page, "What kind", "At sea")
    whole.wait_for_events(count_of(category="maritime"))
    whole.map.get_by_role("button", name="Zoom in").click()
    whole.page.wait_for_url(re.compile("zoom="))
    seen = whole.page.url.partition("maritime&")[2]
    pick(whole.page, "Who acted", "DPRK")
    whole.wait_for_events(count_of(category="maritime", initiator="dprk"))
    pan(whole)
    moved = whole.page.url.partition("dprk&")[2]
    assert moved != seen
    whole.page.go_back()
    whole.wait_for_events(count_of(category="maritime"))
    whole.page.wait_for_url(f"{server.url}/?category=maritime&{moved}")
    whole.page.go_back()
    whole.wait_for_events(len(ATLAS.events))
    whole.page.wait_for_url(f"{server.url}/?{moved}")
    whole.page.go_forward()
    whole.wait_for_events(count_of(category="maritime"))
    whole.page.wait_for_url(f"{server.url}/?category=maritime&{moved}")


def test_a_view_that_changes_while_answers_are_on_their_way_is_not_rolled_back(server, visit):
    seen = visit("about:blank")
    answers = Answers(seen.page)
    seen.page.goto(f"{server.url}/?{WEST_SEA}")
    at_rest(seen, len(ATLAS.events))
    answers.hold()
    pick(seen.page, "What kind", "At sea")
    seen.map.get_by_role("button", name="Zoom in").click()
    seen.page.wait_for_url(re.compile(r"zoom=9\.75"))
    pick(seen.page, "Who acted", "DPRK")
    pan(seen)
    place = seen.page.url.partition("?")[2]
    answers.let_go()
    seen.wait_for_events(count_of(category="maritime", initiator="dprk"))
    seen.page.wait_for_url(f"{server.url}/?category=maritime&initiator=dprk&{place}")
    assert seen.errors == []


def test_the_view_waits_for_a_reader_who_comes_back_from_another_page(whole, server):
    pan(whole)
    place, shown = whole.page.url.partition("?")[2], view(whole)
    whole.page.get_by_role("link", name="Sources", exact=True).click()
    expect(whole.page.get_by_text("Lines and areas").first).to_be_visible()
    whole.page.wait_for_url(f"{server.url}/sources")
    whole.page.get_by_role("link", name="Map", exact=True).click()
    whole.wait_for_events(len(ATLAS.events))
    whole.page.wait_for_url(f"{server.url}/?{place}")
    assert view(whole) == pytest.approx(shown, abs=PIXEL_DEG)


def test_the_link_to_the_view_says_it_also_before_the_reader_has_moved(whole, visit):
    whole.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    whole.map.get_by_role("button", name="Copy link to this view").click()
    field = whole.map.locator(".atlas-share input")
    expect(whole.map.locator(".atlas-copied")).to_have_text("Copied:")
    link = field.input_value()
    assert whole.page.evaluate("navigator.clipboard.readText()") == link
    assert "center=" not in whole.page.url
    shown = view(whole)
    field.press("Escape")
    expect(field).to_have_count(0)
    other = at_rest(visit(link, fresh=True), len(ATLAS.events))
    assert view(other) == pytest.approx(shown, abs=PIXEL_DEG)


def test_where_a_page_may_not_copy_the_link_stands_selected(whole):
    whole.map.locator("#map_div").evaluate(f"() => {{ {NO_COPYING} }}")
    whole.map.get_by_role("button", name="Copy link to this view").click()
    field = whole.map.get_by_label("Copy this:")
    expect(field).to_be_focused()
    selected = field.evaluate("(box) => box.value.slice(box.selectionStart, box.selectionEnd)")
    assert selected == field.input_value()
    assert selected.startswith(f"{whole.page.url.rstrip('/')}/?center=")


@pytest.mark.parametrize("path", ["/embed", "/map.html"])
def test_the_way_back_from_embed_and_file_leads_to_view_filter_and_event(server, visit, path):
    seen = visit(f"{server.url}{path}?q=bombardment%20island&from=2010-11-23&to=2010-11-23&{WEST_SEA}")
    full = seen.page.get_by_role("link", name="Open the full map")
    wanted = f"{server.url}/?from=2010-11-23&to=2010-11-23&q=bombardment%20island"
    expect(full).to_have_attribute("href", f"{wanted}&{WEST_SEA}")
    seen.page.get_by_role("button", name="Zoom in").click()
    expect(full).to_have_attribute("href", re.compile(r"zoom=9\.75"))
    seen.page.locator(".leaflet-events-pane .atlas-mark").first.press("Enter")
    seen.page.locator(".atlas-card").wait_for()
    expect(full).to_have_attribute("href", re.compile("&event=2010-11-23-bombardment-of-yeonpyeong&center="))
    seen.page.locator(".atlas-card").get_by_role("button", name="Copy link").click()
    link = seen.page.locator(".atlas-cite input")
    expect(link).to_have_value(f"{server.url}/?event=2010-11-23-bombardment-of-yeonpyeong")
    seen.page.locator(".atlas-card").get_by_role("button", name="Cite").click()
    cited = seen.page.locator(".atlas-cite textarea")
    expect(cited).to_be_focused()
    expect(cited).to_be_in_viewport()
    expect(cited).to_have_value(
        re.compile(r"Bombardment of Yeonpyeong Island, 23 November 2010\. http\S+ CC BY 4\.0\. Sources: “")
    )
    assert seen.errors == []


def test_the_card_of_the_page_has_citation_and_link(server, visit):
    seen = visit(f"{server.url}/?event=2010-11-23-bombardment-of-yeonpyeong")
    card = seen.page.locator(".st-key-atlas-card")
    card.get_by_role("button", name="Cite").click()
    expect(seen.page.get_by_test_id("stPopoverBody")).to_contain_text("CC BY 4.0. Sources:")
    seen.page.keyboard.press("Escape")
    card.get_by_role("button", name="Copy link").click()
    expect(seen.page.get_by_test_id("stPopoverBody")).to_contain_text(
        "/?event=2010-11-23-bombardment-of-yeonpyeong"
    )


def test_the_title_of_the_tab_follows_page_filter_and_event(whole):
    expect(whole.page).to_have_title(
        "Military tension on the Korean Peninsula, sourced and measured – MDL Atlas"
    )
    pick(whole.page, "What kind", "At sea")
    expect(whole.page).to_have_title(
        f"{count_of(category='maritime')} of {ATLAS.total:,} events, at sea – MDL Atlas"
    )
    whole.page.get_by_role("link", name="Measure", exact=True).click()
    expect(whole.page).to_have_title("Measure – MDL Atlas")
