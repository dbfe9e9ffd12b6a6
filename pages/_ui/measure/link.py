"""The way from the map page to the measure page, where the address names points."""

from __future__ import annotations

import streamlit as st

from geo.atlas.points import find_points
from geo.words.harmless import plain
from geo.words.lists import joined
from pages._ui import state
from pages._ui.words import language, say


def show(now: state.State) -> None:
    """Draw the link; the points go along in the address."""
    points, _ = find_points(now.atlas, now.points)
    if points:
        names = joined([one.name_in(language()) for one in points], language=language())
        st.page_link(
            "measure.py", label=plain(say("map_page.measure", points=names)), icon=":material/straighten:"
        )
