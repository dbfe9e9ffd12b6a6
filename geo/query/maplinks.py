"""The position in what other maps and programs hand on: the link of a web map, a geo: URI, WKT, GeoJSON."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

_LAT, _LON = (rf"(?P<{axis}>[+-]?\d{{1,3}}(?:\.\d+)?)" for axis in ("lat", "lon"))
_LAT_IN, _LON_IN = (rf"(?P<{axis}>[+-]?\d{{1,3}}\.\d+)" for axis in ("lat", "lon"))
"""In the midst of a link whole numbers may be anything."""
_LINK = re.compile(r"\s*(?:[a-z][\w+.-]*:\S|www\.|srid=|point\b|\{)", re.IGNORECASE)
"""How such a text begins."""
_NAMED = r'm?lat(?:itude)?["=:\s]+', r'm?(?:lng|lon|long)(?:itude)?["=:\s]+'
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        # Google: the pin comes before what the window shows.
        rf"!3d{_LAT}!4d{_LON}",
        rf"\b{_NAMED[0]}{_LAT}\W+{_NAMED[1]}{_LON}",
        rf"\b{_NAMED[1]}{_LON}\W+{_NAMED[0]}{_LAT}",
        # OpenStreetMap and all maps that write their view as it does.
        rf"#(?:\w+=)?[\d.]+/{_LAT}/{_LON}",
        # Longitude first: GeoJSON, WKT, Naver, and the atlas itself.
        rf'coordinates"\s*:\s*\[\s*{_LON}\s*,\s*{_LAT}',
        rf"\bpoint\s*z?\s*\(\s*{_LON}\s+{_LAT}",
        rf"\bmap\.naver\.com\b.*[?&]c={_LON_IN},{_LAT_IN}",
        rf"[?&](?:point|center)={_LON},{_LAT}",
        # Google, Apple, Bing, Kakao and most others.
        rf"^\s*geo:{_LAT},{_LON}",
        rf"[@/=:,]{_LAT_IN}[,~]\s*{_LON_IN}(?![\d.])",
    )
)


def position_in_link(text: str) -> tuple[str, str] | None:
    """Return latitude and longitude of the point that a link shows, as they stand there; None where it shows none.

    Examples
    --------
    >>> position_in_link("https://www.openstreetmap.org/#map=12/37.9/126.7")
    ('37.9', '126.7')
    >>> position_in_link("POINT(126.7 37.9)"), position_in_link("37.9, 126.7")
    (('37.9', '126.7'), None)
    """
    if not _LINK.match(text):
        return None
    plain = unquote_plus(text)
    found = next((found for form in _FORMS if (found := form.search(plain))), None)
    return (found["lat"], found["lon"]) if found else None
