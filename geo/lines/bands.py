"""What lies within a distance of a line, area or place, as an area whose edge is geodesic."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geo.lines.geodesic import WGS84, cut
from geo.lines.measure import measure

EDGE_M = 10.0
EDGE_SHARE = 0.0005
"""How far an edge may lie off its distance: `EDGE_M`, or this share of the distance where that is more."""
_SAGITTA_M = 4.0
"""How far a chord of the edge may run inside its arc."""
_LONGEST = 0.1
"""Longest chord where the edge runs straight, in the distance: more of them would be needed to mend it between."""
_ROUNDS = 2


def within(geometry: BaseGeometry, distance_m: float) -> BaseGeometry:
    """Return the area of all that lies within a geodesic distance of a geometry, its own inside included.

    Drawn round in a projection made for the geometry; then each corner of the edge is put where the geodesic from
    the nearest point of the geometry through it has the wanted length.

    Parameters
    ----------
    geometry : BaseGeometry
        Point, line or area, EPSG:4326, away from poles and the antimeridian; its edges are geodesics.
    distance_m : float
        More than 0, at most 500 km.

    Returns
    -------
    BaseGeometry
        Polygon or MultiPolygon, EPSG:4326. Its edge lies at the distance to within `EDGE_M` or `EDGE_SHARE`; the
        tests hold it to that by `geo.lines.measure`.

    Examples
    --------
    >>> area = within(shapely.Point(126.6767, 37.9558), 10_000)
    >>> shapely.contains_xy(area, [126.6767, 126.6767], [38.04, 38.05]).tolist()
    [True, False]
    """
    to_plane = _plane(geometry)
    flat = shapely.transform(cut(geometry), lambda xy: np.column_stack(to_plane.transform(*xy.T)))
    step = math.sqrt(8 * _SAGITTA_M / distance_m)
    area = flat.buffer(distance_m, quad_segs=max(8, math.ceil(math.pi / 2 / step)))
    area = shapely.segmentize(area.simplify(_SAGITTA_M), max(2_000.0, _LONGEST * distance_m))
    found = shapely.transform(
        area, lambda xy: np.column_stack(to_plane.transform(*xy.T, direction="INVERSE"))
    )
    line = gpd.GeoSeries([geometry], crs=4326)
    for _ in range(_ROUNDS):
        found = shapely.transform(found, lambda xy: _mended(xy, line, distance_m))
    return found


def _plane(geometry: BaseGeometry) -> Transformer:
    """Return a projection that keeps distances from the middle of a geometry; metres."""
    middle = shapely.box(*geometry.bounds).centroid
    # A point has a box without an inside, and its middle all the same.
    lon, lat = (middle.x, middle.y) if not middle.is_empty else (geometry.x, geometry.y)
    plane = f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m"
    return Transformer.from_crs("EPSG:4326", plane, always_xy=True)


def _mended(xy: np.ndarray, line: gpd.GeoSeries, distance_m: float) -> np.ndarray:
    """Return each point (n, 2) moved along the geodesic from the nearest point of the line to the distance."""
    nearest = measure(*xy.T, line)
    lon, lat = nearest.lon[:, 0], nearest.lat[:, 0]
    azimuth_deg, _, _ = WGS84.inv(lon, lat, *xy.T)
    return np.column_stack(WGS84.fwd(lon, lat, azimuth_deg, np.full(len(xy), distance_m))[:2])
