"""The table of the filtered events; picking a row picks the event."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo import schema
from geo.atlas import Selection
from pages._ui import state
from pages._ui.words import say

HEIGHT_PX = 420


def show(now: state.State, selection: Selection, with_place: bool = False) -> None:
    """Draw the table, newest first, with the picked event's row marked."""
    rows = selection.rows[::-1]
    st.caption(say("map.table", count=f"{selection.count:,}"))
    # The mark of a row can only be set when the table is new: it is new for each pick made elsewhere.
    elsewhere = now.event if now.event != st.session_state.get("picked_in_table") else None
    key = f"table-{now.wanted.to_query()}-{elsewhere}"
    at = [rows.index.get_loc(now.event)] if now.event in rows.index else []
    st.dataframe(
        _lean(rows) if with_place else _lean(rows).drop(columns="place"),
        key=key,
        height=HEIGHT_PX,
        hide_index=True,
        on_select=lambda: _picked(key, rows.index),
        selection_mode="single-row",
        selection_default={"selection": {"rows": at}},
        column_config={
            "km": st.column_config.NumberColumn("km to MDL", help=say("map.km_help"), width=90),
            "±": st.column_config.TextColumn("± km", width=60),
            "date": st.column_config.TextColumn("date", width=165),
            "title": st.column_config.TextColumn("what", width="large"),
        },
        placeholder="",
    )


def _lean(rows: pd.DataFrame) -> pd.DataFrame:
    """Return few and small columns: they travel again with every change of the filter."""

    def labels(column: str) -> pd.Series:
        values = rows[column].astype("category")
        return values.cat.rename_categories(lambda value: schema.label(column, value))

    return pd.DataFrame(
        {
            # As plain objects: pandas' own strings travel with twice as long offsets.
            "date": rows["date_text"].astype(object),
            "title": rows["title"].astype(object),
            "category": labels("category"),
            "who": labels("initiator"),
            "place": rows["place"].astype("category"),
            "km": _known_km(rows).astype("float32"),
            "±": (rows["location_error_m"] / 1000)
            .map("{:.0f}".format, na_action="ignore")
            .astype("category"),
        }
    ).reset_index(drop=True)


def _known_km(rows: pd.DataFrame) -> pd.Series:
    """Return kilometres to the MDL with no more digits than the place is known to."""
    km, error_km = rows["distance_mdl_m"] / 1000, rows["location_error_m"] / 1000
    return km.round(1).where(error_km <= 1, km.round(0)).where(error_km <= 10, (km / 10).round(0) * 10)


def _picked(key: str, ids: pd.Index) -> None:
    chosen = st.session_state[key]["selection"]["rows"]
    event = str(ids[chosen[0]]) if chosen else None
    st.session_state["picked_in_table"] = event
    state.write_own("event", [event] if event else [])
