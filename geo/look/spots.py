"""Where the events of a selection lie: one by one where they are few, counted in cells of the view where they are many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

import narwhals as nw

from geo.atlas.fields import ORIGIN, OWN
from geo.atlas.selection import ON_MAP, Selection
from geo.catalogue import codebook
from geo.query.columns import OTHER, PLACED

KINDS = (*codebook.vocabulary("category"), OTHER)
"""What events of a spot are counted by, in order."""
CELL_PX = 13
"""Edge of a cell: half of what makes one mark of two, so that a mark stands where its events are."""
WORLD_PX = 256
"""Pixels of the world at zoom 0 of a web map."""
NAMED_MOST = 300
"""So many lone events of cells are named at a time; of more, no one is."""


@dataclass(frozen=True)
class Spot:
    """A point with the events that lie there or in the cell round it; an event is a spot with one."""

    lon: float
    lat: float
    """Degrees (EPSG:4326); of several events of a cell, their middle."""
    counts: dict[str, int]
    """Category to number of events, in the order of `KINDS`."""
    precision: str
    """How well the place is known, of `geo.query.columns.PLACED`."""
    members: tuple[str, ...] = ()
    """Ids of the events; empty where only their number is known."""
    own: bool = False
    """Whether they are a reader's own, beside the catalogue."""

    @property
    def count(self) -> int:
        """How many events lie there."""
        return sum(self.counts.values())


def spots(
    selection: Selection,
    zoom: float,
    bounds: tuple[float, float, float, float] | None = None,
    outside: bool = False,
) -> list[Spot]:
    """Return where the placed events of a selection lie.

    Parameters
    ----------
    selection : Selection
    zoom : float
        Of a web map: how large a cell is. Where events are few enough to be drawn one by one it changes nothing.
    bounds : tuple of float, optional
        West, south, east, north in degrees: what lies elsewhere is left out; the whole map by default.
    outside : bool
        Whether only what lies elsewhere is wanted.
    """
    wanted = _within(bounds)
    if outside:
        wanted = ON_MAP & ~wanted
    if selection.one_by_one:
        return _one_by_one(selection, wanted)
    return _in_cells(selection, int(zoom), wanted)


def _one_by_one(selection: Selection, wanted: nw.Expr) -> list[Spot]:
    rows = selection.atlas.table.events(
        selection.also(wanted), ["lon", "lat", "category", "location_precision"]
    )
    points: dict[tuple[float, float, str], list[int]] = {}
    places = (rows[name].tolist() for name in ("lon", "lat", "location_precision"))
    for at, place in enumerate(zip(*places, strict=True)):
        points.setdefault(place, []).append(at)
    ids, categories = rows.index.to_numpy(), rows["category"].to_numpy()
    found = []
    for (lon, lat, precision), members in points.items():
        there = categories[members].tolist()
        counts = {key: there.count(key) for key in codebook.vocabulary("category") if key in there}
        found.append(Spot(lon, lat, counts, precision, tuple(ids[members])))
    return found


def in_cells(
    selection: Selection, zoom: int, bounds: tuple[float, float, float, float] | None = None
) -> list[Spot]:
    """Return what lies in each cell of `CELL_PX` of a web map, however few that is; parameters as for `spots`."""
    return _in_cells(selection, zoom, _within(bounds))


def _in_cells(selection: Selection, zoom: int, wanted: nw.Expr) -> list[Spot]:
    table = selection.atlas.table
    across = WORLD_PX * 2**zoom / CELL_PX
    rank = nw.when(nw.col("location_precision") == PLACED[0]).then(nw.lit(0))
    rank = rank.otherwise(
        nw.when(nw.col("location_precision") == PLACED[1]).then(nw.lit(1)).otherwise(nw.lit(2))
    )
    keys = {
        # Cells hang on the world and not on the view, so that a view moved has them again. floor, not a cast: a cast to
        # integer rounds in DuckDB and cuts off in Arrow.
        "x": (nw.col("mercator_x") * across).floor(),
        "y": (nw.col("mercator_y") * across).floor(),
        "category": nw.col("category").fill_null(OTHER),
        "rank": rank,
        # What is a reader's own is told apart from the catalogue's.
        "own": nw.col(ORIGIN.name) == OWN if selection.atlas.beside else nw.lit(False),
    }
    found = table.tally(
        selection.also(wanted),
        keys,
        lon=("lon", "mean"),
        lat=("lat", "mean"),
        nth=("nth", "min"),
    )
    cells: dict[tuple[float, float, int, bool], list[_Part]] = {}
    names = ("x", "y", "category", "rank", "own", "count", "lon", "lat", "nth")
    for x, y, *part in zip(*(found[name].tolist() for name in names), strict=True):
        one = _Part(*part)
        cells.setdefault((x, y, one.rank, one.own), []).append(one)
    lone = [parts[0].nth for parts in cells.values() if sum(part.count for part in parts) == 1]
    ids: dict[int, str] = {}
    if len(lone) <= NAMED_MOST:
        ids = dict(zip(lone, table.at(lone, ()).index, strict=True))
    return [_one(parts, ids) for _, parts in sorted(cells.items())]


class _Part(NamedTuple):
    """The events of a cell that have one precision, one category and one origin."""

    category: str
    rank: int
    """Of the precision: its position in `PLACED`."""
    own: bool
    count: int
    lon: float
    lat: float
    """Their middle, degrees."""
    nth: int
    """Place in time of the earliest."""


def _one(parts: list[_Part], ids: dict[int, str]) -> Spot:
    """Return the parts of a cell that have one precision and origin as one; ``ids`` holds those of lone events, where they are named."""
    total = sum(part.count for part in parts)
    counts: Counter[str] = Counter()
    for part in parts:
        counts[part.category] += part.count
    return Spot(
        sum(part.lon * part.count for part in parts) / total,
        sum(part.lat * part.count for part in parts) / total,
        {key: counts[key] for key in KINDS if key in counts},
        PLACED[parts[0].rank],
        (ids[parts[0].nth],) if total == 1 and ids else (),
        parts[0].own,
    )


def _within(bounds: tuple[float, float, float, float] | None) -> nw.Expr:
    if bounds is None:
        return ON_MAP
    west, south, east, north = bounds
    return ON_MAP & nw.col("lon").is_between(west, east) & nw.col("lat").is_between(south, north)
