"""A reader's own file in a real browser: its rows are drawn, alone or beside the catalogue, filtered, and given to nobody else."""

import csv
import io
import re
from collections import Counter

import httpx2
from playwright.sync_api import Locator, Page, expect

from geo.atlas.load import load_atlas
from geo.brought.held import BROUGHT
from geo.query.filter import EventFilter
from geo.words.table import say
from tests.browser.conftest import Visit
from tests.geo.brought import invented
from tests.geo.brought.control import ROWS, text

ATTACK = (
    "<img src=x onerror=window.top.pwned=1>{{7*7}} `${window.top.pwned=1}` [x](javascript:window.top.pwned=1)"
)
OWN_MARK = ".leaflet-events-pane .atlas-mark:has(.atlas-own)"


def bring(visit: Visit, data: bytes, count: int) -> None:
    """Bring a file, and wait until its rows are drawn."""
    visit.page.get_by_text(say("data.bring"), exact=True).click()
    upload = {"name": "invented.csv", "mimeType": "text/csv", "buffer": data}
    visit.page.locator("input[type=file]").set_input_files(upload)
    visit.wait_for_events(count)


def choose(visit: Visit, whose: str, count: int) -> None:
    """Choose whose rows are shown, and wait until they are drawn, each set on a map of its own."""
    before = visit.page.locator("iframe").element_handle()
    visit.page.get_by_role("radio", name=say(f"brought.whose_{whose}"), exact=True).click()
    before.wait_for_element_state("hidden")
    expect(visit.page.locator("iframe")).to_have_count(1)
    visit.wait_for_events(count)


def taken(page: Page, button: Locator) -> list[dict[str, str]]:
    """Return the rows of a download."""
    with page.expect_download() as told:
        button.click()
    return list(csv.DictReader(io.StringIO(told.value.path().read_text(encoding="utf-8-sig"))))


def link(page: Page, key: str) -> Locator:
    """Return a link of the reader's file; the page has others by the same name above."""
    return page.get_by_role("link", name=say(key), exact=True).and_(page.locator(f'[href*="{BROUGHT}/"]'))


def test_the_rows_of_a_file_are_drawn_and_taken_along_and_the_broken_ones_are_listed(server, visit):
    opened = visit(f"{server.url}/data")
    data, broken = invented.table("cns", 200)
    bring(opened, data, 200 - len(broken))
    listed = taken(opened.page, opened.page.get_by_role("button", name=say("brought.left_out_download")))
    assert {int(row["line"]) for row in listed} == set(broken)
    rows = taken(opened.page, link(opened.page, "brought.own_rows"))
    assert len(rows) == 200 - len(broken)
    assert all(row["atlas_distance_mdl_m"] for row in rows)
    assert (opened.outside, opened.errors) == ([], [])


def test_beside_the_catalogue_a_row_is_drawn_told_filtered_and_taken_along_as_the_readers(server, visit):
    gunfire = load_atlas().selection(EventFilter(type=("gunfire",)))
    ours, same = gunfire.count, gunfire.rows.index[0]
    rows = [{**row, "id": same, "title": f"Unheard {ATTACK}"} for row in ROWS if row["type"] == "gunfire"]
    opened = visit(f"{server.url}/data?type=gunfire")
    page = opened.page
    bring(opened, text(rows, date=same[:10], end_date="").encode(), 1)
    choose(opened, "catalogue", ours)
    expect(opened.map.locator(OWN_MARK)).to_have_count(0)
    choose(opened, "both", ours + 1)
    expect(page.get_by_text(say("brought.renamed", count=1))).to_be_visible()
    own = opened.map.locator(OWN_MARK)
    expect(own).to_have_count(1)
    expect(own).to_have_attribute("aria-label", re.compile(rf"Unheard .*{say('map.own')}$"))
    expect(opened.map.locator(".atlas-mark[aria-label$=Catalogue]").first).to_be_attached()
    own.click()
    expect(page.get_by_text(say("brought.of_file", name="invented.csv"))).to_be_visible()
    both = taken(page, link(page, "downloads.csv"))
    assert Counter(row["origin"] for row in both) == {"catalogue": ours, "own": 1}
    assert [row["id"] for row in both if row["origin"] == "own"] == [f"{same}-own"]
    page.get_by_role("textbox", name=say("sidebar.search"), exact=True).fill("unheard")
    page.keyboard.press("Enter")
    opened.wait_for_events(1)
    assert page.url.split("?")[1] == "type=gunfire&q=unheard"
    assert page.evaluate("window.pwned === undefined")
    assert (opened.outside, opened.errors) == ([], [])


def test_the_filter_of_the_address_holds_and_only_the_session_knows_where_the_rows_are(server, visit):
    opened = visit(f"{server.url}/data?type=gunfire")
    bring(opened, text().encode(), 1)
    address = next(one for one in opened.asked if f"{BROUGHT}/" in one)
    cookies = {one["name"]: one["value"] for one in opened.page.context.cookies()}
    assert httpx2.get(address, cookies=cookies).status_code == 200
    assert httpx2.get(address.replace(f"{BROUGHT}/", f"{BROUGHT}/x"), cookies=cookies).status_code == 404
    assert BROUGHT not in opened.page.url


def test_a_row_picked_on_the_map_shows_its_distances(server, visit):
    opened = visit(f"{server.url}/data")
    bring(opened, text().encode(), 3)
    opened.map.locator(".atlas-mark").first.click()
    expect(opened.page.get_by_text(say("card.distances")).first).to_be_visible()
