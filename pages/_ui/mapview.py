"""The call of the map, and what comes back from it."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from geo.look.view import View
from geo.web.distance import distance_of
from geo.web.folium_map import atlas_map, events_layer
from pages._ui import addressbar, state
from pages._ui.words import language, said

KEY = "map"
HEIGHT_PX = 560
"""Before look.css fits the frame to the screen."""


def show(now: state.State) -> None:
    """Draw the map; a pick on it goes into the address."""
    dark = st.context.theme.type == "dark"
    speech = language()
    selection = now.atlas.selection(now.wanted)
    layer = events_layer(selection, now.event, dark, distance_of(now.view), language=speech)
    with st.container(key="atlas-map"):
        st_folium(
            atlas_map(speech, said()),
            key=KEY,
            height=HEIGHT_PX,
            use_container_width=True,
            feature_group_to_add=layer,
            returned_objects=["last_active_drawing"],
            on_change=_picked,
        )


def _picked() -> None:
    """Take what the reader did on the map: an event picked, bands of distance chosen. Anything else only tells that it is drawn."""
    feature = (st.session_state.get(KEY) or {}).get("last_active_drawing")
    if feature and feature["id"]:
        addressbar.write_own("event", [feature["id"]])
    elif feature and "distance" in feature["properties"]:
        _choose_distance(feature["properties"]["distance"] or None, feature["properties"]["bands"])


def _choose_distance(line: str | None, bands_km: list[float]) -> None:
    chosen = dict(View(distance=line, bands=tuple(bands_km) or View().bands).to_pairs())
    for key in ("distance", "bands"):
        addressbar.write_own(key, [chosen[key]] if key in chosen else [])
