"""What the reader reads, in the language of the address; at first in that of the browser."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.catalogue import codebook
from geo.errors import Problem
from geo.look.view import LANGUAGES
from geo.query.urls import language_pairs
from geo.words import table
from geo.words.preferred import preferred

KEY = "lang"
"""The key of the address that chooses the language."""
CHOSEN = "language"
"""Where a session keeps the language that its address has told last."""


def language() -> str:
    """Return the reader's language, one of `geo.look.view.LANGUAGES`.

    It is what the address says, what it said last in this session, what the browser asks for, or English.
    """
    told = st.query_params.get(KEY, "").lower()
    if told in LANGUAGES:
        st.session_state[CHOSEN] = told
    return st.session_state.get(CHOSEN) or _of_browser()


def say(key: str, **values: Any) -> str:
    """Return the words of a key in the reader's language; see `geo.words.table.say`."""
    return table.say(key, language(), **values)


def label(field: str, value: str) -> str:
    """Return the reader's name of a word of the codebook."""
    return codebook.label(field, value, language())


def said() -> bool:
    """Tell whether the language was chosen, here or by an address, whatever the browser asks for."""
    language()
    return CHOSEN in st.session_state


def spoken() -> list[tuple[str, str]]:
    """Return what the address of a new tab, or one to take along, has to say, so that it goes on in this language."""
    return language_pairs(language(), said())


def problem_words(problem: Problem) -> str:
    """Return what is wrong, and what is wanted instead, in the reader's language."""
    return problem.said(language())


def _of_browser() -> str:
    # What the first answer to this browser went by, so that the page goes on as its first view began.
    return preferred(st.context.headers.get("Accept-Language") or st.context.locale or "")
