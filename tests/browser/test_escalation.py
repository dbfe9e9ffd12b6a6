"""What a reader sees and does on the escalation page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.at_rest import AT_REST

SUMMER = "from=2024-05-01&to=2024-06-30"


def steps(seen):
    return seen.map.locator(".atlas-step")


def test_the_chain_of_summer_2024_stands_on_the_map_in_the_list_and_in_the_download(server, visit):
    seen = visit(f"{server.url}/escalation?{SUMMER}&chain=2024-05-10-leaflets-ganghwa")
    steps(seen).first.wait_for()
    listed = seen.page.locator(".st-key-atlas-steps")
    expect(listed.locator("ol > li").first).to_be_visible()
    told = listed.inner_text()
    assert (
        0
        <= told.find("300,000 leaflets")
        < told.find("turns loudspeakers on")
        < told.find("new counteraction")
    )
    assert listed.get_by_role("link").count() > 10
    marks = seen.map.locator(".leaflet-marker-icon:has(.atlas-step)")
    assert all(re.search(r"\d+: .*2024, ", mark.get_attribute("aria-label")) for mark in marks.all())
    expect(seen.page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    expect(seen.page.locator(".atlas-axis-legend")).to_contain_text("held in part")
    with seen.page.expect_download() as taken:
        seen.page.get_by_role("button", name="Links, CSV").click()
    assert b"2024-05-10-leaflets-ganghwa" in taken.value.path().read_bytes()
    assert seen.outside == []
    assert seen.errors == []


def test_another_chain_can_be_chosen_and_goes_into_the_address(server, visit):
    seen = visit(f"{server.url}/escalation?from=2015-08-01&to=2016-02-28")
    steps(seen).first.wait_for()
    expect(seen.page.get_by_role("button", name="Links, CSV")).to_be_visible()
    before = seen.map.locator("#map_div").get_attribute("data-steps")
    choice = seen.page.get_by_role("combobox", name="Chain", exact=True)
    choice.scroll_into_view_if_needed()
    # A click on a page that still runs is lost with the list that it opened: only a page at rest is asked.
    expect(seen.page.locator(AT_REST)).to_be_attached()
    choice.press("ArrowDown")
    seen.page.get_by_role("option").last.click()
    seen.page.wait_for_url(re.compile("chain="))
    seen.map.locator(f'#map_div:not([data-steps="{before}"])').wait_for()
    assert seen.errors == []


def test_the_zones_of_a_day_are_drawn_as_they_stood(server, visit):
    for day, zones in (("2018-12-01", "7"), ("2024-01-05", "3")):
        seen = visit(f"{server.url}/escalation?{SUMMER}&asof={day}")
        steps(seen).first.wait_for()
        expect(seen.map.locator("#map_div")).to_have_attribute("data-zones", zones)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_page_fits_its_screen(server, visit, width, height):
    seen = visit(f"{server.url}/escalation?{SUMMER}", width, height)
    steps(seen).first.wait_for()
    # Of the last day of the filter: every zone of 2018 was suspended by then.
    expect(seen.map.locator("#map_div")).to_have_attribute("data-zones", "0")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = [one.bounding_box() for one in steps(seen).all()]
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = (
                one["x"] + one["width"] <= other["x"] + 1
                or other["x"] + other["width"] <= one["x"] + 1
                or one["y"] + one["height"] <= other["y"] + 1
                or other["y"] + other["height"] <= one["y"] + 1
            )
            assert apart, "two steps lie on each other"
