"""The marks of a map on paper: which events are drawn, and where the others are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from geo.atlas.selection import Selection
from geo.look import style
from geo.look.grouping import LARGEST_PX, Mark, Place, group
from geo.look.spots import spots
from geo.paper.frame import MapFrame
from geo.paper.placing import Box, centred

HALO_PX = 4.0
"""How far the dashed halo stands out of a mark; it says that the place is only roughly known."""
RIM_PX = 1.5
"""How far the white rim of any other mark stands out."""
EDGE_PX = LARGEST_PX + HALO_PX
"""An event nearer than this to the edge of the map counts as outside: the edge would cut its mark."""


@dataclass(frozen=True)
class Marks:
    """The marks of a map, and what becomes of every event: ``drawn + outside + unplaced`` is their count."""

    marks: tuple[Mark, ...]
    """The fullest first; where drawn in this order, no small one lies under a large one."""
    outside: int
    """Events that are placed, but not on this map."""
    unplaced: int
    """Events without a place of their own in the window of the atlas, see `Selection.placed`."""

    @property
    def drawn(self) -> int:
        """How many events the marks stand for."""
        return sum(mark.count for mark in self.marks)

    @property
    def counts(self) -> dict[str, int]:
        """Drawn events by category, only those present, in the order of the style table."""
        counted: Counter[str] = Counter()
        for mark in self.marks:
            counted.update(mark.counts)
        return by_style(counted)


def marks_of(selection: Selection, frame: MapFrame) -> Marks:
    """Return the marks of the placed events of a selection on a map."""
    inner = frame.box.grown(-EDGE_PX)
    found = spots(selection, frame.zoom, frame.outline().bounds)
    xy = frame.points([spot.lon for spot in found], [spot.lat for spot in found]).tolist() if found else []
    places = [
        Place(x, y, spot.counts, spot.precision, spot.members)
        for spot, (x, y) in zip(found, xy, strict=True)
        if inner.holds(Box(x, y, x, y))
    ]
    drawn = sum(place.count for place in places)
    return Marks(tuple(group(places)), selection.placed - drawn, selection.unplaced)


def mark_box(mark: Mark) -> Box:
    """Return the room that a mark takes with its halo or rim."""
    reach_px = mark.radius_px + (HALO_PX if mark.precision == "area" else RIM_PX)
    return centred(mark.x, mark.y, 2 * reach_px, 2 * reach_px)


def by_style(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts by category in the order of the style table."""
    return {category.id: counts[category.id] for category in style.CATEGORIES if category.id in counts}
