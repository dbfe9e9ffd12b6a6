"""The layer of distances on paper: bands, lines to the nearest points, rims of marks, and where the edges are named.

Picture and slide draw the same of it, each with its own pen. Units are pixels of the page (`geo.paper.frame`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.atlas.nearby import EVENTS_MOST, band, in_bands, nearest
from geo.atlas.selection import Selection
from geo.lines.window import WINDOW
from geo.look.distance import name_of, rim_parts, shades
from geo.look.grouping import Mark
from geo.look.view import View
from geo.paper.frame import MapFrame
from geo.paper.placing import Box, centred
from geo.words.table import number, say

EDGE_PX, EDGE_OPACITY = 0.9, 0.6
JOIN_PX, JOIN_OPACITY = 0.8, 0.65
FAR_JOIN_PX, FAR_JOIN_OPACITY = 0.5, 0.22
"""Of a line to an event beyond the last band."""
RIM_PX, RIM_GAP_PX = 3.0, 1.2
RIM_DASH = "2.6 2.2"
"""Of a rim whose band is not sure."""
_MARGIN_PX = 12.0
_SPOT_PX = 14.0


@dataclass(frozen=True)
class Band:
    """All that lies within a distance, as this map shows it."""

    km: float
    area: BaseGeometry
    edge: BaseGeometry
    """Without the cuts at the frame and at the end of the map."""


@dataclass(frozen=True)
class Arc:
    """A part of the rim of a mark."""

    x: float
    y: float
    radius_px: float
    first: float
    last: float
    """From where to where, in turns clockwise from straight up."""
    band: int
    sure: bool
    """Whether its events lie in that band however far their places may be off."""

    def points(self) -> np.ndarray:
        """Return the arc as points, shape (n, 2)."""
        angle = 2 * np.pi * np.linspace(self.first, self.last, max(4, int(40 * (self.last - self.first)) + 2))
        return np.column_stack(
            [self.x + self.radius_px * np.sin(angle), self.y - self.radius_px * np.cos(angle)]
        )


@dataclass(frozen=True)
class Distances:
    """What is drawn of the layer."""

    bands: tuple[Band, ...]
    """The widest first: each lies on those that hold it."""
    joins: tuple[BaseGeometry, ...]
    """Lines from drawn events to their nearest points."""
    far_joins: tuple[BaseGeometry, ...]
    """Those of events beyond the last band."""
    rims: tuple[Arc, ...]
    count: int
    """Of the bands that the view asks for: some may lie beyond the map."""

    def shade(self, at: int) -> str:
        """Return the colour of a band on paper; the last is all that lies beyond."""
        return shades(self.count + 1)[at][0]


def distances_of(
    selection: Selection, view: View, frame: MapFrame, marks: Collection[Mark]
) -> Distances | None:
    """Return the layer that a view asks for; None where it asks for none.

    Of more than `EVENTS_MOST` events there are only bands.
    """
    if view.distance is None:
        return None
    window = frame.shape(shapely.segmentize(shapely.box(*WINDOW), 0.1), margin_px=30)
    box = frame.box
    inside = shapely.box(box.left, box.top, box.right, box.bottom).intersection(window)
    bands = [
        Band(km, shape.intersection(inside), shape.boundary.intersection(inside))
        for km in reversed(view.bands)
        if not (shape := frame.shape(band(selection.atlas, view.distance, km), margin_px=_MARGIN_PX)).is_empty
    ]
    if selection.count > EVENTS_MOST:
        return Distances(tuple(bands), (), (), (), len(view.bands))
    found = nearest(selection, view.distance)
    known = in_bands(found, view.bands)
    drawn = found.index.intersection([key for mark in marks for key in mark.members], sort=False)
    far = (known.loc[drawn, "band"] == len(view.bands)).to_numpy()
    lines = _joins(found.loc[drawn], frame)
    joins, far_joins = (
        tuple({line.wkb: line for line in lines[which] if line.length > 0}.values()) for which in (~far, far)
    )
    # A badge is no place: what has no point, or lies beyond the map.
    rims = tuple(arc for mark in marks if not mark.badge for arc in _rim(mark, known))
    return Distances(tuple(bands), joins, far_joins, rims, len(view.bands))


def bands_heading(view: View) -> str:
    """Return the heading of the layer in a legend."""
    return say("bands.heading", view.lang, name=name_of(view.distance, view.lang))


def bands_label(view: View) -> str:
    """Return the edges of the bands in words: ``5, 10, 20, 40 km``."""
    return say("bands.km", view.lang, km=", ".join(number(km, view.lang) for km in view.bands))


def edge_names(
    distances: Distances,
    frame: MapFrame,
    language: str,
    taken: Collection[Box],
    size_px: Callable[[str], tuple[float, float]],
) -> list[tuple[str, Box]]:
    """Return the names of the edges of the bands, ``10 km``, each on its edge near the middle of the map, where room is free.

    Parameters
    ----------
    taken : collection of Box
        What no name may cover.
    size_px : callable
        From a text to its width and height.
    """
    named: list[tuple[str, Box]] = []
    middle, inner = frame.box.center[0], frame.box.grown(-4)
    for one in reversed(distances.bands):
        text = say("bands.km", language, km=one.km)
        spots = shapely.get_coordinates(shapely.segmentize(one.edge, _SPOT_PX))
        for x, y in spots[np.argsort(np.abs(spots[:, 0] - middle), kind="stable")].tolist():
            box = centred(x, y, *size_px(text))
            others = [*taken, *(other for _, other in named)]
            if inner.holds(box) and not any(box.meets(other) for other in others):
                named.append((text, box))
                break
    return named


def _joins(found: pd.DataFrame, frame: MapFrame) -> np.ndarray:
    """Return the line of each event to its nearest point, cut at the frame."""
    if found.empty:
        return np.array([], dtype=object)
    start = frame.points(found["lon"], found["lat"])
    end = frame.points(found["nearest_lon"], found["nearest_lat"])
    box = frame.box
    lines = shapely.linestrings(np.stack([start, end], axis=1).round(2))
    return shapely.clip_by_rect(lines, box.left, box.top, box.right, box.bottom)


def _rim(mark: Mark, known: pd.DataFrame) -> list[Arc]:
    members = known.loc[known.index.intersection(list(mark.members))]
    radius_px, done = mark.radius_px + RIM_GAP_PX + RIM_PX / 2, 0.0
    arcs = []
    for at, sure, count in rim_parts(members):
        share = count / len(members)
        arcs.append(Arc(mark.x, mark.y, radius_px, done, done + share, at, sure))
        done += share
    return arcs
