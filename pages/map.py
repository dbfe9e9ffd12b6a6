"""The map page: map, the picked event, timeline, the table of the same rows."""

import streamlit as st

from pages._ui import card, mapview, state, table, timeline
from pages._ui.words import plain, say

now = state.read()
selection = now.atlas.selection(now.wanted)

with st.container(key="atlas-sentence"):
    st.markdown(f"**{plain(selection.text)}**")
with st.container(key="atlas-pair"):
    left, right = st.columns([3, 1], gap="small")
with left:
    mapview.show(now)
with right:
    if now.event:
        card.show(now.atlas, now.event)
st.caption(say("map.hint"))

if selection.count:
    timeline.show(now, selection)
    table.show(now, selection)
else:
    st.info(say("map.empty"))
