"""The few numbers of the chains of a selection."""

from __future__ import annotations

import streamlit as st

from geo.escalation.chains import Answers
from geo.escalation.chains_document import summary
from geo.escalation.guards import FEWEST_FOR_MEDIAN
from geo.words.numbers import days_text
from pages._ui.words import language, say


def show(answers: Answers, parties: tuple[str, ...]) -> None:
    """Write the numbers, with the days to an answer to each of the parties, or that there are too few."""
    figures = summary(answers)
    longest = figures["longest"]
    if len(answers.links) < FEWEST_FOR_MEDIAN:
        st.info(say("escalation.too_few", count=answers.selection.count, links=len(answers.links)))
    with st.container(key="atlas-figures"):
        boxes = [column.container(border=True, height="stretch") for column in st.columns(2 + len(parties))]
    boxes[0].metric(say("escalation.chains"), f"{figures['chains']:,}")
    boxes[0].caption(say("escalation.chains_note", links=figures["links"], events=figures["events"]))
    boxes[1].metric(say("escalation.longest"), longest["links"] if longest else "–")
    boxes[1].caption(say("escalation.longest_note"))
    for box, party in zip(boxes[2:], parties, strict=True):
        answered = figures["answered"][party]
        box.metric(say(f"escalation.answered_{party}"), days_text(answered["median_days"], language()))
        box.caption(say("escalation.answered_note", **answered))
