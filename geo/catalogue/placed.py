"""Where the events of a catalogue lie: north or south of the line and how far from it, on land or at sea."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from geo.catalogue import codebook
from geo.lines.basemap import METRIC_CRS
from geo.lines.boundaries import load_boundaries
from geo.lines.places import load_places
from geo.lines.sides import line_accuracy_m, line_distance_m, north_of_line
from geo.lines.window import WINDOW
from geo.words.table import Bilingual

POINTS = tuple(value for value, word in codebook.vocabulary("location_precision").items() if word.error_m)
"""The location precisions of an event that has a point of its own."""


def placed_events(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the rows whose point is a place on the map, with their side of the line and the metres off it.

    Parameters
    ----------
    frame : DataFrame
        A catalogue as read: ``lon``, ``lat`` (degrees), ``location_precision``, ``type``.

    Returns
    -------
    GeoDataFrame
        The same columns and ``error_m`` (of the place), ``tolerance_m`` (of place and line together), ``north`` (bool),
        ``off_line_m`` (geodesic distance from the line); points in the plane of `METRIC_CRS`.
    """
    errors_m = {value: word.error_m for value, word in codebook.vocabulary("location_precision").items()}
    rows = frame.assign(error_m=frame["location_precision"].map(errors_m).astype(float))
    rows = rows[WINDOW.contains(rows["lon"], rows["lat"])].dropna(subset=["error_m", "type"])
    boundaries = load_boundaries()
    return gpd.GeoDataFrame(
        rows.assign(
            tolerance_m=rows["error_m"] + line_accuracy_m(boundaries),
            north=north_of_line(rows["lon"], rows["lat"], boundaries),
            off_line_m=line_distance_m(rows["lon"], rows["lat"], boundaries),
        ),
        geometry=gpd.points_from_xy(rows["lon"], rows["lat"], crs=4326).to_crs(METRIC_CRS),
    )


def spread_events(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that lie somewhere along a line or within an area, with what the gazetteer knows of that place.

    Parameters
    ----------
    frame : DataFrame
        A catalogue as read: ``place_id``, ``location_precision``, ``type``.

    Returns
    -------
    DataFrame
        The same columns and ``place_name`` (`Bilingual`), ``side`` (``north`` or ``south`` where all of the place lies
        there, or None) and ``element`` (``land`` or ``sea`` where all of it is that, or None). Rows whose place is
        unknown are left out.
    """
    rows = frame[frame["location_precision"].isin(["along", "within"])].dropna(subset=["place_id", "type"])
    places = load_places()
    known = places[["mdl_side", "element"]].set_axis(["side", "element"], axis=1)
    names = [Bilingual(*names) for names in zip(places["name"], places["name_ko"], strict=True)]
    # As objects: a column of text would keep the English alone.
    known["place_name"] = pd.Series(names, places.index, object)
    return rows[rows["place_id"].isin(known.index)].join(known, on="place_id")
