"""How far events and points are from the lines, areas and places of the atlas, and on which side.

Distances stay in metres and unrounded here; words and rounding are for the edge (`distance_text`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import InputError, Problem
from geo.geodesic import WGS84, Pieces, cut, ecef, geographic, nearest

METHOD = (
    "Every distance is the length of the shortest geodesic on the WGS 84 ellipsoid from the point to the nearest "
    "point of the line, area or place, whose edges are themselves geodesics between the given vertices; it is zero "
    "inside an area. The computation is within 0.1 m of a brute-force search at any range. What limits a distance is "
    "where things are: the band after ± is the location error of the event (1 km exact, 10 km near, 50 km area) plus "
    "the accuracy of the line, added as bounds. Events whose place is only representative are not measured."
)
LOCATION_ERROR_M = {"exact": 1_000.0, "near": 10_000.0, "area": 50_000.0, "representative": None}
"""How far an event may lie from its point, by location_precision; None: the point is no place of the event."""

DISTANCE_COLUMNS = {
    "distance_mdl_m": "mdl",
    "distance_dmz_m": "dmz",
    "distance_nll_m": "nll",
    "distance_west_sea_claim_m": "dprk-line-1999",
    "distance_kaesong_m": "kaesong",
    "distance_seoul_m": "seoul",
    "distance_pyongyang_m": "pyongyang",
}
"""Column of an event and the boundary it measures. The claim counts its three published points only."""

ON_LINE_M = 1.0
"""Nearer than this to the MDL a point is "on" it. The line itself is known to 100 m; the band says that."""
WINDOW = shapely.box(123, 33, 132.5, 43.5)
"""The peninsula and its seas, degrees: outside it no side of the MDL is told."""
ESTUARY_MIDDLE = [(126.19, 37.75), (126.20, 37.82), (126.24, 37.83), (126.41, 37.845), (126.46, 37.82)]
ESTUARY_MIDDLE += [(126.56, 37.775), (126.61, 37.77), (126.655, 37.782), (126.665, 37.81)]
"""Middle of the Han estuary from the NLL to the MDL, lon and lat, to about 1 km, read off the map."""
METRES_PER_NMI = 1852.0


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
    lon, lat = _checked(lon, lat)
    features = _prepared(tuple(geometries))
    distance_m, position = nearest(lon, lat, features.pieces)
    for at, area in features.areas:
        inside = shapely.intersects_xy(area, lon, lat)
        distance_m[at, inside] = 0
        position[:, at, inside] = ecef(lon[inside], lat[inside])
    return Measured(lon, lat, distance_m.T, position.transpose(0, 2, 1))


def _checked(lon: Sequence[float], lat: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
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


def mdl_side(lon: Sequence[float], lat: Sequence[float], boundaries: gpd.GeoDataFrame) -> np.ndarray:
    """Tell on which side of the Military Demarcation Line points lie.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees, WGS 84.
    boundaries : GeoDataFrame
        With the ids mdl, nll, nll-east and disputed-water.

    Returns
    -------
    ndarray of object, shape (n,)
        ``north``, ``south``, ``on`` (within `ON_LINE_M` of the MDL) or None.

    Notes
    -----
    The MDL runs from the mouth of the Imjin to the East Sea. Beyond its ends the sides are told by the middle of
    the Han estuary, the Northern Limit Line and its parallels from there to the edge of the window. That follows
    who holds what and takes nobody's part: in the disputed water west of the estuary, and outside `WINDOW`, the
    answer is None. It is the side of the point as given: near the line the distance and its band say how sure.
    """
    lon, lat = _checked(lon, lat)
    names = ["mdl", "nll", "nll-east", "disputed-water"]
    north, disputed = _divide(*boundaries.geometry.loc[names])
    side = np.where(shapely.contains_xy(north, lon, lat), "north", "south").astype(object)
    undivided = ~shapely.intersects_xy(WINDOW, lon, lat) | shapely.contains_xy(disputed, lon, lat)
    side[undivided] = None
    near_m = measure(lon, lat, boundaries.geometry.loc[["mdl"]]).distance_m[:, 0]
    side[near_m <= ON_LINE_M] = "on"
    return side


@lru_cache(maxsize=8)
def _divide(
    mdl: BaseGeometry, nll: BaseGeometry, nll_east: BaseGeometry, disputed: BaseGeometry
) -> tuple[BaseGeometry, BaseGeometry]:
    """Return all that is north of the MDL and its prolongations, and the disputed water; prepared."""
    west, middle, east = (
        sorted_ends[:: 1 if sorted_ends[0, 0] < sorted_ends[-1, 0] else -1]
        for sorted_ends in map(shapely.get_coordinates, (nll, mdl, nll_east))
    )
    line = np.concatenate([west, ESTUARY_MIDDLE, middle, east])
    beyond = [(134, line[-1, 1]), (134, 45), (122, 45), (122, line[0, 1])]
    north = cut(shapely.Polygon(np.concatenate([line, beyond])))
    disputed = cut(disputed)
    shapely.prepare([north, disputed])
    return north, disputed


def measure_events(events: gpd.GeoDataFrame, boundaries: gpd.GeoDataFrame) -> Measured:
    """Measure every event to every boundary; NaN for representative places.

    Parameters
    ----------
    events : DataFrame of n rows
        Columns lon, lat, location_precision.
    boundaries : GeoDataFrame of f rows
        Index id, EPSG:4326.
    """
    placed = location_error_m(events).notna().to_numpy()
    lon, lat = (np.where(placed, events[name].to_numpy(float), np.nan) for name in ("lon", "lat"))
    measured = measure(lon[placed], lat[placed], boundaries.geometry)
    distance_m = np.full((len(events), len(boundaries)), np.nan)
    position = np.full((3, *distance_m.shape), np.nan)
    distance_m[placed], position[:, placed] = measured.distance_m, measured.position
    return Measured(lon, lat, distance_m, position)


def event_columns(events: gpd.GeoDataFrame, boundaries: gpd.GeoDataFrame, measured: Measured) -> pd.DataFrame:
    """Return what every event says of its place, from `measure_events` of the same frames.

    Returns
    -------
    DataFrame
        Index of the events; the columns of `DISTANCE_COLUMNS` in metres, mdl_side, location_error_m.
    """
    distance_m = pd.DataFrame(measured.distance_m, index=events.index, columns=boundaries.index)
    columns = distance_m[list(DISTANCE_COLUMNS.values())].set_axis(list(DISTANCE_COLUMNS), axis=1)
    error_m = location_error_m(events)
    placed = error_m.notna().to_numpy()
    side = np.full(len(events), None, dtype=object)
    side[placed] = mdl_side(measured.from_lon[placed], measured.from_lat[placed], boundaries)
    return columns.assign(
        mdl_side=pd.Series(side, index=events.index, dtype=object), location_error_m=error_m
    )


def location_error_m(events: pd.DataFrame) -> pd.Series:
    """Metres that each event may be off its point; NaN where the point is only representative."""
    return events["location_precision"].astype(object).map(LOCATION_ERROR_M).astype(float)


def band_m(point_error_m: float, accuracy_m: float) -> float:
    """Bound the error of a distance: the error of the point plus the accuracy of the line.

    They are added plainly, not in quadrature: both are limits, not standard deviations, and by the triangle
    inequality a distance changes by no more than its two ends move.
    """
    return float(point_error_m + accuracy_m)


def distance_text(distance_m: float, band_m: float | None) -> str:
    """Put a distance and its band into words, in kilometres and nautical miles.

    Digits end one place below the first digit of the band, at 10 m at the finest; without a band (None or NaN),
    at three figures.

    Examples
    --------
    >>> distance_text(3_230, 1_100)
    '3.2 km (± 1.1 km) · 1.7 nmi'
    >>> distance_text(412_345, 50_100)
    '412 km (± 50 km) · 223 nmi'
    >>> distance_text(140, 100)
    '0.14 km (± 0.10 km) · 0.08 nmi'
    """
    known = band_m is not None and not np.isnan(band_m)
    figure_m = band_m / 10 if known else distance_m / 100
    exponent = np.floor(np.log10(max(figure_m, 10))) - 3
    places = int(max(0, -exponent))
    band = f" (± {band_m / 1000:,.{places}f} km)" if known else ""
    return f"{distance_m / 1000:,.{places}f} km{band} · {distance_m / METRES_PER_NMI:,.{places}f} nmi"


def path_length_m(lon_lat: Sequence[tuple[float, float]]) -> float:
    """Length in metres of the geodesics through points in turn; 0 for fewer than two."""
    lon, lat = _checked(*np.asarray(lon_lat, dtype=float).reshape(-1, 2).T)
    return float(WGS84.line_length(lon, lat)) if len(lon) > 1 else 0.0
