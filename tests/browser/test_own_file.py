"""A reader's own file in a real browser: its rows are drawn on a map of its own, filtered, and given to nobody else."""

import csv
import io

import httpx2
from playwright.sync_api import Page, expect

from geo.brought.held import BROUGHT
from geo.words.table import say
from tests.browser.conftest import Visit
from tests.geo.brought import invented
from tests.geo.brought.control import text


def bring(visit: Visit, data: bytes, count: int) -> None:
    """Bring a file, and wait until its rows are drawn."""
    visit.page.get_by_text(say("data.bring"), exact=True).click()
    upload = {"name": "invented.csv", "mimeType": "text/csv", "buffer": data}
    visit.page.locator("input[type=file]").set_input_files(upload)
    visit.wait_for_events(count)


def taken(page: Page, button: str) -> list[dict[str, str]]:
    """Return the rows of a download."""
    with page.expect_download() as told:
        page.get_by_role("button", name=button).click()
    return list(csv.DictReader(io.StringIO(told.value.path().read_text(encoding="utf-8-sig"))))


def test_the_rows_of_a_file_are_drawn_and_taken_along_and_the_broken_ones_are_listed(server, visit):
    opened = visit(f"{server.url}/data")
    data, broken = invented.table("cns", 200)
    bring(opened, data, 200 - len(broken))
    listed = taken(opened.page, say("brought.left_out_download"))
    assert {int(row["line"]) for row in listed} == set(broken)
    rows = taken(opened.page, say("brought.own_rows"))
    assert len(rows) == 200 - len(broken)
    assert all(row["atlas_distance_mdl_m"] for row in rows)
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
