"""The map of the slide, parsed back: native shapes for lines, areas and events."""

import re

import pytest
from pptx.enum.shapes import MSO_SHAPE, MSO_SHAPE_TYPE

from geo.look import style
from geo.look.view import View
from geo.paper.frame import MapFrame
from geo.paper.placing import Box
from tests.geo.paper.slides.parsed import ATLAS, BALLOONS, MDL, named, selection, slides


def test_the_mdl_is_one_freeform_that_can_be_moved():
    (line,) = named(slides()[0], MDL)
    assert line.shape_type == MSO_SHAPE_TYPE.FREEFORM
    assert len(line._element.findall(".//{*}moveTo")) == 1
    assert len(line._element.findall(".//{*}lnTo")) > 100


def test_every_boundary_of_the_wanted_layers_is_a_shape_and_no_other_is():
    view = View(layers=("nll", "han-estuary"))
    kinds = {shape.name: shape.shape_type for shape in slides((), view)[0].shapes}
    for name in (
        "Northern Limit Line (West Sea)",
        "Northern Limit Line (East Sea)",
        "Han estuary, neutral waters",
    ):
        assert kinds[name] == MSO_SHAPE_TYPE.FREEFORM
    assert MDL not in kinds


def test_areas_can_be_seen_through_and_lines_keep_their_dashes():
    page = slides()[0]
    (water,) = named(page, "Water between the two lines")
    alpha = water._element.find(".//{*}solidFill//{*}alpha")
    layer = next(layer for layer in style.LAYERS if layer.id == "disputed-water")
    assert int(alpha.get("val")) == round(layer.fill_opacity * 100_000)
    (limit,) = named(page, "Northern Limit Line (West Sea)")
    assert limit._element.find(".//{*}prstDash").get("val") == "dash"
    (line,) = named(page, MDL)
    assert str(line.line.color.rgb) == style.LAYERS[0].color[0][1:].upper()
    assert line.line.width > limit.line.width


def parts(shape):
    """Return the parts of a group, or a shape itself."""
    return list(shape.shapes) if shape.shape_type == MSO_SHAPE_TYPE.GROUP else [shape]


def drawn_events(page):
    """Return the ids of single marks, and the numbers in rings and badges with the ids that they name."""
    singles = [shape.name for shape in page.shapes if shape.name in ATLAS.events.index]
    marks = [shape for shape in page.shapes if re.fullmatch(r"\d+ events?", shape.name)]
    numbered = [
        part for mark in marks for part in parts(mark) if part.has_text_frame and part.text_frame.text
    ]
    grouped = {
        part._element.xpath("*/p:cNvPr")[0].get("descr"): int(part.text_frame.text) for part in numbered
    }
    assert len(grouped) == len(marks)
    return singles, grouped


def test_the_marks_stand_for_every_event_once():
    singles, rings = drawn_events(slides(BALLOONS)[0])
    assert len(singles) + sum(rings.values()) == selection(*BALLOONS).count == 32


def test_an_event_known_to_50_km_is_paler_than_one_that_is_known_better_and_has_a_dashed_halo():
    page = slides()[0]
    found = set()
    for key in drawn_events(page)[0]:
        mark, *others = parts(named(page, key)[0])
        alpha = mark._element.find("{*}spPr/{*}solidFill//{*}alpha")
        dashed = [part for part in others if part._element.find("{*}spPr/{*}ln/{*}prstDash") is not None]
        known = ATLAS.events.at[key, "location_precision"]
        assert (alpha is not None) == bool(dashed) == (known == "area")
        found.add(known)
    assert found == {"exact", "near", "area"}


def test_a_ring_has_a_part_for_each_category_in_its_colour():
    page = slides()[0]
    colors = {category.color[0][1:].upper(): category.id for category in style.CATEGORIES}
    mixed = 0
    for mark in page.shapes:
        if mark.shape_type == MSO_SHAPE_TYPE.GROUP and re.fullmatch(r"\d+ events?", mark.name):
            arcs = [part for part in mark.shapes if part.shape_type == MSO_SHAPE_TYPE.FREEFORM]
            if mark.shapes[0].auto_shape_type == MSO_SHAPE.OVAL:
                assert all(str(arc.line.color.rgb) in colors for arc in arcs)
                mixed += len(arcs) > 1
    assert mixed > 5


@pytest.mark.parametrize("view", [View(), View(center=(126.6, 37.9), zoom=10.0)])
def test_the_scale_bar_is_true_at_the_latitude_of_the_map(view):
    page = slides((), view)[0]
    (group,) = named(page, "Scale bar")
    (sea,) = named(page, "Sea")
    box = Box(*(value / 9525 for value in (sea.left, sea.top, sea.left + sea.width, sea.top + sea.height)))
    frame = MapFrame.of(view, box)
    for unit, unit_m in (("km", 1000), ("nmi", 1852)):
        halves = [
            shape
            for shape in group.shapes
            if shape.name.endswith(f" {unit}") and shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE
        ]
        amount = float(halves[0].name.split()[0])
        length_px = sum(shape.width for shape in halves) / 9525
        assert length_px == pytest.approx(frame.length_px(amount * unit_m), rel=0.005)
