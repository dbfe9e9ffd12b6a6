"""Counts of the filtered events over time by category; dragging across them sets the dates."""

from __future__ import annotations

import altair as alt
import pandas as pd
import streamlit as st

from geo import schema, style
from geo.atlas import Selection
from pages._ui import state
from pages._ui.words import say

HEIGHT_PX = 120
UNITS = {"year": ("Y", "utcyear"), "month": ("M", "utcyearmonth"), "day": ("D", "utcyearmonthdate")}
"""A unit of the bars: its pandas period and its Vega-Lite time unit."""


def show(now: state.State, selection: Selection) -> None:
    """Draw the timeline; each event counts once, on its first day."""
    unit = _unit(selection)
    dark = st.context.theme.type == "dark"
    colors = style.category_colors(dark)
    counts = _counts(selection, unit)
    head = st.container(horizontal=True, vertical_alignment="center")
    head.caption(say("map.timeline", unit=unit), width="content")
    if now.wanted.from_date or now.wanted.to_date:
        pairs = [pair for pair in now.wanted.to_pairs() if pair[0] not in ("from", "to")]
        head.button(say("map.all_dates"), on_click=state.write_filter, args=(pairs,), type="tertiary")
    key = f"timeline-{now.wanted.to_query()}"
    labels = [schema.label("category", category) for category in colors]
    chart = (
        alt.Chart(counts, height=HEIGHT_PX)
        .mark_bar()
        .encode(
            x=alt.X(
                "when:T",
                timeUnit=UNITS[unit][1],
                title=None,
                scale=alt.Scale(type="utc"),
                axis=alt.Axis(tickCount=10, labelOverlap=True, grid=False),
            ),
            y=alt.Y("events:Q", title=None, stack=True, axis=alt.Axis(tickCount=3, tickMinStep=1)),
            color=alt.Color(
                "category:N", legend=None, scale=alt.Scale(domain=labels, range=list(colors.values()))
            ),
            tooltip=[alt.Tooltip("label:N", title=unit), "category:N", "events:Q"],
        )
        .add_params(alt.selection_interval(name="brush", encodings=["x"]))
    )
    st.altair_chart(
        chart,
        key=key,
        on_select=lambda: _brushed(key, now),
        selection_mode=["brush"],
        alt=say("map.timeline", unit=unit),
    )


def _unit(selection: Selection) -> str:
    first, last = selection.rows["first_day"].min(), selection.rows["first_day"].max()
    years = (last - first).days / 365
    return "year" if years > 8 else "month" if years > 0.3 else "day"


def _counts(selection: Selection, unit: str) -> pd.DataFrame:
    rows = selection.rows
    periods = rows["first_day"].dt.to_period(UNITS[unit][0])
    counts = rows.groupby([periods, "category"], observed=True).size().rename("events").reset_index()
    return pd.DataFrame(
        {
            # Milliseconds, not dates: a browser would read dates in its own time zone.
            "when": counts["first_day"].dt.start_time.astype("datetime64[ms]").astype("int64"),
            "label": counts["first_day"].astype(str).astype("category"),
            "category": counts["category"]
            .map(lambda category: schema.label("category", category))
            .astype("category"),
            "events": counts["events"].astype("int32"),
        }
    )


def _brushed(key: str, now: state.State) -> None:
    """Set the dates that were dragged over."""
    brush = st.session_state[key]["selection"].get("brush") or {}
    span = next(iter(brush.values()), None)
    if not span:
        return
    # The bars are whole units, so the dates are too.
    unit = UNITS[_unit(now.atlas.selection(now.wanted))][0]
    start, end = (pd.Timestamp(value, unit="ms").to_period(unit) for value in span)
    first, last = start.start_time.date().isoformat(), end.end_time.date().isoformat()
    others = [pair for pair in now.wanted.to_pairs() if pair[0] not in ("from", "to")]
    state.write_filter([("from", first), ("to", last), *others])
