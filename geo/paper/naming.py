"""Where the names of a map on paper stand: picture and slide write the same ones, each with its own type.

No name covers a mark, another name or the line that leads to another; an island's name stands nearest to its island or has
such a line. Units are those of `geo.paper.frame`: pixels, x to the right and y downwards.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.lines.boundaries import load_boundaries
from geo.look import style
from geo.look.grouping import DIRECTIONS, Mark
from geo.look.view import View
from geo.paper.frame import MapFrame
from geo.paper.ground import mainland, valid_land
from geo.paper.marks import mark_box
from geo.paper.names import MapName, names_of
from geo.paper.placing import LEADER_PX, Box, Name, area, beside, centred, place

Size = Callable[[MapName, str], tuple[float, float]]
"""Returns how wide and high a text is, set as the name is."""
Placed = list[tuple[Name, Box]]
"""Names and where they stand; ``kind`` of each is its `MapName`."""
SEA_REACH_DEG = {True: 1.8, False: 0.4}
"""How far from its own places the name of a sea (of rank 1), or of a bay, may stand."""
FARTHER_PX = tuple(range(12, 160, 12))
"""How much farther than beside it the name of an island or capital may stand, with a line to it."""
ALONG_PX = (10, 24, 40, 60, 85)
"""How far from its line a name may stand."""
DOT_PX = 7.0


def place_names(
    frame: MapFrame,
    view: View,
    seen: Mapping[str, gpd.GeoSeries],
    marks: Collection[Mark],
    taken: Collection[Box],
    size_px: Size,
) -> Placed:
    """Find places for the names of seas, lines, cities, islands and sites, where nothing else stands.

    Parameters
    ----------
    seen : mapping
        Layer id to its geometries on the page, as `geo.paper.ground.seen_layers` returns them.
    marks : collection of Mark
    taken : collection of Box
        What else no name may cover.
    size_px : Size
    """
    boxes = [*taken, *map(mark_box, marks)]
    wanted = [
        name
        for one in names_of(view, frame.zoom, seen)
        for name in _wanted(frame, seen, one, boxes, size_px(one, one.text))
    ]
    drawn = [layer.id for layer in style.LAYERS if layer.symbol == "line" and layer.id in seen]
    lines = [shape for key in drawn for shape in seen[key] if not shape.is_empty]
    dots = [centred(*dot, DOT_PX, DOT_PX) for name in wanted if (dot := dot_of(name))]
    room, hidden = frame.box.grown(-4), [*boxes, *dots]
    placed = place(wanted, room, hidden, lines)
    lost = [name for name in wanted if all(name is not other for other, _ in placed)]
    again = [
        name
        for one in lost
        if one.kind.short or one.kind.kind == "island"
        # A line by its short name; an island before the others.
        for name in _wanted(frame, seen, _easier(one.kind), boxes, size_px(one.kind, _easier(one.kind).text))
    ]
    if again:
        better = place([*again, *(name for name in wanted if name not in lost)], room, hidden, lines)
        placed = max(placed, better, key=_main)
    return placed


def _easier(name: MapName) -> MapName:
    return replace(name, text=name.short) if name.short else replace(name, rank=name.rank - 1)


def _main(placed: Placed) -> int:
    """Count the names that a map should have: of seas, lines, capitals and islands."""
    return sum(
        name.kind.kind != "point" and (name.kind.kind != "city" or name.rank == 0) for name, _ in placed
    )


def dot_of(name: Name) -> tuple[float, float] | None:
    """Return the point of a name whose place is drawn as a dot, pixels."""
    return (name.anchor.x, name.anchor.y) if name.kind.kind == "city" else None


def _wanted(
    frame: MapFrame,
    seen: Mapping[str, gpd.GeoSeries],
    name: MapName,
    boxes: list[Box],
    size: tuple[float, float],
) -> Iterator[Name]:
    if name.kind in ("sea", "line"):
        own = [centred(x, y, *size) for x, y in frame.points(*zip(*name.at, strict=True))]
        more = _at_sea if name.kind == "sea" else _along
        yield Name(name.text, (*own, *more(frame, seen, name, size)), name.rank, name.insists, name)
    elif name.kind == "city":
        yield from _city(frame, name, boxes, size)
    # A site that cannot be seen is not named.
    elif not (shape := _in_frame(frame, seen[name.layer].get(name.boundary, shapely.Point()))).is_empty:
        if name.kind == "island":
            others = shapely.union_all(seen[name.layer].drop(name.boundary).to_numpy())
            places = tuple(_beside_island(frame, shape, others, size))
            yield Name(name.text, places, name.rank, name.insists, name, shape)
        else:
            places = beside(shape.centroid.x, shape.centroid.y, *size, gap=_gap(shape))
            yield Name(name.text, places, name.rank, name.insists, name)


def _in_frame(frame: MapFrame, shape: BaseGeometry) -> BaseGeometry:
    box = frame.box
    return shapely.clip_by_rect(shape, box.left, box.top, box.right, box.bottom)


def _at_sea(
    frame: MapFrame, seen: Mapping[str, gpd.GeoSeries], name: MapName, size: tuple[float, float]
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
    covered = shapely.intersects(taken, [area(box.grown(5)) for box in found])
    return [box for box, hidden in zip(found, covered, strict=True) if not hidden]


def _along(
    frame: MapFrame, seen: Mapping[str, gpd.GeoSeries], name: MapName, size: tuple[float, float]
) -> list[Box]:
    """Return places beside what can be seen of a line, its middle first: for maps that its own places miss."""
    shapes = seen[name.layer]
    # A layer may hold several lines, each with a name of its own: this one's is the nearest to its first place.
    first = shapely.Point(name.at[0])
    named = shapes.loc[load_boundaries().geometry.loc[shapes.index].apply(first.distance).idxmin()]
    line = shapely.intersection(named, area(frame.box))
    if line.geom_type.endswith("Polygon"):
        line = shapely.boundary(line)
    parts = [part for part in shapely.get_parts(line) if part.length > 1]
    if not parts:
        return []
    longest = max(parts, key=lambda part: part.length)
    return [
        box
        # Farther off only a main line is still known by its colour.
        for gap in (ALONG_PX if name.insists else ALONG_PX[:2])
        for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)
        for box in beside(*longest.interpolate(share, normalized=True).coords[0], *size, gap=gap)
    ]


def _city(frame: MapFrame, name: MapName, marks: list[Box], size: tuple[float, float]) -> Iterator[Name]:
    """Yield the name of a city, or nothing where its dot cannot be seen."""
    (x, y) = frame.points(*zip(*name.at, strict=True))[0]
    if not frame.box.grown(-3).holds(Box(x, y, x, y)):
        return
    capital = name.rank == 0
    # A name whose dot is under a mark would name the mark; a capital gets a line to where it lies.
    if not capital and any(centred(x, y, 6, 6).meets(mark) for mark in marks):
        return
    boxes = [*beside(x, y, *size, gap=5), *(_round_about(x, y, size, 5) if capital else ())]
    yield Name(name.text, tuple(boxes), name.rank, name.insists, name, shapely.Point(x, y))


def _beside_island(
    frame: MapFrame, shape: BaseGeometry, others: BaseGeometry, size: tuple[float, float]
) -> Iterator[Box]:
    """Yield where the name of an island may stand: nearer to it than to any other, or on free water with a line to it."""
    x, y = shape.centroid.coords[0]
    gap = _gap(shape)
    boxes = [*beside(x, y, *size, gap=gap), *_round_about(x, y, size, gap)]
    areas = np.array([area(box) for box in boxes])
    away_px = shapely.distance(areas, shape)
    away_from_others_px = shapely.distance(areas, others) if not others.is_empty else np.full(len(boxes), 1e9)
    on_land_px2 = shapely.area(shapely.intersection(mainland(frame), areas))
    on_land = []
    for at, box in enumerate(boxes):
        if at < 8 and away_px[at] < away_from_others_px[at] - 1:
            yield box
            continue
        leader = shapely.shortest_line(areas[at], shape)
        if leader.length > LEADER_PX and away_from_others_px[at] > 2 and not leader.intersects(others):
            if on_land_px2[at] < 0.25 * box.width * box.height:
                yield box
            else:
                on_land.append(box)
    # Over the mainland only where the water is full.
    yield from on_land


def _round_about(x: float, y: float, size: tuple[float, float], gap: float) -> Iterator[Box]:
    """Yield places ever farther from a point, in all directions (px)."""
    for more in FARTHER_PX:
        for right, down in DIRECTIONS:
            reach = gap + more
            yield centred(x + right * (reach + size[0] / 2), y + down * (reach + size[1] / 2), *size)


def _gap(shape: BaseGeometry) -> float:
    return 4 + min(40, (shape.bounds[2] - shape.bounds[0]) / 2)
