"""What only the reader can tell of a file: which column is what, and how an ambiguous form is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from geo.brought.findings import Question
from geo.brought.layouts import POSITION
from geo.brought.reading import Brought, Choices
from geo.words.harmless import plain
from pages._ui.words import say

FIELDS = (
    *("date", "end_date", "title", "summary", "place", "lat", "lon", POSITION, "id"),
    *("type", "category", "initiator", "deaths", "injured", "source_title", "source_publisher", "source_url"),
)
"""What a column of a foreign table may be, the most needed first."""
COLUMNS = 3
ROWS_SHOWN = 3

Chosen = Callable[..., None]


def columns(read: Brought, choices: Choices, chosen: Chosen) -> None:
    """Let the reader say which column is what, begun by what the names propose."""
    st.markdown(f"**{say('brought.map_columns')}**")
    st.caption(say("brought.map_note"))
    rows = zip(read.table.rows(), range(ROWS_SHOWN), strict=False)
    first = [dict(zip(read.table.header, cells, strict=False)) for (_, cells), _ in rows]
    st.dataframe(pd.DataFrame(first, dtype=str), hide_index=True)
    start = dict(choices.columns) if choices.columns is not None else read.proposal
    names = [name for name in read.table.header if name]
    with st.form("brought-columns", border=False):
        places = st.columns(COLUMNS)
        picked = {
            field: places[at % COLUMNS].selectbox(
                say(f"brought.field_{field}"),
                names,
                index=names.index(start[field]) if start.get(field) in names else None,
                placeholder=say("brought.map_none"),
                key=f"brought-field-{field}",
            )
            for at, field in enumerate(FIELDS)
        }
        if st.form_submit_button(say("brought.map_use"), type="primary"):
            chosen(columns=tuple((field, name) for field, name in picked.items() if name))
            st.rerun()


def questions(read: Brought, choices: Choices, chosen: Chosen) -> None:
    """Let the reader say what is ambiguous."""
    for question in read.questions:
        words = say(f"brought.question_{question.kind}", count=question.count, example=question.example)
        if question.kind == "encoding":
            _select(question, words, question.example, lambda codec: chosen(encoding=codec))
        elif question.kind == "precision":
            _radio(question, words, choices.precision, lambda precision: chosen(precision=precision))
        elif question.kind == "swap":
            now = "yes" if choices.swap else None
            _radio(question, words, now, lambda answer: chosen(swap=answer == "yes"))
        else:
            _radio(question, words, choices.dates, lambda order: chosen(dates=order))


def _radio(question: Question, words: str, now: str | None, take: Chosen) -> None:
    key = f"brought-{question.kind}"
    answers = {option: _answer(f"{question.kind}_{option}") for option in question.options}
    st.radio(
        plain(words),
        question.options,
        index=question.options.index(now) if now in question.options else None,
        format_func=answers.get,
        key=key,
        horizontal=True,
        on_change=partial(_taken, key, take),
    )


def _answer(name: str) -> str:
    return say(f"brought.answer_{name}")


def _select(question: Question, words: str, now: str, take: Chosen) -> None:
    key = f"brought-{question.kind}"
    options: Sequence[str] = tuple(dict.fromkeys((*question.options, now)))
    st.selectbox(
        plain(words), options, index=options.index(now), key=key, on_change=partial(_taken, key, take)
    )


def _taken(key: str, take: Chosen) -> None:
    if st.session_state[key] is not None:
        take(st.session_state[key])
