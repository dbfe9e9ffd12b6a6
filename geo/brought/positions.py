"""Positions in the cells of foreign tables, as people and programs write them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

import shapely

from geo.query.positions import read_written
from geo.text.cells import is_unknown, number

_DEGREE_KM = 111.2


@dataclass(frozen=True)
class Placed:
    """What the cells of a position say."""

    lon: float | None = None
    lat: float | None = None
    """Degrees, WGS 84; None where there is no position."""
    fault: str = ""
    """``position``, ``range``, ``swapped`` or ``zero``; empty where nothing is wrong."""
    has_comma: bool = False
    reach_km: float = 0.0
    """Of a geometry with several positions: how far it reaches from this middle of it."""
    swapped: bool = False
    """Whether the two were exchanged, as the reader said."""


def read_pair(lat: str, lon: str, swap: bool = False) -> Placed:
    """Read latitude and longitude of two cells, in whichever form.

    Parameters
    ----------
    lat, lon : str
        Trimmed.
    swap : bool
        Whether the reader said that those which seem to be exchanged are.

    Examples
    --------
    >>> read_pair("37,9558", "126,6767").lat, read_pair("37°57′N", "126°40′E").lat, read_pair("126.7", "37.9").fault
    (37.9558, 37.95, 'swapped')
    """
    numbers = [number(text) for text in (lat, lon)]
    if None in numbers:
        if is_unknown(lat) and is_unknown(lon):
            return Placed()
        found, _ = read_written(f"{lat} {lon}" if "," in lat + lon else f"{lat}, {lon}")
        if found is None:
            return Placed(fault="position")
        return Placed(*found)
    return _held(numbers[0], numbers[1], swap, "," in lat + lon)


def _held(lat: float, lon: float, swap: bool, has_comma: bool = False) -> Placed:
    if lat == lon == 0:
        return Placed(fault="zero")
    if abs(lat) <= 90 and abs(lon) <= 180:
        return Placed(lon, lat, has_comma=has_comma)
    if abs(lon) <= 90 and abs(lat) <= 180:
        return Placed(lat, lon, "" if swap else "swapped", has_comma=has_comma, swapped=swap)
    return Placed(fault="range")


def read_position(text: str, swap: bool = False) -> Placed:
    """Read a position that stands in one cell: written, as WKT, or as the geometry of GeoJSON.

    Of a geometry with several positions the middle is taken, and told.

    Examples
    --------
    >>> read_position("POINT (127.21 38.25)").lat, read_position("37.9, 126.7").lon
    (38.25, 126.7)
    """
    if is_unknown(text):
        return Placed()
    if (text[:1].isalpha() and "(" in text) or text[:1] == "{":
        try:
            shape = (
                shapely.from_geojson(text)
                if text[:1] == "{"
                else shapely.from_wkt(text.partition(";")[2] or text)
            )
        except shapely.GEOSException:
            return Placed(fault="position")
        return of_shape(shape, swap)
    found, _ = read_written(text)
    if found is not None:
        return _held(found[1], found[0], swap)
    numbers = re.findall(r"[+-]?\d+(?:\.\d+)?", text)
    if len(numbers) == 2 and (placed := _held(float(numbers[0]), float(numbers[1]), swap)).fault != "range":
        return placed
    return Placed(fault="position")


def of_shape(shape: shapely.Geometry | None, swap: bool = False) -> Placed:
    """Return the position of a geometry in degrees: its point, or the middle of several."""
    if shape is None or shape.is_empty:
        return Placed()
    west, south, east, north = shape.bounds
    found = _held((south + north) / 2, (west + east) / 2, swap)
    if found.fault:
        return found
    reach_deg = math.hypot(north - south, (east - west) * math.cos(math.radians(found.lat))) / 2
    return replace(found, reach_km=reach_deg * _DEGREE_KM)
