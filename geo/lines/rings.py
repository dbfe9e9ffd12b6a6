"""Rings: what lies within a distance of a point, line or area on the ellipsoid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import InputError, Problem
from geo.lines.course import within_180
from geo.lines.geodesic import PIECE_M, WGS84, cut
from geo.lines.measure import check_points
from geo.words.table import Worded

RING_LIMIT_KM = 1000.0
"""Widest ring."""
_CORNERS = 240
"""Corners of a whole circle."""
_THIN = 1e-4
"""How far the course that is ringed may leave the given one, as a part of the radius."""
_DEGREE_M = 111_700.0
"""No degree of latitude or longitude is longer."""
_POLE_LAT = 90.0


def ring_around(geometries: Sequence[BaseGeometry], radius_m: float) -> BaseGeometry:
    """Return the area within a geodesic distance of any of some geometries: the union of what lies round each.

    Parameters
    ----------
    geometries : sequence of geometries
        Points, lines or areas, EPSG:4326; edges are geodesics. An area is part of its own ring.
    radius_m : float
        Metres, above 0, at most `RING_LIMIT_KM`.

    Returns
    -------
    Polygon or MultiPolygon
        EPSG:4326, cut at 180 degrees where it crosses them.

    Raises
    ------
    InputError
        Where the radius is out of range, or a ring holds a pole: no polygon in degrees tells that.

    Notes
    -----
    Its corners are the ends of geodesics (`pyproj.Geod`) of that length: all around each vertex, and square to both
    ends of each edge. Between corners it runs straight in degrees. Edges of the geometries are cut to 4 km, and vertices
    nearer to the course between their neighbours than a ten-thousandth of the radius are passed over. So its edge is
    off the true distance by at most 0.02 % of the radius and 1 m.
    """
    if not 0 < radius_m <= RING_LIMIT_KM * 1000:
        raise InputError(
            [Problem("ring", f"{radius_m / 1000:g} km", Worded("wanted.ring", most=RING_LIMIT_KM))]
        )
    ring = shapely.union_all([part for geometry in geometries for part in _parts(geometry, radius_m)])
    return within_180(shapely.orient_polygons(ring))


def _parts(geometry: BaseGeometry, radius_m: float) -> list[BaseGeometry]:
    """Return circles round the vertices, strips along the edges, and the area itself."""
    # Cut along the geodesics first, then thinned and cut in degrees, which keeps to that course.
    thin_deg = radius_m * _THIN / _DEGREE_M
    fine = shapely.segmentize(shapely.simplify(cut(geometry), thin_deg), PIECE_M / _DEGREE_M)
    areas = [fine] if shapely.get_dimensions(fine) == 2 else []
    found = list(areas)
    for course in _courses(fine):
        lon, lat = course.T
        check_points(lon, lat)
        _refuse_poles(lat, lon, radius_m)
        found += _circles(lon, lat, radius_m)
        if len(lon) > 1:
            found += _strips(lon, lat, radius_m)
    return found


def _courses(geometry: BaseGeometry) -> list[np.ndarray]:
    """Return the vertices of each point, line and ring, shape (n, 2)."""
    parts = shapely.get_parts(shapely.get_parts([geometry]))
    lines = [
        line
        for part in parts
        for line in (shapely.get_rings(part) if part.geom_type == "Polygon" else [part])
    ]
    return [shapely.get_coordinates(line) for line in lines]


def _circles(lon: np.ndarray, lat: np.ndarray, radius_m: float) -> list[BaseGeometry]:
    azimuth = np.linspace(0, 360, _CORNERS, endpoint=False)
    centre_lon, centre_lat = np.repeat(lon, _CORNERS), np.repeat(lat, _CORNERS)
    around = np.tile(azimuth, len(lon))
    return _polygons(centre_lon, _ends(centre_lon, centre_lat, around, radius_m), _CORNERS)


def _strips(lon: np.ndarray, lat: np.ndarray, radius_m: float) -> list[BaseGeometry]:
    forth, back, length_m = WGS84.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
    on = length_m > 0
    # Left and right of both ends, in turn around the strip.
    start_lon, start_lat, end_lon, end_lat = (values[on] for values in (lon[:-1], lat[:-1], lon[1:], lat[1:]))
    forth, back = forth[on], back[on]
    corner_lon = np.stack([start_lon, start_lon, end_lon, end_lon], axis=1).ravel()
    corner_lat = np.stack([start_lat, start_lat, end_lat, end_lat], axis=1).ravel()
    azimuth = np.stack([forth - 90, forth + 90, back - 90, back + 90], axis=1).ravel()
    return _polygons(np.repeat(start_lon, 4), _ends(corner_lon, corner_lat, azimuth, radius_m), 4)


def _ends(lon: np.ndarray, lat: np.ndarray, azimuth: np.ndarray, radius_m: float) -> np.ndarray:
    end_lon, end_lat, _ = WGS84.fwd(lon, lat, azimuth, np.full(len(lon), radius_m))
    return np.column_stack([end_lon, end_lat])


def _polygons(near_lon: np.ndarray, corners: np.ndarray, each: int) -> list[BaseGeometry]:
    """Return a polygon of each so many corners; longitudes are counted on from a place within."""
    corners[:, 0] = near_lon + (corners[:, 0] - near_lon + 180) % 360 - 180
    return list(shapely.polygons(corners.reshape(-1, each, 2)))


def _refuse_poles(lat: np.ndarray, lon: np.ndarray, radius_m: float) -> None:
    for pole in (_POLE_LAT, -_POLE_LAT):
        far_m = WGS84.inv(lon, lat, lon, np.full(len(lat), pole))[2]
        if np.min(far_m) <= radius_m:
            raise InputError([Problem("ring", Worded("found.pole"), Worded("wanted.ring_elsewhere"))])
