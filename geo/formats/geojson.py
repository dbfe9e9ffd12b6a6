"""Rows as GeoJSON that carries its own provenance (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import orjson
import pandas as pd

from geo.atlas.fields import PROPERTIES
from geo.atlas.metadata import Metadata
from geo.formats.rows import DECIMALS, plain_column, with_whole


def features(rows: pd.DataFrame, names: Sequence[str] = PROPERTIES) -> Iterator[bytes]:
    """Yield RFC 7946 features as JSON, with string ids and lon/lat of at most six decimals; no point, no geometry.

    Parameters
    ----------
    rows : DataFrame
        Index id, columns lon, lat (degrees, EPSG:4326; NaN where an event has no point of its own) and ``names``.
    """
    ids = map(orjson.dumps, rows.index.tolist())
    lon, lat = rows["lon"].round(DECIMALS).tolist(), rows["lat"].round(DECIMALS).tolist()
    points = map(_geometry, zip(lon, lat, strict=True))
    members = (_members(name, plain_column(rows.index if name == "id" else rows[name])) for name in names)
    properties = map(b",".join, zip(*members, strict=True))
    for key, point, values in zip(ids, points, properties, strict=True):
        yield _FEATURE % (key, point, values)


_FEATURE = b'{"type":"Feature","id":%b,"geometry":%b,"properties":{%b}}'
_POINT = b'{"type":"Point","coordinates":%b}'


def _geometry(point: tuple[float, float]) -> bytes:
    lon, _ = point
    return b"null" if lon != lon else _POINT % orjson.dumps(point)


def _members(name: str, values: list[Any]) -> list[bytes]:
    """Return ``"name":value`` for each value. Each different value is encoded once: most columns have few."""
    key = orjson.dumps(name) + b":"
    encoded = {value: key + orjson.dumps(value) for value in set(values)}
    return list(map(encoded.__getitem__, values))


def geojson(
    batches: Iterable[pd.DataFrame], metadata: Metadata, names: Sequence[str] = PROPERTIES
) -> Iterator[bytes]:
    """Yield rows as the parts of one RFC 7946 FeatureCollection with a ``metadata`` member.

    A ``crs`` member is not written: RFC 7946 knows only WGS 84 longitude and latitude.

    Parameters
    ----------
    batches : iterable of DataFrame
        Rows as `features` takes them, some at a time.
    metadata : Metadata
    names : sequence of str
        The properties to write.
    """
    yield orjson.dumps({"type": "FeatureCollection", "metadata": asdict(metadata)})[:-1] + b',"features":['
    first = True
    for rows in batches:
        if len(rows):
            yield (b"" if first else b",") + b",".join(features(with_whole(rows, metadata), names))
            first = False
    yield b"]}"


def lines(
    batches: Iterable[pd.DataFrame], metadata: Metadata, names: Sequence[str] = PROPERTIES
) -> Iterator[bytes]:
    """Yield rows as the parts of newline-delimited GeoJSON: one feature a line; parameters as for `geojson`."""
    for rows in batches:
        yield b"".join(feature + b"\n" for feature in features(with_whole(rows, metadata), names))
