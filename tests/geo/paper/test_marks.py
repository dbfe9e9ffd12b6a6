"""What picture and slide say is drawn, outside and without a place: the same numbers, which add up."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from geo.atlas.load import load_atlas
from geo.atlas.selection import Selection
from geo.look import style
from geo.look.grouping import MOST
from geo.look.spots import spots
from geo.look.view import ZOOM, View
from geo.paper.frame import MapFrame
from geo.paper.marks import mark_box, marks_of
from geo.paper.picture.picture import figure
from geo.paper.placing import Box
from geo.paper.slides.deck import slide
from geo.query.filter import EventFilter
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
BALLOONS = {"from": "2024-05-28", "to": "2024-11-30", "type": "balloon-launch"}
PICTURE, SLIDE = Box(28, 100, 1000, 570), Box(38, 98, 967, 545)
PLACED = {key for spot in spots(EVERYTHING, 8) for key in spot.members}
POINTS = st.tuples(st.floats(123.0, 132.5), st.floats(33.0, 43.5))


def chosen(**query: str) -> Selection:
    return ATLAS.selection(EventFilter.from_query(query.items(), ATLAS.boundary_ids))


def numbers(text: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"-?\d[\d,]*", text)]


def picture_line(view: View) -> str:
    """Return what a picture of all events says of what it draws."""
    svg = ElementTree.fromstring(figure(EVERYTHING, view, "svg", BASE))
    (line,) = (
        one.text for one in svg.iter("{http://www.w3.org/2000/svg}text") if " drawn" in (one.text or "")
    )
    return line


def slide_line(view: View) -> str:
    """Return what a slide of all events says of what it draws."""
    first = Presentation(io.BytesIO(slide(EVERYTHING, view, BASE))).slides[0]
    (line,) = (shape.text_frame.text for shape in first.shapes if shape.name == "Drawn")
    return line


@pytest.mark.parametrize("view", [FAR, View()])
def test_picture_and_slide_tell_numbers_that_add_up_to_the_count(view):
    drawn, *others = numbers(picture_line(view))
    assert drawn + sum(others) == EVERYTHING.count
    drawn, count, *others = numbers(slide_line(view))
    assert drawn + sum(others) == count == EVERYTHING.count
    assert min(others) >= 0


def test_picture_and_slide_tell_the_same_number_without_a_place():
    assert numbers(picture_line(FAR))[-1] == numbers(slide_line(FAR))[2] == EVERYTHING.unplaced


@settings(max_examples=60)
@given(POINTS, st.floats(*ZOOM), st.sampled_from([PICTURE, SLIDE]))
def test_every_event_is_drawn_outside_or_unplaced_wherever_the_map_looks(center, zoom, box):
    frame = MapFrame.of(View(center=center, zoom=zoom), box)
    marks = marks_of(EVERYTHING, frame)
    assert marks.drawn + marks.outside + marks.unplaced == EVERYTHING.count
    assert min(marks.drawn, marks.outside, marks.unplaced) >= 0
    assert marks.unplaced == EVERYTHING.unplaced
    assert sum(marks.counts.values()) == marks.drawn
    members = [key for mark in marks.marks for key in mark.members]
    assert len(members) == len(set(members)) == marks.drawn
    assert set(members) <= PLACED


@settings(max_examples=60)
@given(POINTS, st.floats(*ZOOM), st.sampled_from([PICTURE, SLIDE]))
def test_no_mark_is_cut_by_the_edge_of_the_map(center, zoom, box):
    frame = MapFrame.of(View(center=center, zoom=zoom), box)
    assert all(box.holds(mark_box(mark)) for mark in marks_of(EVERYTHING, frame).marks)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("query", [{}, BALLOONS, {"q": "zzzz"}, {"precision": "representative"}])
def test_every_event_of_a_filter_is_accounted_for(view, query):
    selection = chosen(**query)
    marks = marks_of(selection, MapFrame.of(VIEWS[view], PICTURE))
    assert marks.drawn + marks.outside + marks.unplaced == selection.count
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
    assert marks.drawn + marks.outside == len(rows)


def test_precision_of_a_mark_is_the_best_of_its_events():
    rows = EVERYTHING.rows.head(3).assign(lon=127.0, lat=38.0, location_precision=["area", "near", "area"])
    frame = MapFrame.of(View(), Box(0, 0, 900, 500))
    (mark,) = marks_of(everything_of(rows), frame).marks
    assert (mark.count, mark.precision) == (3, "near")
    (coarse,) = marks_of(everything_of(rows[rows["location_precision"] == "area"]), frame).marks
    assert coarse.precision == "area"


def test_only_a_place_of_its_own_inside_the_window_is_on_a_map():
    rows = EVERYTHING.rows.head(3).assign(
        lon=[127.0, 127.0, 139.7],
        lat=[38.0, 38.0, 35.7],
        location_precision=["near", "representative", "near"],
    )
    marks = marks_of(everything_of(rows), MapFrame.of(View(), PICTURE))
    assert (marks.drawn, marks.outside, marks.unplaced) == (1, 0, 2)
