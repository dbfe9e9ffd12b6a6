"""All n of "n of total events" are drawn, and nothing that is drawn covers anything else."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Locator, expect

from geo.atlas.load import load_atlas
from geo.query.filter import EventFilter
from geo.web.drawn import drawn_from
from tests.browser.test_embed import MARK, open_from_disk
from tests.filters import FILTERS

ATLAS = load_atlas()
ZOOMS = [6, 7, 8, 9, 10, 11, 12]
PLACES = {
    "Panmunjom": [37.9, 126.7],
    "Yeonpyeong": [37.7, 125.5],
    "Goseong": [38.5, 128.3],
    "Pyongyang": [39.0, 125.75],
}
"""Where it is crowded: lat and lon, degrees."""
COUNTED = re.compile(r"([\d,]+) of ")
NUMBERS = """(box) => [...box.querySelectorAll(".leaflet-events-pane .atlas-mark")]
    .reduce((sum, mark) => sum + (mark.querySelector("text") ? Number(mark.querySelector("text").textContent) : 1), 0)"""
"""What the numbers on groups and badges add up to, with one for each mark that has none."""
BOXES = """async ([lat, lon, zoom]) => {
    const { map, boundaries } = atlas.current;
    map.setView([lat, lon], zoom, { animate: false });
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); // names come in a frame of their own
    const frame = map.getContainer().getBoundingClientRect();
    const box = (element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top];
    };
    const round = (boxes) => [0, 1, 2, 3].map((side) => Math[side < 2 ? "min" : "max"](...boxes.map((one) => one[side])));
    const all = (selector) => [...map.getContainer().querySelectorAll(selector)];
    return {
        marks: all(".leaflet-events-pane .atlas-mark").map((mark) =>
            [mark.getAttribute("aria-label"), round([...mark.querySelectorAll("path, circle, rect")].map(box))]),
        names: all(".atlas-name").map((name) => [name.textContent, box(name)]),
        controls: all(".atlas-legend, .leaflet-control-zoom, .atlas-share, .leaflet-control-scale, .leaflet-control-attribution")
            .map((control) => [control.className, box(control)]),
        islands: boundaries.features.filter(({ properties }) => properties.kind === "island").map((island) => {
            const bounds = L.geoJSON(island).getBounds();
            const corners = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) => map.latLngToContainerPoint(corner));
            return [island.properties.name, corners.flatMap(({ x, y }) => [x, y])];
        }),
    };
}"""
"""The boxes of all that is drawn in a view: left, top, right and bottom, pixels of the map."""
SLACK_PX = 0.5
"""Names stand on whole pixels."""


def said(sentence: str) -> int:
    """Return how many events a sentence says."""
    return int(COUNTED.match(sentence)[1].replace(",", ""))


def drawn(where: Locator) -> int:
    return where.evaluate(NUMBERS)


def meet(one: list[float], other: list[float]) -> bool:
    return (
        one[0] + SLACK_PX < other[2]
        and other[0] + SLACK_PX < one[2]
        and one[1] + SLACK_PX < other[3]
        and other[1] + SLACK_PX < one[3]
    )


def apart(one: list[float], other: list[float]) -> float:
    across = max(one[0] - other[2], other[0] - one[2], 0)
    return (across**2 + max(one[1] - other[3], other[1] - one[3], 0) ** 2) ** 0.5


# --- All n are drawn ----------------------------------------------------------------------------------------


def test_the_page_draws_all_events_of_the_sentence(server, visit):
    """Each filter is drawn from the address that the page hands to its map."""
    seen = visit(server.url)
    seen.wait_for_events(ATLAS.selection(EventFilter()).count)
    expect(seen.page.get_by_test_id("stSidebar")).to_contain_text(ATLAS.selection(EventFilter()).sentence())
    where = seen.map.locator("#map_div")
    for query in FILTERS:
        selection = ATLAS.selection(EventFilter.from_query(parse_qsl(query), ATLAS.boundary_ids))
        where.evaluate(
            "(box, events) => { const { current } = box.ownerDocument.defaultView.atlas;"
            " return current.update({ ...current.state, events }); }",
            drawn_from(selection)["events"],
        )
        assert drawn(where) == said(selection.sentence()), query
    assert seen.errors == []


def test_the_embed_draws_all_events_of_its_sentence(server, visit):
    seen = visit(f"{server.url}/embed")
    for query in FILTERS:
        seen.page.goto(f"{server.url}/embed?{query}")
        seen.page.locator("#map_div[data-events]").wait_for()
        heading = seen.page.get_by_role("heading", level=1).text_content()
        assert drawn(seen.page.locator("#map_div")) == said(heading), query
    assert seen.errors == []


def test_the_file_draws_all_events_of_its_sentence(server, visit, tmp_path):
    seen = open_from_disk(visit, server, FILTERS[0], tmp_path)
    for query in FILTERS:
        if query:
            seen.page.context.set_offline(False)
            (tmp_path / "map.html").write_bytes(
                seen.page.request.get(f"{server.url}/map.html?{query}").body()
            )
            seen.page.context.set_offline(True)
            seen.page.reload()
        seen.page.locator("#map_div[data-events]").wait_for()
        heading = seen.page.get_by_role("heading", level=1).text_content()
        assert drawn(seen.page.locator("#map_div")) == said(heading), query
    assert seen.errors == []


# --- Nothing covers anything --------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
@pytest.mark.parametrize("query", FILTERS[:2])
def test_marks_badges_and_names_cover_nothing_and_islands_are_named_beside_themselves(
    server, visit, query, width, height
):
    seen = visit(f"{server.url}/embed?{query}", width, height)
    seen.page.locator("#map_div[data-events]").wait_for()
    named: set[str] = set()
    for zoom in ZOOMS:
        for place, center in PLACES.items():
            found = seen.page.evaluate(BOXES, [*center, zoom])
            stands = [*found["marks"], *found["names"]]
            covering = [
                (one, other)
                for at, (one, box) in enumerate(stands)
                for other, other_box in stands[at + 1 :]
                if meet(box, other_box)
            ]
            covering += [
                (name, control)
                for name, box in [*found["names"], *(mark for mark in found["marks"] if "beyond" in mark[0])]
                for control, other in found["controls"]
                if meet(box, other)
            ]
            assert covering == [], (place, zoom)
            islands = dict(found["islands"])
            for name, box in found["names"]:
                if name in islands:
                    away = {key: apart(box, island) for key, island in islands.items()}
                    assert away[name] == min(away.values()) < 24, (name, zoom)
            named.update(name for name, _ in found["names"])
    assert named > {"Seoul", "Pyongyang"}
    assert seen.errors == []


# --- Badges by keyboard -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "{count} events · issued there · Pyongyang"), ("ko", "사건 {count}건 · 발표지 · 평양")],
)
def test_a_badge_of_hundreds_opens_its_list_by_keyboard(server, visit, language, label):
    count = ATLAS.selection(EventFilter(place=("pyongyang",), precision=("issued",))).count
    assert count > 200
    seen = visit(f"{server.url}/embed?place=pyongyang&precision=issued&lang={language}")
    badge = seen.page.locator(MARK)
    expect(badge).to_have_attribute("aria-label", label.format(count=count))
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Tab")
    expect(badge).to_be_focused()
    seen.page.keyboard.press("Enter")
    items = seen.page.locator(".atlas-list li")
    expect(items).to_have_count(count)
    items.last.get_by_role("button").press("Enter")
    expect(seen.page.locator(".atlas-card")).to_be_visible()
    assert seen.errors == []


def test_the_area_of_a_badge_shows_while_it_has_the_focus_or_its_list_is_open(server, visit):
    seen = visit(f"{server.url}/embed?place=yellow-sea")
    where, badge = seen.page.locator("#map_div"), seen.page.locator(f"{MARK}.atlas-badge").first
    badge.wait_for()
    areas = seen.page.locator(".leaflet-areas-pane path")
    before = areas.count()
    badge.focus()
    expect(where).to_have_attribute("data-places", "yellow-sea")
    expect(areas).not_to_have_count(before)
    badge.press("Enter")
    expect(seen.page.locator(".atlas-list li").first).to_be_visible()
    expect(where).to_have_attribute("data-places", "yellow-sea")
    seen.page.keyboard.press("Escape")
    expect(badge).to_be_focused()
    where.focus()
    expect(where).to_have_attribute("data-places", "")
    expect(areas).to_have_count(before)
    assert seen.errors == []


def test_a_badge_at_the_edge_keeps_the_focus_while_the_map_moves(server, visit):
    seen = visit(f"{server.url}/embed?place=tokyo")
    badge = seen.page.locator(MARK)
    badge.focus()
    before = badge.bounding_box()
    seen.page.evaluate("() => void atlas.current.map.setView([38.5, 131.5], 8, { animate: false })")
    expect(badge).to_be_focused()
    assert badge.bounding_box() != before
    assert seen.errors == []
