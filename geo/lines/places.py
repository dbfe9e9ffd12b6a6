"""The gazetteer: every place that events name, once, as a point, a line or an area."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import geopandas as gpd
import orjson
import pandas as pd
from shapely.geometry import shape

from geo.errors import UnknownIdError
from geo.settings import DATA

FILES = (DATA / "places" / "osm.geojson", DATA / "places" / "published.geojson")
"""What derives from OpenStreetMap (ODbL), and all else."""

SCHEMA_PATH = DATA / "places.schema.json"
"""The codebook of a place's properties."""


@cache
def schema_fields() -> list[dict[str, Any]]:
    """Return the properties of a place as the codebook tells them, in its order (Table Schema)."""
    return orjson.loads(SCHEMA_PATH.read_bytes())["fields"]


@cache
def kinds() -> dict[str, dict[str, str]]:
    """Return what a place may be: ``value``, ``label``, ``label_ko`` and ``description`` of each kind.

    Examples
    --------
    >>> kinds()["capital"]["label_ko"]
    '수도'
    """
    (field,) = (field for field in schema_fields() if field["name"] == "kind")
    return {word["value"]: word for word in field["categories"]}


@cache
def load_places() -> gpd.GeoDataFrame:
    """Load the gazetteer.

    Returns
    -------
    GeoDataFrame
        One row a place, index ``id``, in the order of the files, EPSG:4326. Columns ``name``, ``name_ko``,
        ``other_names`` (tuple of str), ``kind`` (of `kinds`), ``boundary`` (id of the boundary whose geometry it has,
        or None), ``error_m`` (of a point, metres, or NaN), ``mdl_side`` (``north`` or ``south`` where all of it lies
        on one side, or None), ``element`` (``land`` or ``sea`` where all of a line or area is that, or None),
        ``source_title``, ``source_url``, ``derivation``, ``derivation_ko``, ``licence`` (str or None) and
        ``geometry`` (Point, LineString, MultiLineString, Polygon or MultiPolygon). Shared by all callers: copy it
        before changing it.

    Examples
    --------
    >>> load_places().loc["east-sea", ["kind", "name_ko"]].tolist()
    ['sea', '동해']
    """
    rows = _features()
    properties = [row["properties"] for row in rows]
    columns = {name: [one[name] for one in properties] for name in properties[0] if name != "id"}
    columns["other_names"] = [tuple(names) for names in columns["other_names"]]
    frame = gpd.GeoDataFrame(
        pd.DataFrame(columns, dtype=object).astype({"error_m": float}),
        geometry=[shape(row["geometry"]) for row in rows],
        crs="EPSG:4326",
    )
    frame.index = pd.Index([row["id"] for row in rows], name="id")
    return frame


def place(place_id: str) -> pd.Series:
    """Return one place: the row of `load_places` with this id.

    Raises
    ------
    UnknownIdError
        If there is none; the error names the ids that there are.
    """
    _check([place_id])
    return load_places().loc[place_id]


def places_geojson(ids: Iterable[str] | None = None) -> bytes:
    """Return places as an RFC 7946 FeatureCollection, in the order of the files.

    A feature has the properties of the codebook and, after ``kind``, its ``kind_label`` and ``kind_label_ko``.

    Parameters
    ----------
    ids : iterable of str, optional
        The places to give; all of them by default.

    Returns
    -------
    bytes
        UTF-8 JSON: string ids, longitude and latitude in degrees (WGS 84) with at most 6 decimals.

    Raises
    ------
    UnknownIdError
        If any id is unknown; all unknown ones are named at once.
    """
    features = _features()
    if ids is not None:
        wanted = set(ids)
        _check(wanted)
        features = [feature for feature in features if feature["id"] in wanted]
    return orjson.dumps({"type": "FeatureCollection", "features": list(map(_labelled, features))})


def _check(ids: Iterable[str]) -> None:
    known = load_places().index
    unknown = sorted(set(ids).difference(known))
    if unknown:
        raise UnknownIdError("place", ", ".join(unknown), allowed=known)


def _labelled(feature: dict[str, Any]) -> dict[str, Any]:
    properties = {}
    for name, value in feature["properties"].items():
        properties[name] = value
        if name == "kind":
            properties |= {f"kind_{label}": kinds()[value][label] for label in ("label", "label_ko")}
    return {**feature, "properties": properties}


def _features() -> list[dict[str, Any]]:
    return [feature for path in FILES for feature in orjson.loads(path.read_bytes())["features"]]
