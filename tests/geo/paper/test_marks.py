"""Every event of a selection is drawn, in picture and slide alike, wherever the map looks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from geo.atlas.load import load_atlas
from geo.atlas.selection import Selection
from geo.lines.places import load_places
from geo.look import style
from geo.look.grouping import MOST
from geo.look.view import ZOOM, View
from geo.paper.frame import MapFrame
from geo.paper.marks import mark_box, marks_of
from geo.paper.picture import picture
from geo.paper.placing import Box
from geo.paper.slides.deck import slide
from geo.query.filter import EventFilter
from tests.filters import FILTERS
from tests.geo.altered import everything_of

ATLAS = load_atlas()
EVERYTHING = ATLAS.selection(EventFilter())
BASE = "https://atlas.example.org"
FAR = View(center=(127.6, 38.3), zoom=5)
VIEWS = {
    "home": View(),
    "far": FAR,
    "west sea": View(center=(125.3, 37.6), zoom=9),
    "panmunjom": View(center=(126.68, 37.95), zoom=14),
}
PICTURE, SLIDE = Box(28, 100, 1000, 570), Box(38, 98, 967, 545)
SAID = re.compile(r"([0-9,]+) events?$")
POINTS = st.tuples(st.floats(123.0, 132.5), st.floats(33.0, 43.5))


def chosen(pairs: Iterable[tuple[str, str]]) -> Selection:
    return ATLAS.selection(EventFilter.from_query(pairs, ATLAS.boundary_ids))


def in_slide(selection: Selection, view: View) -> int:
    """Return what the numbers on all rings and badges of a slide add up to, with one for each lone mark."""
    first = Presentation(io.BytesIO(slide(selection, view, BASE))).slides[0]
    counted = [SAID.match(shape.name) for shape in first.shapes]
    rings = sum(int(found[1].replace(",", "")) for found in counted if found)
    return rings + sum(shape.name in selection.rows.index for shape in first.shapes)


@pytest.mark.parametrize("view", [FAR, View()])
def test_a_slide_shows_all_events_wherever_it_looks(view):
    assert in_slide(EVERYTHING, view) == EVERYTHING.count


@pytest.mark.parametrize("query", FILTERS)
def test_picture_and_slide_draw_all_events_of_their_sentence(query, monkeypatch):
    selection = chosen(parse_qsl(query))
    in_picture, draw_mark = [], picture.draw_mark

    def draw(page, mark, *rest):
        in_picture.append(mark.count)
        draw_mark(page, mark, *rest)

    monkeypatch.setattr(picture, "draw_mark", draw)
    picture.figure(selection, View(), "svg", BASE)
    assert sum(in_picture) == selection.count
    assert in_slide(selection, View()) == selection.count


@settings(max_examples=60)
@given(POINTS, st.floats(*ZOOM), st.sampled_from([PICTURE, SLIDE]))
def test_every_event_is_drawn_once_wherever_the_map_looks(center, zoom, box):
    frame = MapFrame.of(View(center=center, zoom=zoom), box)
    marks = marks_of(EVERYTHING, frame)
    assert marks.drawn == sum(marks.counts.values()) == EVERYTHING.count
    members = [key for mark in marks.marks for key in mark.members]
    assert len(members) == len(set(members)) == marks.drawn
    known = EVERYTHING.rows["location_precision"]
    for mark in marks.marks:
        if mark.precision != "abroad":
            assert set(known[list(mark.members)]) == {mark.precision}


@settings(max_examples=60)
@given(POINTS, st.floats(*ZOOM), st.sampled_from([PICTURE, SLIDE]))
def test_no_mark_is_cut_by_the_edge_of_the_map(center, zoom, box):
    frame = MapFrame.of(View(center=center, zoom=zoom), box)
    assert all(box.holds(mark_box(mark)) for mark in marks_of(EVERYTHING, frame).marks)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("query", FILTERS)
def test_every_event_of_a_filter_is_accounted_for(view, query):
    selection = chosen(parse_qsl(query))
    marks = marks_of(selection, MapFrame.of(VIEWS[view], PICTURE))
    assert marks.drawn == selection.count
    order = [category.id for category in style.CATEGORIES]
    assert list(marks.counts) == sorted(marks.counts, key=order.index)


def test_marks_stay_bounded_however_many_places_there_are():
    rows = EVERYTHING.rows
    random = np.random.default_rng(1)
    spread = rows.assign(
        lon=random.uniform(124, 130, len(rows)),
        lat=random.uniform(36, 40, len(rows)),
        location_precision="near",
    )
    marks = marks_of(everything_of(spread), MapFrame.of(View(), Box(0, 0, 3000, 2000)))
    assert 50 < len(marks.marks) <= MOST
    assert marks.drawn == len(rows)


def test_what_is_known_differently_stands_in_marks_of_its_own():
    rows = EVERYTHING.rows.head(3).assign(lon=127.0, lat=38.0, location_precision=["area", "near", "area"])
    marks = marks_of(everything_of(rows), MapFrame.of(View(), Box(0, 0, 900, 500))).marks
    assert {(mark.count, mark.precision, mark.moved) for mark in marks} == {
        (2, "area", True),
        (1, "near", False),
    }


def test_a_point_beyond_the_window_is_told_at_the_edge_in_its_direction():
    rows = EVERYTHING.rows.head(2).assign(
        lon=[127.0, 139.7], lat=[38.0, 35.7], location_precision=["near", "near"]
    )
    marks = marks_of(everything_of(rows), MapFrame.of(View(), PICTURE)).marks
    (tokyo,) = (mark for mark in marks if mark.badge)
    assert (tokyo.precision, tokyo.count) == ("abroad", 1)
    assert tokyo.x > PICTURE.right - 60
    assert tokyo.y > PICTURE.center[1]


@pytest.mark.parametrize("view", VIEWS)
def test_a_badge_stands_at_its_place_or_at_the_edge_towards_it(view):
    frame = MapFrame.of(VIEWS[view], PICTURE)
    for mark in marks_of(chosen([("precision", "along")]), frame).marks:
        if mark.precision == "along" and not mark.moved:
            places = load_places().geometry
            lines = frame.shapes(places[places.geom_type.str.endswith("LineString")])
            assert lines.distance(shapely.Point(mark.x, mark.y)).min() < 3
        if mark.precision == "abroad":
            assert (
                min(
                    mark.x - PICTURE.left,
                    PICTURE.right - mark.x,
                    mark.y - PICTURE.top,
                    PICTURE.bottom - mark.y,
                )
                < 60
            )


def test_no_mark_covers_what_is_kept_free_on_the_map():
    frame = MapFrame.of(View(), SLIDE)
    free = (Box(740, 490, 960, 540), Box(935, 106, 959, 144))
    assert not any(
        mark_box(mark).meets(box) for mark in marks_of(EVERYTHING, frame, free).marks for box in free
    )
    assert marks_of(EVERYTHING, frame, free).drawn == EVERYTHING.count
