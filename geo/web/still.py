"""What the offline file shows without its scripts: a light picture of lines and marks, and the events as rows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.atlas.selection import Selection
from geo.atlas.texts import dates_text, texts
from geo.catalogue import codebook
from geo.catalogue.reports import Report
from geo.formats.rows import records
from geo.lines.basemap import load_basemap
from geo.lines.window import WINDOW
from geo.look import style
from geo.look.view import View

ROW_FIELDS = ("id", "date_text", "title", "summary", "place", "place_ko")
"""What a row says; the scripts read it there, so that the file has it once."""
_TOLD = ("title", "summary", "place")
UNITS_PER_DEGREE = 50
"""Units of the picture a degree of latitude: one is 2.2 km, which whole numbers tell."""
SHRUNK = math.cos(math.radians((WINDOW.south + WINDOW.north) / 2))
"""How much shorter a degree of longitude is."""
COARSE_DEG = 0.025
"""How far an outline may be off."""
RING_CORNERS = 3
"""An outline with fewer different corners is not drawn."""


@dataclass(frozen=True)
class Stroke:
    """A path of the picture with the colour it has in the light theme, and its name in the legend."""

    name: str
    d: str
    color: str
    width: float


@dataclass(frozen=True)
class Still:
    """The picture."""

    width: int
    height: int
    land: str
    sea_color: str
    land_color: str
    lines: tuple[Stroke, ...]
    marks: tuple[Stroke, ...]
    """The points of a category as strokes without a length, which round caps make dots of."""


def still(selection: Selection, view: View) -> Still:
    """Return the picture of a selection: the lines of the view, and of each category the points of its events."""
    rows = selection.rows
    shown = rows[WINDOW.contains(rows["lon"], rows["lat"])]
    marks = (
        Stroke(
            codebook.label("category", category.id, view.lang),
            _dots(shown[shown["category"] == category.id]),
            category.color[0],
            6,
        )
        for category in style.CATEGORIES
    )
    shapes = selection.atlas.boundaries.geometry
    lines = (
        Stroke(
            layer["name_ko" if view.lang == "ko" else "name"],
            "".join(_path(shapes[key]) for key in layer["boundaries"]),
            layer["color"][0],
            layer["weight"],
        )
        for layer in style.layers_for(selection.atlas.boundary_ids)
        if layer["symbol"] == "line" and layer["id"] in view.layers
    )
    sea, land = (style.BASEMAP[name][0] for name in ("sea", "land"))
    width, height = _units(WINDOW.east, WINDOW.south)
    return Still(width, height, _land(), sea, land, tuple(lines), tuple(mark for mark in marks if mark.d))


def told_rows(selection: Selection, language: str = "en") -> Iterable[dict[str, Any]]:
    """Yield what each row says in a language, and its reports as ``links``, each once whatever it supports.

    ``english`` has the names of what is told in English all the same: the file has no other words for it.
    """
    rows = selection.rows
    told_in = rows.assign(
        date_text=dates_text(rows, language), **{name: texts(rows, name, language) for name in _TOLD}
    )
    events = zip(
        records(told_in, ROW_FIELDS),
        rows[[f"{name}_ko" for name in _TOLD]].to_dict("records"),
        rows["sources"],
        strict=True,
    )
    for told, korean, reports in events:
        english = [name for name in _TOLD if language == "ko" and pd.isna(korean[f"{name}_ko"])]
        yield {**told, "english": english, "links": dict.fromkeys(map(alone, reports))}


def alone(report: Report) -> Report:
    """Return a report without what it supports and whose word it is, which go with an event."""
    return replace(report, role="", voice=None)


def _units(lon: float, lat: float) -> tuple[int, int]:
    return (
        round((lon - WINDOW.west) * SHRUNK * UNITS_PER_DEGREE),
        round((WINDOW.north - lat) * UNITS_PER_DEGREE),
    )


def _dots(rows: Any) -> str:
    places = dict.fromkeys(_units(*place) for place in zip(rows["lon"], rows["lat"], strict=True))
    return "".join(f"M{x} {y}h0" for x, y in places)


def _path(shape: shapely.Geometry) -> str:
    coarse = shapely.get_parts(shape.simplify(COARSE_DEG))
    rings = [ring for part in coarse for ring in ([part.exterior] if part.geom_type == "Polygon" else [part])]
    found = []
    for ring in rings:
        corners = list(dict.fromkeys(_units(*corner) for corner in np.asarray(ring.coords)[:, :2]))
        if len(corners) >= (RING_CORNERS if shape.geom_type.endswith("Polygon") else 2):
            found.append(_steps(corners))
    return "".join(found)


def _steps(corners: list[tuple[int, int]]) -> str:
    """Return a path by the steps from corner to corner, which take half the signs that the corners take."""
    (x, y), *_ = corners
    steps = np.diff(corners, axis=0).tolist()
    return f"M{x} {y}l" + " ".join(f"{east} {south}" for east, south in steps).replace(" -", "-")


@lru_cache(maxsize=1)
def _land() -> str:
    return _path(shapely.clip_by_rect(load_basemap()["land"].union_all(), *_EDGES))


_EDGES = (WINDOW.west, WINDOW.south, WINDOW.east, WINDOW.north)
