"""The atlas as one value: the measured events, wherever they lie, and the lines that they are measured against.

Pages and routes ask it for a selection; so what a page shows, a download holds and an address answers are the
same rows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import isnan
from threading import Lock
from typing import Any

import geopandas as gpd
import narwhals as nw
import numpy as np
import pandas as pd
from cachetools.func import lru_cache

from geo.atlas.fields import ORIGIN, STORED
from geo.atlas.selection import Selection
from geo.catalogue.history import no_event
from geo.lines.boundaries import name_in, short_name
from geo.lines.measure import Measured, band_m, measure
from geo.lines.sides import mdl_side
from geo.query.filter import EventFilter
from geo.query.tables import Table
from geo.words.dates import day_text
from geo.words.distances import distance_text
from geo.words.table import say

KEPT_SELECTIONS = 64
"""Selections that are kept for whoever asks for them next."""


@dataclass(frozen=True, eq=False)
class Atlas:
    """Everything that is served, read only; safe in any thread."""

    table: Table
    """The events with all that was measured of them."""
    boundaries: gpd.GeoDataFrame
    """Lines, areas and places; index id, EPSG:4326."""
    data_version: str
    generated: str
    """When the catalogue was read and measured, UTC, ISO 8601."""
    source: str = ""
    """What another process opens to have the same: the folder of its snapshot, or the address of its table."""
    archived: bool = False
    """Whether it is an earlier version than the one that the pages show."""
    brought: str = ""
    """The name of the file where a reader brought the events; empty where they are what the atlas serves."""
    beside: Atlas | None = None
    """Of a reader's rows that stand among those of a catalogue (`geo.brought.beside`): the atlas of that."""
    _selections: OrderedDict[EventFilter, Selection] = field(default_factory=OrderedDict, repr=False)
    _kept: dict[Callable[..., Any], Callable[..., Any]] = field(default_factory=dict, init=False, repr=False)
    _lock: Any = field(default_factory=Lock, repr=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of an event's row."""
        return (*STORED, ORIGIN.name) if self.beside else STORED

    @cached_property
    def boundary_ids(self) -> tuple[str, ...]:
        """Ids of the boundaries, in the order of their files."""
        return tuple(self.boundaries.index)

    def names(self, language: str) -> dict[str, str]:
        """Return boundary id to name in a language."""
        return self.boundaries["name_ko" if language == "ko" else "name"].to_dict()

    @cached_property
    def total(self) -> int:
        """How many events there are."""
        return self.table.aggregate(None, count=nw.len())["count"]

    @cached_property
    def last_known(self) -> date:
        """The last day that the catalogue tells of."""
        return pd.Timestamp(self.table.aggregate(None, last=nw.col("first_day").max())["last"]).date()

    def selection(self, chosen: EventFilter) -> Selection:
        """Return the events that a filter wants; a filter asked for lately gives the same value again."""
        with self._lock:
            if chosen not in self._selections:
                self._selections[chosen] = Selection(self, chosen)
            self._selections.move_to_end(chosen)
            if len(self._selections) > KEPT_SELECTIONS:
                self._selections.popitem(last=False)
            return self._selections[chosen]

    def kept(self, function: Callable[..., Any], most: int) -> Callable[..., Any]:
        """Return a function that keeps its last answers with this atlas; see `geo.atlas.kept`."""
        with self._lock:
            if function not in self._kept:
                self._kept[function] = lru_cache(maxsize=most)(function)
            return self._kept[function]

    @property
    def events(self) -> pd.DataFrame:
        """Every event as a row; see `Selection.rows`."""
        return self.selection(EventFilter()).rows

    def has_event(self, event_id: str) -> bool:
        """Tell whether an event has the id."""
        return bool(self.table.aggregate(nw.col("id") == event_id, count=nw.len())["count"])

    def event(self, event_id: str) -> pd.Series:
        """Return one event.

        Raises
        ------
        UnknownIdError
            When no event has the id; a `WithdrawnError` where one had it.
        """
        found = self.events_of([event_id])
        if found.empty:
            raise no_event(event_id)
        return found.iloc[0]

    def events_of(self, event_ids: Sequence[str]) -> pd.DataFrame:
        """Return the events that have one of some ids, in the order of the ids; index id, columns `columns`."""
        if not event_ids:
            return self.table.at((), self.columns)
        found = self.table.events(nw.col("id").is_in(list(event_ids)), self.columns)
        return found.loc[[event_id for event_id in dict.fromkeys(event_ids) if event_id in found.index]]

    def distances(self, event_id: str, language: str = "en") -> list[dict[str, Any]]:
        """Return the distances of one event to every boundary, with bands; empty where it has no point of its own."""
        return self.distances_of(self.event(event_id).to_frame().T, self.boundary_ids, language)[0]

    def distances_of(
        self, events: pd.DataFrame, targets: Sequence[str], language: str = "en"
    ) -> list[list[dict[str, Any]]]:
        """Return the distances of events to some boundaries, measured in one pass; see `distances`.

        Parameters
        ----------
        events : DataFrame
            Columns ``lon``, ``lat``, ``location_error_m``, ``mdl_side``.
        targets : sequence of str
            Ids of boundaries, in the order wanted.
        language : str
            ``en`` or ``ko``: of names and texts.
        """
        errors_m = events["location_error_m"].to_numpy(float)
        placed = ~np.isnan(errors_m)
        lon, lat = (events[name].to_numpy(float)[placed] for name in ("lon", "lat"))
        lines = self.boundaries.loc[list(targets)]
        sides = events["mdl_side"].to_numpy(object)[placed]
        rows = iter(
            _distance_rows(
                lines, measure(lon, lat, lines.geometry), sides, errors_m[placed].tolist(), language
            )
        )
        return [next(rows) if known else [] for known in placed]

    def measure(self, lon: float, lat: float, error_m: float = 0.0, language: str = "en") -> dict[str, Any]:
        """Return the distances from a point to every boundary, as `/api/measure` gives them.

        Parameters
        ----------
        lon, lat : float
            Degrees, WGS 84.
        error_m : float
            How far the point may be off.
        language : str
            ``en`` or ``ko``: of names and texts.

        Raises
        ------
        InputError
            When lon or lat is no place on Earth.
        """
        return self.measured([(lon, lat)], [error_m]).told(language)[0]

    def measured(self, points: Sequence[tuple[float, float]], errors_m: Sequence[float]) -> MeasuredPoints:
        """Measure from points to every boundary, in one pass; what is said of it is said afterwards.

        Parameters
        ----------
        points : sequence of (float, float)
            lon and lat, degrees, WGS 84.
        errors_m : sequence of float
            How far each may be off.

        Raises
        ------
        InputError
            With every point that is no place on Earth.
        """
        lon, lat = [lon for lon, _ in points], [lat for _, lat in points]
        found, sides = measure(lon, lat, self.boundaries.geometry), mdl_side(lon, lat, self.boundaries)
        return MeasuredPoints(self.boundaries, tuple(points), tuple(errors_m), found, tuple(sides))

    def measure_points(self, lon: Sequence[float], lat: Sequence[float]) -> pd.DataFrame:
        """Return the distances from many points to every boundary.

        Parameters
        ----------
        lon, lat : array-like of float, shape (n,)
            Degrees, WGS 84.

        Returns
        -------
        DataFrame
            Metres, 0 inside an area: a row a point, in the order given, a column a boundary, named by its id.

        Raises
        ------
        InputError
            With every point that is no place on Earth.
        """
        return pd.DataFrame(measure(lon, lat, self.boundaries.geometry).distance_m, columns=self.boundary_ids)


@dataclass(frozen=True, eq=False)
class MeasuredPoints:
    """The distances from some points to every boundary."""

    boundaries: gpd.GeoDataFrame
    points: tuple[tuple[float, float], ...]
    errors_m: tuple[float, ...]
    found: Measured
    sides: tuple[str | None, ...]
    """On which side of the MDL each point lies."""

    def told(self, language: str = "en") -> list[dict[str, Any]]:
        """Return what is said of each point, in a language; see `Atlas.measure`."""
        rows = _distance_rows(self.boundaries, self.found, self.sides, self.errors_m, language)
        return [
            {
                "point": list(point),
                "method": say("method.distances", language),
                "side": side,
                "distances": distances,
            }
            for point, side, distances in zip(self.points, self.sides, rows, strict=True)
        ]


def _distance_rows(
    lines: gpd.GeoDataFrame,
    found: Measured,
    sides: Sequence[str | None],
    errors_m: Sequence[float],
    language: str,
) -> list[list[dict[str, Any]]]:
    """Return what is said of the distances from some points to some lines: a list a point, a row a line."""
    # Plain lists: a value of an array that is read by itself costs more than all that is done with it.
    measured = (values.tolist() for values in (found.distance_m, found.azimuth_deg, found.lon, found.lat))
    targets = [_Target.of(key, line, language) for key, line in lines.to_dict("index").items()]
    return [
        [target.row(side, error_m, *of_line) for target, *of_line in zip(targets, *of_point, strict=True)]
        for side, error_m, *of_point in zip(sides, errors_m, *measured, strict=True)
    ]


@dataclass(frozen=True)
class _Target:
    """What is said of a line, area or place in every distance to it."""

    names: dict[str, str]
    validity: dict[str, str | None]
    accuracy_m: float
    inside_text: str | None
    """What is said of a point within; None of what has no inside."""
    language: str

    @classmethod
    def of(cls, key: str, line: dict[str, Any], language: str) -> _Target:
        return cls(
            {"to": key, "name": name_in(line, language), "short_name": short_name(key, line, language)},
            {name: line[name] for name in ("status", "valid_from", "valid_to")},
            float(line["accuracy_m"]),
            inside_text(line, language) if line["geometry"].geom_type.endswith("Polygon") else None,
            language,
        )

    def row(
        self, side: str | None, error_m: float, distance_m: float, azimuth_deg: float, lon: float, lat: float
    ) -> dict[str, Any]:
        known_m = band_m(error_m, self.accuracy_m)
        inside = distance_m == 0 and self.inside_text is not None
        return {
            **self.names,
            "distance_m": round(distance_m, 1),
            "band_m": known_m,
            "text": self.inside_text if inside else distance_text(distance_m, known_m, self.language),
            "azimuth_deg": None if isnan(azimuth_deg) else round(azimuth_deg, 2),
            "nearest": [round(lon, 6), round(lat, 6)],
            "inside": inside,
            **self.validity,
            "side": side if self.names["to"] == "mdl" else None,
        }


def inside_text(line: Mapping[str, Any], language: str = "en") -> str:
    """Say that a point lies in an area, a line with its ``status`` and ``valid_to``, and since when it no longer holds."""
    if line["valid_to"] is None:
        return say("distance.inside", language)
    status, day = say(f"status.{line['status']}", language), date.fromisoformat(line["valid_to"])
    return say("distance.inside_ended", language, status=status, day=day_text(day, language))
