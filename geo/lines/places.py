"""The gazetteer: every place that events name, once, as a point, a line or an area."""

from __future__ import annotations

from functools import cache

import geopandas as gpd
import orjson
import pandas as pd
from shapely.geometry import shape

from geo.errors import UnknownIdError
from geo.settings import DATA

FILES = (DATA / "places" / "osm.geojson", DATA / "places" / "published.geojson")
"""What derives from OpenStreetMap (ODbL), and all else."""

KINDS = {
    "site": "a base, range, post, mountain, dam or other spot",
    "town": "a town, village or city",
    "island": "an island or a group of islands",
    "county": "a county",
    "province": "a province, or several",
    "sea": "a sea or a part of one",
    "airspace": "the air over an area",
    "coast": "a strip of land and sea along a shore",
    "zone": "an area along the line or of an agreement",
    "line": "a whole line between the sides",
    "sector": "a sector of a line or of the land along it",
    "country": "one of the two states",
    "capital": "the capital of one of the two states",
    "abroad": "a city or sea outside the window of the atlas",
}
"""What a place is."""


@cache
def load_places() -> gpd.GeoDataFrame:
    """Load the gazetteer.

    Returns
    -------
    GeoDataFrame
        One row a place, index ``id``, in the order of the files, EPSG:4326. Columns ``name``, ``name_ko``,
        ``other_names`` (tuple of str), ``kind`` (of `KINDS`), ``boundary`` (id of the boundary whose geometry it has,
        or None), ``error_m`` (of a point, metres, or NaN), ``mdl_side`` (``north`` or ``south`` where all of it lies
        on one side, or None), ``element`` (``land`` or ``sea`` where all of a line or area is that, or None),
        ``source_title``, ``source_url``, ``derivation``, ``licence`` (str or None) and
        ``geometry`` (Point, LineString, MultiLineString, Polygon or MultiPolygon). Shared by all callers: copy it
        before changing it.

    Examples
    --------
    >>> load_places().loc["east-sea", ["kind", "name_ko"]].tolist()
    ['sea', '동해']
    """
    rows = [feature for path in FILES for feature in orjson.loads(path.read_bytes())["features"]]
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
    places = load_places()
    if place_id not in places.index:
        raise UnknownIdError("place", place_id, allowed=places.index)
    return places.loc[place_id]


@cache
def places_geojson() -> bytes:
    """Return the gazetteer as an RFC 7946 FeatureCollection, in the order of the files, as UTF-8 JSON."""
    features = [feature for path in FILES for feature in orjson.loads(path.read_bytes())["features"]]
    return orjson.dumps({"type": "FeatureCollection", "features": features})
