"""The layer of distances on the slide: few shapes, so that each can be picked, moved and coloured anew."""

from __future__ import annotations

import itertools

import numpy as np
import shapely
from pptx.enum.shapes import MSO_SHAPE

from geo.look import distance
from geo.paper.bands import (
    EDGE_OPACITY,
    EDGE_PX,
    FAR_JOIN_OPACITY,
    FAR_JOIN_PX,
    JOIN_OPACITY,
    JOIN_PX,
    RIM_PX,
    Distances,
)
from geo.paper.placing import Box
from geo.paper.slides.shapes import PX_IN, PX_PT, Run, Sheet, outline
from geo.paper.slides.text import LINE_HEIGHT, width_in
from geo.words.table import say

HUE = distance.HUE[0]
NAME_PT = 8.0
RIM_DASH = "2 2"
"""Of a rim whose band is not sure: the finest that PowerPoint has, the others are longer than some rims."""


def draw_bands(sheet: Sheet, distances: Distances) -> None:
    """Put the bands, the widest first, and their edges over them."""
    for band in distances.bands:
        rings = [
            shapely.get_coordinates(ring)[:-1] * PX_IN
            for part in shapely.get_parts(band.area)
            for ring in (part.exterior, *part.interiors)
        ]
        if rings:
            name = say("bands.within", sheet.language, km=band.km)
            sheet.freeform(name, rings, True, HUE, distance.FILL_OPACITY)
    for band in distances.bands:
        name = say("bands.km", sheet.language, km=band.km)
        _lines(sheet, name, [band.edge], EDGE_PX, EDGE_OPACITY)


def draw_joins(sheet: Sheet, distances: Distances) -> None:
    """Put the lines to the nearest points: two shapes, of the events in the bands and of those beyond."""
    name = say("bands.join", sheet.language)
    _lines(sheet, name, distances.far_joins, FAR_JOIN_PX, FAR_JOIN_OPACITY)
    _lines(sheet, name, distances.joins, JOIN_PX, JOIN_OPACITY)


def draw_rims(sheet: Sheet, distances: Distances) -> None:
    """Put the rims of all marks: one shape for each band, whole and broken."""
    arcs = sorted(distances.rims, key=lambda arc: (arc.band, not arc.sure))
    if not arcs:
        return
    ground = sheet.freeform(say("bands.rim", sheet.language), [arc.points() * PX_IN for arc in arcs], False)
    outline(ground, "#ffffff", (RIM_PX + 1.4) * PX_PT)
    for (band, sure), some in itertools.groupby(arcs, key=lambda arc: (arc.band, arc.sure)):
        name = say("bands.rim" if sure else "bands.unsure", sheet.language)
        made = sheet.freeform(name, [arc.points() * PX_IN for arc in some], False)
        outline(made, distances.shade(band), RIM_PX * PX_PT, "" if sure else RIM_DASH)


def size_px(text: str) -> tuple[float, float]:
    """Return the room that the name of an edge takes, in pixels."""
    return (width_in(text, NAME_PT, True) + 0.04) / PX_IN, NAME_PT * LINE_HEIGHT / 72 / PX_IN


def draw_edge_names(sheet: Sheet, names: list[tuple[str, Box]]) -> None:
    """Write the names of the edges, each on its edge."""
    for text, box in names:
        at = (box.left * PX_IN, box.top * PX_IN, box.width * PX_IN, box.height * PX_IN)
        sheet.text(text, at, [[Run(text, NAME_PT, True, HUE)]], "center", "middle", wrap=False)


def draw_key(sheet: Sheet, kind: str, name: str, bands: int, x_in: float, y_in: float) -> None:
    """Put a swatch of the legend: ``bands``, ``rim``, ``unsure`` or ``join``, with its middle at x and y."""
    if kind == "bands":
        wide_in = 0.3 / bands
        for at in range(bands):
            box = (x_in - 0.15 + at * wide_in, y_in - 0.055, wide_in, 0.11)
            fill = 1 - (1 - distance.FILL_OPACITY) ** (bands - at)
            outline(sheet.shape(name, MSO_SHAPE.RECTANGLE, box, HUE, fill), HUE, 0.5)
    elif kind == "join":
        ends = np.array([(x_in - 0.13, y_in + 0.03), (x_in + 0.13, y_in - 0.03)])
        outline(sheet.freeform(name, [ends], False), HUE, JOIN_PX * PX_PT)
    else:
        made = sheet.shape(name, MSO_SHAPE.OVAL, (x_in - 0.05, y_in - 0.05, 0.1, 0.1))
        shade = distance.shades(bands + 1)[0][0]
        outline(made, shade, RIM_PX * PX_PT, RIM_DASH if kind == "unsure" else "")


def _lines(sheet: Sheet, name: str, shapes, line_px: float, opacity: float) -> None:
    paths = [
        shapely.get_coordinates(part) * PX_IN
        for shape in shapes
        for part in shapely.get_parts(shape)
        if part.geom_type == "LineString" and part.length > 0
    ]
    if paths:
        outline(sheet.freeform(name, paths, False), HUE, line_px * PX_PT, opacity=opacity)
