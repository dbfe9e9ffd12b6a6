"""How much of the catalogue somebody has read against its reports, and what audits found."""

from __future__ import annotations

from datetime import date

import narwhals as nw
import pandas as pd
import streamlit as st

from geo.atlas.atlas import Atlas
from geo.catalogue import codebook
from geo.catalogue.audits import audits
from geo.catalogue.checked import STATES, state_text, states_by_grade
from geo.query.urls import language_pairs
from geo.words.dates import day_text
from pages._ui.columns import headed
from pages._ui.words import language, say

_COLUMNS = ("confidence", "checked", "checked_against")


def show(atlas: Atlas) -> None:
    """Tell how much was read, and how much of it was wrong."""
    _read(atlas)
    _audits()


def _read(atlas: Atlas) -> None:
    """Tell how many events were read, by grade, and lead to those that could not be confirmed."""
    rows = atlas.table.tally(None, {name: nw.col(name) for name in _COLUMNS})
    by_grade, last = states_by_grade(rows), rows["checked"].dropna().max()
    counts = {state: int(by_grade[state].sum()) for state in STATES}
    if counts["no"] == atlas.total:
        st.caption(say("sources.checked_none", count=atlas.total))
        return
    day = day_text(date.fromisoformat(last), language())
    told = "sources.checked" if counts["no"] else "sources.checked_all"
    st.caption(f"{say(told, count=atlas.total, day=day, **counts)} {say('sources.checked_of_grade')}")
    words = codebook.vocabulary("confidence")
    # What has no row needs no column.
    by_grade = by_grade.loc[:, by_grade.any()].rename(
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


def _audits() -> None:
    """Tell how samples were drawn and judged, and list what each found, the latest first."""
    st.markdown(f"**{say('sources.audits')}**")
    st.caption(say("sources.audits_method"))
    listed = [
        {
            "day": one.day.isoformat(),
            "drawn_from": one.of_ko if language() == "ko" else one.of,
            "seed": one.seed,
            "events": one.events,
            "judged": one.fields,
            "wrong": one.wrong,
            "missing": one.missing,
            "wrong_percent": round(one.rate_percent, 1),
        }
        for one in reversed(audits())
    ]
    percent = {say("column.wrong_percent"): st.column_config.NumberColumn(format="%.1f")}
    rows = headed(pd.DataFrame(listed).convert_dtypes())
    st.dataframe(rows, hide_index=True, placeholder="", column_config=percent)
