"""The call of the map, and what comes back from it."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from geo.web.folium_map import atlas_map, events_layer
from pages._ui import addressbar, state

KEY = "map"
HEIGHT_PX = 560
"""Before look.css fits the frame to the screen."""


def show(now: state.State) -> None:
    """Draw the map; a pick on it goes into the address."""
    layer = events_layer(now.atlas.selection(now.wanted), now.event, st.context.theme.type == "dark")
    with st.container(key="atlas-map"):
        st_folium(
            atlas_map(),
            key=KEY,
            height=HEIGHT_PX,
            use_container_width=True,
            feature_group_to_add=layer,
            returned_objects=["last_active_drawing"],
            on_change=_picked,
        )


def _picked() -> None:
    """Take the event that the reader picked on the map; what has no id only tells that the map is drawn."""
    feature = (st.session_state.get(KEY) or {}).get("last_active_drawing")
    if feature and feature["id"]:
        addressbar.write_own("event", [feature["id"]])
