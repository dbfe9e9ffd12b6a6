"""Which type answered which: shaded cells side by side for who answered, and the same as a table."""

from __future__ import annotations

import altair as alt
import streamlit as st

from geo.atlas.kept import kept_with_atlas
from geo.escalation import chains
from geo.escalation.chains_document import labelled_pairs
from geo.look import style
from geo.words.table import say
from pages._ui.charts.specs import KEPT, Spec, spec_of
from pages._ui.words import language

COLUMNS = ("who", "act", "answer", "count", "median", "counted")
"""Columns of the table."""
TOLD = ("act:N", "answer:N", "count:Q", "counted:Q", "median:N")
"""What a cell tells, with the type of each field."""


def show(answers: chains.Answers, parties: tuple[str, ...]) -> None:
    """Draw one matrix for each of the parties, keys of `geo.escalation.chains.PARTIES`, and the table of all."""
    speech = language()
    pairs = labelled_pairs(answers, speech)
    for column, party in zip(st.columns(len(parties)), parties, strict=True):
        title = say("escalation.pairs_of", speech, side=chains.party_name(party, speech))
        column.markdown(f"**{title}**")
        if party in set(pairs["party"]):
            dark = st.context.theme.type == "dark"
            column.vega_lite_chart(spec=dict(pairs_spec(answers, party, dark, speech)), alt=title)
        else:
            column.caption(say("escalation.pairs_none", speech))
    with st.expander(say("escalation.pairs_table", speech)):
        st.dataframe(
            pairs[list(COLUMNS)].rename(columns=lambda name: _name(name, speech)),
            hide_index=True,
            placeholder="",
        )


def _name(column: str, speech: str) -> str:
    return say(f"escalation.pairs_{column}", speech)


@kept_with_atlas(2 * KEPT)
def pairs_spec(answers: chains.Answers, party: str, dark: bool, speech: str) -> Spec:
    """Return counts of act (rows) and answer (columns) of one party as shaded cells with their numbers."""
    pairs = labelled_pairs(answers, speech)
    pairs = pairs[pairs["party"] == party]
    rows = pairs.assign(strong=pairs["count"] > pairs["count"].max() / 2)
    base = alt.Chart(rows, height=alt.Step(19)).encode(
        x=alt.X(
            "answer:N",
            title=None,
            axis=alt.Axis(labelAngle=-45, labelLimit=120, labelOverlap=False, orient="top"),
        ),
        y=alt.Y("act:N", title=None, axis=alt.Axis(labelLimit=130, labelOverlap=False)),
        tooltip=[alt.Tooltip(field, title=_name(field.partition(":")[0], speech)) for field in TOLD],
    )
    paper = style.BASEMAP["land"][dark]
    shade = alt.Scale(range=[paper, style.PARTIES[party][dark]], domainMin=0, interpolate="rgb")
    ink = alt.condition(
        "datum.strong",
        alt.value("#fff" if not dark else "#10151b"),
        alt.value("#444" if not dark else "#ddd"),
    )
    return spec_of(
        alt.layer(
            base.mark_rect(stroke="#8884").encode(color=alt.Color("count:Q", scale=shade, legend=None)),
            base.mark_text(fontSize=11).encode(text="count:Q", color=ink),
        )
    )
