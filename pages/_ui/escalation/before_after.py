"""The filtered events before and after a change."""

from __future__ import annotations

import streamlit as st

from geo.atlas.selection import Selection
from geo.escalation.before_after import before_after_table, changes
from geo.words.dates import day_text
from pages._ui import addressbar, state
from pages._ui.columns import headed
from pages._ui.words import language, say

DEFAULT_CHANGE, DEFAULT_DAYS = "cma-declared-rok-3-start", 180


def show(now: state.State, selection: Selection) -> None:
    """Let the reader choose a change and how many days, and count the events before and after it."""
    known = changes(language())
    change = now.change or (DEFAULT_CHANGE if DEFAULT_CHANGE in known else next(iter(known)))
    days = now.days or DEFAULT_DAYS
    left, right = st.columns([3, 1])
    with left, addressbar.filled("change", change):
        st.selectbox(
            say("escalation.change"),
            list(known),
            format_func=lambda key: f"{day_text(known[key][0], language())} · {known[key][1]}",
            key="change",
            on_change=addressbar.take,
            args=("change", "change"),
        )
    with right, addressbar.filled("days", str(days)):
        st.selectbox(
            say("escalation.days"),
            state.DAYS,
            format_func=lambda days: say("escalation.days_option", days=days),
            key="days",
            on_change=addressbar.take,
            args=("days", "days"),
        )
    table = before_after_table(selection, known[change][0], days, language())
    st.dataframe(headed(table), hide_index=True, placeholder="")
    st.caption(say("escalation.before_note"))
