"""Which side of the line a point lies on.

The line runs from west to east along the Northern Limit Line, the middle of the Han estuary, the Military Demarcation
Line and the Northern Limit Line of the East Sea, and beyond its last points along their parallels. `north_of_line` is
the one place that decides; `mdl_side` says where that decision is not for an atlas to give.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from geo.lines.geodesic import cut
from geo.lines.measure import check_points, measure
from geo.lines.window import WINDOW

LINE_IDS = ("nll", "mdl", "nll-east")
"""The boundaries that the line is made of, west to east."""
ON_LINE_M = 1.0
"""Nearer than this to the MDL a point is "on" it. The line itself may be 700 m off; the band says that."""
ESTUARY_MIDDLE = [(126.19, 37.75), (126.20, 37.82), (126.24, 37.83), (126.41, 37.845), (126.46, 37.82)]
ESTUARY_MIDDLE += [(126.56, 37.775), (126.61, 37.77), (126.655, 37.782), (126.665, 37.81)]
"""Middle of the Han estuary from the NLL to the MDL, lon and lat, to about 1 km, read off the map."""
_BEYOND_WEST, _BEYOND_EAST, _BEYOND_NORTH = WINDOW.west - 3, WINDOW.east + 3, WINDOW.north + 2.5


def line_accuracy_m(boundaries: gpd.GeoDataFrame) -> float:
    """Return how far the line may be from where it is drawn: the worst of its parts, in metres."""
    return float(boundaries.loc[list(LINE_IDS), "accuracy_m"].max())


def line_distance_m(lon: Sequence[float], lat: Sequence[float], boundaries: gpd.GeoDataFrame) -> np.ndarray:
    """Return the geodesic distance of points in the window from the line, in metres, shape (n,).

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees, WGS 84.
    boundaries : GeoDataFrame
        With `LINE_IDS`.
    """
    line, _ = _divide(*boundaries.geometry.loc[list(LINE_IDS)])
    return measure(lon, lat, gpd.GeoSeries([line], crs=4326)).distance_m[:, 0]


def north_of_line(lon: Sequence[float], lat: Sequence[float], boundaries: gpd.GeoDataFrame) -> np.ndarray:
    """Decide whether points in the window lie north of the line.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees, WGS 84.
    boundaries : GeoDataFrame
        With `LINE_IDS`.

    Returns
    -------
    ndarray of bool, shape (n,)
        Of the point as given, however near the line.

    Examples
    --------
    >>> from geo.lines.boundaries import load_boundaries
    >>> north_of_line([126.55, 126.98], [37.97, 37.57], load_boundaries()).tolist()
    [True, False]
    """
    _, north = _divide(*boundaries.geometry.loc[list(LINE_IDS)])
    return shapely.contains_xy(north, *check_points(lon, lat))


def mdl_side(lon: Sequence[float], lat: Sequence[float], boundaries: gpd.GeoDataFrame) -> np.ndarray:
    """Decide on which side of the Military Demarcation Line points lie, where that can be said.

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
    The MDL runs from the mouth of the Imjin to the East Sea. Beyond its ends the line goes on as `north_of_line` has
    it. That follows who holds what and takes nobody's part: in the disputed water west of the estuary, and outside
    the window, the answer is None. It is the side of the point as given: near the line the distance and its band say
    how sure.
    """
    lon, lat = check_points(lon, lat)
    side = np.where(north_of_line(lon, lat, boundaries), "north", "south").astype(object)
    disputed = shapely.contains_xy(_prepared_area(boundaries.geometry["disputed-water"]), lon, lat)
    side[~WINDOW.contains(lon, lat) | disputed] = None
    near_m = measure(lon, lat, boundaries.geometry.loc[["mdl"]]).distance_m[:, 0]
    side[near_m <= ON_LINE_M] = "on"
    return side


@lru_cache(maxsize=8)
def _divide(nll: LineString, mdl: LineString, nll_east: LineString) -> tuple[LineString, Polygon]:
    """Return the whole line from west to east, and all that lies north of it, prepared."""
    west, middle, east = (
        coords[:: 1 if coords[0, 0] < coords[-1, 0] else -1]
        for coords in map(shapely.get_coordinates, (nll, mdl, nll_east))
    )
    line = np.concatenate([west, ESTUARY_MIDDLE, middle, east])
    line = np.concatenate([_parallel(_BEYOND_WEST, line[0]), line, _parallel(_BEYOND_EAST, line[-1])[::-1]])
    corners = [(_BEYOND_EAST, _BEYOND_NORTH), (_BEYOND_WEST, _BEYOND_NORTH)]
    north = cut(Polygon(np.concatenate([line, corners])))
    shapely.prepare(north)
    return LineString(line), north


def _parallel(lon: float, end: np.ndarray) -> np.ndarray:
    """Return points along the parallel of an end of the line from a longitude up to it, shape (n, 2).

    Every edge is a geodesic, and over a few degrees that bows a kilometre and more off the parallel.
    """
    lons = np.linspace(lon, end[0], int(abs(end[0] - lon) / 0.1) + 1, endpoint=False)
    return np.column_stack([lons, np.full(len(lons), end[1])])


@lru_cache(maxsize=8)
def _prepared_area(area: Polygon) -> Polygon:
    area = cut(area)
    shapely.prepare(area)
    return area
