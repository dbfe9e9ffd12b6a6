"""The distance layer on paper: bands, lines, rims and names in picture and slide, and none of it unasked."""

import io
import re
from dataclasses import replace

import numpy as np
import pytest
import shapely
from pptx import Presentation

from geo.atlas.load import load_atlas
from geo.look.view import View
from geo.paper.bands import distances_of, edge_names
from geo.paper.frame import MapFrame
from geo.paper.marks import marks_of
from geo.paper.picture.picture import draw, figure
from geo.paper.placing import Box
from geo.paper.slides.deck import slide
from geo.query.filter import EventFilter

BASE = "https://atlas.test"
ATLAS = load_atlas()
SHELLING = ATLAS.selection(
    EventFilter.from_query(
        [("from", "2010-11-23"), ("to", "2010-11-23"), ("q", "bombardment island")], ATLAS.boundary_ids
    )
)
YEARS = ATLAS.selection(
    EventFilter.from_query([("from", "2009-01-01"), ("to", "2012-12-31")], ATLAS.boundary_ids)
)
NLL = View(distance="nll")


def drawn(selection, view=NLL):
    frame = MapFrame.of(view, Box(0, 0, 1000, 600))
    marks = marks_of(selection, frame).marks
    return frame, marks, distances_of(selection, view, frame, marks)


def test_without_a_line_there_is_no_layer():
    assert drawn(YEARS, View())[2] is None


def test_every_event_with_a_point_is_joined_and_its_mark_has_a_whole_rim():
    _, marks, distances = drawn(YEARS)
    ids = {key for mark in marks for key in mark.members}
    assert 0 < len(distances.joins) + len(distances.far_joins) <= len(ids)
    for mark in marks:
        arcs = [arc for arc in distances.rims if (arc.x, arc.y) == (mark.x, mark.y)]
        # What has no point of its own is in no band.
        assert sum(arc.last - arc.first for arc in arcs) == pytest.approx(0 if mark.badge else 1)
        assert [arc.band for arc in arcs] == sorted(arc.band for arc in arcs)


def test_an_event_known_to_10_km_is_not_sure_of_its_band():
    _, _, distances = drawn(SHELLING)
    assert [(arc.band, arc.sure) for arc in distances.rims] == [(0, False)]


def test_a_join_is_as_long_as_the_distance():
    frame, _, distances = drawn(SHELLING)
    (line,) = distances.joins
    ends = frame.lonlats(shapely.get_coordinates(line))
    assert frame.length_px(3_000) == pytest.approx(line.length, rel=0.2)
    assert np.abs(ends - (125.7, 37.7)).max() < 0.1


def test_edges_do_not_run_along_the_frame_and_their_names_stand_on_them():
    view = replace(NLL, center=(125.7, 37.6), zoom=10.0)
    frame, _, distances = drawn(YEARS, view)
    border = shapely.box(frame.box.left, frame.box.top, frame.box.right, frame.box.bottom).boundary
    assert all(band.edge.intersection(border.buffer(0.05)).length < 2 for band in distances.bands)
    names = edge_names(distances, frame, "en", [], lambda _: (40, 14))
    assert {text for text, _ in names} <= {"5 km", "10 km", "20 km", "40 km"}
    edges = {f"{band.km:g} km": band.edge for band in distances.bands}
    assert all(edges[text].distance(shapely.Point(box.center)) < 0.5 for text, box in names)
    boxes = [box for _, box in names]
    assert not any(one.meets(other) for one in boxes for other in boxes if one is not other)


@pytest.mark.parametrize(("lang", "heading"), [("en", "Distance from NLL"), ("ko", "북방한계선 기준 거리")])
def test_the_picture_names_the_edges_and_explains_the_rims(lang, heading):
    page = draw(YEARS, replace(NLL, lang=lang), "svg", BASE)
    said = {text for text, _ in page.written}
    assert {heading, "5, 10, 20, 40 km", "40 km"} <= said
    plain = {text for text, _ in draw(YEARS, View(lang=lang), "svg", BASE).written}
    assert heading not in plain


@pytest.mark.parametrize("size", ["16x9", "4x3", "a4", "a4-landscape", "square"])
def test_nothing_is_written_beyond_the_page_nor_on_its_foot(size):
    page = draw(YEARS, replace(NLL, size=size), "png", BASE)
    assert all(page.box.holds(box) for _, box in page.written)
    last = next(box for text, box in page.written if text.startswith("Several events"))
    foot = next(box for text, box in page.written if text.startswith("Land, islands"))
    assert last.bottom < foot.top


def test_equal_requests_give_equal_pictures():
    assert figure(SHELLING, NLL, "svg", BASE) == figure(SHELLING, NLL, "svg", BASE)


def names_on(view: View) -> list[str]:
    made = Presentation(io.BytesIO(slide(YEARS, view, BASE)))
    return re.findall(r'<p:cNvPr [^>]*name="([^"]*)"', made.slides[0].part.blob.decode())


def test_the_slide_has_each_band_as_a_shape_of_its_own():
    names = names_on(NLL)
    assert [name for name in names if name.startswith("within ")] == [
        f"within {km} km" for km in (40, 20, 10, 5)
    ]
    assert "To the nearest point" in names
    assert "Broken rim: may lie in another band" in names
    assert not [name for name in names_on(View()) if name.startswith("within ")]
    # Rims and lines are few shapes, however many marks there are.
    assert len(names) - len(names_on(View())) < 40
