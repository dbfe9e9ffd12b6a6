"""The way from the map page to the measure page, where the address names points."""

from __future__ import annotations

import streamlit as st

from geo.atlas.points import find_points
from geo.words.harmless import plain
from geo.words.lists import joined
from geo.words.table import say
from pages._ui import state


def show(now: state.State) -> None:
    """Draw the link; the points go along in the address."""
    points, _ = find_points(now.atlas, now.points)
    if points:
        names = joined([one.name for one in points])
        st.page_link(
            "measure.py", label=plain(say("map_page.measure", points=names)), icon=":material/straighten:"
        )
