"""The names on the printed map: which are wanted at its scale, and where each has room."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.lines.boundaries import load_boundaries
from geo.look import style
from geo.look.grouping import Mark
from geo.look.view import View
from geo.paper.frame import MapFrame
from geo.paper.ground import valid_land
from geo.paper.marks import mark_box
from geo.paper.names import MapName, names_of
from geo.paper.picture.map import INK, bounds, circle
from geo.paper.picture.page import BOLD, REGULAR, Face, Page, width_px
from geo.paper.placing import Box, Name, beside, centred, place

SEA_REACH_DEG = {True: 1.8, False: 0.4}
"""How far from its own places the name of a sea (of rank 1), or of a bay, may stand."""
LEADER_PX = 11.0
"""A name farther from its island than this gets a line to it."""
MAINLAND_PX2 = 3000.0
"""Land larger than this is no place for the name of an island beside it."""
_LINE = 1.22
_COLORS = {layer.id: layer.color[0] for layer in style.LAYERS}
_ISLAND = Face(11.5, BOLD, _COLORS["islands"])

Placed = list[tuple[Name, Box]]


def place_names(
    frame: MapFrame, view: View, seen: dict[str, gpd.GeoSeries], marks: tuple[Mark, ...], taken: list[Box]
) -> Placed:
    """Find places for the names of seas, lines, cities, islands and sites, where nothing else stands.

    Parameters
    ----------
    seen : dict
        Layer id to its geometries on the page, as `geo.paper.picture.map.draw_layers` returns them.
    taken : list of Box
        What no name may cover.
    """
    boxes = [mark_box(mark) for mark in marks]
    mainland = _mainland(frame) if "islands" in seen else shapely.Polygon()
    wanted = []
    for name in names_of(view, frame.zoom, seen):
        if name.kind in ("sea", "line"):
            wanted.append(_label(frame, seen, name))
        elif name.kind == "city":
            wanted += _city(frame, name, boxes)
        # A site that cannot be seen is not named.
        elif not seen[name.layer].get(name.boundary, shapely.Point()).is_empty:
            shapes = seen[name.layer]
            island = name.kind == "island"
            wanted.append(_island(shapes, name, mainland) if island else _site(shapes, name))
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


def _label(frame: MapFrame, seen: dict[str, gpd.GeoSeries], name: MapName) -> Name:
    sea = name.kind == "sea"
    face = Face(15, REGULAR, INK["sea_text"]) if sea else Face(12.5, BOLD, _COLORS[name.layer])
    size = _size(name.text, face)
    boxes = [centred(x, y, *size) for x, y in frame.points(*zip(*name.at, strict=True))]
    boxes += _at_sea(frame, seen, name, size) if sea else _along(frame, seen[name.layer], name, size)
    return Name(name.text, tuple(boxes), name.rank, name.insists, (face, None))


def _at_sea(
    frame: MapFrame, seen: dict[str, gpd.GeoSeries], name: MapName, size: tuple[float, float]
) -> list[Box]:
    """Return free water near the places of a sea's name, nearest first: for maps that those places miss."""
    taken = shapely.union_all([valid_land(frame, 2.0), *seen.get("disputed-water", ())])
    shapely.prepare(taken)
    inner = frame.box.grown(-6)
    grid = np.array(
        [
            (x, y)
            for x in np.arange(inner.left + size[0] / 2, inner.right - size[0] / 2, 24)
            for y in np.arange(inner.top + size[1] / 2, inner.bottom - size[1] / 2, 24)
        ]
    ).reshape(-1, 2)
    own = np.array(name.at)
    away_deg = np.hypot(*(frame.lonlats(grid)[:, None] - own).transpose(2, 0, 1)).min(axis=1)
    found = [
        centred(*grid[at], *size)
        for at in np.argsort(away_deg, kind="stable")
        if away_deg[at] < SEA_REACH_DEG[name.rank == 1]
    ]
    covered = shapely.intersects(taken, _areas([box.grown(5) for box in found]))
    return [box for box, hidden in zip(found, covered, strict=True) if not hidden]


def _along(frame: MapFrame, shapes: gpd.GeoSeries, name: MapName, size: tuple[float, float]) -> list[Box]:
    """Return places beside what can be seen of a line, its middle first: for maps that its own places miss."""
    # A layer may hold several lines, each with a name of its own: this one's is the nearest to its first place.
    first = shapely.Point(name.at[0])
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


def _city(frame: MapFrame, name: MapName, marks: list[Box]) -> list[Name]:
    """Return the name of a city, or nothing where its dot cannot be seen."""
    (x, y) = frame.points(*zip(*name.at, strict=True))[0]
    capital = name.rank == 0
    if not frame.box.grown(-3).holds(Box(x, y, x, y)):
        return []
    # A name whose dot is under a mark would name the mark; a capital is known without its dot.
    if not capital and any(centred(x, y, 6, 6).meets(mark) for mark in marks):
        return []
    face = Face(14.5, BOLD, INK["text"]) if capital else Face(11.5, REGULAR, "#55504a")
    gaps = (5, 18, 32, 46) if capital else (5,)
    boxes = tuple(box for gap in gaps for box in beside(x, y, *_size(name.text, face), gap=gap))
    return [Name(name.text, boxes, name.rank, name.insists, (face, (x, y)))]


def _island(shapes: gpd.GeoSeries, name: MapName, mainland: BaseGeometry) -> Name:
    """Return the name of an island, beside it or, with a line, on free water not far away."""
    shape = shapes[name.boundary]
    x, y = shape.centroid.coords[0]
    size = _size(name.text, _ISLAND)
    gap = _gap(shape)
    far = [box for more in (12, 24, 36, 48, 60) for box in beside(x, y, *size, gap=gap + more)]
    others = shapely.union_all(shapes.drop(name.boundary).to_numpy())
    on_land_px2 = shapely.area(shapely.intersection(mainland, _areas(far)))
    free = [
        box
        for box, land_px2 in zip(far, on_land_px2, strict=True)
        if land_px2 < 0.25 * box.width * box.height and not _leader(box, (x, y)).intersects(others)
    ]
    boxes = (*beside(x, y, *size, gap=gap), *free)
    return Name(name.text, boxes, name.rank, name.insists, (_ISLAND, (x, y)))


def _site(shapes: gpd.GeoSeries, name: MapName) -> Name:
    face = Face(11.5, BOLD, _COLORS[name.layer])
    shape = shapes[name.boundary]
    middle = shape.centroid
    boxes = beside(middle.x, middle.y, *_size(name.text, face), gap=_gap(shape))
    return Name(name.text, boxes, name.rank, name.insists, (face, None))


def _gap(shape: BaseGeometry) -> float:
    return 4 + min(14, (shape.bounds[2] - shape.bounds[0]) / 2)


def _mainland(frame: MapFrame) -> BaseGeometry:
    parts = shapely.get_parts(valid_land(frame, 1.0))
    return shapely.union_all([part for part in parts if part.area > MAINLAND_PX2])


def _areas(boxes: list[Box]) -> np.ndarray:
    return shapely.box(*np.array([bounds(box) for box in boxes]).reshape(-1, 4).T)


def _leader(box: Box, at: tuple[float, float]) -> shapely.LineString:
    """Return the line from a name to what it names."""
    return shapely.shortest_line(shapely.box(*bounds(box.grown(-2))), shapely.Point(at))
