"""The sources page: where each line and event comes from, how good it is, what it cannot tell, what changed."""

from pathlib import Path

import pandas as pd
import streamlit as st

from geo import measure, provenance
from pages._ui import state
from pages._ui.words import plain, say

now = state.read()
atlas = now.atlas

st.subheader(say("sources.heading"))
st.caption(say("sources.intro"))

st.markdown(f"#### {say('sources.lines')}")
lines = atlas.boundaries
st.dataframe(
    pd.DataFrame(
        lines[["name", "status", "accuracy_m", "source", "licence", "valid_from", "valid_to", "note"]]
    ),
    hide_index=True,
    placeholder="",
    column_config={"accuracy_m": st.column_config.NumberColumn("accuracy, m", format="%.0f")},
)

st.markdown(f"#### {say('sources.events')}")
publishers = provenance.publishers(atlas.events)
st.caption(
    say(
        "sources.events_note",
        count=f"{len(atlas.events):,}",
        sources=f"{provenance.source_count(atlas.events):,}",
        publishers=f"{len(publishers):,}",
    )
)
st.dataframe(publishers.head(10).rename_axis("publisher").reset_index(name="events"), hide_index=True)

st.markdown(f"#### {say('sources.files')}")
st.dataframe(pd.DataFrame(provenance.files()), hide_index=True, placeholder="")

st.markdown(f"#### {say('sources.method')}")
st.markdown(plain(measure.METHOD))

st.markdown(f"#### {say('sources.limits')}")
st.markdown((Path(__file__).parent / "_ui" / "limits.en.md").read_text(encoding="utf-8"))

with st.expander(say("sources.changes")):
    st.markdown(provenance.changelog())
