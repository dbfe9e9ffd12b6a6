"""The base map under the lines: land, provinces and cities."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import geopandas as gpd
import orjson
import shapely
from cachetools.func import lru_cache

from geo.settings import DATA

LAYERS = ("land", "provinces", "cities")
METRIC_CRS = 5179
"""EPSG code of Korea 2000 / Unified CS, a plane in metres: 0.1 % off at worst within the window."""


@lru_cache(maxsize=None)
def load_basemap() -> dict[str, gpd.GeoDataFrame]:
    """Load the base map: layers ``land`` (areas), ``provinces`` (lines) and ``cities`` (points), EPSG:4326.

    ``provinces`` has a ``level``: ``province`` or ``state``. ``cities`` has ``name``, ``name_ko``,
    ``name_ko_source``, ``country`` (KP or KR), ``population`` (or NaN) and ``rank``, 1 to 4, for whose label comes first.
    """
    return {
        layer: gpd.GeoDataFrame.from_features(orjson.loads(_path(layer).read_bytes()), crs="EPSG:4326")
        for layer in LAYERS
    }


def basemap_json() -> bytes:
    """Return the base map as one JSON object: layer name to FeatureCollection."""
    return orjson.dumps({layer: orjson.loads(_path(layer).read_bytes()) for layer in LAYERS})


def korean_name(name: str) -> str:
    """Return a city's Korean name without the word for city, which only some carry.

    Examples
    --------
    >>> korean_name("원주시"), korean_name("서울")
    ('원주', '서울')
    """
    return name.removesuffix("시") if len(name) > 2 else name


@cache
def metric_land() -> shapely.Geometry:
    """Return all land of the window as one area in `METRIC_CRS`, prepared; shared by all callers."""
    land = load_basemap()["land"].to_crs(METRIC_CRS).union_all()
    shapely.prepare(land)
    return land


def _path(layer: str) -> Path:
    return DATA / "basemap" / f"{layer}.geojson"
