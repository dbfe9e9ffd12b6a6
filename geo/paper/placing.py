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


LEADER_PX = 9.0
"""A name farther than this from what it names gets a line to it."""


@dataclass(frozen=True)
class Name:
    """A text that wants a place."""

    text: str
    boxes: tuple[Box, ...]
    """Where it may stand, best place first."""
    rank: int
    """Lower ranks choose first."""
    insists: bool = False
    """Whether it may cross lines where nothing is free; a mark or another name it never covers."""
    kind: Any = None
    """Whatever the caller wants back with the place."""
    anchor: BaseGeometry | None = None
    """What it names, in pixels, where a line may lead to that."""

    def leader(self, box: Box) -> shapely.LineString | None:
        """Return the line from a place of the name to what it names; None where it stands beside it, or needs none."""
        if self.anchor is None:
            return None
        line = shapely.shortest_line(area(box), self.anchor)
        return line if line.length > LEADER_PX else None


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


def area(box: Box) -> shapely.Polygon:
    """Return a box as an area."""
    return shapely.box(box.left, box.top, box.right, box.bottom)


def place(
    names: Iterable[Name],
    within: Box,
    taken: Iterable[Box] = (),
    lines: Iterable[BaseGeometry] = (),
) -> list[tuple[Name, Box]]:
    """Place names greedily by rank, so that none covers another or its leader; a name without room stays away.

    Parameters
    ----------
    names : iterable of Name
        In any order; of equal ranks the first comes first.
    within : Box
        Where names may stand.
    taken : iterable of Box
        Marks and whatever else no name covers. A leader may run below one where nothing is free.
    lines : iterable of geometry
        Lines in pixels that only a name that insists may cross.

    Returns
    -------
    list of (Name, Box)
        The names that have found room, and where.
    """
    taken = list(taken)
    blocked = _rows(taken)
    marks, tree = _tree(map(area, taken)), _tree(piece for line in lines for piece in shapely.get_parts(line))
    placed: list[tuple[Name, Box]] = []
    leaders: list[shapely.LineString] = []
    for name in sorted(names, key=lambda one: one.rank):
        best: tuple[float, Box] | None = None
        written = [area(box) for _, box in placed]
        walls = np.concatenate([blocked, _rows(box for _, box in placed)])
        for order, box in enumerate(name.boxes):
            cost = 0.1 * order
            if best is not None and cost >= best[0]:
                break
            if not within.holds(box) or _met(walls, box):
                continue
            shape, leader = area(box), name.leader(box)
            if any(shape.intersects(other) for other in leaders):
                continue
            crossed = len(tree.query(shape, "intersects"))
            if crossed and not name.insists:
                continue
            cost += 20 * crossed
            if leader is not None:
                if any(leader.intersects(other) for other in (*written, *leaders)):
                    continue
                # Below a mark that covers what is named the line may end; below any other it would lead to that.
                below = set(marks.query(leader, "intersects")) - set(marks.query(name.anchor, "intersects"))
                cost += 30 * len(below) + len(tree.query(leader, "intersects"))
            if best is None or cost < best[0]:
                best = cost, box
        if best:
            placed.append((name, best[1]))
            leader = name.leader(best[1])
            leaders += [leader] if leader is not None else []
    return placed


def _tree(shapes: Iterable[BaseGeometry]) -> shapely.STRtree:
    return shapely.STRtree(list(shapes))


def _rows(boxes: Iterable[Box]) -> np.ndarray:
    """Return boxes as rows of left, top, right and bottom."""
    return np.array([(box.left, box.top, box.right, box.bottom) for box in boxes]).reshape(-1, 4)


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
