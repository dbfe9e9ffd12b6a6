"""The layer of distances: bands round a line or place, and how near to it each event lies."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from geo.lines.boundaries import load_boundaries, short_name
from geo.query.reading import parse_number
from geo.words.table import LANGUAGES, Worded

BANDS_KM = (5.0, 10.0, 20.0, 40.0)
"""Edges of the bands without a wish of the reader's own, km."""
BANDS_MOST = 6
"""More shades of one hue are not told apart."""
FARTHEST_KM = 500.0
LINE_WANTED = Worded("wanted.line")
BANDS_WANTED = Worded("wanted.bands", count=BANDS_MOST, most=FARTHEST_KM)

OFFERED = (
    *("mdl", "dmz-north", "dmz-south", "nll", "nll-east", "dprk-line-1999", "han-estuary"),
    *("kaesong", "jsa", "seoul", "pyongyang", "baengnyeong-do", "daeyeonpyeong-do"),
)
"""What the legend of the map offers, in this order; an address may name any boundary."""

HUE = ("#5f3f8f", "#b49be6")
"""Of the bands, in the light and the dark theme: none of the lines has it."""
FILL_OPACITY = 0.1
"""Of each band. A narrow band lies on the wider ones, so that the nearest is the darkest."""
SHADES = (
    ("#45277a", "#efe6ff"),
    ("#5f3f8f", "#cfbaf5"),
    ("#7d62a8", "#b095e0"),
    ("#9c86c0", "#9076c2"),
    ("#bbaad6", "#715a9f"),
    ("#d3c8e6", "#574479"),
)
"""The hue from near to far, as the rims of marks have it."""


def parse_line(text: str) -> str:
    """Read the id of a boundary; ValueError otherwise."""
    if text not in load_boundaries().index:
        raise ValueError(text)
    return text


def parse_bands(text: str) -> tuple[float, ...]:
    """Read the edges of bands in km, in any order; ValueError where they are none, too many or too far.

    Examples
    --------
    >>> parse_bands("10,5,2.5")
    (2.5, 5.0, 10.0)
    """
    bands = tuple(sorted({parse_number(part) for part in text.split(",")}))
    if len(bands) > BANDS_MOST or not all(0 < km <= FARTHEST_KM for km in bands):
        raise ValueError(text)
    return bands


def bands_text(bands_km: tuple[float, ...]) -> str:
    """Write the edges of bands as an address has them.

    Examples
    --------
    >>> bands_text((2.5, 10.0))
    '2.5,10'
    """
    return ",".join(f"{km:.6g}" for km in bands_km)


def shades(count: int) -> tuple[tuple[str, str], ...]:
    """Return a colour for each of some bands, from near to far, in the light and the dark theme.

    Examples
    --------
    >>> [SHADES.index(shade) for shade in shades(4)]
    [0, 2, 3, 5]
    """
    last = len(SHADES) - 1
    return tuple(SHADES[round(at * last / max(count - 1, 1))] for at in range(count))


def name_of(line: str, language: str) -> str:
    """Return what a boundary is called in the legend of the layer."""
    return short_name(line, load_boundaries().loc[line], language)


def table() -> dict[str, Any]:
    """Return how the layer looks as plain values, for the map in the browser: every boundary by its names too."""
    lines = list(load_boundaries().index)
    return {
        "hue": HUE,
        "fill_opacity": FILL_OPACITY,
        "shades": [shades(count + 1) for count in range(BANDS_MOST)],
        "default_km": BANDS_KM,
        "most": BANDS_MOST,
        "farthest_km": FARTHEST_KM,
        "offered": OFFERED,
        "names": {line: {language: name_of(line, language) for language in LANGUAGES} for line in lines},
    }


def rim_parts(bands: pd.DataFrame) -> list[tuple[int, bool, int]]:
    """Return the parts of the rim of a mark, as ``geo/web/static/bands.js`` draws them too.

    Parameters
    ----------
    bands : DataFrame
        Of the events of the mark, as `geo.atlas.nearby.in_bands` returns them.

    Returns
    -------
    list of (int, bool, int)
        Band, whether it is sure, and number of events; the nearest first, in each band the sure ones.
    """
    sure = bands["first"] == bands["last"]
    counted = Counter(zip(bands["band"].tolist(), sure.tolist(), strict=True))
    return [(band, known, counted[band, known]) for band, known in sorted(counted, key=_near_and_sure)]


def _near_and_sure(part: tuple[int, bool]) -> tuple[int, bool]:
    return part[0], not part[1]
