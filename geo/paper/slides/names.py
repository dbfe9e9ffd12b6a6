"""The names on the slide's map, as text boxes: none covers another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pptx.enum.shapes import MSO_SHAPE
from shapely.geometry.base import BaseGeometry

from geo.look import style
from geo.look.view import View
from geo.paper.frame import MapFrame
from geo.paper.ground import layer_rows
from geo.paper.names import MapName, names_of
from geo.paper.placing import Box, Name, beside, centred, place
from geo.paper.slides.shapes import INK, PX_IN, PX_PT, Run, Sheet, outline
from geo.paper.slides.text import LINE_HEIGHT, width_in

_COLORS = {layer.id: layer.color[0] for layer in style.LAYERS}


@dataclass(frozen=True)
class Look:
    """How a name is written, and the point that it stands beside."""

    size_pt: float
    color: str
    bold: bool = False
    italic: bool = False
    dot: bool = False
    at_px: tuple[float, float] | None = None


def placed(
    frame: MapFrame, view: View, taken: list[Box], marks: list[Box], lines: list[BaseGeometry]
) -> list[tuple[Name, Box]]:
    """Return the names that find room, and where: lines, seas, places and cities, none over another.

    Parameters
    ----------
    taken, marks : list of Box
        What no name covers; what only the most important names may cover (px).
    lines : list of geometry
        Lines that names keep off where they can choose (px).
    """
    wanted: list[Name] = []
    for name in names_of(view, frame.zoom, [row["id"] for row in layer_rows(view)]):
        if name.kind in ("sea", "line"):
            wanted.append(_label(frame, name, italic=name.kind == "sea" and view.lang != "ko"))
        else:
            wanted += _beside(frame, name)
    return place(wanted, frame.box.grown(-4), taken, marks, lines)


def _label(frame: MapFrame, name: MapName, italic: bool) -> Name:
    sea = name.kind == "sea"
    color = style.BASEMAP["sea_text"][0] if sea else _COLORS[name.layer]
    look = Look(11.5 if sea else 9.5, color, bold=not sea, italic=italic)
    size = _size_px(name.text, look)
    points = frame.points(*zip(*name.at, strict=True))
    boxes = tuple(centred(x, y, *size) for x, y in points) + _round_about(points, *size)
    return Name(name.text, boxes, name.rank, name.insists, look)


def _round_about(points: np.ndarray, wide: float, high: float) -> tuple[Box, ...]:
    """Return second choices: a little above and below, left and right of the first."""
    steps = [(dx, dy) for reach in (0.6, 1.2) for dx in (0, -1, 1) for dy in (-reach, reach)]
    return tuple(
        centred(x + dx * wide * 0.6, y + dy * high * 1.2, wide, high) for x, y in points for dx, dy in steps
    )


def _beside(frame: MapFrame, name: MapName) -> list[Name]:
    """Return the name of a point, or nothing where it lies outside the map."""
    x, y = frame.points(*zip(*name.at, strict=True))[0]
    if not frame.box.holds(centred(x, y, 8, 8)):
        return []
    capital = name.rank == 0
    if name.kind == "city":
        look = Look(10 if capital else 8.5, style.BASEMAP["text"][0], bold=capital, dot=True, at_px=(x, y))
    else:
        look = Look(8.5, _COLORS[name.layer], bold=True, at_px=(x, y))
    gaps = (5, 17, 30) if capital else (5, 15)
    boxes = tuple(box for gap in gaps for box in beside(x, y, *_size_px(name.text, look), gap))
    return [Name(name.text, boxes, name.rank, name.insists, look)]


def _size_px(text: str, look: Look) -> tuple[float, float]:
    lines = text.split("\n")
    wide = max(width_in(line, look.size_pt, look.bold) for line in lines) / PX_IN
    return wide + 2, len(lines) * look.size_pt * LINE_HEIGHT / PX_PT


def write(sheet: Sheet, name: Name, at: Box) -> None:
    """Write a name where it has found room."""
    look = name.kind
    runs = [[Run(line, look.size_pt, look.bold, look.color, look.italic)] for line in name.text.split("\n")]
    box = (at.left * PX_IN, at.top * PX_IN, at.width * PX_IN, at.height * PX_IN)
    # In quotes: a line and its name are told apart in the list of shapes.
    sheet.text(f"“{name.text}”", box, runs, "center", "middle", wrap=False)


def dot(sheet: Sheet, name: Name) -> None:
    """Put the dot of a city."""
    if name.kind.dot:
        x_in, y_in = (value * PX_IN for value in name.kind.at_px)
        made = sheet.shape(name.text, MSO_SHAPE.OVAL, (x_in - 0.022, y_in - 0.022, 0.044, 0.044), INK)
        outline(made, "#ffffff", 0.5)
