"""How near to a line or place each drawn event lies, and the bands of distance round it; kept with the atlas."""

from __future__ import annotations

import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.atlas.atlas import Atlas
from geo.atlas.kept import kept_with_atlas
from geo.atlas.selection import ON_MAP, Selection
from geo.errors import TooManyError
from geo.lines.bands import within
from geo.lines.measure import measure

EVENTS_MOST = 20_000
"""Of more events no line is drawn one by one."""


@kept_with_atlas(128)
def band(atlas: Atlas, line: str, km: float) -> BaseGeometry:
    """Return the area within a distance of a boundary: Polygon or MultiPolygon, EPSG:4326; see `geo.lines.bands`."""
    return within(atlas.boundaries.geometry[line], km * 1000)


@kept_with_atlas(32)
def nearest(selection: Selection, line: str) -> pd.DataFrame:
    """Return the nearest point of a boundary to each drawn event of a selection, measured in one pass.

    Parameters
    ----------
    selection : Selection
    line : str
        Id of a boundary of the atlas.

    Returns
    -------
    DataFrame
        Index id, in order of time. ``lon``, ``lat`` of the event and ``nearest_lon``, ``nearest_lat`` of the boundary,
        degrees; ``distance_m``, 0 inside an area; ``error_m``, how far the distance may be off: the location error of
        the event plus the accuracy of the line. Not to be changed.

    Raises
    ------
    TooManyError
        When there are more than `EVENTS_MOST` events.
    """
    if selection.count > EVENTS_MOST:
        raise TooManyError(selection.count, EVENTS_MOST)
    atlas = selection.atlas
    rows = atlas.table.events(selection.also(ON_MAP), ["lon", "lat", "location_error_m"])
    rows = rows[rows["location_error_m"].notna()]
    to = atlas.boundaries.loc[[line]]
    found = measure(rows["lon"].to_numpy(float), rows["lat"].to_numpy(float), to.geometry)
    return pd.DataFrame(
        {
            "lon": rows["lon"],
            "lat": rows["lat"],
            "nearest_lon": found.lon[:, 0],
            "nearest_lat": found.lat[:, 0],
            "distance_m": found.distance_m[:, 0],
            "error_m": rows["location_error_m"].astype(float) + float(to["accuracy_m"].iloc[0]),
        },
        index=rows.index,
    )


def in_bands(distances: pd.DataFrame, bands_km: tuple[float, ...]) -> pd.DataFrame:
    """Return the bands in which events may lie, by their distances and how far these may be off.

    Parameters
    ----------
    distances : DataFrame
        As `nearest` returns it.
    bands_km : tuple of float
        Edges, ascending. Band 0 reaches from the line to the first edge; after the last edge comes one more.

    Returns
    -------
    DataFrame
        Same index: ``band`` of the point itself, ``first`` and ``last`` band that the event may lie in.

    Examples
    --------
    >>> known = pd.DataFrame({"distance_m": [4_000.0, 18_000.0], "error_m": [500.0, 10_000.0]})
    >>> in_bands(known, (5.0, 10.0, 20.0)).to_numpy().tolist()
    [[0, 0, 0], [2, 1, 3]]
    """
    distance_m, error_m = (distances[name].to_numpy(float) for name in ("distance_m", "error_m"))
    edges_m = np.asarray(bands_km) * 1000
    found = {"band": distance_m, "first": distance_m - error_m, "last": distance_m + error_m}
    return pd.DataFrame(
        {name: np.searchsorted(edges_m, metres) for name, metres in found.items()}, index=distances.index
    )
