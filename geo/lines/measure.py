"""How far events and points are from the lines, areas and places of the atlas.

Distances stay in metres and unrounded here; words and rounding are for the edge (`geo.words.distances`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import InputError, Problem
from geo.lines.geodesic import WGS84, Pieces, cut, ecef, geographic, nearest


@dataclass(frozen=True, eq=False)
class Measured:
    """Distances from n points to f features; rows of NaN where nothing is measured."""

    from_lon: np.ndarray
    from_lat: np.ndarray
    """Degrees of the points, shape (n,)."""
    distance_m: np.ndarray
    """Geodesic distance, 0 inside an area, shape (n, f)."""
    position: np.ndarray
    """ECEF metres of the nearest points, shape (3, n, f)."""

    def row(self, at: int) -> Measured:
        """One point alone; arrays lose their first axis."""
        return Measured(self.from_lon[at], self.from_lat[at], self.distance_m[at], self.position[:, at])

    @cached_property
    def _nearest(self) -> tuple[np.ndarray, np.ndarray]:
        return geographic(self.position)

    @property
    def lon(self) -> np.ndarray:
        """Longitude of the nearest points, degrees, shape (n, f)."""
        return self._nearest[0]

    @property
    def lat(self) -> np.ndarray:
        """Latitude of the nearest points, degrees, shape (n, f)."""
        return self._nearest[1]

    @cached_property
    def azimuth_deg(self) -> np.ndarray:
        """Initial azimuth to the nearest points, 0 to 360 from north; NaN where the distance is 0, shape (n, f)."""
        start_lon = np.broadcast_to(self.from_lon[..., None], self.lon.shape)
        start_lat = np.broadcast_to(self.from_lat[..., None], self.lat.shape)
        azimuth = WGS84.inv(start_lon, start_lat, self.lon, self.lat)[0] % 360
        return np.where(self.distance_m > 0, azimuth, np.nan)


@dataclass(frozen=True, eq=False)
class _Features:
    """Geometries made ready to be measured to."""

    pieces: Pieces
    areas: tuple[tuple[int, BaseGeometry], ...]
    """Position and prepared polygons of the features that have an inside."""


@lru_cache(maxsize=8)
def _prepared(geometries: tuple[BaseGeometry, ...]) -> _Features:
    """Cut and index geometries; kept, because a reader's click wants its answer at once."""
    empty = [at for at, geometry in enumerate(geometries) if geometry is None or geometry.is_empty]
    if empty:
        raise InputError(Problem(f"geometry {at + 1}", "nothing", "a geometry with a vertex") for at in empty)
    fine = [cut(geometry) for geometry in geometries]
    areas = [(at, geometry) for at, geometry in enumerate(fine) if shapely.get_dimensions(geometry) == 2]
    for _, area in areas:
        shapely.prepare(area)
    return _Features(Pieces.of(fine), tuple(areas))


def measure(lon: Sequence[float], lat: Sequence[float], geometries: gpd.GeoSeries) -> Measured:
    """Measure from every point to the nearest point of every geometry, in one pass.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees, WGS 84, anywhere on Earth.
    geometries : GeoSeries of length f
        Any kind, EPSG:4326, not empty; edges are taken as geodesics.

    Returns
    -------
    Measured

    Raises
    ------
    InputError
        With every point that is no place on Earth.

    Examples
    --------
    >>> panmunjom = gpd.GeoSeries.from_wkt(["POINT (126.6767 37.9558)"], crs=4326)
    >>> measured = measure([126.9779], [37.5663], panmunjom)
    >>> f"{measured.distance_m[0, 0] / 1000:.1f} km towards {measured.azimuth_deg[0, 0]:.0f}°"
    '50.7 km towards 329°'
    """
    lon, lat = check_points(lon, lat)
    features = _prepared(tuple(geometries))
    distance_m, position = nearest(lon, lat, features.pieces)
    for at, area in features.areas:
        inside = shapely.intersects_xy(area, lon, lat)
        distance_m[at, inside] = 0
        position[:, at, inside] = ecef(lon[inside], lat[inside])
    return Measured(lon, lat, distance_m.T, position.transpose(0, 2, 1))


def check_points(lon: Sequence[float], lat: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Return points as two arrays of one length, or raise `InputError` with every one that is no place on Earth."""
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    if lon.shape != lat.shape or lon.ndim != 1:
        found = f"{lon.shape} longitudes and {lat.shape} latitudes"
        raise InputError([Problem("lon, lat", found, "one list of each, equally long")])
    good = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    if not good.all():
        wanted = "lon from -180 to 180 and lat from -90 to 90 degrees"
        raise InputError(
            Problem(f"point {at + 1}", f"lon {lon[at]:g}, lat {lat[at]:g}", wanted)
            for at in np.flatnonzero(~good)
        )
    return lon, lat


def band_m(point_error_m: float, accuracy_m: float) -> float:
    """Bound the error of a distance: the error of the point plus the accuracy of the line.

    They are added plainly, not in quadrature: both are limits, not standard deviations, and by the triangle
    inequality a distance changes by no more than its two ends move.
    """
    return float(point_error_m + accuracy_m)


def path_length_m(lon_lat: Sequence[tuple[float, float]]) -> float:
    """Length in metres of the geodesics through points in turn; 0 for fewer than two."""
    lon, lat = check_points(*np.asarray(lon_lat, dtype=float).reshape(-1, 2).T)
    return float(WGS84.line_length(lon, lat)) if len(lon) > 1 else 0.0
