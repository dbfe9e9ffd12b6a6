"""The map of the measure page: what the reader does on it goes into the address."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from geo.atlas.measurement import Measurement
from geo.web.folium_map import points_layer, points_map
from pages._ui import addressbar, state
from pages._ui.words import language, said, say

KEY = "points-map"
HEIGHT_PX = 520
"""Before look.css fits the frame to the screen."""


def show(now: state.State, measurement: Measurement) -> None:
    """Draw the map; points that are added, dragged or removed on it go into the address."""
    heard = st.session_state.get("points-heard", 0)
    layer = points_layer(measurement, now.points, heard, st.context.theme.type == "dark", language())
    with st.container(key="atlas-points-map"):
        st_folium(
            points_map(language(), said()),
            key=KEY,
            height=HEIGHT_PX,
            use_container_width=True,
            feature_group_to_add=layer,
            returned_objects=["last_active_drawing"],
            on_change=_acted,
        )
    st.caption(say("measure.map_hint"))


def _acted() -> None:
    """Take the points as the reader left them on the map."""
    feature = (st.session_state.get(KEY) or {}).get("last_active_drawing")
    if feature and "points" in feature["properties"]:
        st.session_state["points-heard"] = feature["properties"]["act"]
        addressbar.write_own("point", feature["properties"]["points"])
