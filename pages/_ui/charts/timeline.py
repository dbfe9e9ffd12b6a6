"""Counts of the filtered events over time by category; dragging across them sets the dates."""

from __future__ import annotations

import altair as alt
import pandas as pd
import streamlit as st

from geo.atlas.kept import kept_with_atlas
from geo.atlas.keyfigures import PERIODS, began_in, time_unit
from geo.atlas.selection import Selection
from geo.catalogue import codebook
from pages._ui import addressbar, state
from pages._ui.charts.scales import DATES, category_scale
from pages._ui.charts.specs import KEPT, Spec, spec_of
from pages._ui.columns import tooltip
from pages._ui.words import language, say

HEIGHT_PX = 120
VEGA_UNITS = {"year": "utcyear", "month": "utcyearmonth", "day": "utcyearmonthdate"}
"""A unit of the bars and its name in Vega-Lite."""


def show(now: state.State, selection: Selection) -> None:
    """Draw the timeline; each event counts once, on its first day."""
    unit = time_unit(selection)
    dark = st.context.theme.type == "dark"
    head = st.container(horizontal=True, vertical_alignment="center")
    title = say(f"map_page.timeline_{unit}")
    head.caption(title, width="content")
    if now.wanted.from_date or now.wanted.to_date:
        head.button(say("map_page.all_dates"), on_click=_set_dates, args=([],), type="tertiary")
    key = f"timeline-{now.wanted.to_query()}"
    st.vega_lite_chart(
        spec=dict(timeline_spec(selection, unit, dark, language())),
        key=key,
        on_select=lambda: _brushed(key, now),
        selection_mode=["brush"],
        alt=title,
    )


@kept_with_atlas(KEPT)
def timeline_spec(selection: Selection, unit: str, dark: bool, speech: str) -> Spec:
    """Return bars of the events that began in each unit of time, by category."""
    chart = (
        alt.Chart(_counts(selection, unit, speech), height=HEIGHT_PX)
        .mark_bar()
        .encode(
            x=alt.X(
                "when:T",
                timeUnit=VEGA_UNITS[unit],
                title=None,
                scale=alt.Scale(type="utc"),
                axis=alt.Axis(tickCount=10, labelExpr=DATES[speech], labelOverlap=True, grid=False),
            ),
            y=alt.Y("events:Q", title=None, stack=True, axis=alt.Axis(tickCount=3, tickMinStep=1)),
            color=alt.Color("category:N", legend=None, scale=category_scale(dark, speech)),
            tooltip=tooltip(f"{unit}:N", "category:N", "events:Q", speech=speech),
        )
        .add_params(alt.selection_interval(name="brush", encodings=["x"]))
    )
    return spec_of(chart)


def _counts(selection: Selection, unit: str, speech: str) -> pd.DataFrame:
    counts = began_in(selection, unit)
    return pd.DataFrame(
        {
            # Milliseconds, not dates: a browser would read dates in its own time zone.
            "when": counts["start"].astype("datetime64[ms]").astype("int64"),
            unit: counts["start"].dt.to_period(PERIODS[unit]).astype(str).astype("category"),
            "category": counts["category"]
            .map(lambda category: codebook.label("category", category, speech))
            .astype("category"),
            "events": counts["count"].astype("int32"),
        }
    )


def _brushed(key: str, now: state.State) -> None:
    """Set the dates that were dragged over."""
    brush = st.session_state[key]["selection"].get("brush") or {}
    span = next(iter(brush.values()), None)
    if not span:
        return
    # The bars are whole units, so the dates are too.
    unit = PERIODS[time_unit(now.atlas.selection(now.wanted))]
    start, end = (pd.Timestamp(value, unit="ms").to_period(unit) for value in span)
    first, last = start.start_time.date().isoformat(), end.end_time.date().isoformat()
    _set_dates([("from", first), ("to", last)])


def _set_dates(dates: list[tuple[str, str]]) -> None:
    others = [pair for pair in state.read().wanted.to_pairs() if pair[0] not in ("from", "to")]
    addressbar.write_filter(dates + others)
