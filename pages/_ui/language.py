"""The switch between the languages, in the head of every page; what is chosen stands in the address."""

from __future__ import annotations

import streamlit as st

from geo.look.view import LANGUAGES
from geo.words.table import say
from pages._ui import addressbar, words

SWITCH = "language-switch"


def show() -> None:
    """Draw the switch; each language is named in itself."""
    with st.container(key="atlas-language"), addressbar.filled(SWITCH, words.language()):
        st.segmented_control(
            words.say("briefing.language"),
            LANGUAGES,
            format_func=lambda name: say(f"briefing.lang_{name}", name),
            key=SWITCH,
            label_visibility="collapsed",
            required=True,
            on_change=_speak,
        )


def _speak() -> None:
    """Set the language of everything in the address, also one that would be its default: it was chosen."""
    if addressbar.by_reader(SWITCH):
        language = st.session_state[SWITCH]
        st.session_state[words.CHOSEN] = language
        addressbar.write_own(words.KEY, [language])
