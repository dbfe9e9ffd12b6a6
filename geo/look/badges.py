"""The events that have no point of their own: counted at the line, area, capital or place abroad that they name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import narwhals as nw
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.atlas.selection import ON_MAP, Selection
from geo.catalogue import codebook
from geo.lines.places import load_places
from geo.lines.window import WINDOW

SPOTS = 7
"""So many positions at most are offered to the badge of a place."""
ISSUING = ("capital", "site", "abroad")
"""Kinds of points that events without a point of their own name; what is no point they may name too."""
_STEP_DEG = 0.01
_EDGE_DEG = 0.3
_KEYS = ("place_id", "location_precision")

LonLat = tuple[float, float]


@dataclass(frozen=True)
class Badge:
    """Events of one place and one precision, as a mark shows them."""

    place: str | None
    """Id of the place; None for points beyond the window of the map."""
    precision: str
    """Of `geo.query.columns.BADGED`."""
    spots: tuple[LonLat, ...]
    """Where it may stand, the best first, in degrees (EPSG:4326); of what lies abroad, where that is."""
    counts: dict[str, int]
    """Category to number of events, in the order of the codebook."""
    members: tuple[str, ...] = ()
    """Ids of the events; empty where only their number is known."""

    @property
    def count(self) -> int:
        """How many events it tells."""
        return sum(self.counts.values())


def badges(selection: Selection) -> list[Badge]:
    """Return the events of a selection that have no point on the map, by place and precision.

    With what `geo.look.spots.spots` returns of the whole map they are all events of the selection.
    """
    condition = selection.also(~ON_MAP)
    if selection.one_by_one:
        rows = selection.atlas.table.events(condition, [*_KEYS, "category", "lon", "lat"])
        rows = rows.reset_index().assign(count=1)
    else:
        rows = selection.atlas.table.tally(
            condition,
            {name: nw.col(name) for name in (*_KEYS, "category")},
            lon=("lon", "mean"),
            lat=("lat", "mean"),
        )
    beyond = rows["lon"].notna()
    # A point beyond the map is told in its direction, whatever place it names.
    rows = rows.assign(
        place_id=rows["place_id"].astype(object).mask(beyond),
        location_precision=rows["location_precision"].astype(object).mask(beyond, "abroad"),
    )
    keys = [*_KEYS, rows["lon"].where(beyond, 0.0), rows["lat"].where(beyond, 0.0)]
    return [_badge(part) for _, part in rows.groupby(keys, sort=True, dropna=False)]


def _badge(rows: pd.DataFrame) -> Badge:
    first = rows.iloc[0]
    found = rows.groupby("category")["count"].sum()
    place = None if pd.isna(first["place_id"]) else first["place_id"]
    return Badge(
        place,
        first["location_precision"],
        ((float(first["lon"]), float(first["lat"])),) if place is None else spots_of(place),
        {key: int(found[key]) for key in codebook.vocabulary("category") if key in found},
        tuple(rows["id"]) if "id" in rows else (),
    )


@cache
def spots_of(place_id: str) -> tuple[LonLat, ...]:
    """Return where the badge of a place may stand, the best first, in degrees (EPSG:4326).

    On a line its middle, then ever farther from it; in an area where most room is around; of a point, the point itself.

    Examples
    --------
    >>> [len(spots_of(place)) > 1 for place in ("mdl", "pyongyang")]
    [True, False]
    """
    geometry = load_places().geometry[place_id]
    if geometry.geom_type == "Point":
        found = [(geometry.x, geometry.y)]
    else:
        # At the very edge of the map a badge would be out of sight.
        shown = shapely.intersection(geometry, shapely.box(*WINDOW).buffer(-_EDGE_DEG, join_style="mitre"))
        found = _along(shown) if shapely.get_dimensions(shown) == 1 else _within(shown)
    return tuple((round(lon, 3), round(lat, 3)) for lon, lat in found)


def _along(line: BaseGeometry) -> list[LonLat]:
    merged = max(shapely.get_parts(shapely.line_merge(line)), key=shapely.length)
    middle_first = sorted(np.linspace(0.08, 0.92, SPOTS + 1), key=lambda part: abs(part - 0.5))
    points = shapely.line_interpolate_point(merged, middle_first, normalized=True)
    return [(point.x, point.y) for point in points[:SPOTS]]


def _within(area: BaseGeometry) -> list[LonLat]:
    largest = max(shapely.get_parts(area), key=shapely.area)
    middle = shapely.maximum_inscribed_circle(largest, _STEP_DEG).coords[0]
    west, south, east, north = largest.bounds
    grid = shapely.points(
        *(part.ravel() for part in np.meshgrid(np.linspace(west, east, 16), np.linspace(south, north, 16)))
    )
    inside = grid[shapely.contains(largest, grid)]
    room = shapely.distance(largest.boundary, inside)
    roomy = inside[np.argsort(-room, kind="stable")]
    return [middle, *((point.x, point.y) for point in roomy[: SPOTS - 1])]
