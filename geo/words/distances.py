"""Distances in words, with how well they are known."""

from __future__ import annotations

import math

from geo.words.table import say

METRES_PER_NMI = 1852.0
"""Metres in an international nautical mile."""
UNITS = ((1000.0, "km"), (METRES_PER_NMI, "nmi"))
"""Metres in each unit that lengths are told in, and its key in the room of distances."""
FINEST_DECIMALS = 2
"""Of a kilometre, whatever is known: 10 m."""
_TWO_DIGITS_BELOW = 3.55


def distance_text(distance_m: float, band_m: float | None, language: str = "en") -> str:
    """Put a distance and its band into words, in kilometres and nautical miles.

    Both are made of the metres and end at the same place: that of the band (`decimals`), or without one (None or NaN)
    at the third figure. Where nothing would be left of a distance but zeros, which nobody has measured, it is told how
    far it is at most. Nautical miles stand last, after the one " · ".

    Examples
    --------
    >>> distance_text(3_230, 1_100)
    '3.2 km (± 1.1 km) · 1.7 nmi'
    >>> distance_text(549_000, 50_100)
    '550 km (± 50 km) · 300 nmi'
    >>> distance_text(140, 10_100)
    'within 10 km · 6 nmi'
    """
    if band_m is None or math.isnan(band_m):
        places = min(max(0, 3 - math.floor(math.log10(max(distance_m / 100, 1)))), FINEST_DECIMALS)
        return say("distance.bare", language, **_both(distance_m, places))
    places = decimals(band_m)
    if not round(distance_m / METRES_PER_NMI, places):
        return say("distance.within", language, **_both(distance_m + band_m, places))
    band_km = _rounded(band_m / 1000, places)
    return say("distance.banded", language, band_km=band_km, **_both(distance_m, places))


def decimals(band_m: float) -> int:
    """Return to how many decimals of a kilometre a distance is known; below zero are tens and more.

    Of the band two digits are kept where they are small, else one: up to 354 of its first three digits two, to 949 one,
    and from there it is 1000. A distance ends where its band does. Source: Particle Data Group, Review of Particle
    Physics, Introduction, "Rounding".

    Parameters
    ----------
    band_m : float
        How far the distance may be off, metres.

    Examples
    --------
    >>> decimals(1_100), decimals(10_100), decimals(50_100)
    (1, 0, -1)
    """
    digits, power = f"{band_m:.2e}".split("e")
    return min(3 - int(power) + (float(digits) < _TWO_DIGITS_BELOW), FINEST_DECIMALS)


def _both(distance_m: float, places: int) -> dict[str, str]:
    return {
        "km": _rounded(distance_m / 1000, places),
        "nmi": _rounded(distance_m / METRES_PER_NMI, places),
    }


def _rounded(value: float, places: int) -> str:
    return f"{round(value, places):,.{max(0, places)}f}"
