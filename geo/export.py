"""Rows to bytes: GeoJSON and CSV that carry their own provenance."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import geopandas as gpd
import orjson
import pandas as pd

from geo import schema

TITLE = "MDL Atlas: events of military tension on the Korean Peninsula"
LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
ATTRIBUTION = "MDL Atlas contributors (events, CC BY 4.0); distances to lines derived from © OpenStreetMap contributors (ODbL 1.0)"
DECIMALS = 6
"""Decimals of a degree in downloads: 0.1 m, finer than any point is known."""


@dataclass(frozen=True)
class Metadata:
    """What a download says of itself."""

    title: str
    url: str
    """The address that gives these rows again."""
    filter: str
    """The filter as a query string."""
    filter_text: str
    """The filter in words, with the count."""
    count: int
    total: int
    data_version: str
    generated: str
    """When the catalogue was read and measured, UTC, ISO 8601."""
    licence: str
    licence_url: str
    attribution: str
    citation: str
    method: str
    """How distances were measured."""
    fields: str
    """Address of the codebook."""


@dataclass(frozen=True)
class DerivedField:
    """A column that the atlas adds to those of the catalogue."""

    name: str
    title: str
    type: str
    description: str
    unit: str | None = None


DERIVED: tuple[DerivedField, ...] = (
    DerivedField("date_text", "Date in words", "string", "The date no finer than it is known."),
    *(
        DerivedField(
            f"distance_{name}_m",
            f"Distance to {words}",
            "integer",
            f"Geodesic distance from the point to the nearest point of {words}; 0 inside an area; empty where the place is representative.",
            "m",
        )
        for name, words in (
            ("mdl", "the Military Demarcation Line"),
            ("dmz", "the nominal DMZ"),
            ("nll", "the Northern Limit Line in the Yellow Sea"),
            ("west_sea_claim", "the line that the DPRK declared in 1999 (its published points)"),
            ("kaesong", "Kaesong"),
            ("seoul", "Seoul"),
            ("pyongyang", "Pyongyang"),
        )
    ),
    DerivedField(
        "mdl_side", "Side of the MDL", "string", "north, south or on; empty where the MDL does not divide."
    ),
    DerivedField(
        "location_error_m",
        "Location error",
        "integer",
        "How far the point may be off, from location_precision; empty where the place is representative.",
        "m",
    ),
    DerivedField(
        "answered_by", "Answered by", "list", "Ids of later events that a source says answered this one."
    ),
    DerivedField(
        "agreements_in_force",
        "Agreements in force",
        "list",
        "Ids of the agreements that at least one of their parties held to, in whole or in part, on a day on which the event may lie; /api/as-of.json tells by whom.",
    ),
    DerivedField(
        "inside",
        "Inside",
        "list",
        "Ids of the zones that hold the point and were in force for at least one side on a day on which the event may lie.",
    ),
    DerivedField(
        "event_url", "Address of the event", "string", "Where the event with all its distances is found."
    ),
    DerivedField(
        "data_version", "Data version", "string", "State of the catalogue that the row was read from."
    ),
    DerivedField("licence", "Licence", "string", "Licence of the row."),
    DerivedField(
        "citation", "Citation", "string", "How to cite the rows that were asked for, with their address."
    ),
)

OF_THE_WHOLE = ("data_version", "licence", "citation")
"""Columns that say something of all rows at once; GeoJSON says it once, in its metadata."""

PROPERTIES = tuple(
    name
    for name in (*schema.fields(), *(field.name for field in DERIVED))
    if name not in ("id", "lon", "lat", *OF_THE_WHOLE)
)
"""The properties of a GeoJSON feature; id and coordinates have their own places there."""

COLUMNS = (*schema.fields(), *(field.name for field in DERIVED))
"""The columns of a CSV file."""


def records(rows: gpd.GeoDataFrame, names: Sequence[str]) -> Iterable[dict[str, Any]]:
    """Yield one dict a row with plain values; what is missing is None and distances are whole metres.

    Parameters
    ----------
    rows : GeoDataFrame
        Index id; at least the columns ``names``.
    names : sequence of str
        Columns, in the order wanted.
    """
    columns = [_plain(rows.index if name == "id" else rows[name]) for name in names]
    return (dict(zip(names, values)) for values in zip(*columns))  # noqa: B905 - of one frame, equally long


def features(rows: gpd.GeoDataFrame, names: Sequence[str] = PROPERTIES) -> Iterator[bytes]:
    """Yield RFC 7946 features as JSON, with string ids and lon/lat of at most six decimals.

    Parameters
    ----------
    rows : GeoDataFrame
        Index id, columns lon, lat (degrees, EPSG:4326) and ``names``.
    """
    ids = map(orjson.dumps, rows.index.tolist())
    lon, lat = rows["lon"].round(DECIMALS).tolist(), rows["lat"].round(DECIMALS).tolist()
    points = map(orjson.dumps, zip(lon, lat, strict=True))
    members = (_members(name, _plain(rows[name])) for name in names)
    properties = map(b",".join, zip(*members, strict=True))
    for key, point, values in zip(ids, points, properties, strict=True):
        yield _FEATURE % (key, point, values)


_FEATURE = b'{"type":"Feature","id":%b,"geometry":{"type":"Point","coordinates":%b},"properties":{%b}}'


def _members(name: str, values: list[Any]) -> list[bytes]:
    """Return ``"name":value`` for each value. Each different value is encoded once: most columns have few."""
    key = orjson.dumps(name) + b":"
    encoded = {value: key + orjson.dumps(value) for value in set(values)}
    return list(map(encoded.__getitem__, values))


def geojson(rows: gpd.GeoDataFrame, metadata: Metadata, names: Sequence[str] = PROPERTIES) -> bytes:
    """Return rows as an RFC 7946 FeatureCollection with a ``metadata`` member.

    A ``crs`` member is not written: RFC 7946 knows only WGS 84 longitude and latitude.
    """
    out = io.BytesIO()
    out.write(
        orjson.dumps({"type": "FeatureCollection", "metadata": asdict(metadata)})[:-1] + b',"features":['
    )
    out.writelines(feature + b"," for feature in features(rows, names))
    if len(rows):
        out.seek(-1, io.SEEK_END)
    out.write(b"]}")
    return out.getvalue()


def csv_bytes(rows: gpd.GeoDataFrame, metadata: Metadata) -> bytes:
    """Return rows as CSV (RFC 4180, UTF-8 with byte order mark, so that spreadsheets read Hangul).

    A cell of text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    present = [name for name in COLUMNS if name not in OF_THE_WHOLE]
    same = [_cell(getattr(metadata, name)) for name in OF_THE_WHOLE]
    for record in records(rows, present):
        writer.writerow([*(_cell(value) for value in record.values()), *same])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def table_csv(table: pd.DataFrame, metadata: Metadata) -> bytes:
    """Return any table as CSV of the same form as `csv_bytes`, with the same last columns.

    Parameters
    ----------
    table : DataFrame
        Plain values; its index is left out.
    metadata : Metadata
        What is said of the rows as a whole.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*table.columns, *OF_THE_WHOLE])
    same = [_cell(getattr(metadata, name)) for name in OF_THE_WHOLE]
    for row in table.astype(object).itertuples(index=False, name=None):
        writer.writerow(["" if _missing(value) else _cell(value) for value in row] + same)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _missing(value: Any) -> bool:
    return not isinstance(value, tuple) and bool(pd.isna(value))


_RUNS = re.compile(r"\s*[=+\-@\t\r]")


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        value = ";".join(value)
    if isinstance(value, str) and _RUNS.match(value):
        return "'" + value
    return value


def _plain(column: pd.Series | pd.Index) -> list[Any]:
    """Return a column as plain values; metres whole, and what is missing None (a NaN is JSON's null as it is)."""
    if column.name is not None and str(column.name).endswith("_m"):
        column = column.round().astype("Int64")
    if isinstance(column.dtype, pd.Int64Dtype):
        return column.to_numpy(dtype=object, na_value=None).tolist()
    return column.tolist()
