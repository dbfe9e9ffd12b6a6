"""What a reader measures: points, the path through them, lines or places to measure to, and a ring.

It is read from an address and written back to one; page, map and download tell of the same value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import geopandas as gpd
import narwhals as nw
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.atlas.atlas import Atlas, MeasuredPoints
from geo.atlas.fields import STORED
from geo.atlas.kept import kept_with_atlas
from geo.atlas.points import Place, find_points
from geo.atlas.selection import EVENTS_AT_ONCE, Selection
from geo.errors import InputError, Problem, TooManyError
from geo.lines.course import course
from geo.lines.geodesic import WGS84
from geo.lines.measure import band_m, measure
from geo.lines.rings import RING_LIMIT_KM, ring_around
from geo.words.lists import one_of
from geo.words.table import Worded

KEYS = ("point", "target", "ring", "around")
"""Keys of an address that tell what is measured."""
AROUND = ("points", "lines")
"""What a ring may lie around."""
DEFAULT_TARGET = "mdl"
TARGETS_LIMIT = 4
"""Lines and places that are measured to at a time."""
_DEGREE_LAT_M = 110_500.0
"""No degree of latitude is shorter."""


@dataclass(frozen=True)
class Leg:
    """A part of the path, from one point to the next."""

    number: int
    """Of the point where it begins, from 1."""
    course: BaseGeometry
    length_m: float
    azimuth_deg: float
    """At its beginning, 0 to 360 from north."""
    band_m: float | None
    """How far the length may be off; None where both ends were given by their coordinates."""


@dataclass(frozen=True, eq=False)
class Measurement:
    """What is measured; everything is made when it is asked for, once."""

    selection: Selection
    """The events among which those in the ring are found."""
    points: tuple[Place, ...] = ()
    targets: tuple[str, ...] = (DEFAULT_TARGET,)
    """Ids of boundaries that are measured to."""
    ring_km: float | None = None
    around: str = "points"
    """One of `AROUND`; a ring lies around the lines too where there are no points."""

    @property
    def around_points(self) -> bool:
        """Whether the ring lies around the points."""
        return self.around == "points" and bool(self.points)

    @cached_property
    def _measured(self) -> MeasuredPoints:
        places = [(one.lon, one.lat) for one in self.points]
        return self.selection.atlas.measured(places, [one.error_m for one in self.points])

    def distances(self, language: str = "en") -> list[dict[str, Any]]:
        """Return for each point its side and its distances to every boundary, as `Atlas.measure` gives them."""
        return self._measured.told(language)

    @cached_property
    def legs(self) -> list[Leg]:
        """The parts of the path through the points in turn; those without length are left out."""
        found = []
        for number, (start, end) in enumerate(zip(self.points, self.points[1:], strict=False), 1):
            azimuth, _, length_m = WGS84.inv(start.lon, start.lat, end.lon, end.lat)
            if length_m:
                way = course([(start.lon, start.lat), (end.lon, end.lat)])
                error_m = band_m(start.error_m, end.error_m) or None
                found.append(Leg(number, way, length_m, azimuth % 360, error_m))
        return found

    @cached_property
    def ring(self) -> BaseGeometry | None:
        """The area within the ring; see `geo.lines.rings.ring_around`. None without one."""
        return ring_around(list(self._ringed[0]), self.ring_km * 1000) if self.ring_km else None

    @cached_property
    def _ringed(self) -> tuple[gpd.GeoSeries, np.ndarray]:
        """What the ring lies around, and how well each of it is known, metres."""
        if self.around_points:
            shapes = shapely.points([(one.lon, one.lat) for one in self.points])
            return gpd.GeoSeries(shapes, crs=4326), np.array([one.error_m for one in self.points])
        lines = self.selection.atlas.boundaries.loc[list(self.targets)]
        return lines.geometry, lines["accuracy_m"].to_numpy(float)

    @cached_property
    def near(self) -> pd.DataFrame:
        """The events of the selection that lie in the ring or may, by distance.

        Returns
        -------
        DataFrame
            Index id, columns of `geo.atlas.fields.STORED` and ``distance_m`` to the nearest of what the ring lies around,
            ``band_m``, ``inside``: whether the point of the event is in the ring, and ``sure``: whether it is there
            even where both are as far off as they may be.

        Raises
        ------
        TooManyError
            Where more events than are held at once lie at the latitudes of the ring.
        """
        rows = self._candidates()
        shapes, errors_m = self._ringed
        radius_m = (self.ring_km or 0) * 1000
        away_m = measure(rows["lon"], rows["lat"], shapes).distance_m
        bands_m = rows["location_error_m"].to_numpy(float)[:, None] + errors_m
        nearest = (np.arange(len(rows)), away_m.argmin(axis=1))
        inside = (away_m <= radius_m).any(axis=1)
        surely_in = (away_m + bands_m <= radius_m).any(axis=1)
        maybe_in = (away_m - bands_m <= radius_m).any(axis=1)
        found = rows.assign(
            distance_m=away_m[nearest], band_m=bands_m[nearest], inside=inside, sure=surely_in
        )
        return found[maybe_in].sort_values("distance_m", kind="stable")

    def _candidates(self) -> pd.DataFrame:
        """Return the events with a place at the latitudes where the ring, or the error of an event, reaches."""
        table = self.selection.atlas.table
        if self.ring is None:
            return table.at((), STORED)
        _, south, _, north = self.ring.bounds
        reach = (nw.col("location_error_m") + float(self._ringed[1].max())) / _DEGREE_LAT_M
        lat = nw.col("lat")
        keep = self.selection.also((lat + reach >= south) & (lat - reach <= north))
        count = table.aggregate(keep, count=nw.len())["count"]
        if count > EVENTS_AT_ONCE:
            raise TooManyError(count, EVENTS_AT_ONCE)
        return table.events(keep, STORED)

    def to_pairs(self) -> list[tuple[str, str]]:
        """Return the parameters of an address that tell what is measured; defaults stay out."""
        pairs = [("point", one.text) for one in self.points]
        pairs += [("target", one) for one in self.targets if self.targets != (DEFAULT_TARGET,)]
        pairs += [("ring", f"{self.ring_km:.12g}")] if self.ring_km else []
        return pairs + ([("around", self.around)] if self.around != "points" else [])


@kept_with_atlas(64)
def read_measurement(
    selection: Selection, pairs: tuple[tuple[str, str], ...]
) -> tuple[Measurement, tuple[Problem, ...]]:
    """Read what is measured; page, map and download that ask for the same get the same value.

    Parameters
    ----------
    selection : Selection
    pairs : tuple of (str, str)
        Those of an address whose key is one of `KEYS`.

    Returns
    -------
    Measurement, tuple of Problem
        What could be read, and all that is wrong with the rest.
    """
    atlas = selection.atlas
    own = {key: tuple(value for name, value in pairs if name == key) for key in KEYS}
    points, problems = find_points(atlas, own["point"])
    targets = _targets(atlas, own["target"], problems)
    ring_km = _ring_km(own["ring"][-1], problems) if own["ring"] else None
    around = own["around"][-1] if own["around"] else AROUND[0]
    if around not in AROUND:
        problems.append(Problem("around", repr(around), one_of(AROUND)))
        around = AROUND[0]
    found = Measurement(selection, tuple(points), targets, ring_km, around)
    try:
        # Whether it can be drawn shows when it is made.
        _ = found.ring
    except InputError as error:
        problems += error.problems
        found = replace(found, ring_km=None)
    return found, tuple(problems)


def _targets(atlas: Atlas, texts: tuple[str, ...], problems: list[Problem]) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(texts))
    known = tuple(text for text in asked if text in atlas.boundary_ids)
    problems += [
        Problem("target", repr(text), Worded("wanted.target")) for text in asked if text not in known
    ]
    if len(known) > TARGETS_LIMIT:
        problems.append(
            Problem(
                "target",
                Worded("found.targets", count=len(known)),
                Worded("wanted.at_most", most=TARGETS_LIMIT),
            )
        )
    return known[:TARGETS_LIMIT] or (DEFAULT_TARGET,)


def _ring_km(text: str, problems: list[Problem]) -> float | None:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if "_" not in text and 0 < value <= RING_LIMIT_KM:
        return value
    problems.append(Problem("ring", repr(text), Worded("wanted.ring", most=RING_LIMIT_KM)))
    return None
