"""The points that a reader names to measure from: coordinates, or the id of an event or place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from geo.atlas.atlas import Atlas
from geo.errors import Problem
from geo.words.table import say

POINTS_LIMIT = 12
"""Points that are measured at a time."""


@dataclass(frozen=True)
class Place:
    """A point that a reader measures from, in degrees, WGS 84."""

    name: str
    lon: float
    lat: float
    error_m: float
    """How far the point may be off; 0 for a point given by its coordinates."""


def find_points(atlas: Atlas, texts: Sequence[str]) -> tuple[list[Place], list[Problem]]:
    """Read points: ``lon,lat`` in degrees, or the id of an event or place.

    Returns
    -------
    list of Place, list of Problem
        What could be read, in order, and what could not.
    """
    places, problems = [], []
    if len(texts) > POINTS_LIMIT:
        problems.append(Problem("point", f"{len(texts)} points", f"at most {POINTS_LIMIT}"))
    for text in texts[:POINTS_LIMIT]:
        try:
            places.append(_find_point(atlas, text))
        except ValueError:
            wanted = "coordinates in degrees, or the id of an event or place"
            problems.append(Problem("point", repr(text), wanted))
    return places, problems


def _find_point(atlas: Atlas, text: str) -> Place:
    if atlas.has_event(text):
        event = atlas.event(text)
        if pd.isna(event.location_error_m):
            raise ValueError(text)
        return Place(event.title, event.lon, event.lat, float(event.location_error_m))
    if text in atlas.boundaries.index:
        place = atlas.boundaries.loc[text]
        if place.geometry.geom_type != "Point":
            raise ValueError(text)
        return Place(place["name"], place.geometry.x, place.geometry.y, float(place.accuracy_m))
    lon, lat = (float(part) for part in text.split(","))
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError(text)
    return Place(say("distance.point", lat=_degrees(lat), lon=_degrees(lon)), lon, lat, 0.0)


def _degrees(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
