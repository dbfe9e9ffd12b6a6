"""Everything that the escalation page draws, as tables and by address."""

from __future__ import annotations

from datetime import date

import streamlit as st

from geo.escalation.as_of import spans_table, standings_table
from geo.escalation.chains import Answers
from geo.escalation.chains_document import links_table, pairs_table
from geo.escalation.metadata import as_of_metadata, chains_metadata
from geo.formats.csv import table_csv
from geo.query.urls import own_url
from pages._ui import state
from pages._ui.escalation import drawn
from pages._ui.words import say


def show(now: state.State, answers: Answers, day: date) -> None:
    """Draw the buttons; what they give is made when one is clicked."""
    drawn.show(now, answers)
    st.caption(say("escalation.tables"))
    selection, origin = answers.selection, state.origin()
    of_chains = chains_metadata(selection, origin)
    of_day = as_of_metadata(selection.atlas, day, origin)
    tables = {
        "links": (lambda: links_table(answers), of_chains),
        "pairs": (lambda: pairs_table(answers), of_chains),
        "spans": (spans_table, of_day),
        "asof": (lambda: standings_table(day), of_day),
    }
    row = st.container(horizontal=True)
    for name, (make, metadata) in tables.items():
        row.download_button(
            say(f"escalation.download_{name}"),
            lambda make=make, metadata=metadata: table_csv(make(), metadata),
            file_name=f"mdl-atlas_{name}_{selection.atlas.data_version}.csv",
            mime="text/csv",
            key=f"take-{name}",
            on_click="ignore",
            icon=":material/download:",
        )
    row.link_button(say("escalation.route_chains"), own_url("/api/chains.json", selection.wanted.to_pairs()))
    row.link_button(say("escalation.route_asof"), own_url("/api/as-of.json", [("date", str(day))]))
