"""Lines and areas as a screen needs them: rounded, and written as text a sixth as long as GeoJSON's numbers.

A run of positions becomes one string: steps of longitude and latitude from one position to the next, in units of
`STEP_DEG`, the first from 0, 0; each step in groups of five bits, lowest first, with a sixth bit that says that more
follow; the lowest bit of all is the sign. This is the coding of source maps, whose 64 signs need no escape in JSON or
HTML. ``static/source.js`` reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

STEP_DEG = 1e-4
"""11 m, less than three pixels at the highest zoom of the map."""
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def pack(collection: dict[str, Any]) -> dict[str, Any]:
    """Return a FeatureCollection whose lines and rings are strings; points stay as they are."""
    return {
        **collection,
        "features": [
            {
                **feature,
                "geometry": {
                    **feature["geometry"],
                    "coordinates": _packed(feature["geometry"]["coordinates"]),
                },
            }
            for feature in collection["features"]
        ],
    }


def packed_line(positions: Sequence[Sequence[float]]) -> str:
    """Return longitudes and latitudes, degrees, as one string; positions that fall together are one.

    Examples
    --------
    >>> packed_line([(0.0001, -0.0001), (0.0003, -0.0001)])
    'CDEA'
    """
    signs = []
    lon, lat = 0, 0
    for at, position in enumerate(positions):
        east, north = round(position[0] / STEP_DEG), round(position[1] / STEP_DEG)
        if (east, north) != (lon, lat) or at == 0:
            signs += [_step(east - lon), _step(north - lat)]
        lon, lat = east, north
    return "".join(signs)


def _packed(coordinates: Any) -> Any:
    if not isinstance(coordinates[0], list):
        return coordinates
    if isinstance(coordinates[0][0], list):
        return [_packed(part) for part in coordinates]
    return packed_line(coordinates)


def _step(steps: int) -> str:
    rest = steps << 1 if steps >= 0 else (-steps << 1) | 1
    text = ""
    while True:
        rest, group = rest >> 5, rest & 31
        text += SIGNS[group | 32 if rest else group]
        if not rest:
            return text
