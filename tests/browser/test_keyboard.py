"""The map page with the keyboard alone, and what is told to who does not see it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.at_rest import AT_REST
from tests.browser.conftest import Visit

FOCUSED = "() => document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
SAID = ".atlas-status"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, where, most: int = 60) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(most):
        if where.evaluate("(one) => one.ownerDocument.activeElement === one && one.ownerDocument.hasFocus()"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{most} stops do not lead to {where}")


def named(seen: Visit, key: str) -> str:
    """Press a key on the map and tell what has the focus then."""
    seen.page.keyboard.press(key)
    return seen.map.locator("#map_div").evaluate(FOCUSED)


def test_filter_pick_read_measure_download_and_leave_by_keyboard_alone(server, visit):
    seen = visit(f"{server.url}/?category=maritime", fresh=True)
    page = seen.page
    seen.wait_for_marks()
    # Until Streamlit's page has taken over from the first view.
    expect(page.locator("#atlas-first")).to_have_count(0)
    expect(page.locator(SAID)).to_be_attached()

    search = page.get_by_test_id("stSidebar").get_by_role("textbox", name="Search")
    tab_to(page, search)
    page.keyboard.type("spy boat Ganghwa")
    press(page, "Enter")
    page.wait_for_url(re.compile("q=spy"))
    seen.wait_for_events(1)
    expect(page.locator(SAID)).to_contain_text("events")
    expect(page.locator(AT_REST)).to_be_attached()

    skip = seen.map.get_by_role("button", name="Skip the map")
    tab_to(page, skip)
    press(page, "Tab")
    mark = seen.map.locator(".atlas-mark:focus")
    expect(mark).to_have_count(1)
    press(page, "Enter")
    card = page.locator(".st-key-atlas-card")
    expect(card).to_be_visible()
    expect(page.locator(SAID)).to_contain_text("Card open: ")
    expect(mark).to_have_count(1)

    press(page, "m")
    popup = seen.map.get_by_role("dialog")
    expect(popup).to_contain_text("MDL")
    expect(popup).to_contain_text("km")
    press(page, "Escape")
    expect(popup).to_have_count(0)
    expect(mark).to_have_count(1)

    press(page, "Escape")
    close = card.get_by_role("button").first
    expect(close).to_be_focused()
    tab_to(page, card.get_by_role("link", name="Measure from here"))
    press(page, "Enter")
    page.wait_for_url(re.compile(r"/measure\?.*point="))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "q=spy" in page.url

    download = page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile("Download"))
    tab_to(page, download)
    press(page, "Enter")
    choice = page.get_by_test_id("stPopoverBody").get_by_role("button", name=re.compile("CSV"))
    expect(choice).to_be_visible()
    expect(page.locator(AT_REST)).to_be_attached()
    tab_to(page, choice)
    with page.expect_download() as coming:
        press(page, "Enter")
    assert coming.value.suggested_filename.endswith(".csv")
    assert seen.errors == []


def test_the_marks_are_one_stop_with_arrows_between_them(server, visit):
    seen = visit(f"{server.url}/?category=maritime&precision=exact,near")
    seen.wait_for_marks()
    marks, stop = (
        seen.map.locator(f".leaflet-events-pane .atlas-mark{one}") for one in ("", "[tabindex='0']")
    )
    assert marks.count() > 20
    expect(stop).to_have_count(1)
    seen.map.locator(".atlas-skip").focus()
    first = named(seen, "Tab")
    where = seen.map.locator(".atlas-mark:focus")
    left = where.bounding_box()["x"]
    assert named(seen, "ArrowRight") != first
    assert where.bounding_box()["x"] > left
    west, east = named(seen, "Home"), named(seen, "End")
    assert west != east
    # Each mark has its place in the row.
    names = [named(seen, "Home"), *(named(seen, "PageDown") for _ in range(marks.count() - 1))]
    assert names[-1] == east
    assert len(names) == marks.count()
    expect(stop).to_have_count(1)
    # What follows the marks is the first button of the map.
    assert named(seen, "Tab") == "Zoom in"
    assert seen.errors == []


def test_a_mark_that_has_the_focus_is_in_sight_and_not_under_the_legend(server, visit):
    seen = visit(f"{server.url}/?category=maritime")
    seen.wait_for_marks()
    seen.map.locator(".atlas-skip").focus()
    for key in ("Tab", "End", "PageUp", "PageUp", "Home", "ArrowDown", "ArrowRight"):
        named(seen, key)
        middle = """(box) => {
            const mark = box.ownerDocument.activeElement, {left, top, width, height} = mark.getBoundingClientRect();
            const seen = box.ownerDocument.elementFromPoint(left + width / 2, top + height / 2);
            return mark.contains(seen) || seen.outerHTML.slice(0, 120);
        }"""
        assert seen.map.locator("#map_div").evaluate(middle) is True, key


def test_the_card_closed_by_keyboard_gives_the_focus_back_to_its_mark(server, visit):
    seen = visit(f"{server.url}/?q=bombardment%20island&from=2010-11-23&to=2010-11-23")
    seen.wait_for_marks()
    expect(seen.page.locator("#atlas-first")).to_have_count(0)
    seen.map.locator(".leaflet-events-pane .atlas-mark").first.press("Enter")
    card = seen.page.locator(".st-key-atlas-card")
    card.get_by_role("button").first.press("Enter")
    expect(card).to_have_count(0)
    expect(seen.map.locator(".atlas-mark:focus")).to_have_count(1)


def test_the_middle_of_the_measure_page_becomes_a_point_by_keyboard(server, visit):
    seen = visit(f"{server.url}/measure?point=126.6767,37.9558")
    point = seen.map.locator(".atlas-point")
    expect(point).to_have_count(1)
    point.press("M")
    seen.page.wait_for_url(re.compile("point=.*&point="))
    expect(point).to_have_count(2)
    assert seen.errors == []


LIVE = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]"
WATCH = f"""() => {{
    window.bornWithWords = [];
    const look = (node) => {{
        if (!node.matches) return;
        for (const one of [node, ...node.querySelectorAll('{LIVE}')]) {{
            if (one.matches('{LIVE}') && one.textContent.trim()) window.bornWithWords.push(one.outerHTML.slice(0, 200));
        }}
    }};
    new MutationObserver((changes) => changes.forEach(({{ addedNodes }}) => addedNodes.forEach(look)))
        .observe(document.documentElement, {{ childList: true, subtree: true }});
}}"""


@pytest.mark.parametrize("address", ["/embed?type=balloon-launch", "/map.html?type=balloon-launch"])
def test_what_speaks_is_there_before_it_has_words(server, visit, address):
    seen = visit(server.url + address)
    page = seen.page
    page.locator("#map_div[data-events]").wait_for()
    told = page.get_by_role("status")
    expect(told).to_have_count(1)
    expect(told).to_have_text("")
    page.evaluate(WATCH)
    page.get_by_role("button", name="Play through time").press("Enter")
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="One step on").click()
    expect(told).to_contain_text(":")
    page.get_by_role("button", name="Copy link to this view").press("Enter")
    expect(told).to_contain_text("Cop")
    page.evaluate("() => atlas.current.say('A notice.')")
    expect(told).to_have_text("A notice.")
    expect(page.locator(".atlas-notice")).to_be_visible()
    assert page.evaluate("() => window.bornWithWords") == []


def test_what_a_page_says_is_in_its_language(server, visit):
    seen = visit(f"{server.url}/?category=maritime&lang=ko")
    seen.wait_for_marks()
    expect(seen.page.locator("html")).to_have_attribute("lang", "ko")
    expect(seen.page.get_by_role("heading", level=1)).to_have_text("지도")
