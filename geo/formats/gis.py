"""Rows as what a desktop GIS, a web map and a globe open: GeoPackage, FlatGeobuf and KML, written by GDAL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyogrio
from markupsafe import Markup, escape

from geo.atlas.metadata import CONTRIBUTORS, Metadata
from geo.formats.files import file_parts
from geo.formats.flat import GEOMETRY
from geo.words.harmless import XML_FORBIDDEN, clean

LAYER = "events"
_SETTING = Lock()
"""GDAL takes the date of a GeoPackage and the ids of KML from settings of the whole process."""


def gpkg(rows: pa.RecordBatchReader, metadata: Metadata) -> Iterator[bytes]:
    """Yield rows as the parts of a GeoPackage (OGC 12-128r19): one layer, what is said of it in ``gpkg_metadata``.

    Parameters
    ----------
    rows : RecordBatchReader
        Of `geo.formats.flat.schema`.
    metadata : Metadata
    """

    def write(path: Path) -> None:
        # Written with the hour of the data, not of the request: equal requests get equal bytes.
        with _setting("OGR_CURRENT_DATE", metadata.generated.replace("Z", ".000Z")):
            _write(
                path,
                rows,
                "GPKG",
                layer_options={"IDENTIFIER": metadata.title, "DESCRIPTION": metadata.citation},
                layer_metadata=metadata.to_texts(),
            )

    return file_parts(write, "gpkg")


def flatgeobuf(rows: pa.RecordBatchReader, metadata: Metadata) -> Iterator[bytes]:
    """Yield rows as the parts of a FlatGeobuf file with what is said of it in its header; parameters as for `gpkg`.

    It has no spatial index: one holds no feature without a geometry, and none may be dropped.
    """
    options = {"SPATIAL_INDEX": "NO", "TITLE": metadata.title, "DESCRIPTION": metadata.citation}
    return file_parts(
        lambda path: _write(
            path, rows, "FlatGeobuf", layer_options=options, layer_metadata=metadata.to_texts()
        ),
        "fgb",
    )


def kml(rows: pa.RecordBatchReader, metadata: Metadata) -> Iterator[bytes]:
    """Yield rows as the parts of a KML 2.2 document, each a placemark with its days; parameters as for `gpkg`.

    What is said of the whole is the description of the document.
    """
    about = Markup("<br>").join(f"{name}: {clean(text)}" for name, text in metadata.to_texts().items())
    options = {
        "NAME": clean(metadata.title),
        "DESCRIPTION": about,
        "AUTHOR_NAME": CONTRIBUTORS,
        # GDAL puts it into an attribute as it is.
        "LINK": str(escape(metadata.url)),
    }
    schema = _placemark_schema(rows.schema)
    placemarks = pa.RecordBatchReader.from_batches(schema, (_placemarks(batch, schema) for batch in rows))

    def write(path: Path) -> None:
        with _setting("LIBKML_ID_FIELD", _PLACEMARK_ID):
            _write(path, placemarks, "LIBKML", dataset_options=options)

    return file_parts(write, "kml")


@contextmanager
def _setting(name: str, value: str) -> Iterator[None]:
    with _SETTING:
        pyogrio.set_gdal_config_options({name: value})
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options({name: None})


_OF_KML = {pa.date32(): pa.string(), pa.int64(): pa.int32()}
"""What a field of KML has no type for, and what stands for it there: days are written as ISO 8601."""
_PLACEMARK_ID = "placemark_id"
"""Becomes the attribute of a placemark; the column ``id`` stays with its data, where Google Earth shows it."""


def _placemark_schema(rows: pa.Schema) -> pa.Schema:
    """Return what GDAL takes for the id, the name, the balloon and the time of a placemark, then the columns as its data."""
    return pa.schema(
        [
            (_PLACEMARK_ID, pa.string()),
            ("Name", pa.string()),
            ("description", pa.string()),
            ("begin", pa.date32()),
            ("end", pa.date32()),
            *(field.with_type(_OF_KML.get(field.type, field.type)) for field in rows),
        ]
    )


def _placemarks(rows: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    told = zip(
        *(rows[name].to_pylist() for name in ("date_text", "summary", "source_url", "citation")), strict=True
    )
    # A balloon is HTML: joined so, each text is escaped.
    balloons = [str(Markup("<br>").join(filter(None, texts))) for texts in told]
    columns = [
        rows["id"],
        rows["title"],
        pa.array(balloons, pa.string()),
        rows["first_day"],
        rows["last_day"],
        *rows.columns,
    ]
    return pa.RecordBatch.from_arrays(
        [_for_xml(column.cast(field.type)) for column, field in zip(columns, schema, strict=True)],
        schema=schema,
    )


def _for_xml(column: pa.Array) -> pa.Array:
    is_text = pa.types.is_string(column.type)
    return pc.replace_substring_regex(column, XML_FORBIDDEN, "") if is_text else column


def _write(path: Path, rows: pa.RecordBatchReader, driver: str, **options: Any) -> None:
    pyogrio.write_arrow(
        rows,
        path,
        layer=LAYER,
        driver=driver,
        geometry_name=GEOMETRY,
        geometry_type="Point",
        crs="EPSG:4326",
        **options,
    )
