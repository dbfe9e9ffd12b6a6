"""The data page: the table, every format, lines for scripts, the codebook, the reader's own file."""

import streamlit as st

from geo.formats.formats import FORMATS, WRITTEN
from geo.query.urls import own_url
from pages._ui import card, cite_links, codebook_tables, nothing, state, table
from pages._ui.brought import own_file
from pages._ui.words import say

now = state.current()
selection = now.atlas.selection(now.wanted)
origin = state.origin()

st.title(say("data.heading"))
st.caption(say("data.intro"))

if selection.count:
    table.show(now, selection, with_place=True)
    if now.event:
        card.show(now.atlas, now.event)
else:
    nothing.show(selection)
st.markdown(f"**{say('data.cite')}**")
st.code(cite_links.citation_of(selection), language=None, wrap_lines=True)
cite_links.show(now.wanted.to_pairs())
st.markdown(f"**{say('data.follow')}**")
cite_links.follow(now.wanted.to_pairs())

st.markdown(f"**{say('data.api')}**")
st.caption(say("data.api_note"))
address = selection.permalink(origin, FORMATS["geojson"].path)
# An address of ours has neither quotes nor $, ` or !: between double quotes every shell takes it as it is.
shell, windows, python, r = st.tabs(["curl", "PowerShell", "Python", "R"])
shell.code(f'curl -o events.geojson "{address}"', language="bash", wrap_lines=True)
windows.code(f'iwr -OutFile events.geojson "{address}"', language="powershell", wrap_lines=True)
python.code(
    f'import geopandas\n\nevents = geopandas.read_file("{address}")', language="python", wrap_lines=True
)
r.code(f'library(sf)\n\nevents <- st_read("{address}")', language="r", wrap_lines=True)
st.caption(say("data.join_note"))
st.code(f'curl -o places.geojson "{origin}/api/places.geojson"', language="bash", wrap_lines=True)

st.caption(say("data.forms"))
st.markdown(
    "\n".join(
        say(
            "data.form",
            name=say(f"downloads.{form.extension}"),
            address=own_url(form.path, selection.wanted.to_pairs()),
            use=say(f"downloads.{form.extension}_for"),
        )
        for form in WRITTEN
    )
)

with st.expander(say("data.bring"), expanded=own_file.is_there()):
    own_file.show(now)

codebook_tables.show()
