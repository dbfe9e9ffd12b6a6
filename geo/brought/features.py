"""GeoJSON, GeoPackage, FlatGeobuf and GeoParquet: the properties as cells, the geometry as WKT in a column of its own."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

import geopandas as gpd
import numpy as np
import orjson
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pyproj
import shapely

from geo.brought.tables import FILE, GEOMETRY, Row, Table
from geo.errors import DataError, Problem
from geo.text.encodings import Encoding
from geo.words.table import Worded

_ID = "id"


def open_geojson(data: bytes, encoding: Encoding) -> Table:
    """Open a FeatureCollection, a single feature, features one a line, or a plain list of records.

    Raises
    ------
    DataError
        Where it is none of them.
    """
    text = data[encoding.marks :].decode(encoding.codec, "replace")
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        found = _one_a_line(text, error)
    crs = None
    if isinstance(found, dict):
        crs = _named_crs(found)
        found = found.get("features", [found]) if found.get("type") != "Feature" else [found]
    features = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    if not features:
        raise DataError([Problem(FILE, Worded("found.bare_json"), Worded("wanted.features"))])
    records = [_record(one) for one in features]
    shapes = [
        _shape(one.get("geometry") if "properties" in one or "geometry" in one else None) for one in features
    ]
    told = []
    if any(shapely.has_z(shape) for shape in shapes if shape is not None):
        told.append(("height", ""))
    shapes, more = _in_degrees(np.array(shapes, dtype=object), crs)
    return _table("geojson", records, shapes, [*told, *more])


def _one_a_line(text: str, whole: orjson.JSONDecodeError) -> list[Any]:
    """Return the values of a text that has one a line; ``whole`` is what is wrong with it as one value."""
    found: list[Any] = []
    for number, line in enumerate(text.splitlines(), 1):
        if one := line.strip("\x1e "):
            try:
                found.append(orjson.loads(one))
            except orjson.JSONDecodeError as error:
                place = (number, error.colno) if found else (whole.lineno, whole.colno)
                told = Worded("found.broken_json", line=place[0], column=place[1])
                raise DataError([Problem(FILE, told, Worded("wanted.whole_json"))]) from error
    return found


def _record(feature: dict[str, Any]) -> dict[str, Any]:
    own = feature.get("properties")
    record = own if isinstance(own, dict) else {} if "geometry" in feature else feature
    # The id of a feature counts where no property has that name.
    return {_ID: feature[_ID], **record} if _ID in feature and record is not feature else dict(record)


def _shape(geometry: Any) -> shapely.Geometry | None:
    if geometry is None:
        return None
    try:
        return shapely.from_geojson(orjson.dumps(geometry))
    except shapely.GEOSException:
        return None


def _named_crs(found: dict[str, Any]) -> pyproj.CRS | None:
    crs = found.get("crs")
    try:
        return pyproj.CRS.from_user_input(crs["properties"]["name"]) if crs else None
    except (pyproj.exceptions.CRSError, KeyError, TypeError):
        return None


def _in_degrees(shapes: np.ndarray, crs: pyproj.CRS | None) -> tuple[np.ndarray, list[tuple[str, str]]]:
    """Return geometries in longitude and latitude; a system that the numbers contradict is told and passed over."""
    if crs is None or (crs.is_geographic and crs.to_epsg() in (4326, 4979, None)):
        return shapes, []
    corners = shapely.get_coordinates(shapes)
    if not crs.is_geographic and len(corners) and (np.abs(corners) <= 180).all():
        return shapes, [("crs_contradicted", crs.name)]
    moved = gpd.GeoSeries(shapes, crs=crs).to_crs(4326).to_numpy()
    return moved, [("crs_moved", crs.name)]


def open_layer(data: bytes) -> Table:
    """Open GeoPackage or FlatGeobuf: the first layer that has a geometry; others are told.

    Raises
    ------
    DataError
        Where it cannot be opened.
    """
    layers = layers_of(data)
    best = next((name for name, kind in layers if kind is not None), layers[0][0])
    told = [("layer", best)]
    if len(layers) > 1:
        told.append(("left_aside", ", ".join(name for name, _ in layers if name != best)))
    return layer_table(read_layer(data, best), told)


def open_parquet(data: bytes) -> Table:
    """Open GeoParquet, or Parquet without a geometry.

    Raises
    ------
    DataError
        Where it cannot be opened.
    """
    with _opening():
        is_geo = b"geo" in (pq.read_metadata(io.BytesIO(data)).metadata or {})
        frame = (gpd.read_parquet if is_geo else pd.read_parquet)(io.BytesIO(data))
    return layer_table(frame, [])


def layers_of(data: bytes) -> list[tuple[str, str | None]]:
    """Return name and kind of geometry of each layer, at least one.

    Raises
    ------
    DataError
        Where the file cannot be opened.
    """
    with _opening():
        layers = [(str(name), kind) for name, kind in pyogrio.list_layers(data)]
        if not layers:
            raise ValueError("no layer")
    return layers


def read_layer(data: bytes, name: str) -> pd.DataFrame:
    """Return one layer; errors as of `layers_of`."""
    with _opening():
        return pyogrio.read_dataframe(data, layer=name)


@contextmanager
def _opening() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            # GDAL misses the ending of a name, bytes have none, and tells of layers without rows.
            warnings.simplefilter("ignore", RuntimeWarning)
            yield
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pyogrio.errors.FeatureError,
        ValueError,
        OSError,
    ) as error:
        raise DataError(
            [Problem(FILE, Worded("found.closed_layer"), Worded("wanted.whole_layer"))]
        ) from error


def layer_table(frame: pd.DataFrame, told: Sequence[tuple[str, str]]) -> Table:
    """Return the table of a frame, its geometry brought to longitude and latitude."""
    more: list[tuple[str, str]] = []
    shapes = None
    if isinstance(frame, gpd.GeoDataFrame):
        shapes, more = _in_degrees(frame.geometry.to_numpy(), frame.crs)
        frame = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    return _table("layer", frame.to_dict("records"), shapes, [*told, *more], frame.columns)


def _table(
    form: str,
    records: list[Mapping[str, Any]],
    shapes: np.ndarray | None,
    told: list[tuple[str, str]],
    columns: Iterable[str] = (),
) -> Table:
    names = list(dict.fromkeys([*map(str, columns), *(str(name) for record in records for name in record)]))
    cells = [[_text(record.get(name)) for name in names] for record in records]
    if shapes is not None:
        names = [name if name != GEOMETRY else f"{GEOMETRY} (1)" for name in names] + [GEOMETRY]
        flat = shapely.force_2d(shapes)
        for row, shape in zip(cells, flat, strict=True):
            row.append("" if shape is None or shape.is_empty else shapely.to_wkt(shape, rounding_precision=9))

    def rows() -> Iterator[Row]:
        return ((line, row) for line, row in enumerate(cells, 1) if any(row))

    return Table(form, tuple(names), rows, tuple(told), has_geometry=shapes is not None)


def _text(value: Any) -> str:
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bool | np.bool_):
        return str(bool(value)).lower()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | np.floating):
        return f"{value:.15g}"
    if isinstance(value, list | tuple | np.ndarray):
        return ";".join(_text(one) for one in value)
    if isinstance(value, dict):
        return orjson.dumps(value).decode()
    return str(value).strip()
