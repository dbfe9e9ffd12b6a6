"""Measured chunks, each in order of time, merged into one GeoParquet file a row group at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyproj import CRS

from geo.catalogue import codebook

ROW_GROUP = 40_000
"""Rows of a row group. With 10,000 a query over all rows takes half as long again; with 50,000 and more, whoever streams
the file holds too much of it."""
PAGE_BYTES = 1 << 16
"""Of a page: whoever asks for one event passes over the others without unpacking them."""
PART_BATCH = 2_000
"""Rows of a batch of a part: what is read of it at a time."""
ORDER = [("date", "ascending"), ("id", "ascending")]
"""The order of time."""
BBOX = pa.struct([(edge, pa.float64()) for edge in ("xmin", "ymin", "xmax", "ymax")])


@dataclass(frozen=True)
class Part:
    """Rows of one chunk, measured and in order of time, as an Arrow file."""

    path: Path
    rows: int
    bbox: tuple[float, float, float, float] | None
    """West, south, east, north, in degrees; None where no event has a point of its own."""


def write_part(rows: pa.Table, path: Path, compression: str = "lz4") -> Part:
    """Write the rows of one chunk in order of time.

    Parameters
    ----------
    rows : pyarrow.Table
        At least one row, columns as `geo.snapshot.columns.schema` has them.
    path : Path
        The file to write.
    compression : str
        ``lz4``, or ``zstd`` where the file lies in memory.
    """
    rows = rows.sort_by(ORDER)
    with pa.ipc.new_file(
        path, rows.schema, options=pa.ipc.IpcWriteOptions(compression=compression)
    ) as writer:
        # In one piece, or the batches would not have as many rows as `_slice` counts on.
        writer.write_table(rows.combine_chunks(), max_chunksize=PART_BATCH)
    lon, lat = (pc.min_max(rows[name]).as_py() for name in ("lon", "lat"))
    edges = (lon["min"], lat["min"], lon["max"], lat["max"])
    return Part(path, len(rows), None if None in edges else edges)


def merge(
    parts: list[Part],
    order: pa.Table,
    answers: dict[str, str],
    target: Path,
    progress: Callable[[float], None],
    apart: int = 1,
) -> None:
    """Write the rows of all parts in order of time.

    Parameters
    ----------
    parts : list of Part
        At least one.
    order : pyarrow.Table
        ``date`` and ``id`` of the n rows, the parts one after another; within a part in any order.
    answers : dict
        Id of an event and its ``answered_by``.
    target : Path
        The GeoParquet 1.1 file to write: the columns of the parts, before them ``nth``, after them ``answered_by``
        and the covering ``bbox``.
    progress : callable
        Called with the share that is done, 0 to 1.
    apart : int
        How far the places in time, ``nth``, lie apart: where it is more than 1, others find room between them.
    """
    place = np.empty(len(order), dtype=np.int64)
    place[pc.sort_indices(order, ORDER).to_numpy()] = np.arange(len(order))
    # Where each row of a part goes; sorted, as the part is.
    places = [np.sort(rows) for rows in np.split(place, np.cumsum([part.rows for part in parts])[:-1])]
    # Not mapped into memory: pages once read would stay until the end.
    readers = [pa.ipc.open_file(pa.OSFile(str(part.path))) for part in parts]
    schema = _file_schema(readers[0].schema, parts)
    with pq.ParquetWriter(
        target,
        schema,
        compression="zstd",
        use_dictionary=_few_values(),
        data_page_size=PAGE_BYTES,
        write_page_index=True,
    ) as writer:
        for low in range(0, len(order), ROW_GROUP):
            high = min(low + ROW_GROUP, len(order))
            slices = _slices(readers, places, low, high, apart)
            rows = _whole(pa.concat_tables(slices).sort_by("nth"), answers, schema)
            writer.write_table(rows, row_group_size=ROW_GROUP)
            del slices, rows
            # What the pool keeps for later would add up to as much again.
            pa.default_memory_pool().release_unused()
            progress(high / len(order))


def _few_values() -> list[str]:
    """Return the columns worth a dictionary; elsewhere it is as large as the column, and read for a single event."""
    words = [name for name, field in codebook.fields().items() if field.words]
    return [*words, "mdl_side", "agreements_in_force", "inside"]


def _slices(
    readers: list[pa.ipc.RecordBatchFileReader], places: list[np.ndarray], low: int, high: int, apart: int
) -> Iterator[pa.Table]:
    """Yield of each part the rows whose place is at least ``low`` and below ``high``."""
    for reader, at in zip(readers, places, strict=True):
        first, last = np.searchsorted(at, [low, high])
        begin, end = first // PART_BATCH, -(-last // PART_BATCH)
        batches = [reader.get_batch(number) for number in range(begin, end)]
        rows = pa.Table.from_batches(batches, reader.schema).slice(first - begin * PART_BATCH, last - first)
        yield rows.append_column("nth", pa.array(at[first:last] * apart))


def _whole(rows: pa.Table, answers: dict[str, str], schema: pa.Schema) -> pa.Table:
    """Return rows with what only all rows together tell."""
    lon, lat = (rows[name].combine_chunks() for name in ("lon", "lat"))
    answered_by = [answers.get(key, "") for key in rows["id"].to_pylist()]
    rows = rows.append_column("answered_by", pa.array(answered_by, pa.string()))
    rows = rows.append_column("bbox", pa.StructArray.from_arrays([lon, lat, lon, lat], fields=list(BBOX)))
    return rows.select(schema.names).cast(schema)


def _file_schema(part: pa.Schema, parts: list[Part]) -> pa.Schema:
    fields = [pa.field("nth", pa.int64()), *(field for field in part if field.name != "geometry")]
    fields += [pa.field("answered_by", pa.string()), part.field("geometry"), pa.field("bbox", BBOX)]
    edges = np.array([part.bbox for part in parts if part.bbox]).reshape(-1, 4)
    bbox = [*edges[:, :2].min(axis=0).tolist(), *edges[:, 2:].max(axis=0).tolist()] if len(edges) else None
    return pa.schema(fields, {"geo": geo_value(bbox)})


def geo_value(bbox: list[float] | None) -> str:
    """Return the ``geo`` value of GeoParquet 1.1: points in longitude and latitude, WGS 84."""
    column = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        **({"bbox": bbox} if bbox else {}),
        "covering": {"bbox": {edge: ["bbox", edge] for edge in BBOX.names}},
        # Left out, it would be OGC:CRS84, which geopandas does not take for the EPSG:4326 of the boundaries.
        "crs": CRS.from_epsg(4326).to_json_dict(),
    }
    meta = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    return orjson.dumps(meta).decode()
