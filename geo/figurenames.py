"""The names on the printed map: which are wanted at its scale, and where each has room."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from geo import style
from geo.boundaries import load_basemap, load_boundaries
from geo.figuremap import INK, bounds, circle
from geo.mapframe import Box, MapFrame, Name, beside, centred, place
from geo.marks import Mark
from geo.pen import BOLD, REGULAR, Face, Page, width_px
from geo.view import View

CITY_FROM_ZOOM = {1: 0.0, 2: 6.5, 3: 7.4, 4: 9.0}
ISLANDS_FROM_ZOOM = 7.2
PLACES_FROM_ZOOM = 9.5
SHORT_BELOW_ZOOM = 6.8
SEA_REACH_DEG = 1.8
"""How far from its own places the name of a sea may stand."""
_LINE = 1.22

Placed = list[tuple[Name, Box]]


def place_names(
    frame: MapFrame, view: View, seen: dict[str, gpd.GeoSeries], marks: tuple[Mark, ...]
) -> Placed:
    """Find places for the names of seas, lines, cities, islands and sites, where nothing else stands.

    Parameters
    ----------
    seen : dict
        Layer id to its geometries on the page, as `geo.figuremap.draw_layers` returns them.
    """
    zoom = frame.zoom
    boxes = [mark.box for mark in marks]
    wanted = [*_style_names(frame, view, seen, zoom), *_city_names(frame, view, zoom, boxes)]
    if "islands" in seen and zoom >= ISLANDS_FROM_ZOOM:
        wanted += _point_names(view, seen, "islands", 5)
    if zoom >= PLACES_FROM_ZOOM:
        points = [layer.id for layer in style.LAYERS if layer.symbol == "point" and layer.id in seen]
        wanted += [name for key in points for name in _point_names(view, seen, key, 6)]
    lines = [shape for shapes in seen.values() for shape in shapes if shape.geom_type.endswith("LineString")]
    dots = [centred(*name.kind[1], 9, 9) for name in wanted if name.kind[1] and name.rank == 0]
    return place(wanted, frame.box.grown(-4), marks=[*boxes, *dots], lines=lines)


def draw_dots(page: Page, names: Placed) -> None:
    """Draw the dots of the towns that are named; they go under the marks."""
    for name, _ in names:
        if name.kind[1]:
            capital = name.rank == 0
            fill = INK["text"] if capital else "#ffffff"
            page.area(circle(*name.kind[1], 3.0 if capital else 2.2), fill, INK["text"], 1.0)


def draw_names(page: Page, names: Placed) -> None:
    """Write the names."""
    for name, box in names:
        face = name.kind[0]
        halo = INK["sea"] if face.color == INK["sea_text"] else "#ffffff"
        for number, line in enumerate(name.text.split("\n")):
            baseline = box.top + face.px * (0.92 + number * _LINE)
            page.text(box.center[0], baseline, line, face, "center", halo)


def _size(text: str, face: Face) -> tuple[float, float]:
    lines = text.split("\n")
    width = max(width_px(line, face.px, face.weight) for line in lines)
    return width + 4, face.px * (_LINE * len(lines) + 0.05)


def _style_names(frame: MapFrame, view: View, seen: dict[str, gpd.GeoSeries], zoom: float) -> list[Name]:
    korean = view.lang == "ko"
    colors = {layer.id: layer.color[0] for layer in style.LAYERS}
    made = []
    for label in style.LABELS:
        sea = label.kind == "sea"
        if zoom < label.from_zoom or not (sea or label.kind in seen):
            continue
        short = label.short if zoom < SHORT_BELOW_ZOOM and not korean else None
        text = short or (label.text_ko if korean else label.text)
        face = Face(15, REGULAR, INK["sea_text"]) if sea else Face(12.5, BOLD, colors[label.kind])
        size = _size(text, face)
        points = frame.points(*zip(*label.at, strict=True))
        boxes = [centred(x, y, *size) for x, y in points]
        boxes += _at_sea(frame, seen, label, size) if sea else _along(frame, seen[label.kind], label, size)
        made.append(Name(text, tuple(boxes), label.rank, label.rank <= 2 and not sea, (face, None)))
    return made


def _at_sea(
    frame: MapFrame, seen: dict[str, gpd.GeoSeries], label: style.Label, size: tuple[float, float]
) -> list[Box]:
    """Return free water near the places of a sea's name, nearest first: for maps that those places miss."""
    land = frame.shapes(load_basemap()["land"].geometry, tolerance_px=2.0).iloc[0].buffer(0)
    taken = shapely.union_all([land, *seen.get("disputed-water", ())])
    shapely.prepare(taken)
    inner = frame.box.grown(-6)
    grid = np.array(
        [
            (x, y)
            for x in np.arange(inner.left + size[0] / 2, inner.right - size[0] / 2, 24)
            for y in np.arange(inner.top + size[1] / 2, inner.bottom - size[1] / 2, 24)
        ]
    ).reshape(-1, 2)
    own = np.array(label.at)
    away_deg = np.hypot(*(frame.lonlats(grid)[:, None] - own).transpose(2, 0, 1)).min(axis=1)
    found = [
        centred(*grid[at], *size)
        for at in np.argsort(away_deg, kind="stable")
        if away_deg[at] < SEA_REACH_DEG
    ]
    return [box for box in found if not taken.intersects(shapely.box(*bounds(box.grown(5))))]


def _along(
    frame: MapFrame, shapes: gpd.GeoSeries, label: style.Label, size: tuple[float, float]
) -> list[Box]:
    """Return places beside what can be seen of a line, its middle first: for maps that its own places miss."""
    # A layer may hold several lines, each with a name of its own: this one's is the nearest to its first place.
    at = frame.points(*zip(*label.at[:1], strict=True))[0]
    named = min(shapes, key=lambda shape: shape.distance(shapely.Point(at)) if not shape.is_empty else np.inf)
    line = shapely.intersection(named, shapely.box(*bounds(frame.box)))
    if line.geom_type.endswith("Polygon"):
        line = shapely.boundary(line)
    parts = [part for part in shapely.get_parts(line) if part.length > 1]
    if not parts:
        return []
    longest = max(parts, key=lambda part: part.length)
    return [
        box
        for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)
        for box in beside(*longest.interpolate(share, normalized=True).coords[0], *size, gap=10)
    ]


def _city_names(frame: MapFrame, view: View, zoom: float, marks: list[Box]) -> list[Name]:
    cities = load_basemap()["cities"]
    cities = cities[[zoom >= CITY_FROM_ZOOM[rank] for rank in cities["rank"]]]
    points = frame.points(cities.geometry.x, cities.geometry.y)
    made = []
    for city, (x, y) in zip(cities.itertuples(), points, strict=True):
        korean = city.name_ko if isinstance(city.name_ko, str) else ""
        # Some of the names carry the word for city, most do not.
        text = (korean.removesuffix("시") if len(korean) > 2 else korean) if view.lang == "ko" else city.name
        if not text or not frame.box.grown(-3).holds(Box(x, y, x, y)):
            continue
        capital = city.rank == 1
        # A name whose dot is under a mark would name the mark; a capital is known without its dot.
        if not capital and any(centred(x, y, 6, 6).meets(mark) for mark in marks):
            continue
        face = Face(14.5, BOLD, INK["text"]) if capital else Face(11.5, REGULAR, "#55504a")
        boxes = beside(x, y, *_size(text, face), gap=5)
        if capital:
            boxes += beside(x, y, *_size(text, face), gap=18) + beside(x, y, *_size(text, face), gap=32)
        made.append(Name(text, boxes, 0 if capital else 6 + city.rank, capital, (face, (x, y))))
    return made


def _point_names(view: View, seen: dict[str, gpd.GeoSeries], key: str, rank: int) -> list[Name]:
    boundaries = load_boundaries()
    color = next(layer.color[0] for layer in style.LAYERS if layer.id == key)
    face = Face(11.5, BOLD, color)
    made = []
    for name, shape in seen[key].items():
        if shape.is_empty:
            continue
        row = boundaries.loc[name]
        text = row["name_ko"] if view.lang == "ko" and row["name_ko"] else row["name"]
        middle = shape.centroid
        gap = 4 + min(14, (shape.bounds[2] - shape.bounds[0]) / 2)
        size = _size(text, face)
        boxes = [box for more in (0, 10, 22) for box in beside(middle.x, middle.y, *size, gap=gap + more)]
        made.append(Name(text, tuple(boxes), rank, False, (face, None)))
    return made
