"""The names on the slide's map, as text boxes in the type of the slide."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import geopandas as gpd
import shapely
from pptx.enum.shapes import MSO_SHAPE

from geo.look import style
from geo.look.grouping import Mark
from geo.look.view import View
from geo.paper import naming
from geo.paper.frame import MapFrame
from geo.paper.names import MapName
from geo.paper.naming import Placed, dot_of
from geo.paper.placing import Box, Name
from geo.paper.slides.shapes import INK, PX_IN, PX_PT, Run, Sheet, outline
from geo.paper.slides.text import LINE_HEIGHT, width_in

_COLORS = {layer.id: layer.color[0] for layer in style.LAYERS}


@dataclass(frozen=True)
class Look:
    """How a name is written."""

    size_pt: float
    color: str
    bold: bool = False


def placed(
    frame: MapFrame,
    view: View,
    seen: Mapping[str, gpd.GeoSeries],
    marks: Collection[Mark],
    taken: Collection[Box],
) -> Placed:
    """Find places for the names of a map; see `geo.paper.naming.place_names`."""
    return naming.place_names(frame, view, seen, marks, taken, lambda name, text: size_px(text, _look(name)))


def size_px(text: str, look: Look) -> tuple[float, float]:
    """Return how wide and high lines are set, in pixels."""
    lines = text.split("\n")
    wide = max(width_in(line, look.size_pt, look.bold) for line in lines) / PX_IN
    return wide + 2, len(lines) * look.size_pt * LINE_HEIGHT / PX_PT


def write(sheet: Sheet, name: Name, at: Box) -> None:
    """Write a name where it has found room."""
    look = _look(name.kind)
    # A slanted Hangul is no Hangul type.
    italic = name.kind.kind == "sea" and sheet.language != "ko"
    write_text(sheet, name.text, at, look, italic)


def write_text(sheet: Sheet, text: str, at: Box, look: Look, italic: bool = False) -> None:
    """Write lines into a box as high as `size_px` says."""
    runs = [[Run(line, look.size_pt, look.bold, look.color, italic)] for line in text.split("\n")]
    box = (at.left * PX_IN, at.top * PX_IN, at.width * PX_IN, at.height * PX_IN)
    # In quotes: a line and its name are told apart in the list of shapes.
    sheet.text(f"“{text}”", box, runs, "center", "middle", wrap=False)


def dot(sheet: Sheet, name: Name, at: Box) -> None:
    """Put the dot of a city, and the line from a name to what it names; they go under the marks."""
    leader = name.leader(at)
    if leader is not None:
        made = sheet.freeform(name.text, [shapely.get_coordinates(leader) * PX_IN], False)
        outline(made, _look(name.kind).color, 0.6)
    if point := dot_of(name):
        x_in, y_in = (value * PX_IN for value in point)
        made = sheet.shape(name.text, MSO_SHAPE.OVAL, (x_in - 0.022, y_in - 0.022, 0.044, 0.044), INK)
        outline(made, "#ffffff", 0.5)


def _look(name: MapName) -> Look:
    if name.kind == "sea":
        return Look(11.5, style.BASEMAP["sea_text"][0])
    if name.kind == "line":
        return Look(9.5, _COLORS[name.layer], bold=True)
    if name.kind == "city":
        return Look(10 if name.rank == 0 else 8.5, style.BASEMAP["text"][0], bold=name.rank == 0)
    return Look(8.5, _COLORS[name.layer], bold=True)
