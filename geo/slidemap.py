"""The map of the slide as native shapes: everything on it can be picked, moved and coloured anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log2

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pptx.enum.shapes import MSO_SHAPE
from shapely.geometry.base import BaseGeometry

from geo import mapframe, schema, slidenames, style
from geo.atlas import Selection
from geo.boundaries import load_basemap
from geo.keyfigures import date_words
from geo.mapframe import METRES_PER_NMI, MapFrame
from geo.slideshapes import GREY, INK, PX_IN, PX_PT, Box, Run, Sheet, describe, outline
from geo.slidewords import say
from geo.view import View

MARKS_LIMIT = 250
"""Events that lie together become one mark until there are no more marks than this."""
TOGETHER_PX = 24.0
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
MARK_PX = 14.0
"""Side of that box on the map."""
PALER = 0.5
LOOKS = {cat.id: cat for cat in style.CATEGORIES}


@dataclass(frozen=True)
class Mark:
    """One event, or several that lie together."""

    x_px: float
    y_px: float
    ids: tuple[str, ...]

    @property
    def radius_px(self) -> float:
        return MARK_PX / 2 if len(self.ids) == 1 else 8.5 + min(6, 1.1 * log2(len(self.ids)))

    @property
    def box(self) -> mapframe.Box:
        return mapframe.centred(self.x_px, self.y_px, 2 * self.radius_px, 2 * self.radius_px)


def marks(selection: Selection, frame: MapFrame) -> list[Mark]:
    """Return the marks of the placed events inside the frame, at most `MARKS_LIMIT`."""
    rows = selection.rows[selection.rows["location_error_m"].notna()]
    if rows.empty:
        return []
    xy = frame.points(rows["lon"], rows["lat"])
    box = frame.box
    inside = (
        (xy[:, 0] >= box.left) & (xy[:, 0] <= box.right) & (xy[:, 1] >= box.top) & (xy[:, 1] <= box.bottom)
    )
    together_px = TOGETHER_PX
    found = _together(rows.index[inside], xy[inside], together_px)
    while len(found) > MARKS_LIMIT:
        together_px *= 1.15
        found = _together(rows.index[inside], xy[inside], together_px)
    return found


def _together(ids: pd.Index, xy: np.ndarray, together_px: float) -> list[Mark]:
    places: dict[tuple[float, float], list[str]] = {}
    for key, point in zip(ids, xy.round(2).tolist(), strict=True):
        places.setdefault(tuple(point), []).append(key)
    # The fullest place first, so that a mark sits where most of its events are.
    homes: list[tuple[tuple[float, float], list[str]]] = []
    for point, events in sorted(places.items(), key=lambda item: (-len(item[1]), item[0])):
        near = [
            home for home in homes if np.hypot(home[0][0] - point[0], home[0][1] - point[1]) < together_px
        ]
        if near:
            near[0][1].extend(events)
        else:
            homes.append((point, list(events)))
    return [Mark(*point, tuple(sorted(events))) for point, events in homes]


def draw(sheet: Sheet, selection: Selection, view: View, box_in: Box) -> list[Mark]:
    """Draw the map into a box of the slide.

    Returns
    -------
    list of Mark
        What was drawn of the events.
    """
    left, top, width, height = (value / PX_IN for value in box_in)
    frame = MapFrame.of(view, mapframe.Box(left, top, left + width, top + height))
    sea = sheet.shape(say("frame", view.lang), MSO_SHAPE.RECTANGLE, box_in, style.BASEMAP["sea"][0])
    _base(sheet, frame, view.lang)
    lines = _layers(sheet, selection, view, frame)
    found = marks(selection, frame)
    taken = [_scale_bar(sheet, frame, view.lang), _north(sheet, frame, view.lang)]
    names = slidenames.placed(selection, view, frame, taken, [mark.box for mark in found], lines)
    for name, _ in names:
        slidenames.dot(sheet, name)
    for mark in sorted(found, key=lambda one: one.y_px):
        draw_mark(sheet, selection, mark, view.lang)
    for name, at in names:
        slidenames.write(sheet, name, at)
    edge = sheet.shape(say("frame", view.lang) + " (edge)", MSO_SHAPE.RECTANGLE, box_in)
    outline(edge, style.BASEMAP["coast"][0], 0.75)
    describe(sea, selection.text)
    return found


# --- Land, lines, areas -------------------------------------------------------------------------------------


def _base(sheet: Sheet, frame: MapFrame, language: str) -> None:
    base = load_basemap()
    land = frame.shapes(base["land"].geometry, tolerance_px=0.5, margin_px=0)
    rings = [ring for area in land for ring in _rings(area, least_px=3)]
    if rings:
        made = sheet.freeform(say("land", language), rings, True, style.BASEMAP["land"][0])
        outline(made, style.BASEMAP["coast"][0], 0.5)
    borders = frame.shapes(base["provinces"].geometry, tolerance_px=0.5, margin_px=0)
    paths = [path for line in borders for path in _paths(line)]
    if paths:
        made = sheet.freeform(say("provinces", language), paths, False)
        outline(made, style.BASEMAP["province"][0], 0.5)


def _layers(sheet: Sheet, selection: Selection, view: View, frame: MapFrame) -> list[BaseGeometry]:
    """Draw the boundaries of the wanted layers, areas below lines; return the lines, in pixels."""
    boundaries = selection.atlas.boundaries
    layers = [row for row in style.layers_for(selection.atlas.boundary_ids) if row["id"] in view.layers]
    wanted = [(layer, key) for layer in layers for key in layer["boundaries"]]
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


def draw_mark(sheet: Sheet, selection: Selection, mark: Mark, language: str) -> None:
    """Draw one event by the outline of its category, several as a ring with their number."""
    rows = selection.rows.loc[list(mark.ids)]
    coarse = bool((rows["location_precision"] == "area").all())
    opacity = PALER if coarse else 1.0
    x_in, y_in, radius_in = mark.x_px * PX_IN, mark.y_px * PX_IN, mark.radius_px * PX_IN
    if len(mark.ids) == 1:
        event = rows.iloc[0]
        made = symbol(sheet, mark.ids[0], event["category"], x_in, y_in, MARK_PX * PX_IN, opacity)
        describe(made, f"{date_words(event, language)}: {event['title']}")
        return
    counts = Counter(rows["category"]).most_common()
    # A ring of the most common kind only where it is most of them.
    color = LOOKS[counts[0][0]].color[0] if 2 * counts[0][1] > len(mark.ids) else "#4a4a4a"
    name = say("cluster", language, n=len(mark.ids))
    made = ring(sheet, name, x_in, y_in, radius_in, str(len(mark.ids)), color, opacity)
    words = ", ".join(f"{schema.label('category', key, language)} {n}" for key, n in counts)
    describe(made, f"{name}: {words}. {', '.join(mark.ids)}")


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


def swatch(sheet: Sheet, layer: style.Layer, name: str, box: Box) -> None:
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


def _scale_bar(sheet: Sheet, frame: MapFrame, language: str) -> mapframe.Box:
    """Put two bars, kilometres and nautical miles, true in the middle of the map; return the room they take."""
    group = sheet.group(say("scale", language))
    left, bottom = frame.box.left + 14, frame.box.bottom - 12
    longest = min(170.0, frame.box.width / 4)
    bars = [
        (frame.scale_bar(longest, unit_m), unit) for unit_m, unit in ((1000.0, "km"), (METRES_PER_NMI, "nmi"))
    ]
    right = left + max(length for (_, length), _ in bars) + 52
    room = mapframe.Box(left - 6, bottom - 42, right, bottom + 6)
    panel = (room.left * PX_IN, room.top * PX_IN, room.width * PX_IN, room.height * PX_IN)
    group.shape("Panel", MSO_SHAPE.RECTANGLE, panel, "#ffffff", 0.7)
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
    group.text("Latitude", box, [[Run(say("scale_at", language, lat=lat), 7.5, color=GREY)]])
    return room


def _north(sheet: Sheet, frame: MapFrame, language: str) -> mapframe.Box:
    group = sheet.group(say("north", language))
    x, top = frame.box.right - 20, frame.box.top + 10
    arrow = group.shape(
        "N", MSO_SHAPE.ISOSCELES_TRIANGLE, ((x - 6) * PX_IN, (top + 14) * PX_IN, 12 * PX_IN, 18 * PX_IN), INK
    )
    arrow.rotation = frame.north_deg
    group.text("N", ((x - 10) * PX_IN, top * PX_IN, 20 * PX_IN, 14 * PX_IN), [[Run("N", 9, True)]], "center")
    return mapframe.Box(x - 12, top - 2, x + 12, top + 36)
