"""What a composed map may show: named extents as center and zoom."""

from __future__ import annotations

import math

from geo.atlas.selection import Selection

Extent = tuple[tuple[float, float] | None, float | None]
"""Center (lon, lat) and zoom; None and None for the lines from the West Sea to the east coast."""

FIXED: dict[str, Extent] = {
    "lines": (None, None),
    "peninsula": ((127.6, 38.3), 6.0),
    "west-sea": ((125.4, 37.6), 8.5),
    "mdl-west": ((126.75, 38.0), 10.0),
}
FRAME_PX = (1000.0, 560.0)
"""Room that the events are fitted into; about the map in a 16:9 picture."""
CLOSEST_ZOOM = 11.0


def of(selection: Selection) -> dict[str, Extent]:
    """Return the extents that fit a selection, by name; the one of its events only where some have a place."""
    if selection.bounds is None:
        return FIXED
    west, south, east, north = selection.bounds
    lat = (south + north) / 2
    wide = FRAME_PX[0] * 360 / 256 / max(east - west, 0.01)
    high = FRAME_PX[1] * 360 / 256 * math.cos(math.radians(lat)) / max(north - south, 0.01)
    zoom = min(math.log2(min(wide, high)) - 0.2, CLOSEST_ZOOM)
    return {**FIXED, "events": ((round((west + east) / 2, 3), round(lat, 3)), round(max(zoom, 5.0), 1))}
