"""The map page: map, the picked event, timeline, the table of the same rows.

What is below the map comes with the second run, for which the map asks when it is drawn: its scripts are the largest.
"""

import streamlit as st

from geo.words.harmless import plain
from pages._ui import card, mapview, nothing, state, table
from pages._ui.charts import strip, timeline
from pages._ui.measure import link
from pages._ui.words import language, say

now = state.current()
selection = now.atlas.selection(now.wanted)

with st.container(key="atlas-sentence"):
    st.markdown(f"**{plain(selection.sentence(language()))}**")
with st.container(key="atlas-pair"):
    left, right = st.columns([3, 1], gap="small")
with left:
    mapview.show(now)
with right:
    if now.event:
        card.show(now.atlas, now.event)
st.caption(say("map_page.hint"))
link.show(now)

if not selection.count:
    nothing.show(selection)
elif st.session_state.get("drawn"):
    timeline.show(now, selection)
    strip.show(now, selection)
    table.show(now, selection)
st.session_state["drawn"] = True
