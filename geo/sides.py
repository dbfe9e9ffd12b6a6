"""Where the points of a catalogue lie: north or south of the lines, on land or at sea, with tolerances in metres."""

from __future__ import annotations

from functools import cache

import geopandas as gpd
import pandas as pd
import shapely

from geo import schema
from geo.boundaries import load_basemap, load_boundaries

LINES = ("nll", "mdl", "nll-east")
WINDOW = {"lat": (33.0, 43.5), "lon": (123.0, 132.5)}
"""The map, in degrees."""
METRIC = 5179
"""EPSG code of the plane in which tolerances are measured: 0.1 % off at worst, finer than any of them."""


def placed_events(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the rows whose point is a place on the map, north of MDL and NLL or not, with metres off them.

    ``error`` is that of the place, ``tolerance`` that of place and line together, both in metres.
    """
    errors = {value: term.error_m for value, term in schema.vocabulary("location_precision").items()}
    rows = frame.assign(error=frame["location_precision"].map(errors).astype(float))
    rows = rows[rows["lat"].between(*WINDOW["lat"]) & rows["lon"].between(*WINDOW["lon"])]
    rows = rows.dropna(subset=["error", "type"])
    points = gpd.points_from_xy(rows["lon"], rows["lat"], crs=4326).to_crs(METRIC)
    line, north = _line()
    return gpd.GeoDataFrame(
        rows.assign(
            tolerance=rows["error"] + load_boundaries().loc[list(LINES), "accuracy_m"].max(),
            north=shapely.contains(north, points),
            off_line=shapely.distance(line, points),
        ),
        geometry=points,
    )


@cache
def _line() -> tuple[shapely.Geometry, shapely.Geometry]:
    """Return NLL, MDL and eastern NLL as one line from west to east, and all that lies north of it."""
    parts = [part.coords[:] for part in load_boundaries().loc[list(LINES)].geometry.explode()]
    parts = [part if part[0][0] < part[-1][0] else part[::-1] for part in parts]
    coords = [point[:2] for part in sorted(parts) for point in part]
    # West of its last published point the line is taken to run on along its parallel.
    coords = [(120.0, coords[0][1]), *coords, (140.0, coords[-1][1])]
    north = shapely.Polygon([*coords, (140.0, 46.0), (120.0, 46.0)]).buffer(0)
    line, area = gpd.GeoSeries([shapely.LineString(coords), north], crs=4326).segmentize(0.05).to_crs(METRIC)
    shapely.prepare(area)
    return line, area


@cache
def land() -> shapely.Geometry:
    land = load_basemap()["land"].to_crs(METRIC).union_all()
    shapely.prepare(land)
    return land
