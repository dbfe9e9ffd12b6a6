"""Boxes on a page, and names that find room among them, so that none covers another.

Units are those of `geo.paper.frame`: pixels, x to the right and y downwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def center(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def grown(self, by_px: float) -> Box:
        """Return the box with a margin round it; a negative one shrinks it."""
        return Box(self.left - by_px, self.top - by_px, self.right + by_px, self.bottom + by_px)

    def holds(self, other: Box) -> bool:
        """Tell whether another box lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes share an area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Name:
    """A text that wants a place."""

    text: str
    boxes: tuple[Box, ...]
    """Where it may stand, best place first."""
    rank: int
    """Lower ranks choose first."""
    insists: bool = False
    """Whether it may cover marks and lines where nothing is free; another name it never covers."""
    kind: Any = None
    """Whatever the caller wants back with the place."""


def beside(x: float, y: float, width: float, height: float, gap: float) -> tuple[Box, ...]:
    """Return the eight places of a text beside a point, best first: right, left, above, below, corners (px)."""
    sides = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
    made = []
    for right, down in sides:
        near = gap * 0.75 if right and down else gap
        left = x + (near if right > 0 else -near - width if right < 0 else -width / 2)
        top = y + (near if down > 0 else -near - height if down < 0 else -height / 2)
        made.append(Box(left, top, left + width, top + height))
    return tuple(made)


def centred(x: float, y: float, width: float, height: float) -> Box:
    """Return the box of a text whose middle stands on a point (px)."""
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def place(
    names: Iterable[Name],
    within: Box,
    taken: Iterable[Box] = (),
    marks: Iterable[Box] = (),
    lines: Iterable[BaseGeometry] = (),
) -> list[tuple[Name, Box]]:
    """Place names greedily by rank, so that none covers another; a name without room stays away.

    Parameters
    ----------
    names : iterable of Name
        In any order; of equal ranks the first comes first.
    within : Box
        Where names may stand.
    taken, marks : iterable of Box
        What no name covers; what only a name that insists may cover.
    lines : iterable of geometry
        Lines in pixels that only a name that insists may cross, and does so before it covers a mark.

    Returns
    -------
    list of (Name, Box)
        The names that have found room, and where.
    """
    hard = [(box.left, box.top, box.right, box.bottom) for box in taken]
    soft = np.array([(box.left, box.top, box.right, box.bottom) for box in marks]).reshape(-1, 4)
    tree = shapely.STRtree([piece for line in lines for piece in shapely.get_parts(line)])
    placed = []
    for name in sorted(names, key=lambda one: one.rank):
        best: tuple[float, Box] | None = None
        walls = np.array(hard).reshape(-1, 4)
        for order, box in enumerate(name.boxes):
            if not within.holds(box) or _met(walls, box):
                continue
            covered = _met(soft, box)
            if covered and not name.insists:
                continue
            crossed = len(tree.query(shapely.box(box.left, box.top, box.right, box.bottom), "intersects"))
            if crossed and not name.insists:
                continue
            cost = 100 * covered + 20 * crossed + 0.1 * order
            if best is None or cost < best[0]:
                best = cost, box
        if best:
            placed.append((name, best[1]))
            hard.append((best[1].left, best[1].top, best[1].right, best[1].bottom))
    return placed


def _met(boxes: np.ndarray, box: Box) -> int:
    """Count the boxes (rows of left, top, right, bottom) that share an area with one."""
    return int(
        np.count_nonzero(
            (boxes[:, 0] < box.right)
            & (boxes[:, 2] > box.left)
            & (boxes[:, 1] < box.bottom)
            & (boxes[:, 3] > box.top)
        )
    )
