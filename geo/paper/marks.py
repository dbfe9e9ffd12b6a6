"""The marks of a map on paper: every event of a selection is in one of them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from geo.atlas.selection import Selection
from geo.look import style
from geo.look.badges import Badge, badges
from geo.look.grouping import BADGE_PX, LARGEST_PX, MOST, Mark, Place, group
from geo.look.spots import Spot, spots
from geo.paper.frame import MapFrame
from geo.paper.placing import Box, centred

EDGE_PX = LARGEST_PX + 4.0
"""An event nearer than this to the edge of the map counts as outside: the edge would cut its mark."""
BADGE_EDGE_PX = 28.0
"""How far from the edge of the map the middle of a badge stands that tells of what lies beyond."""
BESIDE = ((0.0, BADGE_PX), (0.0, -BADGE_PX), (2 * BADGE_PX, 0.0), (-2 * BADGE_PX, 0.0))
"""Where a badge stands beside the point of its capital, pixels; the first choice first."""
FAR_ZOOM = 6
"""How finely what lies outside is told: its direction is all that counts."""


LEADER = "#55504a"
"""Colour of the edge of a badge, and of the way from a mark that has moved to where it belongs."""
SIGN_SCALE = 0.85


@dataclass(frozen=True)
class Marks:
    """The marks of a map."""

    marks: tuple[Mark, ...]
    """The fullest first; none covers another."""

    @property
    def drawn(self) -> int:
        """How many events the marks stand for."""
        return sum(mark.count for mark in self.marks)

    @property
    def counts(self) -> dict[str, int]:
        """Events by category, only those present, in the order of the style table."""
        counted: Counter[str] = Counter()
        for mark in self.marks:
            counted.update(mark.counts)
        return by_style(counted)


def marks_of(selection: Selection, frame: MapFrame, taken: Collection[Box] = (), most: int = MOST) -> Marks:
    """Return the marks of all events of a selection on a map; none covers what is taken.

    What has no point of its own is a badge at its place; what lies outside the frame is a badge at its edge.

    Parameters
    ----------
    selection : Selection
    frame : MapFrame
    most : int, optional
        Bound on the number of marks, where a small map has no room for more.
    """
    bounds = frame.outline().bounds
    far = spots(selection, FAR_ZOOM, bounds, outside=True)
    places = [
        *_placed(spots(selection, frame.zoom, bounds), frame),
        *(_at_edge(spot, frame, spot.lon, spot.lat) for spot in far),
        *(_standing(badge, frame) for badge in badges(selection)),
    ]
    room = frame.box.grown(-2)
    blocked = [(box.left, box.top, box.right, box.bottom) for box in taken]
    return Marks(
        tuple(group(places, most, room=(room.left, room.top, room.right, room.bottom), taken=blocked))
    )


def mark_box(mark: Mark) -> Box:
    """Return the room that a mark takes with its halo or rim."""
    return centred(mark.x, mark.y, *mark.size_px)


def by_style(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts by category in the order of the style table."""
    return {category.id: counts[category.id] for category in style.CATEGORIES if category.id in counts}


def strokes(mark: Mark, middle: tuple[float, float], x: float, y: float) -> list[list[tuple[float, float]]]:
    """Return the strokes of the sign of a badge with its middle at x, y; it points away from the middle of the map.

    All in pixels.
    """
    turn = math.atan2(mark.y - middle[1], mark.x - middle[0]) if mark.precision == "abroad" else 0.0
    return sign(mark.precision, x, y, turn)


def sign(precision: str, x: float, y: float, turn: float = 0.0) -> list[list[tuple[float, float]]]:
    """Return the strokes of the sign of a kind of place with its middle at x, y (px), turned clockwise (radians)."""
    right, down = SIGN_SCALE * math.cos(turn), SIGN_SCALE * math.sin(turn)
    runs = [re.findall(r"(-?[0-9.]+) (-?[0-9.]+)", run) for run in style.SIGNS[precision].split("M")[1:]]
    points = [[(float(one), float(other)) for one, other in run] for run in runs]
    return [[(x + a * right - b * down, y + a * down + b * right) for a, b in run] for run in points]


def _placed(found: list[Spot], frame: MapFrame) -> Iterator[Place]:
    inner = frame.box.grown(-EDGE_PX)
    xy = frame.points([spot.lon for spot in found], [spot.lat for spot in found]).tolist() if found else []
    for spot, (x, y) in zip(found, xy, strict=True):
        if inner.holds(Box(x, y, x, y)):
            yield Place(x, y, spot.counts, spot.precision, spot.members)
        else:
            yield _at_edge(spot, frame, spot.lon, spot.lat)


def _standing(badge: Badge, frame: MapFrame) -> Place:
    """Return where a badge may stand: at those of its spots that are on the map, or at the edge in their direction."""
    lon, lat = badge.spots[0]
    if badge.precision == "abroad":
        return _at_edge(badge, frame, lon, lat)
    points = frame.points(*zip(*badge.spots, strict=True)).tolist()
    if badge.precision == "issued":
        points = [(x + right, y + down) for x, y in points for right, down in BESIDE]
    inner = frame.box.grown(-BADGE_EDGE_PX)
    seen = [(x, y) for x, y in points if inner.holds(Box(x, y, x, y))]
    if not seen:
        return _at_edge(badge, frame, lon, lat)
    return Place(*seen[0], badge.counts, badge.precision, badge.members, tuple(seen[1:]))


def _at_edge(what: Spot | Badge, frame: MapFrame, lon: float, lat: float) -> Place:
    return Place(*frame.edge(lon, lat, BADGE_EDGE_PX), what.counts, "abroad", what.members)
