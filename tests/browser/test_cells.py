"""A selection of more events than are drawn one by one: counts in cells, asked for view by view."""

import csv
import json
import re
import urllib.request
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urljoin

import pytest
from playwright.sync_api import Locator, Route, expect

from benchmarks.catalogue import enlarge
from geo.atlas.selection import EVENTS_AT_ONCE
from tests.browser.conftest import Server, Visit, kept_open, start
from tests.browser.test_hostile import write
from tests.browser.test_map_page import pick_option

EVENTS = 20_500
LONE = (34.2, 124.1)
"""Where the catalogue has one event with nothing near it, degrees."""
MARK = ".leaflet-events-pane .atlas-mark"
CURRENT = "box.ownerDocument.defaultView.atlas.current"


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Iterator[Server]:
    """The atlas with a catalogue that is too large to be drawn event by event."""
    folder = tmp_path_factory.mktemp("large")
    path = folder / "events.csv"
    enlarge(EVENTS - 1, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    exact = next(row for row in rows if row["location_precision"] == "exact")
    lat, lon = map(str, LONE)
    write(path, [*rows, exact | {"id": f"{exact['date']}-alone", "lat": lat, "lon": lon}])
    running = start(folder, ATLAS_EVENTS=str(path), ATLAS_CACHE=str(folder))
    yield running
    running.process.terminate()
    running.process.wait(60)


@pytest.fixture(scope="module")
def opened_once(large, reader) -> Iterator[Visit]:
    """The whole map, opened for all tests that only look and move about on it."""
    with kept_open(reader, large.url) as seen:
        seen.map.locator("#map_div[data-seen]").wait_for()
        yield seen


@pytest.fixture
def whole(opened_once) -> Iterator[Visit]:
    """The whole map as it is at first; afterwards it is taken back there, and nothing stands open on it."""
    seen = opened_once
    where = seen.map.locator("#map_div")
    seen.forget()
    home = run(where, "[map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
    yield seen
    run(where, "void map.closePopup()")
    expect(seen.map.locator(".leaflet-popup")).to_have_count(0)
    move(where, *home)


def ask(server: Server, path: str) -> dict:
    with urllib.request.urlopen(server.url + path) as answer:
        return json.load(answer)


def placed(server: Server, query: str = "") -> int:
    """How many events of a filter have a place on the map."""
    return ask(server, f"/api/marks.json?zoom=0&{query}")["metadata"]["placed"]


def opened(visit, address: str, **options) -> Visit:
    """Open the map page and wait for the marks of its first view."""
    seen = visit(address, **options)
    seen.map.locator("#map_div[data-seen]").wait_for()
    return seen


def embedded(seen: Visit) -> Locator:
    """Wait for the first marks of an embed, and return its map."""
    seen.page.locator("#map_div[data-seen]").wait_for()
    return seen.page.locator("#map_div")


def run(where: Locator, script: str) -> Any:
    """Return what a script makes of the map of a frame or page."""
    return where.evaluate(f"(box) => {{ const {{ map, marks, cells }} = {CURRENT}; return {script}; }}")


def move(where: Locator, lat: float, lon: float, zoom: float) -> None:
    """Move the map, and wait until the marks that it asks for there are drawn, not those of a view before."""
    asked = run(where, f"(map.setView([{lat}, {lon}], {zoom}, {{ animate: false }}), cells.asked)")
    answer = where.page.request.get(urljoin(where.page.url, asked)).json()
    expect(where).to_have_attribute("data-seen", str(answer["metadata"]["placed"]))


def by_category(where: Locator) -> dict[str, int]:
    """Return how many events of each category the marks stand for."""
    counted: Counter[str] = Counter()
    for counts in run(where, "marks.groups.map(({ counts }) => counts)"):
        counted.update(counts)
    return dict(counted)


def in_reach(where: Locator, which: str) -> list[int]:
    """Return the counts of the marks in the middle of the view, no badges, for which a script holds; each is of one alone."""
    marks = run(
        where,
        "marks.groups.filter(({ badge }) => !badge).map((group) => [group.count, map.getBounds().pad(-0.3).contains([group.at[1], group.at[0]])"
        f" && {which}])",
    )
    times = Counter(count for count, _ in marks)
    return [count for count, fits in marks if fits and times[count] == 1]


def mark_of(seen: Visit, count: int) -> Locator:
    return seen.map.locator(f'{MARK}[aria-label="{count:,} events"]')


def is_clean(seen: Visit) -> bool:
    return seen.outside == [] and seen.errors == []


def test_the_whole_map_draws_as_many_as_the_sidebar_says(large, whole):
    seen = whole
    where = seen.map.locator("#map_div")
    move(where, 38.2, 127.7, 6)
    on_map = placed(large)
    expect(where).to_have_attribute("data-events", str(EVENTS))
    expect(where).to_have_attribute("data-seen", str(on_map))
    expect(where).to_have_attribute("data-drawn", str(EVENTS))
    assert sum(by_category(where).values()) == EVENTS
    expect(seen.page.get_by_test_id("stSidebar")).to_contain_text(f"{EVENTS:,} of {EVENTS:,} events")
    assert is_clean(seen)


def test_hiding_a_category_takes_its_events_away_and_nothing_else(whole):
    seen = whole
    where = seen.map.locator("#map_div")
    before = by_category(where)
    seen.map.get_by_label("Missile and nuclear").uncheck()
    assert before.pop("missile-nuclear") > 0
    assert by_category(where) == before
    seen.map.get_by_label("Missile and nuclear").check()
    assert by_category(where).keys() == {*before, "missile-nuclear"}
    assert is_clean(seen)


def test_moving_about_asks_for_tiles_once_a_view_at_most_and_keeps_marks_on_it(whole):
    seen = whole
    where = seen.map.locator("#map_div")
    run(where, "void map.panBy([3, 3], { animate: false }).panBy([-3, -3], { animate: false })")
    assert len(seen.asked) <= 1, "a small move asks for a view that is there already"
    seen.asked.clear()
    steps = [(38.0, 126.7, 9), (38.0, 127.6, 9), (38.6, 128.3, 9), (37.9, 126.7, 10), (37.9, 126.7, 12)]
    for step in steps:
        move(where, *step)
        assert run(where, "marks.groups.length") > 0
    asked = [address for address in seen.asked if "/api/marks" in address]
    assert len(asked) == len(set(asked)) == len(steps)
    assert max(map(len, asked)) < 300
    assert is_clean(seen)


def test_a_mark_keeps_the_focus_while_more_marks_come(whole):
    seen = whole
    where = seen.map.locator("#map_div")
    move(where, 37.95, 126.7, 10)
    mark = mark_of(seen, max(in_reach(where, "true")))
    mark.focus()
    move(where, 37.95, 126.9, 10)
    expect(mark).to_be_focused()
    assert is_clean(seen)


def test_a_mark_of_many_comes_nearer(whole):
    seen = whole
    where = seen.map.locator("#map_div")
    zoom = run(where, "map.getZoom()")
    mark = mark_of(seen, max(in_reach(where, "group.count < 1000")))
    mark.hover()
    expect(seen.map.locator(".leaflet-tooltip")).to_contain_text("click to zoom in")
    with seen.page.expect_response(re.compile(f"/api/marks.json.*zoom={int(zoom) + 2}")):
        mark.click()
    expect(seen.map.locator(".leaflet-popup")).to_have_count(0)
    assert run(where, "map.getZoom()") == zoom + 2
    assert is_clean(seen)


@pytest.mark.parametrize("hidden", [None, "Incursion and crossing"])
def test_a_mark_of_few_lists_its_events_and_one_of_them_opens_its_card(large, visit, hidden):
    seen = opened(visit, large.url)
    where = seen.map.locator("#map_div")
    move(where, 37.95, 126.7, 10)
    if hidden:
        seen.map.get_by_label(hidden).uncheck()
    few = sorted(in_reach(where, "group.count > 1 && !cells.leadsNearer(group)"))
    assert len(few) > 2
    items = seen.map.locator(".leaflet-popup .atlas-list li")
    for count in (few[0], few[-1]):
        mark_of(seen, count).press("Enter")
        expect(seen.map.locator(".leaflet-popup")).to_contain_text(f"{count} events here")
        expect(items).to_have_count(count)
        seen.page.keyboard.press("Escape")
        expect(items).to_have_count(0)
    mark_of(seen, few[0]).press("Enter")
    items.first.get_by_role("button").click()
    expect(seen.page.locator(".st-key-atlas-card")).to_be_visible()
    assert is_clean(seen)


BADGES = "marks.groups.filter(({ badge }) => badge).map(({ count, precision, places }) => [count, precision, places])"


@pytest.mark.parametrize("hidden", [None, "Words and diplomacy"])
def test_a_badge_of_few_lists_its_events_and_one_of_many_leads_to_their_table(large, visit, hidden):
    seen = visit(f"{large.url}/embed")
    where = embedded(seen)
    if hidden:
        seen.page.get_by_label(hidden).uncheck()
    badges = run(where, BADGES)
    times = Counter((count, precision) for count, precision, _ in badges)
    alone = [badge for badge in badges if badge[2] and times[badge[0], badge[1]] == 1]
    few = max(badge for badge in alone if badge[0] <= 200)
    many = max(alone)
    assert many[0] > 200
    for count, precision, places in (few, many):
        at = run(
            where,
            f"marks.groups.findIndex((one) => one.count === {count} && one.precision === '{precision}')",
        )
        run(where, f"void cells.open(marks.groups[{at}])")
        popup = seen.page.locator(".leaflet-popup")
        expect(popup).to_contain_text(f"{count:,} events · ")
        if count <= 200:
            expect(popup.get_by_role("listitem")).to_have_count(count)
        else:
            link = popup.get_by_role("link").get_attribute("href")
            assert len(link) < 2_000
            asked = parse_qsl(link.partition("?")[2])
            assert {value for key, value in asked if key == "place"} == set(places)
            query = link.partition("?")[2]
            assert ask(large, f"/api/events.geojson?{query}&fields=title")["metadata"]["count"] == count
        seen.page.keyboard.press("Escape")
        expect(popup).to_have_count(0)
    assert is_clean(seen)


@pytest.mark.parametrize("named", [True, False])
def test_a_lone_mark_opens_the_card_of_its_event(large, visit, named):
    def forget(route: Route) -> None:
        answer = route.fetch()
        body = answer.json()
        for row in body["spots"]:
            row[3] = None
        route.fulfill(response=answer, json=body)

    seen = opened(visit, large.url)
    where = seen.map.locator("#map_div")
    if not named:
        # As in an answer with more lone events than are named.
        seen.page.route("**/api/marks.json*", forget)
    move(where, *LONE, 9)
    lone = seen.map.locator(f"{MARK}:not(:has(text))").first
    lone.press("Enter")
    expect(seen.page.locator(".st-key-atlas-card")).to_be_visible()
    seen.page.wait_for_url(re.compile("event="))
    expect(seen.map.locator(".atlas-mark-picked")).to_be_visible()
    expect(seen.map.locator(".atlas-name-distance").first).to_contain_text("km")
    assert is_clean(seen)


def test_a_filter_switches_to_single_events_and_back(large, visit):
    seen = opened(visit, large.url)
    where = seen.map.locator("#map_div")
    pick_option(seen.page, "What kind", "At sea")
    wanted = ask(large, "/api/events.geojson?category=maritime&fields=title")["metadata"]["count"]
    assert wanted < EVENTS_AT_ONCE
    seen.wait_for_events(wanted)
    expect(where).not_to_have_attribute("data-seen", re.compile(""))
    assert by_category(where) == {"maritime": wanted}
    run(where, "void map.setZoom(9, { animate: false })")
    assert by_category(where) == {"maritime": wanted}
    seen.page.get_by_role("button", name="Clear the filter").click()
    seen.wait_for_events(EVENTS)
    expect(where).to_have_attribute("data-seen", re.compile(r"\d"))
    assert len(by_category(where)) > 1
    assert is_clean(seen)


@pytest.mark.parametrize(
    ("own", "view", "both"),
    [
        (None, [124, 38, 126, 40], "124,38,126,40"),
        ("125,37,129,39.5", [124, 38, 126, 40], "125,38,126,39.5"),
        ("125,37,129,39.5", None, "125,37,129,39.5"),
        ("125,37,129,39.5", [130, 38, 131, 40], None),
    ],
    ids=["no box", "in part", "whole map", "elsewhere"],
)
def test_a_view_asks_for_what_it_shares_with_the_box_of_the_filter(large, visit, own, view, both):
    seen = visit(f"{large.url}/embed")
    where = embedded(seen)
    query = f"q=fire&bbox={own}" if own else "q=fire"
    url = run(where, f"cells.address('/api/marks.json?{query}', {json.dumps(view)}, {{ zoom: [9] }})")
    if both is None:
        assert url is None
    else:
        assert dict(parse_qsl(url.partition("?")[2])) == {"q": "fire", "bbox": both, "zoom": "9"}


def test_beyond_all_events_there_are_only_badges_and_back_there_are_marks(large, visit):
    seen = visit(f"{large.url}/embed")
    where = embedded(seen)
    before = where.get_attribute("data-seen")
    home = run(where, "[map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
    move(where, 42.9, 123.6, 11)
    expect(where).to_have_attribute("data-seen", "0")
    expect(seen.page.locator(f"{MARK}:not(.atlas-badge)")).to_have_count(0)
    move(where, *home)
    expect(where).to_have_attribute("data-seen", before)
    assert is_clean(seen)


def test_the_playback_says_that_these_are_too_many(whole):
    seen = whole
    reason = (
        f"{EVENTS:,} events are too many to play through time: at most {EVENTS_AT_ONCE:,}. Narrow the filter."
    )
    button = seen.map.get_by_role("button", name=reason)
    button.press("Enter")
    expect(seen.map.get_by_role("status")).to_have_text(reason)
    expect(seen.map.locator(".atlas-player")).to_have_count(0)
    assert is_clean(seen)


def test_fewer_events_can_be_played_again(large, visit):
    seen = visit(f"{large.url}/embed?at=2024-06&q=%22Bombardment+of+Yeonpyeong%22")
    expect(seen.page.get_by_role("button", name="Play through time")).to_have_attribute(
        "aria-disabled", "false"
    )
    seen = visit(f"{large.url}/embed?at=2024-06")
    embedded(seen)
    expect(seen.page.get_by_role("status")).to_contain_text("too many to play through time")


def test_a_click_anywhere_measures_from_there(whole):
    seen = whole
    where = seen.map.locator("#map_div")
    # Half a degree from the lone event the sea is open: what is clicked is the ground, in the middle of the map.
    move(where, LONE[0] + 0.5, LONE[1], 9)
    where.click()
    expect(seen.map.locator(".leaflet-popup-content")).to_contain_text("nmi")
    expect(seen.map.locator(".leaflet-measure-pane path").first).to_be_attached()
    assert is_clean(seen)


def test_the_embed_counts_in_cells_too_and_opens_cards(large, visit):
    seen = visit(f"{large.url}/embed")
    where = embedded(seen)
    move(where, *LONE, 9)
    seen.page.locator(f"{MARK}:not(:has(text))").first.press("Enter")
    expect(seen.page.locator(".atlas-card")).to_contain_text("±")
    assert is_clean(seen)


def test_the_offline_map_says_that_these_are_too_many(large, visit):
    seen = visit(f"{large.url}/map.html")
    expect(seen.page.get_by_role("heading")).to_have_text("This map cannot be shown")
    expect(seen.page.get_by_role("listitem")).to_contain_text(f"{EVENTS:,} events; wanted at most 5,000")
