"""Distances in words, with how well they are known."""

from __future__ import annotations

import math

from geo.words.table import say

METRES_PER_NMI = 1852.0
"""Metres in an international nautical mile."""


def distance_text(distance_m: float, band_m: float | None, language: str = "en") -> str:
    """Put a distance and its band into words, in kilometres and nautical miles.

    Digits end one place below the first digit of the band, at 10 m at the finest; without a band (None or NaN),
    at three figures.

    Examples
    --------
    >>> distance_text(3_230, 1_100)
    '3.2 km (± 1.1 km) · 1.7 nmi'
    >>> distance_text(412_345, 50_100)
    '412 km (± 50 km) · 223 nmi'
    >>> distance_text(140, 100)
    '0.14 km (± 0.10 km) · 0.08 nmi'
    """
    known = band_m is not None and not math.isnan(band_m)
    figure_m = band_m / 10 if known else distance_m / 100
    places = max(0, 3 - math.floor(math.log10(max(figure_m, 10))))
    km, nmi = f"{distance_m / 1000:,.{places}f}", f"{distance_m / METRES_PER_NMI:,.{places}f}"
    if not known:
        return say("distance.bare", language, km=km, nmi=nmi)
    return say("distance.banded", language, km=km, band_km=f"{band_m / 1000:,.{places}f}", nmi=nmi)
