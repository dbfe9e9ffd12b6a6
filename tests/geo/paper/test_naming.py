"""The names of a map on paper, in picture and slide alike, for the whole catalogue and some filters."""

from functools import cache

import pytest

from geo.atlas.load import load_atlas
from geo.lines.boundaries import load_boundaries
from geo.look.view import LANGUAGES, View
from geo.paper.frame import MapFrame
from geo.paper.ground import seen_layers
from geo.paper.marks import mark_box, marks_of
from geo.paper.picture.names import place_names
from geo.paper.picture.page import width_px
from geo.paper.placing import Box, area
from geo.query.filter import EventFilter

ATLAS = load_atlas()
BOXES = {
    "16x9": Box(0, 0, 974, 480),
    "4x3": Box(0, 0, 654, 476),
    "square": Box(0, 0, 712, 350),
    "a4": Box(0, 0, 738, 702),
}
FILTERS = (
    (),
    (("from", "2010-01-01"), ("to", "2010-12-31")),
    (("from", "2024-01-01"), ("to", "2024-12-31")),
    (("type", "nll-crossing"),),
    (("category", "diplomacy"),),
    (("from", "2024-06-01"), ("to", "2024-06-30"), ("q", "balloon")),
)
QUIET = FILTERS[4:]
"""Without those of which so much lies at the islands that a small map has no room for all names."""
ISLANDS = ("baengnyeong-do", "daecheong-do", "socheong-do", "daeyeonpyeong-do", "soyeonpyeong-do", "u-do")


@cache
def named(pairs, size, language):
    view = View(lang=language)
    frame = MapFrame.of(view, BOXES[size])
    marks = marks_of(ATLAS.selection(EventFilter.from_query(pairs, ATLAS.boundary_ids)), frame).marks
    seen = seen_layers(frame, view, marks)
    return seen, marks, place_names(frame, view, seen, marks, ())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lon", [125.6, 126.4, 127.2])
def test_no_leader_leaves_the_map_to_what_lies_beyond_it(lon, language):
    view = View(center=(lon, 37.7), zoom=9, lang=language)
    frame = MapFrame.of(view, BOXES["16x9"])
    placed = place_names(frame, view, seen_layers(frame, view, ()), (), ())
    leaders = [leader for name, box in placed if (leader := name.leader(box)) is not None]
    assert all(area(frame.box).covers(leader) for leader in leaders)


def every(test):
    for name, values in (("pairs", FILTERS), ("size", BOXES), ("language", LANGUAGES)):
        test = pytest.mark.parametrize(name, values)(test)
    return test


@every
def test_no_name_covers_a_mark_another_name_or_a_leader(pairs, size, language):
    _, marks, placed = named(pairs, size, language)
    boxes = [box for _, box in placed]
    leaders = [leader for name, box in placed if (leader := name.leader(box)) is not None]
    for at, (name, box) in enumerate(placed):
        assert not any(box.meets(mark_box(mark)) for mark in marks), name.text
        assert not any(box.meets(other) for other in boxes[at + 1 :]), name.text
        own = name.leader(box)
        assert not any(leader.intersects(area(box)) for leader in leaders if leader != own), name.text


@every
def test_an_island_is_named_nearest_to_itself_or_by_a_line_to_it(pairs, size, language):
    seen, _, placed = named(pairs, size, language)
    for name, box in placed:
        if name.kind.kind == "island" and name.leader(box) is None:
            away = seen["islands"].distance(area(box))
            assert away.idxmin() == name.kind.boundary


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", BOXES)
@pytest.mark.parametrize("pairs", QUIET)
def test_every_island_is_named_where_the_map_is_not_crowded(pairs, size, language):
    found = {name.kind.boundary for name, _ in named(pairs, size, language)[2] if name.kind.kind == "island"}
    assert found == {*ISLANDS}


@every
def test_the_main_lines_and_the_capitals_have_names(pairs, size, language):
    placed = named(pairs, size, language)[2]
    assert {"mdl", "nll"} <= {name.kind.layer for name, _ in placed}
    assert len([name for name, _ in placed if name.rank == 0]) == 2


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_the_map_holds_the_whole_line_of_1999(box):
    line = load_boundaries().geometry["dprk-line-1999"]
    assert area(box.grown(-8)).contains(MapFrame.of(View(), box).shape(line))


def test_an_en_dash_is_longer_than_a_hyphen():
    # NanumGothic itself draws both alike.
    assert width_px("–", 20) > 1.25 * width_px("-", 20)
