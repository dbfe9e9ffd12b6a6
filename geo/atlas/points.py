"""The points that a reader names to measure from: coordinates, or the id of an event or place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from geo.atlas.atlas import Atlas
from geo.atlas.texts import text_of
from geo.errors import Problem
from geo.query.positions import FORMS, Position, degrees_text, read_written
from geo.words.table import LANGUAGES, Worded, say

POINTS_LIMIT = 12
"""Points that are measured at a time."""
_PAIR = re.compile(r"\s*([+-]?[\d.]+)\s*,\s*([+-]?[\d.]+)\s*", re.ASCII)
"""Two plain numbers: the only form whose order is another in an address than where people type."""
_EITHER_WAY = re.compile(r"[\s(\[]*([+-]?\d+(?:\.\d+)?)[\s,;]+([+-]?\d+(?:\.\d+)?)[\s)\]]*", re.ASCII)


@dataclass(frozen=True)
class Place:
    """A point that a reader measures from, in degrees, WGS 84."""

    name: str
    name_ko: str
    lon: float
    lat: float
    error_m: float
    """How far the point may be off; 0 for a point given by its coordinates."""
    text: str
    """The point as an address has it."""
    free: bool = True
    """Whether it was given by its coordinates; what stands for an event or place stays where that is."""

    def name_in(self, language: str) -> str:
        """Return what it is called in English or Korean (``ko``)."""
        return self.name_ko if language == "ko" else self.name


def find_points(atlas: Atlas, texts: Sequence[str]) -> tuple[list[Place], list[Problem]]:
    """Read the points of an address.

    Parameters
    ----------
    atlas : Atlas
    texts : sequence of str
        Each ``lon,lat`` in degrees, the id of an event or place, or a position in any other form that people write.

    Returns
    -------
    list of Place, list of Problem
        What could be read, in order, and all that is wrong with the others.
    """
    places, problems = [], []
    if len(texts) > POINTS_LIMIT:
        problems.append(
            Problem(
                "point", Worded("found.points", count=len(texts)), Worded("wanted.at_most", most=POINTS_LIMIT)
            )
        )
    for number, text in enumerate(texts[:POINTS_LIMIT], 1):
        found = _find_point(atlas, text, Worded("found.point", number=number))
        if isinstance(found, Place):
            places.append(found)
        else:
            problems += found
    return places, problems


def points_from_typed(text: str) -> list[str]:
    """Turn lines as people write them, latitude first, into points of an address.

    What cannot be read goes along as it is, to be told by `find_points`.

    Examples
    --------
    >>> points_from_typed("37°54'N 126°42'E\\nseoul")
    ['126.7,37.9', 'seoul']
    """
    return [_from_typed(line.strip()) for line in text.splitlines() if line.strip()]


def points_as_typed(points: Sequence[str]) -> list[str]:
    """Turn points of an address into lines as people write them.

    Examples
    --------
    >>> points_as_typed(["126.7,37.9", "seoul"])
    ['37.9, 126.7', 'seoul']
    """
    return [_PAIR.sub(r"\2, \1", point) if _PAIR.fullmatch(point) else point for point in points]


def point_text(lon: float, lat: float) -> str:
    """Return a point, degrees, as an address has it.

    Examples
    --------
    >>> point_text(126.7, 37.9)
    '126.7,37.9'
    """
    return f"{degrees_text(lon)},{degrees_text(lat)}"


def _from_typed(line: str) -> str:
    position, _ = _read(line)
    return point_text(*position) if position else _PAIR.sub(r"\2,\1", line) if _PAIR.fullmatch(line) else line


def _read(text: str, where: str = "point") -> tuple[Position | None, list[Problem]]:
    """Read a position; of two numbers one that can be no latitude is the longitude, wherever it stands."""
    position, problems = read_written(text, where)
    if position is None and (pair := _EITHER_WAY.fullmatch(text)):
        turned, _ = read_written(f"{pair[2]}, {pair[1]}")
        return (turned, []) if turned else (None, problems)
    return position, problems


def _find_point(atlas: Atlas, text: str, where: str) -> Place | list[Problem]:
    wanted = Worded("wanted.point", position=FORMS)
    text = key if atlas.has_event(key := text.lower()) or key in atlas.boundaries.index else text
    if atlas.has_event(text):
        event = atlas.event(text)
        if pd.isna(event.location_error_m):
            return [Problem(where, repr(text), wanted)]
        title, title_ko = (text_of(event, "title", language) for language in LANGUAGES)
        return Place(title, title_ko, event.lon, event.lat, float(event.location_error_m), text, free=False)
    if text in atlas.boundaries.index:
        place = atlas.boundaries.loc[text]
        if place.geometry.geom_type != "Point":
            return [Problem(where, repr(text), wanted)]
        at = place.geometry
        return Place(place["name"], place["name_ko"], at.x, at.y, float(place.accuracy_m), text, free=False)
    position, problems = _read(*points_as_typed([text]), where)
    if position is None:
        return [
            Problem(where, problem.found, wanted if problem.wanted == FORMS else problem.wanted)
            for problem in problems
        ]
    lon, lat = position
    return Place(*(_position_text(lon, lat, language) for language in LANGUAGES), lon, lat, 0.0, text)


def _position_text(lon: float, lat: float, language: str) -> str:
    north = say("distance.south" if lat < 0 else "distance.north", language)
    east = say("distance.west" if lon < 0 else "distance.east", language)
    lat_text, lon_text = (degrees_text(abs(degrees)) for degrees in (lat, lon))
    return say("distance.point", language, lat=lat_text, north=north, lon=lon_text, east=east)
