"""The lines, zones and places that events are measured against, and the base map under them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import geopandas as gpd
import orjson
import pandas as pd
from shapely.geometry import shape

from geo.errors import UnknownIdError

DATA = Path(__file__).parent.parent / "data"
FILES = (DATA / "boundaries" / "osm.geojson", DATA / "boundaries" / "published.geojson")
BASEMAP_LAYERS = ("land", "provinces", "cities")

KINDS = {
    "demarcation-line": "a line on land between the sides",
    "zone-limit": "the edge of a zone",
    "zone": "an area with rules of its own",
    "maritime-line": "a line at sea",
    "channel": "a lane for ships",
    "sea": "a sea",
    "estuary": "a river mouth",
    "island": "an island",
    "place": "a site or a village, as a point",
    "city": "a city, as a point",
}
"""What a boundary is."""

STATUSES = {
    "agreed": "both sides agreed to it",
    "nominal": "follows from an agreement's words; what stands on the ground differs",
    "disputed": "used by one side and rejected by the other",
    "claimed": "declared by one side alone",
    "inferred": "drawn by us where a text gives no coordinates",
    "suspended": "agreed, and suspended or abandoned since",
    "ended": "no longer exists",
    "approximate": "its position or edge is roughly known",
    "administrative": "an ordinary place or unit; nothing about it is at issue here",
}
"""What a boundary's standing is."""


@cache
def load_boundaries() -> gpd.GeoDataFrame:
    """Load every boundary of the atlas.

    Returns
    -------
    GeoDataFrame
        One row a boundary, index ``id``, in the order of the files, EPSG:4326. Columns ``name``, ``name_ko``,
        ``kind`` (of `KINDS`), ``status`` (of `STATUSES`), ``valid_from`` and ``valid_to`` (ISO dates or None;
        ``valid_to`` is the first day no longer in force), ``source``, ``source_url`` (or None), ``licence``,
        ``accuracy_m`` (float, metres), ``derivation``, ``note``, ``open_edges`` (tuple of compass words:
        edges that are our cut and no limit) and ``geometry``. Shared by all callers: copy it before changing it.

    Examples
    --------
    >>> load_boundaries().loc["mdl", "status"]
    'agreed'
    """
    rows = _features()
    properties = [{"open_edges": (), **row["properties"]} for row in rows.values()]
    # Object columns keep None as None; pandas would make it NaN.
    columns = {name: [row[name] for row in properties] for name in properties[0] if name != "open_edges"}
    frame = gpd.GeoDataFrame(
        pd.DataFrame(columns, dtype=object).astype({"accuracy_m": float}),
        geometry=[shape(row["geometry"]) for row in rows.values()],
        crs="EPSG:4326",
    )
    frame.insert(len(columns), "open_edges", [tuple(row["open_edges"]) for row in properties])
    frame.index = pd.Index(rows, name="id")
    return frame


def boundary(boundary_id: str) -> pd.Series:
    """Return one boundary: the row of `load_boundaries` with this id.

    Raises
    ------
    UnknownIdError
        If there is none; the error names the ids that there are.
    """
    _check([boundary_id])
    return load_boundaries().loc[boundary_id]


def boundaries_geojson(ids: Iterable[str] | None = None) -> bytes:
    """Return boundaries as an RFC 7946 FeatureCollection, in the order of the files.

    Parameters
    ----------
    ids : iterable of str, optional
        The boundaries to give; all of them by default.

    Returns
    -------
    bytes
        UTF-8 JSON: string ids, longitude and latitude in degrees (WGS 84) with at most 6 decimals.

    Raises
    ------
    UnknownIdError
        If any id is unknown; all unknown ones are named at once.
    """
    rows = _features()
    if ids is not None:
        wanted = list(ids)
        _check(wanted)
        rows = {key: row for key, row in rows.items() if key in wanted}
    return orjson.dumps({"type": "FeatureCollection", "features": list(rows.values())})


@cache
def load_basemap() -> dict[str, gpd.GeoDataFrame]:
    """Load the base map: layers ``land`` (areas), ``provinces`` (lines) and ``cities`` (points), EPSG:4326.

    ``provinces`` has a ``level``: ``province`` or ``state``. ``cities`` has ``name``, ``name_ko`` (or None),
    ``country`` (KP or KR), ``population`` (or NaN) and ``rank``, 1 to 4, for whose label comes first.
    """
    return {
        layer: gpd.GeoDataFrame.from_features(_read(_basemap_path(layer)), crs="EPSG:4326")
        for layer in BASEMAP_LAYERS
    }


def basemap_json() -> bytes:
    """Return the base map as one JSON object: layer name to FeatureCollection."""
    return orjson.dumps({layer: _read(_basemap_path(layer)) for layer in BASEMAP_LAYERS})


@cache
def _features() -> dict[str, dict]:
    return {feature["id"]: feature for path in FILES for feature in _read(path)["features"]}


def _check(ids: Iterable[str]) -> None:
    known = _features()
    unknown = sorted({key for key in ids if key not in known})
    if unknown:
        raise UnknownIdError("boundary", ", ".join(unknown), allowed=known)


def _basemap_path(layer: str) -> Path:
    return DATA / "basemap" / f"{layer}.geojson"


def _read(path: Path) -> dict:
    return orjson.loads(path.read_bytes())
