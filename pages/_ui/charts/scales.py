"""The colours of the atlas as scales of a chart, and the dates of its axes."""

from __future__ import annotations

import altair as alt

from geo.catalogue import codebook
from geo.look import style

_NO_DAY = "utchours(datum.value)"
_FIRST = "datum.index === 0 && utcdayofyear(datum.value) > 1"
DATES = {
    "en": f"{_NO_DAY} ? '' : utcFormat(datum.value, utcdate(datum.value) > 1 ? '%-d %B' : utcmonth(datum.value) ? '%B' : '%Y')"
    f" + ({_FIRST} ? utcFormat(datum.value, ' %Y') : '')",
    "ko": f"{_NO_DAY} ? '' : ({_FIRST} ? utcFormat(datum.value, '%Y년 ') : '')"
    " + utcFormat(datum.value, utcdate(datum.value) > 1 ? '%-m월 %-d일' : utcmonth(datum.value) ? '%-m월' : '%Y년')",
}
"""The Vega expression of a date as the pages write it, no finer than its tick: 2 June, June, 2024; the first with its year."""


def category_scale(dark: bool, language: str) -> alt.Scale:
    """Return the colour of each category, by its label in a language."""
    colors = style.category_colors(dark)
    labels = [codebook.label("category", category, language) for category in colors]
    return alt.Scale(domain=labels, range=list(colors.values()))


def pair_scale(colors: dict[str, tuple[str, str]], dark: bool) -> alt.Scale:
    """Return one of the two colours, light and dark, of each key."""
    return alt.Scale(domain=list(colors), range=[pair[dark] for pair in colors.values()])
