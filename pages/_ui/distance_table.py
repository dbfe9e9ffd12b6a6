"""The distances from one point to every line and place, as a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.look.style import MEASURED_FIRST
from geo.words.harmless import plain
from pages._ui.words import say


def show(measured: dict, name: str, key: str, notes: list[str]) -> None:
    """Draw the table of one point, as `geo.atlas.atlas.Atlas.measure` gives it, what most readers want first."""
    st.markdown(f"**{plain(say('measure.from', name=name))}**")
    side = [say(f"map.side_{measured['side']}")] if measured["side"] else []
    st.caption(" · ".join([*notes, *side]))
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
