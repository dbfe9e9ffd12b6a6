"""Events as marks on a page: what lies together is one mark with a count."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import geopandas as gpd
import numpy as np

from geo import style
from geo.mapframe import Box, MapFrame

SINGLE_PX = 8.0
"""Radius of the mark of one event."""
HALO_PX = 12.0
"""Radius of the dashed halo that says: the place is only roughly known."""
TOGETHER_PX = 26.0
"""Places nearer than this are one mark."""
MOST = 300
"""So many marks at most are drawn; where there would be more, places farther apart are taken together."""
ORDER = tuple(category.id for category in style.CATEGORIES)


@dataclass(frozen=True)
class Mark:
    """One event, or several at about the same place."""

    x: float
    y: float
    counts: tuple[tuple[str, int], ...]
    """Category and number of events, in the order of the style table."""
    precision: str
    """The best ``location_precision`` among the events: ``exact``, ``near`` or ``area``."""
    ids: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.ids)

    @property
    def radius_px(self) -> float:
        """Radius of what is drawn, without a halo."""
        return SINGLE_PX if self.count == 1 else 9 + min(7, 1.4 * math.log2(self.count))

    @property
    def reach_px(self) -> float:
        """Radius of everything that is drawn."""
        return self.radius_px + (4 if self.precision == "area" else 1.5)

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, self.x, self.y).grown(self.reach_px)


@dataclass(frozen=True)
class Marks:
    """The marks of a map, and how many events they are."""

    drawn: tuple[Mark, ...]
    outside: int
    """Events that have a place, but not on this map."""
    unplaced: int
    """Events without a place of their own."""

    @property
    def events(self) -> int:
        return sum(mark.count for mark in self.drawn)

    @property
    def counts(self) -> dict[str, int]:
        """Drawn events by category, only those present, in the order of the style table."""
        found = {key: sum(dict(mark.counts).get(key, 0) for mark in self.drawn) for key in ORDER}
        return {key: count for key, count in found.items() if count}


def marks_of(rows: gpd.GeoDataFrame, frame: MapFrame) -> Marks:
    """Group events that would lie on each other.

    Parameters
    ----------
    rows : GeoDataFrame
        Events: index id, lon, lat (EPSG:4326), ``category``, ``location_precision``. Representative places are
        none, and left out.
    frame : MapFrame
        The map. A mark that its edge would cut is not drawn: it counts as outside.
    """
    placed = rows[rows["location_precision"] != "representative"]
    xy = frame.points(placed["lon"], placed["lat"]) if len(placed) else np.empty((0, 2))
    inner = frame.box.grown(-HALO_PX - 1)
    on_map = (
        (xy[:, 0] >= inner.left)
        & (xy[:, 0] <= inner.right)
        & (xy[:, 1] >= inner.top)
        & (xy[:, 1] <= inner.bottom)
    )
    shown, xy = placed[on_map], xy[on_map]
    apart_px = TOGETHER_PX
    while len(groups := _groups(xy, apart_px)) > MOST:
        apart_px *= 1.3
    ids, categories = shown.index.to_numpy(), shown["category"].to_numpy()
    precisions = shown["location_precision"].to_numpy()
    drawn = []
    for (x, y), members in groups:
        found = categories[members].tolist()
        counts = tuple((key, found.count(key)) for key in ORDER if key in found)
        best = min(precisions[members], key=("exact", "near", "area").index)
        drawn.append(Mark(float(x), float(y), counts, best, tuple(ids[members])))
    # Big rings first, so that a small mark is never under one.
    drawn.sort(key=lambda mark: -mark.count)
    return Marks(tuple(drawn), int(np.count_nonzero(~on_map)), len(rows) - len(placed))


def _groups(xy: np.ndarray, apart_px: float) -> list[tuple[np.ndarray, list[int]]]:
    """Return places and the rows that gather there; the fullest place draws its neighbours to itself."""
    places: dict[tuple[float, float], list[int]] = {}
    for row, (x, y) in enumerate(xy):
        places.setdefault((round(x, 3), round(y, 3)), []).append(row)
    groups: list[tuple[np.ndarray, list[int]]] = []
    middles = np.empty((len(places), 2))
    for point, members in sorted(places.items(), key=lambda item: -len(item[1])):
        near = np.hypot(*(middles[: len(groups)] - point).T) < apart_px
        if near.any():
            groups[int(np.argmax(near))][1].extend(members)
        else:
            middles[len(groups)] = point
            groups.append((np.array(point), list(members)))
    return groups


def outline(shape: str) -> np.ndarray:
    """Return the corners of a shape of `style.SHAPES`, (n, 2), in its box from -10 to 10, y downwards."""
    if shape == "circle":
        angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        return 8 * np.column_stack([np.cos(angle), np.sin(angle)])
    x = y = 0.0
    corners = []
    for command, numbers in re.findall(r"([MLHV])([-0-9. ]+)", style.SHAPES[shape]):
        values = [float(number) for number in re.findall(r"-?[0-9.]+", numbers)]
        step = 1 if command in "HV" else 2
        for at in range(0, len(values), step):
            x = values[at] if command != "V" else x
            y = values[at + step - 1] if command != "H" else y
            corners.append((x, y))
    return np.array(corners)
