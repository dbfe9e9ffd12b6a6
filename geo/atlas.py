"""The atlas as one value: catalogue, lines and the distances between them, measured once per data version.

Pages and routes ask it for a selection; so what a page shows, a download holds and an address answers are the
same rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import agreements, chains, export, measure, style, zones
from geo.boundaries import load_boundaries
from geo.errors import DataError, Problem, UnknownIdError
from geo.events import data_version, date_text, load_events
from geo.filters import EventFilter
from geo.sides import WINDOW

POINTS_LIMIT = 12
"""Points that are measured at a time."""


@dataclass(frozen=True)
class Place:
    """A point that a reader measures from."""

    name: str
    lon: float
    lat: float
    error_m: float
    """How far the point may be off; 0 for a point given by its coordinates."""


@dataclass(frozen=True, eq=False)
class Atlas:
    """Everything that is served, read only."""

    events: gpd.GeoDataFrame
    """The catalogue with its measured columns; index id, EPSG:4326."""
    boundaries: gpd.GeoDataFrame
    """Lines, areas and places; index id, EPSG:4326."""
    measured: measure.Measured
    """Every event against every boundary."""
    data_version: str
    generated: str
    """When the catalogue was read and measured, UTC, ISO 8601."""

    @cached_property
    def boundary_ids(self) -> tuple[str, ...]:
        """Ids of the boundaries, in the order of their files."""
        return tuple(self.boundaries.index)

    @cached_property
    def boundary_names(self) -> dict[str, str]:
        """Boundary id to name."""
        return self.boundaries["name"].to_dict()

    @cached_property
    def distance_m(self) -> pd.DataFrame:
        """Metres from every event (rows) to every boundary (columns); NaN where nothing is measured."""
        return pd.DataFrame(self.measured.distance_m, index=self.events.index, columns=self.boundaries.index)

    @cached_property
    def links(self) -> tuple[chains.Link, ...]:
        """What a source says answered what."""
        return chains.find_links(self.events)

    @cached_property
    def first_day(self) -> dict[str, pd.Timestamp]:
        """Event id to the first day on which it may lie."""
        return self.events["first_day"].to_dict()

    @cached_property
    def last_known(self) -> date:
        """The last day that the catalogue tells of."""
        return self.events["first_day"].max().date()

    def event(self, event_id: str) -> pd.Series:
        """Return one row of the catalogue.

        Raises
        ------
        UnknownIdError
            When no event has the id.
        """
        if event_id not in self.events.index:
            raise UnknownIdError("event", event_id)
        return self.events.loc[event_id]

    def selection(self, wanted: EventFilter) -> Selection:
        """Return the events that a filter wants."""
        return Selection(self, wanted, self.events[wanted.mask(self.events, self.distance_m)])

    def distances(self, event_id: str) -> list[dict[str, Any]]:
        """Return the distances of one event to every boundary, with bands; empty for a representative place."""
        event = self.event(event_id)
        if pd.isna(event.location_error_m):
            return []
        at = self.events.index.get_loc(event_id)
        return self._rows(self.measured.row(at), event.mdl_side, float(event.location_error_m))

    def measure(self, lon: float, lat: float, error_m: float = 0.0) -> dict[str, Any]:
        """Return the distances from a point to every boundary, as `/api/measure` gives them.

        Parameters
        ----------
        lon, lat : float
            Degrees, WGS 84.
        error_m : float
            How far the point may be off.

        Raises
        ------
        InputError
            When lon or lat is no place on Earth.
        """
        found = measure.measure([lon], [lat], self.boundaries.geometry)
        side = measure.mdl_side([lon], [lat], self.boundaries)[0]
        return {
            "point": [lon, lat],
            "method": measure.METHOD,
            "side": side,
            "distances": self._rows(found.row(0), side, error_m),
        }

    def _rows(self, found: measure.Measured, side: str | None, error_m: float) -> list[dict[str, Any]]:
        rows = []
        for at, (key, line) in enumerate(self.boundaries.iterrows()):
            distance_m = float(found.distance_m[at])
            azimuth_deg = float(found.azimuth_deg[at])
            inside = distance_m == 0 and line.geometry.geom_type.endswith("Polygon")
            band_m = measure.band_m(error_m, float(line.accuracy_m))
            rows.append(
                {
                    "to": key,
                    "name": line["name"],
                    "short_name": style.SHORT_NAMES.get(key, line["name"]),
                    "distance_m": round(distance_m, 1),
                    "band_m": band_m,
                    "text": _inside_text(line) if inside else measure.distance_text(distance_m, band_m),
                    "azimuth_deg": None if np.isnan(azimuth_deg) else round(azimuth_deg, 2),
                    "nearest": [round(float(found.lon[at]), 6), round(float(found.lat[at]), 6)],
                    "inside": inside,
                    "status": line.status,
                    "valid_from": line.valid_from,
                    "valid_to": line.valid_to,
                    "side": side if key == "mdl" else None,
                }
            )
        return rows

    def find_points(self, texts: tuple[str, ...]) -> tuple[list[Place], list[Problem]]:
        """Read points: ``lon,lat`` in degrees, or the id of an event or place.

        Returns
        -------
        list of Place, list of Problem
            What could be read, in order, and what could not.
        """
        found, problems = [], []
        if len(texts) > POINTS_LIMIT:
            problems.append(Problem("point", f"{len(texts)} points", f"at most {POINTS_LIMIT}"))
        for text in texts[:POINTS_LIMIT]:
            try:
                found.append(self._find_point(text))
            except ValueError:
                problems.append(
                    Problem(
                        "point",
                        repr(text),
                        "coordinates in degrees, or the id of an event or place",
                    )
                )
        return found, problems

    def _find_point(self, text: str) -> Place:
        if text in self.events.index:
            event = self.events.loc[text]
            if pd.isna(event.location_error_m):
                raise ValueError(text)
            return Place(event.title, event.lon, event.lat, float(event.location_error_m))
        if text in self.boundaries.index:
            place = self.boundaries.loc[text]
            if place.geometry.geom_type != "Point":
                raise ValueError(text)
            return Place(place["name"], place.geometry.x, place.geometry.y, float(place.accuracy_m))
        lon, lat = (float(part) for part in text.split(","))
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValueError(text)
        return Place(f"{_degrees(lat)}° N, {_degrees(lon)}° E", lon, lat, 0.0)


@dataclass(frozen=True, eq=False)
class Selection:
    """The events that a filter wants, and what can be said of them as a whole."""

    atlas: Atlas
    wanted: EventFilter
    rows: gpd.GeoDataFrame = field(repr=False)
    """The wanted events in order of time."""

    @property
    def count(self) -> int:
        """How many events match."""
        return len(self.rows)

    @property
    def total(self) -> int:
        """How many events the catalogue has."""
        return len(self.atlas.events)

    @cached_property
    def links(self) -> tuple[chains.Link, ...]:
        """The links that begin or end at one of these events; the other end may lie outside."""
        return chains.links_of(self.atlas.links, set(self.rows.index))

    @cached_property
    def chains(self) -> tuple[chains.Chain, ...]:
        """The chains that these links make, the longest first."""
        return chains.find_chains(self.links, self.atlas.first_day)

    @cached_property
    def unplaced(self) -> int:
        """How many of the matching events are not drawn: they stand for a whole country, or lie abroad."""
        on_map = self.rows["lon"].between(*WINDOW["lon"]) & self.rows["lat"].between(*WINDOW["lat"])
        return int((self.rows["location_error_m"].isna() | ~on_map).sum())

    @cached_property
    def text(self) -> str:
        """The filter in words, with the count: ``142 of 1,070 events, 28 May – 30 November 2024``."""
        words = self.wanted.words(self.atlas.boundary_names)
        count = f"{self.count:,} of {self.total:,} events"
        return f"{count}, {words}" if words else count

    def permalink(self, base: str, path: str = "/") -> str:
        """Return the address of these rows: a page by default."""
        query = self.wanted.to_query()
        return f"{base}{path}" + (f"?{query}" if query else "")

    def rows_with_urls(self, base: str) -> gpd.GeoDataFrame:
        """Return the rows with the address of each event."""
        return self.rows.assign(event_url=[f"{base}/api/events/{key}" for key in self.rows.index])

    def file_name(self, extension: str) -> str:
        """Return a telling name for a download of these rows."""
        parts = ["mdl-atlas", *(value for _, value in self.wanted.to_pairs()), self.atlas.data_version]
        name = "_".join(parts).encode("ascii", "ignore").decode()
        return (
            "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in name)[:120] + f".{extension}"
        )

    def metadata(self, base: str) -> export.Metadata:
        """Return what a download of these rows says of itself.

        Parameters
        ----------
        base : str
            The public address of the atlas, without a slash at the end.
        """
        permalink = self.permalink(base)
        return export.Metadata(
            title=export.TITLE,
            url=permalink,
            filter=self.wanted.to_query(),
            filter_text=self.text,
            count=self.count,
            total=self.total,
            data_version=self.atlas.data_version,
            generated=self.atlas.generated,
            licence=export.LICENCE,
            licence_url=export.LICENCE_URL,
            attribution=export.ATTRIBUTION,
            citation=(
                f"MDL Atlas, data version {self.atlas.data_version}: {self.text}. {permalink}. CC BY 4.0."
            ),
            method=measure.METHOD,
            fields=f"{base}/api/schema.json",
        )


def _inside_text(line: pd.Series) -> str:
    """Say that a point lies in an area, and since when the area no longer holds."""
    return "inside" if line.valid_to is None else f"inside ({line.status}, until {line.valid_to})"


def _degrees(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=2)
def load_atlas(path: Path | None = None) -> Atlas:
    """Load and measure a catalogue once.

    Parameters
    ----------
    path : Path, optional
        Another catalogue file of the same schema than the atlas's own.

    Raises
    ------
    DataError
        With everything that is wrong with the file.
    """
    return read_atlas(path)


def read_atlas(path: Path | None = None) -> Atlas:
    """Load and measure a catalogue without keeping it; see `load_atlas`."""
    boundaries = load_boundaries()
    events = load_events(path)
    if path is None:
        # Another catalogue need not hold the events that bound our spans.
        problems = agreements.span_problems(agreements.load_spans(), events)
        if problems:
            raise DataError(problems)
    measured = measure.measure_events(events, boundaries)
    columns = measure.event_columns(events, boundaries, measured)
    # A row at a time is 30 times slower than the columns as plain lists.
    dates = zip(events["date"], events["end_date"], events["date_precision"], strict=True)
    names = ("date", "end_date", "date_precision")
    words = [date_text(dict(zip(names, row, strict=True))) for row in dates]
    now = datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    distance_m = pd.DataFrame(measured.distance_m, index=events.index, columns=boundaries.index)
    asked = events["responds_to"].explode().dropna()
    answers = {cause: tuple(group.index) for cause, group in asked.groupby(asked)}
    events = events.join([columns, zones.event_columns(events, boundaries, distance_m)]).assign(
        date_text=words, answered_by=[answers.get(key, ()) for key in events.index]
    )
    version = data_version(path, agreements.SPANS_PATH, zones.RULES_PATH)
    return Atlas(events, boundaries, measured, version, now)
