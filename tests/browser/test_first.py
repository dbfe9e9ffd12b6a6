"""The light map stands where the map of the page will be, and hands over to it."""

import pytest
from playwright.sync_api import Route, expect

from geo.words.table import say
from tests.browser.test_map_page import count
from tests.pages.opened import ATLAS

SLOT = ".st-key-atlas-map iframe"
LAYER = "#atlas-first"
COMPONENT = "**/component/**/main*.js"
VIEW = "(box) => { const { map } = box.ownerDocument.defaultView.atlas.current; return [map.getCenter().lat, map.getCenter().lng, map.getZoom()]; }"


SAME_PLACE = """([selector, { x, y, width, height }]) => {
  const box = document.getElementById("atlas-first") ? null : document.querySelector(selector)?.getBoundingClientRect();
  const near = (a, b) => Math.abs(a - b) < 0.6;
  return box && near(box.left, x) && near(box.top, y) && near(box.width, width) && near(box.height, height);
}"""


def light(seen):
    return seen.page.frame_locator(f"{LAYER} iframe")


class Gate:
    """Holds back the code of the map of the page until it is opened."""

    def __init__(self, seen):
        self.held: list[Route] = []
        self.is_open = False
        seen.page.route(
            COMPONENT, lambda route: route.continue_() if self.is_open else self.held.append(route)
        )

    def open(self) -> None:
        self.is_open = True
        for route in self.held:
            route.continue_()


def cut_off(_socket) -> None:
    """Take a WebSocket that never answers."""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 700), (700, 800), (390, 844), (360, 640)])
def test_the_light_map_stands_where_the_map_will_be(server, visit, width, height):
    seen = visit(f"{server.url}/healthz", width, height)
    seen.page.route_web_socket("**/_stcore/stream", cut_off)
    seen.page.goto(server.url)
    light(seen).locator(".atlas-mark").first.wait_for()
    before = seen.page.locator(f"{LAYER} iframe").bounding_box()
    later = visit(server.url, width, height)
    later.page.wait_for_function(SAME_PLACE, arg=[SLOT, before])


def test_without_an_answer_by_websocket_the_light_page_stays_with_count_and_downloads(server, visit):
    seen = visit(f"{server.url}/healthz")
    seen.page.route_web_socket("**/_stcore/stream", cut_off)
    seen.page.goto(f"{server.url}/?category=maritime")
    light(seen).locator(".atlas-mark").first.wait_for()
    layer = seen.page.locator(LAYER)
    expect(layer.locator("aside")).to_contain_text(
        f"{count(server, 'category=maritime')} of {ATLAS.total:,} events"
    )
    with seen.page.expect_download() as download:
        layer.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.endswith(".csv")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (700, 800), (390, 844)])
def test_without_javascript_there_is_the_count_and_the_rows(server, visit, width, height):
    seen = visit(server.url, width, height, java_script_enabled=False)
    sentence = seen.page.get_by_text(f"{ATLAS.total:,} of {ATLAS.total:,} events").locator("visible=true")
    expect(sentence).to_be_in_viewport()
    for name, address in (("GeoJSON", "/api/events.geojson"), ("CSV", "/api/events.csv")):
        link = seen.page.locator(LAYER).get_by_role("link", name=name)
        expect(link).to_be_in_viewport()
        expect(link).to_have_attribute("href", address)


@pytest.mark.parametrize(
    "path", ["/escalation", "/measure", "/briefing", "/data", "/sources", "/?event=nope"]
)
def test_without_websocket_or_scripts_every_page_leads_to_what_works_without(server, visit, path):
    address = f"{server.url}{path}{'&' if '?' in path else '?'}type=tunnel"
    seen = visit(f"{server.url}/healthz")
    seen.page.route_web_socket("**/_stcore/stream", cut_off)
    seen.page.goto(address)
    still = visit(address, java_script_enabled=False)
    for page in (seen.page, still.page):
        expect(page.locator("#atlas-plain-page strong")).to_have_text(f"4 of {ATLAS.total:,} events, tunnel")
        expect(page.get_by_role("link", name="CSV")).to_have_attribute("href", "/api/events.csv?type=tunnel")
        expect(page.get_by_role("link", name="Sources")).to_have_attribute("href", "/sources?type=tunnel")


def test_a_page_that_is_only_late_takes_the_place_of_what_was_said_meanwhile(server, visit):
    seen = visit(f"{server.url}/healthz")
    held = []
    seen.page.route_web_socket(
        "**/_stcore/stream", lambda socket: socket.connect_to_server() if held else held.append(socket)
    )
    seen.page.goto(f"{server.url}/sources")
    said = seen.page.locator("#atlas-plain-page")
    expect(said).to_be_visible()
    # Streamlit tries again.
    held[0].close()
    expect(seen.page.get_by_test_id("stMain").get_by_text(say("sources.intro"))).to_be_visible()
    expect(said).to_have_count(0)


def test_the_map_of_the_page_takes_over_the_view_that_the_reader_made(server, visit):
    seen = visit(f"{server.url}/healthz")
    gate = Gate(seen)
    seen.page.goto(server.url)
    light(seen).locator(".atlas-mark").first.wait_for()
    box = light(seen).locator("#map_div")
    box.evaluate(
        "(box) => { const { map } = box.ownerDocument.defaultView.atlas.current; map.setView([37.7, 125.5], 9, { animate: false }); }"
    )
    view = box.evaluate(VIEW)
    box.focus()
    expect(seen.page.locator(SLOT)).to_have_count(1)
    gate.open()
    expect(seen.page.locator(LAYER)).to_have_count(0)
    assert seen.map.locator("#map_div").evaluate(VIEW) == pytest.approx(view, abs=0.003)  # a pixel
    expect(seen.page.locator(SLOT)).to_be_focused()
    assert seen.outside == []
    assert seen.errors == []


def test_an_event_that_was_picked_on_the_light_map_has_its_card_in_the_page(server, visit):
    seen = visit(f"{server.url}/healthz")
    gate = Gate(seen)
    seen.page.goto(f"{server.url}/?category=incursion")
    light(seen).locator(".atlas-mark").first.wait_for()
    light(seen).locator(".atlas-mark[role=button]:not(:has(text))").first.press("Enter")
    heading = light(seen).locator(".atlas-card h2")
    heading.wait_for()
    title = heading.inner_text()
    expect(seen.page.locator(SLOT)).to_have_count(1)
    gate.open()
    expect(seen.page.locator(".st-key-atlas-card")).to_contain_text(title)
    expect(seen.page.locator(LAYER)).to_have_count(0)
