"""The map of the slide as native shapes: everything on it can be picked, moved and coloured anew."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches
from shapely.geometry.base import BaseGeometry

from geo.catalogue import codebook
from geo.lines.basemap import load_basemap
from geo.lines.boundaries import load_boundaries
from geo.look import style
from geo.look.grouping import SINGLE_PX, Mark
from geo.look.view import View
from geo.paper.bands import Distances, edge_names
from geo.paper.frame import MapFrame
from geo.paper.ground import layer_rows
from geo.paper.marks import LEADER, Marks, by_style, mark_box, strokes
from geo.paper.placing import Box
from geo.paper.slides import bands, names
from geo.paper.slides.shapes import GREY, INK, PX_IN, PX_PT, BoxIn, Run, Sheet, describe, outline
from geo.words.dates import date_text
from geo.words.distances import METRES_PER_NMI
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
LOOKS = {cat.id: cat for cat in style.CATEGORIES}


def frame_of(view: View, box_in: BoxIn) -> MapFrame:
    """Return the frame of a map that lies in a box of the slide."""
    left, top, width, height = (value / PX_IN for value in box_in)
    return MapFrame.of(view, Box(left, top, left + width, top + height))


def draw(
    sheet: Sheet,
    frame: MapFrame,
    view: View,
    marks: Marks,
    events: pd.DataFrame,
    description: str,
    distances: Distances | None = None,
) -> None:
    """Draw the map into its frame.

    Parameters
    ----------
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
    lines = draw_layers(sheet, frame, view)
    edges: list[tuple[str, Box]] = []
    taken = [draw_scale(sheet, frame, view.lang), draw_north(sheet, frame, view.lang)]
    if distances:
        bands.draw_joins(sheet, distances)
        around = [*taken, *(mark_box(mark) for mark in marks.marks)]
        edges = edge_names(distances, frame, view.lang, around, bands.size_px)
        taken += [box for _, box in edges]
    placed = names.placed(frame, view, taken, [mark_box(mark) for mark in marks.marks], lines)
    for name, _ in placed:
        names.dot(sheet, name)
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


def inches(box: Box) -> BoxIn:
    """Return a box of the page, in pixels, as left, top, width and height in inches."""
    return box.left * PX_IN, box.top * PX_IN, box.width * PX_IN, box.height * PX_IN


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


def draw_layers(sheet: Sheet, frame: MapFrame, view: View) -> list[BaseGeometry]:
    """Draw the boundaries of the wanted layers, areas below lines; return the lines, in pixels."""
    boundaries = load_boundaries()
    wanted = [(layer, key) for layer in layer_rows(view) for key in layer["boundaries"]]
    drawn = frame.shapes(boundaries.geometry.loc[[key for _, key in wanted]], margin_px=0)
    rank = {"Polygon": 0, "LineString": 1, "Point": 2}
    # The strongest line is drawn last, over all others.
    wanted.sort(key=lambda item: (rank.get(_kind(boundaries, item[1]), 0), item[0]["weight"]))
    lines = []
    for layer, key in wanted:
        shape = drawn[key]
        if not shape.is_empty:
            name = _boundary_name(layer, boundaries.loc[key], view.lang)
            made = _boundary(sheet, layer, shape, name, bool(boundaries.at[key, "open_edges"]))
            describe(made, f"{boundaries.at[key, 'name']}: {boundaries.at[key, 'status']}")
            if _kind(boundaries, key) == "LineString":
                lines.append(shape)
    return lines


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


def _leader(sheet: Sheet, mark: Mark, language: str) -> None:
    """Put the way from a mark that has moved to where it belongs."""
    if mark.moved and not mark.badge:
        way = np.array([mark.home, (mark.x, mark.y)]) * PX_IN
        outline(sheet.freeform(say("slides.leader", language), [way], False), LEADER, 0.6)


def draw_mark(
    sheet: Sheet, mark: Mark, events: pd.DataFrame, language: str, middle: tuple[float, float]
) -> None:
    """Draw one event by the outline of its category, several as a ring with their number; what has no point as a badge."""
    opacity = PALER if mark.precision == "area" else 1.0
    x_in, y_in, radius_in = mark.x * PX_IN, mark.y * PX_IN, mark.radius_px * PX_IN
    if mark.badge:
        _badge(sheet, mark, language, middle)
        return
    if mark.count == 1:
        (category,) = mark.counts
        label = codebook.label("category", category, language)
        # Of a cell with one event among many only the category is known.
        made = symbol(sheet, *(mark.members or (label,)), category, x_in, y_in, MARK_PX * PX_IN, opacity)
        event = events.loc[mark.members[0]] if mark.members else None
        describe(made, label if event is None else f"{date_text(event, language)}: {event['title']}")
        return
    counts = _most_first(mark)
    # A ring of the most common kind only where it is most of them.
    color = LOOKS[counts[0][0]].color[0] if 2 * counts[0][1] > mark.count else "#4a4a4a"
    made = ring(
        sheet,
        say("map.count", language, count=mark.count),
        x_in,
        y_in,
        radius_in,
        str(mark.count),
        color,
        opacity,
    )
    describe(made, _told(mark, language))


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
    sign = [np.array(run) * PX_IN for run in strokes(mark, middle, box.left + 10, mark.y - 1.5)]
    outline(group.freeform(say(f"map.place_{mark.precision}", language), sign, False), INK, 1)
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


def ring(
    sheet: Sheet,
    name: str,
    x_in: float,
    y_in: float,
    radius_in: float,
    number: str,
    color: str,
    opacity: float = 1.0,
):
    """Put a ring with a number in it."""
    inner_in = radius_in - 0.015
    box = (x_in - inner_in, y_in - inner_in, 2 * inner_in, 2 * inner_in)
    made = sheet.shape(name, MSO_SHAPE.OVAL, box, "#ffffff", 0.92)
    outline(made, color, 2.25, opacity=opacity)
    sheet.write(made, [[Run(number, 8 if len(number) < 3 else 7.5, True)]], "center", "middle")
    return made


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
        made = sheet.shape(name, MSO_SHAPE.RECTANGLE, area, color, layer.fill_opacity)
        outline(made, color, weight_pt, layer.dash)
    else:
        made = sheet.shape(
            name, MSO_SHAPE.OVAL, (left_in + wide_in / 2 - 0.045, middle_in - 0.045, 0.09, 0.09), "#ffffff"
        )
        outline(made, color, 1.25)


# --- Scale and north ----------------------------------------------------------------------------------------


def draw_scale(sheet: Sheet, frame: MapFrame, language: str) -> Box:
    """Put two bars, kilometres and nautical miles, true in the middle of the map; return the room they take."""
    group = sheet.group(say("slides.scale", language))
    left, bottom = frame.box.left + 14, frame.box.bottom - 12
    longest = min(170.0, frame.box.width / 4)
    bars = [
        (frame.scale_bar(longest, unit_m), unit) for unit_m, unit in ((1000.0, "km"), (METRES_PER_NMI, "nmi"))
    ]
    right = left + max(length for (_, length), _ in bars) + 52
    room = Box(left - 6, bottom - 42, right, bottom + 6)
    group.shape(say("slides.scale_panel", language), MSO_SHAPE.RECTANGLE, inches(room), "#ffffff", 0.7)
    for row, ((amount, length), unit) in enumerate(bars):
        y = bottom - 30 + row * 14
        for half in (0, 1):
            box = ((left + half * length / 2) * PX_IN, y * PX_IN, length / 2 * PX_IN, 4 * PX_IN)
            made = group.shape(
                f"{amount:g} {unit}", MSO_SHAPE.RECTANGLE, box, INK if half == 0 else "#ffffff"
            )
            outline(made, INK, 0.5)
        box = ((left + length + 5) * PX_IN, (y - 5) * PX_IN, 46 * PX_IN, 14 * PX_IN)
        group.text(f"{amount:g} {unit}", box, [[Run(f"{amount:g} {unit}", 8)]], anchor="middle")
    lat = frame.lonlat(*frame.box.center)[1]
    box = (left * PX_IN, (bottom - 9) * PX_IN, 120 * PX_IN, 12 * PX_IN)
    words = say("slides.scale_at", language, lat=f"{lat:.0f}")
    group.text(say("slides.latitude", language), box, [[Run(words, 7.5, color=GREY)]])
    return room


def draw_north(sheet: Sheet, frame: MapFrame, language: str) -> Box:
    """Put the arrow to true north; return the room it takes."""
    group = sheet.group(say("slides.north", language))
    x, top = frame.box.right - 20, frame.box.top + 10
    arrow = group.shape(
        "N", MSO_SHAPE.ISOSCELES_TRIANGLE, ((x - 6) * PX_IN, (top + 14) * PX_IN, 12 * PX_IN, 18 * PX_IN), INK
    )
    arrow.rotation = frame.north_deg
    group.text("N", ((x - 10) * PX_IN, top * PX_IN, 20 * PX_IN, 14 * PX_IN), [[Run("N", 9, True)]], "center")
    return Box(x - 12, top - 2, x + 12, top + 36)
