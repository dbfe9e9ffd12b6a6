"""The distances from one point to every line and place, as a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.atlas.atlas import Atlas
from geo.atlas.points import Place
from geo.look.style import MEASURED_FIRST
from geo.words.harmless import plain
from geo.words.table import say


def show(atlas: Atlas, point: Place, key: str) -> None:
    """Draw the table of one point, what most readers want first."""
    measured = atlas.measure(point.lon, point.lat, point.error_m)
    st.markdown(f"**{plain(say('measure.from', name=point.name))}**")
    if measured["side"]:
        st.caption(say(f"map.side_{measured['side']}"))
    rows = sorted(measured["distances"], key=_rank)
    st.dataframe(pd.DataFrame(map(_row, rows)), hide_index=True, placeholder="", key=key)


def _rank(row: dict) -> tuple[int, float]:
    """Sort the distances that most readers want first, the others by length."""
    first = MEASURED_FIRST.index(row["to"]) if row["to"] in MEASURED_FIRST else len(MEASURED_FIRST)
    return first, row["distance_m"]


def _row(row: dict) -> dict[str, str | None]:
    azimuth_deg = row["azimuth_deg"]
    return {
        say("measure.table_name"): row["name"],
        say("measure.table_distance"): row["text"],
        say("measure.table_azimuth"): None if azimuth_deg is None else f"{azimuth_deg:.0f}°",
        say("measure.table_nearest"): f"{row['nearest'][1]:.4f}, {row['nearest'][0]:.4f}",
    }
