"""The names on the printed map, in its type."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import geopandas as gpd

from geo.look import style
from geo.look.grouping import Mark
from geo.look.view import View
from geo.paper import naming
from geo.paper.frame import MapFrame
from geo.paper.names import MapName
from geo.paper.naming import Placed, dot_of
from geo.paper.picture.map import INK, circle
from geo.paper.picture.page import BOLD, REGULAR, Face, Page, width_px
from geo.paper.placing import Box

LINE = 1.22
"""Height of a line of a name, in its size."""
_COLORS = {layer.id: layer.color[0] for layer in style.LAYERS}


def place_names(
    frame: MapFrame,
    view: View,
    seen: Mapping[str, gpd.GeoSeries],
    marks: Collection[Mark],
    taken: Collection[Box],
) -> Placed:
    """Find places for the names of a map; see `geo.paper.naming.place_names`."""
    return naming.place_names(frame, view, seen, marks, taken, lambda name, text: size_px(text, _face(name)))


def draw_dots(page: Page, names: Placed) -> None:
    """Draw the dots of the towns that are named, and the lines from names to what they name; they go under the marks."""
    for name, box in names:
        leader = name.leader(box)
        if leader is not None:
            page.area(leader, line=_face(name.kind).color, line_px=0.8)
        if dot := dot_of(name):
            capital = name.rank == 0
            fill = INK["text"] if capital else "#ffffff"
            page.area(circle(*dot, 3.0 if capital else 2.2), fill, INK["text"], 1.0)


def draw_names(page: Page, names: Placed) -> None:
    """Write the names."""
    for name, box in names:
        draw_text(
            page, name.text, box, _face(name.kind), INK["sea"] if name.kind.kind == "sea" else "#ffffff"
        )


def draw_text(page: Page, text: str, box: Box, face: Face, halo: str = "#ffffff") -> None:
    """Write lines, each in the middle of a box as high as `size_px` says."""
    for number, line in enumerate(text.split("\n")):
        page.text(box.center[0], box.top + face.px * (0.92 + number * LINE), line, face, "center", halo)


def size_px(text: str, face: Face) -> tuple[float, float]:
    """Return how wide and high lines are set."""
    lines = text.split("\n")
    width = max(width_px(line, face.px, face.weight) for line in lines)
    return width + 4, face.px * (LINE * len(lines) + 0.05)


def _face(name: MapName) -> Face:
    if name.kind == "sea":
        return Face(15, REGULAR, INK["sea_text"])
    if name.kind == "line":
        return Face(12.5, BOLD, _COLORS[name.layer])
    if name.kind == "city":
        return Face(14.5, BOLD, INK["text"]) if name.rank == 0 else Face(11.5, REGULAR, "#55504a")
    return Face(11.5, BOLD, _COLORS[name.layer])
