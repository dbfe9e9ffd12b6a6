"""The chain shown, and all chains of the filter, as pictures and slides for a briefing."""

from __future__ import annotations

import streamlit as st

from geo.escalation.chains import Answers
from geo.escalation.told import file_name
from geo.formats.formats import DRAWN
from geo.paper import workers
from pages._ui import state
from pages._ui.words import say


def show(now: state.State, answers: Answers) -> None:
    """Draw the buttons; a file is made when its button is clicked."""
    if not answers.chains:
        return
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
