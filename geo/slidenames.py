"""The names on the slide's map, as text boxes: none covers another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import cos, log2, radians

import numpy as np
import shapely
from pptx.enum.shapes import MSO_SHAPE
from shapely.geometry.base import BaseGeometry

from geo import mapframe, style
from geo.atlas import Selection
from geo.boundaries import load_basemap
from geo.mapframe import MapFrame, Name
from geo.slideshapes import INK, PX_IN, PX_PT, Run, Sheet, outline
from geo.slidetext import LINE_HEIGHT, width_in
from geo.view import View

CITY_ZOOM = {1: 0, 2: 7, 3: 8.3, 4: 10}
"""Rank of a city and the zoom of a web map from which it is drawn."""
FROM_ZOOM = {"point": 9.5, "islands": 8.5}
"""The same for what else is named beside its point."""


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
    selection: Selection,
    view: View,
    frame: MapFrame,
    taken: list[mapframe.Box],
    marks: list[mapframe.Box],
    lines: list[BaseGeometry],
) -> list[tuple[Name, mapframe.Box]]:
    """Return the names that find room, and where: lines, seas, places and cities, none over another.

    Parameters
    ----------
    taken, marks : list of Box
        What no name covers; what only the most important names may cover (px).
    lines : list of geometry
        Lines that names keep off where they can choose (px).
    """
    _, lat = frame.lonlat(*frame.box.center)
    ground_m = 1000 / frame.length_px(1000)
    zoom = log2(mapframe.EQUATOR_M * cos(radians(lat)) / 256 / ground_m)
    wanted = [*_line_names(view, frame, zoom), *_point_names(selection, view, frame, zoom)]
    return mapframe.place(wanted, frame.box.grown(-4), taken, marks, lines)


def _line_names(view: View, frame: MapFrame, zoom: float) -> Iterator[Name]:
    colors = {layer.id: layer.color[0] for layer in style.LAYERS}
    for label in style.LABELS:
        sea = label.kind == "sea"
        if zoom < label.from_zoom or not (sea or label.kind in view.layers):
            continue
        text = label.text_ko if view.lang == "ko" else label.text
        color = style.BASEMAP["sea_text"][0] if sea else colors[label.kind]
        look = Look(11.5 if sea else 9.5, color, bold=not sea, italic=sea and view.lang != "ko")
        wide, high = _size_px(text, look)
        points = frame.points(*zip(*label.at, strict=True))
        boxes = tuple(mapframe.centred(x, y, wide, high) for x, y in points)
        boxes += _round_about(points, wide, high)
        yield Name(text, boxes, label.rank, label.rank <= 2, look)


def _round_about(points: np.ndarray, wide: float, high: float) -> tuple[mapframe.Box, ...]:
    """Return second choices: a little above and below, left and right of the first."""
    steps = [(dx, dy) for reach in (0.6, 1.2) for dx in (0, -1, 1) for dy in (-reach, reach)]
    return tuple(
        mapframe.centred(x + dx * wide * 0.6, y + dy * high * 1.2, wide, high)
        for x, y in points
        for dx, dy in steps
    )


def _point_names(selection: Selection, view: View, frame: MapFrame, zoom: float) -> Iterator[Name]:
    named = set()
    for layer in style.layers_for(selection.atlas.boundary_ids):
        from_zoom = FROM_ZOOM.get("islands" if layer["id"] == "islands" else layer["symbol"])
        if from_zoom is None or zoom < from_zoom or layer["id"] not in view.layers:
            continue
        for key in layer["boundaries"]:
            row = selection.atlas.boundaries.loc[key]
            named.add(row["name"])
            text = row["name_ko"] if view.lang == "ko" else style.SHORT_NAMES.get(key, row["name"])
            look = Look(8.5, layer["color"][0], bold=True)
            yield from _beside(frame, text, row.geometry.representative_point(), look, 5, 6)
    for city in load_basemap()["cities"].itertuples():
        if city.name in named or zoom < CITY_ZOOM[city.rank]:
            continue
        text = city.name_ko if view.lang == "ko" and isinstance(city.name_ko, str) else city.name
        first = city.rank == 1
        look = Look(10 if first else 8.5, style.BASEMAP["text"][0], bold=first, dot=True)
        yield from _beside(frame, text, city.geometry, look, 0 if first else 6 + city.rank, 5)


def _beside(
    frame: MapFrame, text: str, point: shapely.Point, look: Look, rank: int, gap_px: float
) -> Iterator[Name]:
    x, y = frame.points([point.x], [point.y])[0]
    if frame.box.holds(mapframe.centred(x, y, 8, 8)):
        gaps = (gap_px, 17, 30) if rank == 0 else (gap_px, 15)
        boxes = tuple(box for gap in gaps for box in mapframe.beside(x, y, *_size_px(text, look), gap))
        yield Name(text, boxes, rank, rank == 0, replace(look, at_px=(x, y)))


def _size_px(text: str, look: Look) -> tuple[float, float]:
    lines = text.split("\n")
    wide = max(width_in(line, look.size_pt, look.bold) for line in lines) / PX_IN
    return wide + 2, len(lines) * look.size_pt * LINE_HEIGHT / PX_PT


def write(sheet: Sheet, name: Name, at: mapframe.Box) -> None:
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
