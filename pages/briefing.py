"""The briefing page: compose a view, see it, take it along in any form."""

import streamlit as st

from geo.look import extents
from pages._ui import state
from pages._ui.briefing import composer, outputs
from pages._ui.words import say

now = state.current()
selection = now.atlas.selection(now.wanted)

st.title(say("briefing.heading"))
st.caption(say("briefing.intro", count=selection.count))
left, right = st.columns([1, 2], gap="medium")
with left:
    composer.show(now, extents.of(selection))
with right:
    outputs.show_preview(now)
    outputs.show_files(now, selection)
    outputs.show_addresses(now)
