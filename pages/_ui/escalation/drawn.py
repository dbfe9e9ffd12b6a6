"""The chain shown, and all chains of the filter, as pictures and slides for a briefing."""

from __future__ import annotations

import streamlit as st

from geo.escalation.chains import Answers
from geo.escalation.told import file_name
from geo.formats.formats import DRAWN
from geo.look.view import LANGUAGES
from geo.paper import workers
from geo.words.table import say
from pages._ui import addressbar, state


def show(now: state.State, answers: Answers) -> None:
    """Draw the buttons; a file is made when its button is clicked."""
    if not answers.chains:
        return
    with addressbar.filled("chain-lang", now.view.lang):
        st.segmented_control(
            say("briefing.language"),
            LANGUAGES,
            format_func=lambda name: say(f"briefing.lang_{name}"),
            key="chain-lang",
            required=True,
            on_change=_speak,
        )
    shown = answers.chain_through(now.chain) if now.chain else None
    _row(now, answers, say("escalation.drawn_chain"), now.chain if shown else answers.chains[0].id)
    if len(answers.chains) > 1:
        _row(now, answers, say("escalation.drawn_all", count=len(answers.chains)), None)


def _row(now: state.State, answers: Answers, words: str, chain: str | None) -> None:
    st.caption(words)
    row = st.container(horizontal=True)
    for form in DRAWN:
        row.download_button(
            say(f"briefing.{form.extension}"),
            lambda form=form: _make(now, form.extension, chain),
            file_name=file_name(answers.selection, chain, form.extension),
            mime=form.media_type,
            key=f"take-chain-{form.extension}" if chain else f"take-chains-{form.extension}",
            on_click="ignore",
            icon=":material/download:",
        )


def _make(now: state.State, form: str, chain: str | None) -> bytes:
    with st.spinner(say("briefing.making", name=say(f"briefing.{form}"))):
        job = workers.Job(
            form, now.atlas.source, now.wanted, now.view, state.origin(), subject="chains", chain=chain
        )
        return workers.order(job).result()


def _speak() -> None:
    """Set the language of pictures and slides in the address."""
    others = [pair for pair in state.read().view.to_pairs() if pair[0] != "lang"]
    language = st.session_state["chain-lang"]
    addressbar.write_view([*others, *([("lang", language)] if language != LANGUAGES[0] else [])])
