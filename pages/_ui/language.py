"""The language of pictures and slides that a page offers; it stands in the address."""

from __future__ import annotations

import streamlit as st

from geo.look.view import LANGUAGES
from geo.words.table import say
from pages._ui import addressbar, state


def show(now: state.State, key: str) -> None:
    """Draw the choice; ``key`` is that of its widget."""
    with addressbar.filled(key, now.view.lang):
        st.segmented_control(
            say("briefing.language"),
            LANGUAGES,
            format_func=lambda name: say(f"briefing.lang_{name}"),
            key=key,
            required=True,
            on_change=_speak,
            args=(key,),
        )


def _speak(key: str) -> None:
    """Set the language of pictures and slides in the address."""
    others = [pair for pair in state.read().view.to_pairs() if pair[0] != "lang"]
    language = st.session_state[key]
    addressbar.write_view([*others, *([("lang", language)] if language != LANGUAGES[0] else [])])
