"""The map of the slide as native shapes: everything on it can be picked, moved and coloured anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches
from shapely.geometry.base import BaseGeometry

from geo.atlas.texts import text_of
from geo.catalogue import codebook
from geo.lines.basemap import load_basemap
from geo.lines.boundaries import load_boundaries, name_in
from geo.look import style
from geo.look.grouping import HALO_PX, SINGLE_PX, Mark
from geo.look.view import View
from geo.paper import marks as paper_marks
from geo.paper.bands import Distances, edge_names
from geo.paper.frame import MapFrame
from geo.paper.marks import LEADER, Marks, by_style, mark_box, strokes
from geo.paper.placing import Box
from geo.paper.slides import bands, names, scale
from geo.paper.slides.shapes import INK, PX_IN, PX_PT, BoxIn, Run, Sheet, describe, inches, outline
from geo.words.dates import date_text
from geo.words.table import say

SHAPES: dict[str, tuple[MSO_SHAPE, float, float, float | None]] = {
    "circle": (MSO_SHAPE.OVAL, 16, 16, None),
    "square": (MSO_SHAPE.RECTANGLE, 14, 14, None),
    "triangle": (MSO_SHAPE.ISOSCELES_TRIANGLE, 18, 16, None),
    "drop": (MSO_SHAPE.FLOWCHART_MERGE, 18, 16, None),
    "diamond": (MSO_SHAPE.DIAMOND, 20, 20, None),
    "pentagon": (MSO_SHAPE.REGULAR_PENTAGON, 18, 17, None),
    "star": (MSO_SHAPE.STAR_5_POINT, 20, 19, 0.25),
    "cross": (MSO_SHAPE.CROSS, 18, 18, 0.31),
}
"""Outlines of `style.SHAPES` as native shapes: which, width and height in their box of 20, how deep it is cut."""
MARK_PX = 1.95 * SINGLE_PX
"""Side of that box on the map."""
PALER = 0.5
"""Opacity of what is only roughly known; a dashed halo says the same."""
RING_PT = 2.25
ARC_POINTS = 16
DOT = 0.12
"""Radius of the dot of what is known exactly, in the side of its mark."""
HALO_DASH, HALO_COLOR = "2 2.5", "#6d6d6d"
LOOKS = {cat.id: cat for cat in style.CATEGORIES}


def frame_of(view: View, box_in: BoxIn) -> MapFrame:
    """Return the frame of a map that lies in a box of the slide."""
    left, top, width, height = (value / PX_IN for value in box_in)
    return MapFrame.of(view, Box(left, top, left + width, top + height))


def draw(
    sheet: Sheet,
    frame: MapFrame,
    view: View,
    seen: Mapping[str, gpd.GeoSeries],
    marks: Marks,
    events: pd.DataFrame,
    description: str,
    distances: Distances | None = None,
) -> None:
    """Draw the map into its frame.

    Parameters
    ----------
    seen : mapping
        Layers that can be seen, as `geo.paper.ground.seen_layers` returns them.
    marks : Marks
        What is drawn of the events.
    events : DataFrame
        Index id; single marks are described by their rows.
    description : str
        What the map shows, for a screen reader.
    distances : Distances, optional
        Bands, lines and rims of the layer of distances.
    """
    box_in = inches(frame.box)
    sea = sheet.shape(say("slides.frame", view.lang), MSO_SHAPE.RECTANGLE, box_in, style.BASEMAP["sea"][0])
    draw_base(sheet, frame, view.lang)
    if distances:
        bands.draw_bands(sheet, distances)
    draw_layers(sheet, frame, view, seen)
    edges: list[tuple[str, Box]] = []
    taken = [scale.draw_scale(sheet, frame, view.lang), scale.draw_north(sheet, frame, view.lang)]
    if distances:
        bands.draw_joins(sheet, distances)
        around = [*taken, *(mark_box(mark) for mark in marks.marks)]
        edges = edge_names(distances, frame, view.lang, around, bands.size_px)
        taken += [box for _, box in edges]
    placed = names.placed(frame, view, seen, marks.marks, taken)
    for name, at in placed:
        names.dot(sheet, name, at)
    if distances:
        bands.draw_rims(sheet, distances)
    for mark in marks.marks:
        _leader(sheet, mark, view.lang)
    for mark in marks.marks:
        draw_mark(sheet, mark, events, view.lang, frame.box.center)
    for name, at in placed:
        names.write(sheet, name, at)
    bands.draw_edge_names(sheet, edges)
    edge = sheet.shape(say("slides.frame_edge", view.lang), MSO_SHAPE.RECTANGLE, box_in)
    outline(edge, style.BASEMAP["coast"][0], 0.75)
    describe(sea, description)


# --- Land, lines, areas -------------------------------------------------------------------------------------


def draw_base(sheet: Sheet, frame: MapFrame, language: str) -> None:
    """Draw land and provinces."""
    base = load_basemap()
    land = frame.shapes(base["land"].geometry, tolerance_px=0.5, margin_px=0)
    rings = [ring for area in land for ring in _rings(area, least_px=3)]
    if rings:
        made = sheet.freeform(say("slides.land", language), rings, True, style.BASEMAP["land"][0])
        outline(made, style.BASEMAP["coast"][0], 0.5)
    borders = frame.shapes(base["provinces"].geometry, tolerance_px=0.5, margin_px=0)
    paths = [path for line in borders for path in _paths(line)]
    if paths:
        made = sheet.freeform(say("slides.provinces", language), paths, False)
        outline(made, style.BASEMAP["province"][0], 0.5)


def draw_layers(sheet: Sheet, frame: MapFrame, view: View, seen: Mapping[str, gpd.GeoSeries]) -> None:
    """Draw the boundaries of the layers that can be seen, areas below lines."""
    boundaries = load_boundaries()
    layers = [row for row in style.layers_for(list(boundaries.index)) if row["id"] in seen]
    wanted = [(layer, key) for layer in layers for key in seen[layer["id"]].index]
    drawn = frame.shapes(boundaries.geometry.loc[[key for _, key in wanted]], margin_px=0)
    rank = {"Polygon": 0, "LineString": 1, "Point": 2}
    # The strongest line is drawn last, over all others.
    wanted.sort(key=lambda item: (rank.get(_kind(boundaries, item[1]), 0), item[0]["weight"]))
    for layer, key in wanted:
        shape = drawn[key]
        if not shape.is_empty:
            name = _boundary_name(layer, boundaries.loc[key], view.lang)
            made = _boundary(sheet, layer, shape, name, bool(boundaries.at[key, "open_edges"]))
            status = say(f"status.{boundaries.at[key, 'status']}", view.lang)
            describe(made, f"{name_in(boundaries.loc[key], view.lang)}: {status}")


def _kind(boundaries: gpd.GeoDataFrame, key: str) -> str:
    return boundaries.geometry[key].geom_type.removeprefix("Multi")


def _boundary_name(layer: dict, boundary: pd.Series, language: str) -> str:
    suffix = "_ko" if language == "ko" else ""
    return layer["name" + suffix] if len(layer["boundaries"]) == 1 else boundary["name" + suffix]


def _boundary(sheet: Sheet, layer: dict, shape: BaseGeometry, name: str, open_edges: bool):
    color = layer["color"][0]
    dimension = shapely.get_dimensions(shape)
    if dimension == 2:
        made = sheet.freeform(name, list(_rings(shape)), True, color, layer["fill_opacity"])
        # An edge that is our cut and no limit is not drawn, nor are those that are lines of their own.
        bare = open_edges or layer["id"] == "dmz"
        outline(made, None if bare else color, layer["weight"] * PX_PT, layer["dash"])
    elif dimension == 1:
        made = sheet.freeform(name, list(_paths(shape)), False)
        outline(made, color, layer["weight"] * PX_PT, layer["dash"])
    else:
        box = (shape.x * PX_IN - 0.035, shape.y * PX_IN - 0.035, 0.07, 0.07)
        made = sheet.shape(name, MSO_SHAPE.OVAL, box, style.BASEMAP["land"][0])
        outline(made, color, 1)
    return made


def _rings(shape: BaseGeometry, least_px: float = 0) -> Iterator[np.ndarray]:
    """Yield the rings of areas, in inches and without their last point; specks below a size (px²) stay away."""
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and part.area >= least_px:
            for ring in (part.exterior, *part.interiors):
                yield shapely.get_coordinates(ring)[:-1] * PX_IN


def _paths(shape: BaseGeometry) -> Iterator[np.ndarray]:
    """Yield the pieces of lines, in inches."""
    merged = shapely.line_merge(shape) if shape.geom_type == "MultiLineString" else shape
    for part in shapely.get_parts(merged):
        if part.geom_type == "LineString" and not part.is_empty:
            yield shapely.get_coordinates(part) * PX_IN


# --- Events -------------------------------------------------------------------------------------------------


def symbol(
    sheet: Sheet, name: str, category: str, x_in: float, y_in: float, side_in: float, opacity: float = 1.0
):
    """Put the outline of a category; ``side_in`` is the box of 20 that `SHAPES` is measured in."""
    kind, wide, high, cut = SHAPES[LOOKS[category].shape]
    wide_in, high_in = wide / 20 * side_in, high / 20 * side_in
    box = (x_in - wide_in / 2, y_in - high_in / 2, wide_in, high_in)
    made = sheet.shape(name, kind, box, LOOKS[category].color[0], opacity)
    if cut is not None:
        made.adjustments[0] = cut
    outline(made, "#ffffff", 0.5)
    return made


def single(
    sheet: Sheet, name: str, category: str, precision: str, at_in: tuple[float, float], side_in: float
):
    """Put the outline of a category; a dot says exact, paleness and a dashed halo say roughly known."""
    x_in, y_in = at_in
    if precision == "near":
        return symbol(sheet, name, category, x_in, y_in, side_in)
    group = sheet.group(name)
    opacity = PALER if precision == "area" else 1.0
    made = symbol(group, name, category, x_in, y_in, side_in, opacity)
    if precision == "area":
        radius_in = side_in / MARK_PX * (SINGLE_PX + HALO_PX)
        _halo(group, name, x_in, y_in, radius_in, LOOKS[category].color[0])
    else:
        radius_in = side_in * DOT
        group.shape(name, MSO_SHAPE.OVAL, _round(x_in, y_in, radius_in), "#ffffff")
    return made


def _leader(sheet: Sheet, mark: Mark, language: str) -> None:
    """Put the way from a mark that has moved to where it belongs."""
    if mark.moved and not mark.badge:
        way = np.array([mark.home, (mark.x, mark.y)]) * PX_IN
        outline(sheet.freeform(say("slides.leader", language), [way], False), LEADER, 0.6)


def draw_mark(
    sheet: Sheet, mark: Mark, events: pd.DataFrame, language: str, middle: tuple[float, float]
) -> None:
    """Draw one event by the outline of its category, several as a ring with their number; what has no point as a badge."""
    if mark.badge:
        _badge(sheet, mark, language, middle)
        return
    if mark.count > 1:
        made = ring(sheet, say("map.count", language, count=mark.count), mark, mark.radius_px * PX_IN)
        describe(made, _told(mark, language))
        return
    (category,) = mark.counts
    label = codebook.label("category", category, language)
    # Of a cell with one event among many only the category is known.
    name = mark.members[0] if mark.members else label
    made = single(sheet, name, category, mark.precision, (mark.x * PX_IN, mark.y * PX_IN), MARK_PX * PX_IN)
    event = events.loc[mark.members[0]] if mark.members else None
    describe(
        made, label if event is None else f"{date_text(event, language)}: {text_of(event, 'title', language)}"
    )


def _badge(sheet: Sheet, mark: Mark, language: str, middle: tuple[float, float]) -> None:
    """Put the sign of a kind of place, the number, and below them the share of each category."""
    box = mark_box(mark).grown(-1)
    group = sheet.group(say("map.count", language, count=mark.count))
    made = group.shape(str(mark.count), MSO_SHAPE.ROUNDED_RECTANGLE, inches(box), "#ffffff", 0.95)
    outline(made, LEADER, 0.75)
    group.write(made, [[Run(str(mark.count), 8, True)]], "center", "middle")
    # The sign stands on the left.
    made.text_frame.margin_left = Inches(14 * PX_IN)
    describe(made, f"{say(f'map.place_{mark.precision}', language)}. {_told(mark, language)}")
    drawn = [np.array(run) * PX_IN for run in strokes(mark, middle, box.left + 10, mark.y - 1.5)]
    outline(group.freeform(say(f"map.place_{mark.precision}", language), drawn, False), INK, 1)
    left = box.left + 3
    for category, count in by_style(mark.counts).items():
        right = left + (box.width - 6) * count / mark.count
        share = Box(left, box.bottom - 4.2, right, box.bottom - 1.6)
        label = codebook.label("category", category, language)
        group.shape(label, MSO_SHAPE.RECTANGLE, inches(share), LOOKS[category].color[0])
        left = right


def _most_first(mark: Mark) -> list[tuple[str, int]]:
    return sorted(mark.counts.items(), key=lambda item: -item[1])


def _told(mark: Mark, language: str) -> str:
    words = ", ".join(f"{codebook.label('category', key, language)} {n}" for key, n in _most_first(mark))
    return f"{say('map.count', language, count=mark.count)}: {words}. {', '.join(sorted(mark.members))}"


def sign(sheet: Sheet, name: str, precision: str, x_in: float, y_in: float) -> None:
    """Put the sign of a kind of place without its badge, for the legend."""
    runs = paper_marks.sign(precision, x_in / PX_IN, y_in / PX_IN)
    outline(sheet.freeform(name, [np.array(run) * PX_IN for run in runs], False), INK, 1)


def ring(sheet: Sheet, name: str, mark: Mark, radius_in: float):
    """Put a ring with a number in it, a part of it for each category; a dashed halo says roughly known."""
    opacity = PALER if mark.precision == "area" else 1.0
    x_in, y_in = mark.x * PX_IN, mark.y * PX_IN
    number, inner_in = str(mark.count), radius_in - RING_PT / 72 / 2
    counts = by_style(mark.counts)
    on = sheet.group(name) if len(counts) > 1 or mark.precision == "area" else sheet
    if mark.precision == "area":
        _halo(on, name, x_in, y_in, radius_in + 3 * PX_IN, HALO_COLOR)
    made = on.shape(name, MSO_SHAPE.OVAL, _round(x_in, y_in, inner_in), "#ffffff", 0.92)
    on.write(made, [[Run(number, 8 if len(number) < 3 else 7.5, True)]], "center", "middle")
    if len(counts) == 1:
        outline(made, LOOKS[next(iter(counts))].color[0], RING_PT, opacity=opacity)
        return made
    done = 0.0
    for category, count in counts.items():
        turn = 2 * np.pi * np.linspace(done, done + count / mark.count, ARC_POINTS)
        arc = np.column_stack([x_in + inner_in * np.sin(turn), y_in - inner_in * np.cos(turn)])
        part = on.freeform(codebook.label("category", category, sheet.language), [arc], False)
        outline(part, LOOKS[category].color[0], RING_PT, opacity=opacity)
        done += count / mark.count
    return made


def _halo(sheet: Sheet, name: str, x_in: float, y_in: float, radius_in: float, color: str) -> None:
    """Put the dashed circle round what is only roughly known."""
    outline(sheet.shape(name, MSO_SHAPE.OVAL, _round(x_in, y_in, radius_in)), color, 0.75, HALO_DASH)


def _round(x_in: float, y_in: float, radius_in: float) -> BoxIn:
    return x_in - radius_in, y_in - radius_in, 2 * radius_in, 2 * radius_in


def swatch(sheet: Sheet, layer: style.Layer, name: str, box: BoxIn) -> None:
    """Put how a layer is drawn, for the legend; the box goes by left, middle, width and height."""
    left_in, middle_in, wide_in, high_in = box
    color, weight_pt = layer.color[0], layer.weight * PX_PT
    if layer.symbol == "line":
        ends = np.array([(left_in, middle_in), (left_in + wide_in, middle_in)])
        made = sheet.freeform(name, [ends], False)
        outline(made, color, weight_pt, layer.dash)
    elif layer.symbol == "area":
        half_in = high_in * 0.32
        area = (left_in, middle_in - half_in, wide_in, 2 * half_in)
        if not layer.weight:
            # Without an edge it can only be told from the sea that it lies on.
            sheet.shape(name, MSO_SHAPE.RECTANGLE, area, style.BASEMAP["sea"][0])
        made = sheet.shape(name, MSO_SHAPE.RECTANGLE, area, color, layer.fill_opacity)
        outline(made, color, weight_pt, layer.dash)
    else:
        made = sheet.shape(
            name, MSO_SHAPE.OVAL, (left_in + wide_in / 2 - 0.045, middle_in - 0.045, 0.09, 0.09), "#ffffff"
        )
        outline(made, color, 1.25)
