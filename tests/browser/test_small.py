"""Maps from the smallest frames on: no mark lies under a control, each can be reached, nothing is too small to press."""

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.targets import small

SIZES = [
    (320, 400),
    (360, 300),
    (320, 568),
    (390, 600),
    (480, 320),
    (640, 400),
    (699, 640),
    (720, 450),
    (1000, 360),
]
"""Of a frame in pixels; those that are low are small however wide."""
COVERED = """() => {
    const box = document.querySelector("#map_div"), frame = box.getBoundingClientRect();
    const control = ".leaflet-control, .atlas-bar, .atlas-notice";
    const within = (from, to, part) => from + (to - from) * part;
    return [...box.querySelectorAll(".leaflet-marker-icon[role=button]")].flatMap((mark) => {
        const { left, top, right, bottom } = mark.getBoundingClientRect();
        const seen = { left: Math.max(left, frame.left), top: Math.max(top, frame.top), right: Math.min(right, frame.right), bottom: Math.min(bottom, frame.bottom) };
        if (seen.right - seen.left < 3 || seen.bottom - seen.top < 3) return []; // out of sight, and the map moves to it
        return [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [within(seen.left + 1, seen.right - 1, x), within(seen.top + 1, seen.bottom - 1, y)]))
            .map(([x, y]) => document.elementFromPoint(x, y)?.closest(control)).filter(Boolean)
            .map((over) => [mark.getAttribute("aria-label"), over.className]);
    });
}"""
FOCUSED = """() => {
    const mark = document.activeElement, { left, top, width, height } = mark.getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    return mark.contains(seen) || seen.outerHTML.slice(0, 120);
}"""


def settled(where: Page | Frame) -> None:
    """Wait until a map has taken in its new size."""
    where.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize("address", ["/embed", "/map.html?category=maritime,missile-nuclear&lang=ko"])
def test_no_mark_lies_under_a_control_and_each_can_be_reached(server, visit, address):
    seen = visit(server.url + address, *SIZES[0])
    page = seen.page
    page.locator("#map_div[data-events]").wait_for()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.locator(".atlas-small > .atlas-bar-top > .leaflet-left").wait_for()
        settled(page)
        assert page.evaluate(COVERED) == [], (width, height)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert small(page) == [], (width, height)
        # Nor after the reader has moved the map by hand.
        page.evaluate("() => { atlas.current.map.panBy([90, -70], { animate: false }); }")
        settled(page)
        assert page.evaluate(COVERED) == [], (width, height)
        page.locator(".atlas-skip").focus()
        for key in ("Tab", "End", "PageUp", "Home", "ArrowDown", "ArrowRight"):
            page.keyboard.press(key)
            assert page.evaluate(FOCUSED) is True, (width, height, key)
        page.keyboard.press("Escape")
    assert seen.errors == []


def test_a_frame_that_grows_has_its_controls_on_the_map_again(server, visit):
    page = visit(f"{server.url}/embed", 480, 320).page
    page.locator("#map_div[data-events]").wait_for()
    bars, on_map = page.locator(".atlas-bar"), page.locator("#map_div .leaflet-control-zoom")
    expect(bars).to_have_count(2)
    expect(on_map).to_have_count(0)
    page.set_viewport_size({"width": 1200, "height": 800})
    expect(on_map).to_be_visible()
    expect(bars).to_have_count(0)
    page.set_viewport_size({"width": 480, "height": 320})
    expect(bars).to_have_count(2)


@pytest.mark.parametrize("size", [(390, 844), (360, 800)])
def test_the_map_page_of_a_phone_covers_no_mark_either(server, visit, size):
    seen = visit(f"{server.url}/", *size)
    expect(seen.page.locator("#atlas-first")).to_have_count(0)
    seen.wait_for_marks()
    frame = seen.page.locator(".st-key-atlas-map iframe").element_handle().content_frame()
    settled(frame)
    assert frame.evaluate(COVERED) == []
    assert small(seen.page) == []
    assert seen.errors == []


@pytest.mark.parametrize("what", ["atlas-legend", "atlas-player"])
def test_what_the_reader_opens_on_a_small_map_is_in_sight_and_leaves_a_map(server, visit, what):
    page = visit(f"{server.url}/embed?category=maritime", 360, 300).page
    page.locator("#map_div[data-events]").wait_for()
    if what == "atlas-legend":
        page.locator(".atlas-legend summary").first.click()
    else:
        page.get_by_role("button", name="Play through time").click()
    box = page.locator(f".{what}")
    box.scroll_into_view_if_needed()
    expect(box).to_be_in_viewport(ratio=1)
    assert page.locator("#map_div").bounding_box()["height"] >= 100
    if what == "atlas-player":
        assert page.evaluate(COVERED) == []


def test_the_text_of_a_link_on_a_small_map_is_not_cut(server, visit):
    page = visit(f"{server.url}/embed?category=maritime", 320, 400).page
    page.locator("#map_div[data-events]").wait_for()
    page.get_by_role("button", name="Copy link to this view").click()
    field = page.locator(".atlas-share-text input")
    expect(field).to_be_in_viewport(ratio=1)
    expect(page.locator(".atlas-told")).to_have_text(page.locator(".atlas-copied").inner_text())
