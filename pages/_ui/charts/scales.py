"""The colours of the atlas as scales of a chart."""

from __future__ import annotations

import altair as alt

from geo.catalogue import codebook
from geo.look import style


def category_scale(dark: bool, language: str) -> alt.Scale:
    """Return the colour of each category, by its label in a language."""
    colors = style.category_colors(dark)
    labels = [codebook.label("category", category, language) for category in colors]
    return alt.Scale(domain=labels, range=list(colors.values()))


def pair_scale(colors: dict[str, tuple[str, str]], dark: bool) -> alt.Scale:
    """Return one of the two colours, light and dark, of each key."""
    return alt.Scale(domain=list(colors), range=[pair[dark] for pair in colors.values()])
