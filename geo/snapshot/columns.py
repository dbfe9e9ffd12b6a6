"""What the atlas adds to the rows of a catalogue, as the columns that `geo.query.columns` lists."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.catalogue import codebook, table
from geo.catalogue.reports import to_text
from geo.lines.boundaries import load_boundaries
from geo.lines.measure import measure
from geo.lines.places import load_places
from geo.lines.sides import mdl_side
from geo.query.columns import distance_column, folded, joined, types
from geo.settings import DATA
from geo.snapshot.held import held_columns
from geo.words.dates import date_text

LOCATION_ERROR_M = {"exact": 1_000.0, "near": 10_000.0, "area": 50_000.0}
"""How far an event may lie from its point, by location_precision; with any other it has no point of its own."""
KNOWN_POINTS = 100_000
"""Points whose distances are kept between chunks, 38 numbers each: 32 MB."""
SEARCHED = (
    *("title", "summary", "counterclaim", "place"),
    *("title_ko", "summary_ko", "counterclaim_ko", "place_ko"),
)
"""The columns that ``q`` looks through as they are."""
KINDS = ("category", "type")
"""The columns whose labels, and what else people call a kind, it looks through."""
KIND_WORDS_PATH = DATA / "kind_words.csv"
LATER = ("nth", "answered_by")
"""What only all rows together tell: added when the chunks are put in order."""
_ARROW = {"integer": pa.int64(), "number": pa.float64(), "day": pa.timestamp("us")}


def arrow_type(kind: str) -> pa.DataType:
    """Return what a column of a kind of `geo.query.columns.types` is in a file."""
    return _ARROW.get(kind, pa.string())


def schema() -> pa.Schema:
    """Return the columns of a measured chunk: all of `geo.query.columns.types` but `LATER`, and a geometry."""
    named = [(name, arrow_type(kind)) for name, kind in types().items() if name not in LATER]
    return pa.schema([*named, ("geometry", pa.binary())])


class Measurer:
    """Adds to chunks of a catalogue what the atlas measures; each different point is measured once."""

    def __init__(self) -> None:
        self._boundaries = load_boundaries()
        self._places = load_places()
        self._known: dict[tuple[float, float], int] = {}
        self._distance_m = np.empty((0, len(self._boundaries)))
        self._side = np.empty(0, dtype=object)

    def measured(self, rows: pd.DataFrame) -> pa.Table:
        """Return rows with what the atlas adds.

        Parameters
        ----------
        rows : DataFrame
            n rows as `geo.catalogue.reading.read` returns them, without a problem.

        Returns
        -------
        pyarrow.Table
            n rows in the same order, columns as `schema` has them. Distances in metres, null where nothing is
            measured; points as WKB, longitude and latitude in degrees (EPSG:4326).
        """
        error_m = location_error_m(rows)
        placed = error_m.notna().to_numpy()
        lon, lat = rows["lon"].to_numpy(), rows["lat"].to_numpy()
        distance_m = np.full((len(rows), len(self._boundaries)), np.nan)
        side = np.full(len(rows), None, dtype=object)
        distance_m[placed], side[placed] = self._of(lon[placed], lat[placed])
        named = self._places.reindex(rows["place_id"].astype(object))
        # What is told for a line or an area lies on a side where all of that does.
        side[~placed] = named["mdl_side"].to_numpy(object)[~placed]
        days = table.days(rows)
        metres = pd.DataFrame(distance_m, index=rows.index, columns=self._boundaries.index)
        x, y = mercator(lon, lat)
        columns: dict[str, Any] = {
            name: rows[name].map(joined) if field.type == "list" else rows[name]
            for name, field in codebook.fields().items()
        }
        columns |= {
            **days,
            **held_columns(days, self._boundaries, metres).map(joined),
            "date_text": list(map(_date_text, rows["date"], rows["end_date"], rows["date_precision"])),
            "place_kind": named["kind"].to_numpy(object),
            "mdl_side": side,
            "location_error_m": error_m,
            "sources": rows["sources"].map(to_text),
            "text": searched_text(rows),
            "mercator_x": x,
            "mercator_y": y,
            **{distance_column(key): metres[key] for key in metres},
            "geometry": shapely.to_wkb(np.where(np.isnan(lon), None, shapely.points(lon, lat))),
        }
        return pa.table(
            [pa.array(columns[field.name], type=field.type, from_pandas=True) for field in schema()],
            schema=schema(),
        )

    def _of(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return metres, shape (n, f), and sides, shape (n,), of n points in degrees."""
        points = list(zip(lon.tolist(), lat.tolist(), strict=True))
        if len(self._known) > KNOWN_POINTS:
            self._known, self._distance_m, self._side = {}, self._distance_m[:0], self._side[:0]
        new = [point for point in dict.fromkeys(points) if point not in self._known]
        if new:
            first = len(self._known)
            self._known |= {point: first + at for at, point in enumerate(new)}
            new_lon, new_lat = np.array(new).T
            distance_m = measure(new_lon, new_lat, self._boundaries.geometry).distance_m
            self._distance_m = np.concatenate([self._distance_m, distance_m])
            self._side = np.concatenate([self._side, mdl_side(new_lon, new_lat, self._boundaries)])
        at = np.fromiter((self._known[point] for point in points), dtype=np.intp, count=len(points))
        return self._distance_m[at], self._side[at]


def location_error_m(rows: pd.DataFrame) -> pd.Series:
    """Return metres that each event may be off its point; NaN where it has none of its own."""
    return rows["location_precision"].astype(object).map(LOCATION_ERROR_M).astype(float)


def searched_text(rows: Mapping[str, Iterable[str | None]]) -> list[str]:
    """Return what ``q`` looks through, of each row, folded: the columns `SEARCHED`, and what its kinds are called."""
    kinds = (map(kind_words(name).get, rows[name]) for name in KINDS)
    columns = (*(rows[name] for name in SEARCHED), *kinds)
    return ["\n".join(map(_folded, texts)) for texts in zip(*columns, strict=True)]


@cache
def kind_words(column: str) -> dict[str, str]:
    """Return all that a kind is called: its labels in both languages, and the words of ``data/kind_words.csv``."""
    with KIND_WORDS_PATH.open(encoding="utf-8", newline="") as file:
        more = {
            row["value"]: row["words"].replace(";", "\n")
            for row in csv.DictReader(file)
            if row["column"] == column
        }
    return {
        value: "\n".join(
            (*(codebook.label(column, value, language) for language in ("en", "ko")), more[value])
        )
        for value in codebook.vocabulary(column)
    }


def mercator(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return degrees (EPSG:4326) as web mercator: x from 0 at 180 W to 1, y from 0 at 85.05 N to 1 southward."""
    return lon / 360 + 0.5, 0.5 - np.arcsinh(np.tan(np.radians(lat))) / (2 * np.pi)


@lru_cache(maxsize=10_000)
def _folded(text: str | None) -> str:
    # Line by line: no phrase begins in one and ends in another.
    # Between blanks, so that a whole word can be told from a part of one.
    return "\n".join(f" {folded(line)} " for line in (text or "").split("\n"))


@lru_cache(maxsize=100_000)
def _date_text(date: str, end_date: str | None, precision: str) -> str:
    return date_text({"date": date, "end_date": end_date, "date_precision": precision})
