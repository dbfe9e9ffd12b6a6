"""The escalation page: action and reaction over time and on the map, and what stood at the time."""

import streamlit as st

from geo.escalation import chains
from geo.words.harmless import plain
from pages._ui import state
from pages._ui.charts import pairs, timeaxis
from pages._ui.escalation import as_of, before_after, downloads, figures, steps
from pages._ui.words import say

PARTIES_COMPARED = ("dprk", "rok-allies")

now = state.current()
atlas = now.atlas
selection = now.atlas.selection(now.wanted)
answers = chains.answers_of(selection)
day = now.as_of or min(now.wanted.to_date or atlas.last_known, atlas.last_known)

st.title(say("escalation.heading"))
st.caption(say("escalation.intro"))
figures.show(answers, PARTIES_COMPARED)

st.markdown(f"## {say('escalation.axis')}")
if selection.count:
    shown = answers.chain_through(now.chain) if now.chain else None
    timeaxis.show(now, answers, shown)
    st.caption(say("escalation.axis_note"))
else:
    st.info(say("map_page.empty"))

st.markdown(f"## {say('escalation.chain')}")
steps.show(now, answers, day)

st.markdown(f"## {say('escalation.asof')}")
as_of.show(atlas, day)

st.markdown(f"## {say('escalation.pairs')}")
st.caption(say("escalation.pairs_note"))
pairs.show(answers, PARTIES_COMPARED)

st.markdown(f"## {say('escalation.before')}")
before_after.show(now, selection)

st.markdown(f"**{say('escalation.downloads')}**")
downloads.show(now, answers, day)

with st.expander(say("escalation.method")):
    st.markdown(plain(say("method.chains")))
    st.markdown(plain(say("method.standings")))
