"""How much of the catalogue somebody has read against its reports."""

from __future__ import annotations

from datetime import date

import narwhals as nw
import streamlit as st

from geo.atlas.atlas import Atlas
from geo.catalogue import codebook
from geo.catalogue.checked import STATES, state_text, states_by_grade
from geo.query.urls import language_pairs
from geo.words.dates import day_text
from pages._ui.words import language, say

_COLUMNS = ("confidence", "checked", "checked_against")


def show(atlas: Atlas) -> None:
    """Tell how many events were read, by grade, and lead to those that could not be confirmed."""
    rows = atlas.table.tally(None, {name: nw.col(name) for name in _COLUMNS})
    by_grade, last = states_by_grade(rows), rows["checked"].dropna().max()
    counts = {state: int(by_grade[state].sum()) for state in STATES}
    if counts["no"] == atlas.total:
        st.caption(say("sources.checked_none", count=atlas.total))
        return
    day = day_text(date.fromisoformat(last), language())
    st.caption(
        f"{say('sources.checked', count=atlas.total, day=day, **counts)} {say('sources.checked_of_grade')}"
    )
    words = codebook.vocabulary("confidence")
    by_grade = by_grade.rename(
        index=lambda grade: codebook.label_of(words[grade], language()),
        columns=lambda state: state_text(state, language()),
    )
    st.dataframe(by_grade.rename_axis(say("column.confidence")))
    if counts["unconfirmed"]:
        st.page_link(
            "map.py",
            label=say("sources.unconfirmed", count=counts["unconfirmed"]),
            query_params=[("checked", "unconfirmed"), *language_pairs(language())],
        )
