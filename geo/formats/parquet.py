"""Rows as GeoParquet 1.1, for notebooks, DuckDB and kepler.gl."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.atlas.metadata import Metadata
from geo.formats.files import file_parts
from geo.snapshot.merge import BBOX, geo_value


def parquet(rows: pa.RecordBatchReader, metadata: Metadata) -> Iterator[bytes]:
    """Yield rows as the parts of a GeoParquet file; what is said of the whole stands in the metadata of the file.

    Parameters
    ----------
    rows : RecordBatchReader
        Of `geo.formats.flat.schema`; a column ``bbox`` is added, which readers pass over rows by.
    metadata : Metadata
    """

    def write(path: Path) -> None:
        schema = pa.schema([*rows.schema, pa.field("bbox", BBOX)])
        edges: list[tuple[float, float]] = []
        with pq.ParquetWriter(path, schema) as writer:
            for batch in rows:
                lon, lat = batch["lon"], batch["lat"]
                box = pa.StructArray.from_arrays([lon, lat, lon, lat], fields=list(BBOX), mask=lon.is_null())
                writer.write_batch(pa.RecordBatch.from_arrays([*batch.columns, box], schema=schema))
                if len(lon) > lon.null_count:
                    (west, south), (east, north) = (
                        [edge(column).as_py() for column in (lon, lat)] for edge in (pc.min, pc.max)
                    )
                    edges += [(west, south), (east, north)]
            lons, lats = zip(*edges, strict=True) if edges else ((), ())
            bbox = [min(lons), min(lats), max(lons), max(lats)] if edges else None
            writer.add_key_value_metadata({**metadata.to_texts(), "geo": geo_value(bbox)})

    return file_parts(write, "parquet")
