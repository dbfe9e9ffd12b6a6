"""The table of the filtered events; picking a row picks the event."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import streamlit as st

from geo.atlas.kept import kept_with_atlas
from geo.atlas.reach import marked, reach_words
from geo.atlas.selection import Selection
from geo.atlas.texts import texts
from geo.catalogue import codebook
from geo.query.filter import EventFilter
from geo.words.distances import decimals
from pages._ui import addressbar, state
from pages._ui.words import language, say

HEIGHT_PX = 420
PAGE_ROWS = 500
"""Rows of a page, where there are too many events to be sent at once."""


def show(now: state.State, selection: Selection, with_place: bool = False) -> None:
    """Draw the table, newest first, with the picked event's row marked; of too many events a page."""
    reach = reach_words(selection, language())
    told = " · ".join(filter(None, (say("map_page.table", count=selection.count), reach)))
    st.caption(told, help=say("map_page.table_help"))
    one_by_one = selection.one_by_one
    speech = language()
    if one_by_one:
        ids, rows = _latest_first(selection, speech)
    else:
        ids, rows = lean(_page(now, selection), now.wanted, speech)
    # The mark of a row can only be set when the table is new: it is new for each pick made elsewhere.
    elsewhere = now.event if now.event != st.session_state.get("picked_in_table") else None
    key = f"table-{now.atlas.data_version}-{now.wanted.to_query()}-{elsewhere}-{ids[0]}-{speech}"
    at = [ids.get_loc(now.event)] if now.event in ids else []
    st.dataframe(
        rows if with_place else rows.drop_columns("place"),
        key=key,
        height=HEIGHT_PX,
        hide_index=True,
        on_select=lambda: _picked(key, ids),
        selection_mode="single-row",
        selection_default={"selection": {"rows": at}},
        column_config=headings(),
        placeholder="",
    )


def headings() -> dict[str, object]:
    """Return how the columns of `lean` are headed."""
    return {
        "km": st.column_config.NumberColumn(say("table.km"), help=say("map_page.km_help"), width=90),
        "±": st.column_config.TextColumn(say("table.error"), width=60),
        "date": st.column_config.TextColumn(say("table.date"), width=165),
        "title": st.column_config.TextColumn(say("table.what"), width="large"),
        "category": st.column_config.Column(say("column.category")),
        "who": st.column_config.Column(say("column.who")),
        "place": st.column_config.Column(say("column.place")),
    }


def _page(now: state.State, selection: Selection) -> pd.DataFrame:
    """Let the reader choose a page, and return its rows."""
    pages = -(-selection.count // PAGE_ROWS)
    page = st.number_input(
        say("map_page.page", pages=pages, rows=PAGE_ROWS),
        min_value=1,
        max_value=pages,
        key=f"page-{now.atlas.data_version}-{now.wanted.to_query()}",
        width=260,
    )
    return selection.page((page - 1) * PAGE_ROWS, PAGE_ROWS)


@kept_with_atlas(32)
def _latest_first(selection: Selection, speech: str) -> tuple[pd.Index, pa.Table]:
    return lean(selection.rows[::-1], selection.wanted, speech)


def lean(rows: pd.DataFrame, wanted: EventFilter, speech: str) -> tuple[pd.Index, pa.Table]:
    """Return ids, and few and small columns in a language: they travel again with every change of the filter."""

    def labels(column: str) -> pd.Series:
        values = rows[column].astype("category")
        return values.cat.rename_categories(lambda value: codebook.label(column, value, speech))

    lean = pd.DataFrame(
        {
            # As plain objects: pandas' own strings travel with twice as long offsets.
            "date": marked(rows, wanted, speech),
            "title": texts(rows, "title", speech).astype(object),
            "category": labels("category"),
            "who": labels("initiator"),
            "place": texts(rows, "place", speech).astype("category"),
            "km": _known_km(rows).astype("float32"),
            "±": (rows["location_error_m"] / 1000)
            .map("{:.0f}".format, na_action="ignore")
            .astype("category"),
        }
    ).reset_index(drop=True)
    return rows.index, pa.Table.from_pandas(lean)


def _known_km(rows: pd.DataFrame) -> pd.Series:
    """Return kilometres to the MDL with no more digits than the place is known to."""
    km = rows["distance_mdl_m"] / 1000
    return km.groupby(rows["location_error_m"]).transform(lambda some: some.round(decimals(some.name)))


def _picked(key: str, ids: pd.Index) -> None:
    chosen = st.session_state[key]["selection"]["rows"]
    event = str(ids[chosen[0]]) if chosen else None
    st.session_state["picked_in_table"] = event
    addressbar.write_own("event", [event] if event else [])
