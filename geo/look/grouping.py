"""How events become marks: places nearer to each other than a mark is wide are one mark with a count.

Only what is known equally well is taken together. Marks that would then cover each other move apart: the closer a place
is told, the nearer its mark stands to it. The map on a screen follows the same rule in ``geo/web/static/grouping.js``; a
test holds the two to the same answers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from geo.query.columns import BADGED, PRECISIONS

TOGETHER_PX = {
    "exact": 26.0,
    "near": 26.0,
    "area": 44.0,
    "along": 44.0,
    "within": 44.0,
    "issued": 44.0,
    "abroad": 130.0,
}
"""Places of a precision nearer than this are one mark: rings of up to seven events then do not touch. What is known
roughly may be taken together from farther, badges are wider, and of what lies beyond the map only the direction counts."""
STANDING = ("exact", "near", "issued", "along", "area", "within", "abroad")
"""The order in which marks choose where they stand: those first that have the fewest places to stand at."""
WIDER = 1.3
"""Where there would be too many marks, places this many times farther apart are taken together."""
MOST = 300
"""So many marks at most stand on paper, where nobody can zoom in: a slide keeps as many shapes, and still opens at
once."""
SINGLE_PX = 8.0
"""Radius of the mark of one event."""
LARGEST_PX = 16.0
"""Radius that no mark exceeds."""
RIM_PX = 1.5
"""How far the white rim of a mark stands out."""
HALO_PX = 4.0
"""How far the dashed halo of a mark whose place is only roughly known stands out."""
BADGE_PX = 20.0
"""Height of a badge."""
SIGN_PX = 24.0
"""Width of a badge without its number."""
DIGIT_PX = 7.0
STEP_PX = 6.0
"""Marks move apart by steps of this."""
DIRECTIONS = (
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (0.7071, -0.7071),
    (0.7071, 0.7071),
    (-0.7071, -0.7071),
    (-0.7071, 0.7071),
    (0.9239, -0.3827),
    (0.9239, 0.3827),
    (-0.9239, -0.3827),
    (-0.9239, 0.3827),
    (0.3827, -0.9239),
    (-0.3827, -0.9239),
    (0.3827, 0.9239),
    (-0.3827, 0.9239),
)
"""Where a mark may move to, the first choice first; numbers that every language has alike."""
RINGS = 160
"""So many steps at most: a mark that finds no room stands where it belongs."""
_CELL_PX = 100.0
"""No mark is wider."""


@dataclass(frozen=True)
class Place:
    """A point with the events that lie there; an event is a place with one."""

    x: float
    y: float
    """Pixels, x to the right and y downwards."""
    counts: dict[str, int]
    """Category to number of events."""
    precision: str
    """How well the place is known, of `PRECISIONS`."""
    members: tuple[str, ...] = ()
    """Ids of the events; empty where only their number is known."""
    others: tuple[tuple[float, float], ...] = ()
    """Where else a mark of what has no point may stand as well, pixels, best first."""

    @property
    def count(self) -> int:
        """How many events lie there."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Mark(Place):
    """One event, or several at about the same place; it belongs to the fullest of their places."""

    home: tuple[float, float] | None = None
    """Where that is, pixels; the mark stands there, unless a better known one does."""

    @property
    def badge(self) -> bool:
        """Whether it tells events that have no point of their own."""
        return self.precision in BADGED

    @property
    def radius_px(self) -> float:
        """Radius of what is drawn, without rim or halo; it grows with the logarithm of the count."""
        if self.count == 1:
            return SINGLE_PX
        return min(LARGEST_PX, SINGLE_PX + 1 + 1.4 * math.log2(self.count))

    @property
    def size_px(self) -> tuple[float, float]:
        """Width and height of all that is drawn."""
        if self.badge:
            return SIGN_PX + DIGIT_PX * len(str(self.count)), BADGE_PX
        across = 2 * (self.radius_px + (HALO_PX if self.precision == "area" else RIM_PX))
        return across, across

    @property
    def moved(self) -> bool:
        """Whether it does not stand where it belongs."""
        return self.home is not None and (self.x, self.y) != self.home


Room = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""


def group(
    places: Iterable[Place], most: int | None = MOST, room: Room | None = None, taken: Iterable[Room] = ()
) -> list[Mark]:
    """Return the marks of some places, none of which covers another.

    Places at one point that are known equally well are one place. They are then taken in turn, the fullest first; of
    equally full ones the northern, then the western. Each joins the first mark of its precision that is nearer than
    `TOGETHER_PX`, or becomes a mark itself.

    Parameters
    ----------
    places : iterable of Place
        In any order.
    most : int or None
        Bound on the number of marks: while there are more, places `WIDER` times farther apart are taken together. Of each
        precision one is left at least.
    room : tuple of float, optional
        What no mark reaches out of.
    taken : iterable of tuple of float
        Left, top, right and bottom of what no mark covers.

    Returns
    -------
    list of Mark
        The fullest first.

    Examples
    --------
    >>> near = [Place(0, 0, {"maritime": 1}, "near", ("a",)), Place(9, 0, {"maritime": 2}, "near", ("b", "c"))]
    >>> [(mark.x, mark.counts, mark.members) for mark in group(near)]
    [(9, {'maritime': 3}, ('b', 'c', 'a'))]
    """
    points: dict[tuple[str, float, float], list[Place]] = {}
    for place in places:
        points.setdefault((place.precision, place.x, place.y), []).append(place)
    ordered = sorted(map(_one, points.values()), key=lambda place: (-place.count, place.y, place.x))
    known = [
        (TOGETHER_PX[precision], alike)
        for precision in PRECISIONS
        if (alike := [place for place in ordered if place.precision == precision])
    ]
    wider = 1.0
    groups = [gathered for apart_px, alike in known for gathered in _gathered(alike, apart_px)]
    while most is not None and len(groups) > max(most, len(known)):
        wider *= WIDER
        groups = [gathered for apart_px, alike in known for gathered in _gathered(alike, apart_px * wider)]
    return sorted(_apart(map(_one, groups), room, taken), key=lambda mark: -mark.count)


def _apart(marks: Iterable[Mark], room: Room | None, taken: Iterable[Room]) -> Iterator[Mark]:
    """Yield marks in the order of `STANDING`, where none covers another."""
    boxes: list[tuple[float, float, float, float]] = []
    cells: dict[tuple[int, int], list[int]] = {}
    blocked = list(taken)
    for mark in sorted(marks, key=lambda mark: STANDING.index(mark.precision)):
        width, height = mark.size_px

        def free(x: float, y: float, wide: float = width, high: float = height) -> bool:
            if room and not (
                room[0] <= x - wide / 2
                and room[1] <= y - high / 2
                and x + wide / 2 <= room[2]
                and y + high / 2 <= room[3]
            ):
                return False
            if any(
                x - wide / 2 < right and left < x + wide / 2 and y - high / 2 < bottom and top < y + high / 2
                for left, top, right, bottom in blocked
            ):
                return False
            return not any(
                abs(boxes[at][0] - x) < (boxes[at][2] + wide) / 2
                and abs(boxes[at][1] - y) < (boxes[at][3] + high) / 2
                for at in _around(cells, math.floor(x / _CELL_PX), math.floor(y / _CELL_PX))
            )

        x, y = next((spot for spot in _spots(mark) if free(*spot)), (mark.x, mark.y))
        cells.setdefault((math.floor(x / _CELL_PX), math.floor(y / _CELL_PX)), []).append(len(boxes))
        boxes.append((x, y, width, height))
        yield replace(mark, x=x, y=y)


def _spots(mark: Mark) -> Iterator[tuple[float, float]]:
    """Yield where a mark may stand, the best first."""
    yield mark.x, mark.y
    yield from mark.others
    for ring in range(1, RINGS + 1):
        for right, down in DIRECTIONS:
            yield mark.x + STEP_PX * ring * right, mark.y + STEP_PX * ring * down


def _gathered(places: list[Place], apart_px: float) -> list[list[Place]]:
    """Return the places of each mark, the one that it stands on first."""
    groups: list[list[Place]] = []
    # The numbers of the marks in each cell as wide as the distance: what is near lies in a neighbour.
    cells: dict[tuple[int, int], list[int]] = {}
    for place in places:
        column, row = math.floor(place.x / apart_px), math.floor(place.y / apart_px)
        near = [
            number
            for number in _around(cells, column, row)
            # Squares, which are the same to the last bit in every language.
            if (groups[number][0].x - place.x) ** 2 + (groups[number][0].y - place.y) ** 2 < apart_px**2
        ]
        if near:
            groups[min(near)].append(place)
        else:
            cells.setdefault((column, row), []).append(len(groups))
            groups.append([place])
    return groups


def _around(cells: dict[tuple[int, int], list[int]], column: int, row: int) -> Iterator[int]:
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            yield from cells.get((column + dx, row + dy), ())


def _one(places: list[Place]) -> Mark:
    """Return places that are known equally well as one, where the first of them is."""
    counts: Counter[str] = Counter()
    for place in places:
        counts.update(place.counts)
    first = places[0]
    return Mark(
        first.x,
        first.y,
        dict(counts),
        first.precision,
        tuple(member for place in places for member in place.members),
        first.others,
        (first.x, first.y),
    )
