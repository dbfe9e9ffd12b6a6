"""The course of a geodesic as a line to draw."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.lines.geodesic import cut


def course(positions: Sequence[tuple[float, float]]) -> BaseGeometry:
    """Return the geodesics through positions in turn.

    Parameters
    ----------
    positions : sequence of (lon, lat)
        Degrees, WGS 84; two or more.

    Returns
    -------
    LineString or MultiLineString
        EPSG:4326, with a vertex at least every 4 km: no edge that is drawn straight in degrees leaves the geodesic by
        more than 1 m below 75 degrees of latitude. Cut at 180 degrees where it crosses them.
    """
    fine = shapely.get_coordinates(cut(shapely.LineString(positions)))
    fine[:, 0] = np.unwrap(fine[:, 0], period=360)
    return within_180(shapely.LineString(fine))


def within_180(geometry: BaseGeometry) -> BaseGeometry:
    """Bring what lies beyond 180 degrees of longitude to the other side of the map."""
    west, _, east, _ = geometry.bounds
    if west >= -180 and east <= 180:
        return geometry
    turns = [
        shapely.transform(
            shapely.intersection(geometry, shapely.box(-180 + turn, -90, 180 + turn, 90)),
            lambda corners, turn=turn: corners - (turn, 0),
        )
        for turn in (-360, 0, 360)
    ]
    return shapely.union_all(turns)
