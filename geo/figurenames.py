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
SEA_REACH_DEG = {True: 1.8, False: 0.4}
"""How far from its own places the name of a sea (of rank 1), or of a bay, may stand."""
LEADER_PX = 11.0
"""A name farther from its island than this gets a line to it."""
MAINLAND_PX2 = 3000.0
"""Land larger than this is no place for the name of an island beside it."""
_LINE = 1.22
_ISLAND = Face(11.5, BOLD, next(layer.color[0] for layer in style.LAYERS if layer.id == "islands"))

Placed = list[tuple[Name, Box]]


def place_names(
    frame: MapFrame, view: View, seen: dict[str, gpd.GeoSeries], marks: tuple[Mark, ...], taken: list[Box]
) -> Placed:
    """Find places for the names of seas, lines, cities, islands and sites, where nothing else stands.

    Parameters
    ----------
    seen : dict
        Layer id to its geometries on the page, as `geo.figuremap.draw_layers` returns them.
    taken : list of Box
        What no name may cover.
    """
    zoom = frame.zoom
    boxes = [mark.box for mark in marks]
    wanted = [*_style_names(frame, view, seen, zoom), *_city_names(frame, view, zoom, boxes)]
    if "islands" in seen and zoom >= ISLANDS_FROM_ZOOM:
        wanted += _island_names(frame, view, seen["islands"])
    if zoom >= PLACES_FROM_ZOOM:
        points = [layer.id for layer in style.LAYERS if layer.symbol == "point" and layer.id in seen]
        wanted += [name for key in points for name in _point_names(view, seen, key, 6)]
    drawn = [layer.id for layer in style.LAYERS if layer.symbol == "line" and layer.id in seen]
    lines = [shape for key in drawn for shape in seen[key] if not shape.is_empty]
    dots = [centred(*name.kind[1], 7, 7) for name in wanted if name.kind[1] and name.kind[0] != _ISLAND]
    return place(wanted, frame.box.grown(-4), taken, marks=[*boxes, *dots], lines=lines)


def draw_dots(page: Page, names: Placed) -> None:
    """Draw the dots of the towns that are named, and lines from names to islands; they go under the marks."""
    for name, box in names:
        face, at = name.kind
        if face.color == _ISLAND.color and at:
            line = _leader(box, at)
            if line.length > LEADER_PX:
                page.area(line, line=face.color, line_px=0.8)
        elif at:
            capital = name.rank == 0
            fill = INK["text"] if capital else "#ffffff"
            page.area(circle(*at, 3.0 if capital else 2.2), fill, INK["text"], 1.0)


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
        if away_deg[at] < SEA_REACH_DEG[label.rank == 1]
    ]
    return [box for box in found if not taken.intersects(shapely.box(*bounds(box.grown(5))))]


def _along(
    frame: MapFrame, shapes: gpd.GeoSeries, label: style.Label, size: tuple[float, float]
) -> list[Box]:
    """Return places beside what can be seen of a line, its middle first: for maps that its own places miss."""
    # A layer may hold several lines, each with a name of its own: this one's is the nearest to its first place.
    first = shapely.Point(label.at[0])
    named = shapes.loc[load_boundaries().geometry.loc[shapes.index].apply(first.distance).idxmin()]
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
        for gap in (10, 24)
        for box in beside(*longest.interpolate(share, normalized=True).coords[0], *size, gap=gap)
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
        for gap in (18, 32, 46) if capital else ():
            boxes += beside(x, y, *_size(text, face), gap=gap)
        made.append(Name(text, boxes, 0 if capital else 6 + city.rank, capital, (face, (x, y))))
    return made


def _island_names(frame: MapFrame, view: View, shapes: gpd.GeoSeries) -> list[Name]:
    """Return the names of islands, beside them or, with a line, on free water not far away."""
    land = frame.shapes(load_basemap()["land"].geometry, tolerance_px=1.0).iloc[0].buffer(0)
    mainland = shapely.union_all([part for part in shapely.get_parts(land) if part.area > MAINLAND_PX2])
    boundaries = load_boundaries()
    made = []
    for name, shape in shapes.items():
        if shape.is_empty:
            continue
        row = boundaries.loc[name]
        text = row["name_ko"] if view.lang == "ko" else row["name"]
        x, y = shape.centroid.coords[0]
        size = _size(text, _ISLAND)
        gap = 4 + min(14, (shape.bounds[2] - shape.bounds[0]) / 2)
        near = beside(x, y, *size, gap=gap)
        far = [box for more in (12, 24, 36, 48, 60) for box in beside(x, y, *size, gap=gap + more)]
        others = shapely.union_all(shapes.drop(name).to_numpy())
        free = [
            box
            for box in far
            if mainland.intersection(shapely.box(*bounds(box))).area < 0.25 * box.width * box.height
            and not _leader(box, (x, y)).intersects(others)
        ]
        made.append(Name(text, (*near, *free), 5, False, (_ISLAND, (x, y))))
    return made


def _leader(box: Box, at: tuple[float, float]) -> shapely.LineString:
    """Return the line from a name to what it names."""
    return shapely.shortest_line(shapely.box(*bounds(box.grown(-2))), shapely.Point(at))


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
        made.append(Name(text, beside(middle.x, middle.y, *size, gap=gap), rank, False, (face, None)))
    return made
