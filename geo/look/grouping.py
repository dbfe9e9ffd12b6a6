"""How events become marks: places nearer to each other than a mark is wide are one mark with a count.

The map on a screen follows the same rule in ``geo/web/static/grouping.js``; a test holds the two to the same answers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geo.query.columns import PLACED

TOGETHER_PX = 26.0
"""Places nearer than this are one mark: rings of up to seven events then do not touch, and the count in any other
stays readable."""
WIDER = 1.3
"""Where there would be too many marks, places this many times farther apart are taken together."""
MOST = 300
"""So many marks at most stand on paper, where nobody can zoom in: a slide keeps as many shapes, and still opens at
once."""
SINGLE_PX = 8.0
"""Radius of the mark of one event."""
LARGEST_PX = 16.0
"""Radius that no mark exceeds."""


@dataclass(frozen=True)
class Place:
    """A point with the events that lie there; an event is a place with one."""

    x: float
    y: float
    """Pixels, x to the right and y downwards."""
    counts: dict[str, int]
    """Category to number of events."""
    precision: str
    """The best of `PLACED` among the events."""
    members: tuple[str, ...] = ()
    """Ids of the events; empty where only their number is known."""

    @property
    def count(self) -> int:
        """How many events lie there."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Mark(Place):
    """One event, or several at about the same place; it stands on the fullest of their places."""

    @property
    def radius_px(self) -> float:
        """Radius of what is drawn, without a halo; it grows with the logarithm of the count."""
        if self.count == 1:
            return SINGLE_PX
        return min(LARGEST_PX, SINGLE_PX + 1 + 1.4 * math.log2(self.count))


def group(places: Iterable[Place], most: int | None = MOST) -> list[Mark]:
    """Return the marks of some places.

    Places at one point are one place. They are then taken in turn, the fullest first; of equally full ones the
    northern, then the western. Each joins the first mark that is nearer than `TOGETHER_PX`, or becomes a mark itself.

    Parameters
    ----------
    places : iterable of Place
        In any order.
    most : int or None
        Bound on the number of marks: while there are more, places `WIDER` times farther apart are taken together.

    Returns
    -------
    list of Mark
        The fullest first, so that no small mark is drawn under a large one.

    Examples
    --------
    >>> near = [Place(0, 0, {"maritime": 1}, "near", ("a",)), Place(9, 0, {"maritime": 2}, "exact", ("b", "c"))]
    >>> group(near)
    [Mark(x=9, y=0, counts={'maritime': 3}, precision='exact', members=('b', 'c', 'a'))]
    """
    points: dict[tuple[float, float], list[Place]] = {}
    for place in places:
        points.setdefault((place.x, place.y), []).append(place)
    ordered = sorted(map(_one, points.values()), key=lambda place: (-place.count, place.y, place.x))
    apart_px = TOGETHER_PX
    groups = _gathered(ordered, apart_px)
    while most is not None and len(groups) > most:
        apart_px *= WIDER
        groups = _gathered(ordered, apart_px)
    return sorted(map(_one, groups), key=lambda mark: -mark.count)


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
    """Return places as one, where the first of them is."""
    counts: Counter[str] = Counter()
    for place in places:
        counts.update(place.counts)
    return Mark(
        places[0].x,
        places[0].y,
        dict(counts),
        min((place.precision for place in places), key=PLACED.index),
        tuple(member for place in places for member in place.members),
    )
