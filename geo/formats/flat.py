"""Rows as flat Arrow batches with real dates: what every form but GeoJSON and CSV is written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.atlas.fields import COLUMNS, kind
from geo.atlas.metadata import Metadata
from geo.formats.rows import DECIMALS, cell_value, plain_column, with_whole

TYPES = {
    "string": pa.string(),
    "list": pa.string(),
    "date": pa.date32(),
    "datetime": pa.timestamp("ms", "UTC"),
    "integer": pa.int64(),
    "number": pa.float64(),
}
"""Type of a column in the codebook and in Arrow; a list is text with semicolons, as in CSV."""
GEOMETRY = "geometry"


def schema(names: Sequence[str] = COLUMNS) -> pa.Schema:
    """Return columns, those of a CSV file by default, and the point as WKB: longitude and latitude, degrees, EPSG:4326."""
    point = pa.field(GEOMETRY, pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"})
    return pa.schema([*(pa.field(name, TYPES[kind(name)]) for name in names), point])


def flat(
    batches: Iterable[pd.DataFrame], metadata: Metadata, names: Sequence[str] = COLUMNS
) -> pa.RecordBatchReader:
    """Return rows as Arrow batches of `schema`, made while they are read.

    Parameters
    ----------
    batches : iterable of DataFrame
        Index id, the columns ``names``, those of the whole or not; some rows at a time.
    metadata : Metadata
    names : sequence of str
    """
    return pa.RecordBatchReader.from_batches(schema(names), _batches(batches, metadata, names))


def _batches(
    batches: Iterable[pd.DataFrame], metadata: Metadata, names: Sequence[str]
) -> Iterator[pa.RecordBatch]:
    for rows in batches:
        whole = with_whole(rows, metadata)
        columns = [_column(name, whole.index if name == "id" else whole[name]) for name in names]
        yield pa.RecordBatch.from_arrays([*columns, _points(rows)], schema=schema(names))


def _column(name: str, column: pd.Series | pd.Index) -> pa.Array:
    values, wanted = [cell_value(value) for value in plain_column(column)], TYPES[kind(name)]
    if pa.types.is_temporal(wanted):
        # Arrow reads days and moments as ISO 8601 writes them.
        return pc.cast(pa.array(values, pa.string()), wanted)
    return pa.array(values, wanted, from_pandas=True)


def _points(rows: pd.DataFrame) -> pa.Array:
    lon, lat = (rows[name].to_numpy(dtype=float).round(DECIMALS) for name in ("lon", "lat"))
    return pa.array(
        shapely.to_wkb(np.where(np.isnan(lon), None, shapely.points(lon, lat))), pa.binary(), from_pandas=True
    )
