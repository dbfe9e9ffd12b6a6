"""The data page: the table, every format, lines for scripts, the codebook, the reader's own file."""

import pandas as pd
import streamlit as st

from geo.atlas.fields import DERIVED
from geo.catalogue import codebook
from geo.formats.formats import FORMATS
from geo.words.table import say
from pages._ui import card, state, table
from pages._ui.brought import own_file

now = state.current()
selection = now.atlas.selection(now.wanted)
origin = state.origin()

st.subheader(say("data.heading"))
st.caption(say("data.intro"))

if selection.count:
    table.show(now, selection, with_place=True)
    if now.event:
        card.show(now.atlas, now.event)
else:
    st.info(say("map_page.empty"))
st.markdown(f"**{say('data.cite')}**")
st.code(selection.metadata(origin).citation, language=None, wrap_lines=True)

st.markdown(f"**{say('data.api')}**")
st.caption(say("data.api_note"))
address = selection.permalink(origin, FORMATS["geojson"].path)
shell, python, r = st.tabs(["curl", "Python", "R"])
shell.code(f"curl -o events.geojson '{address}'", language="bash", wrap_lines=True)
python.code(
    f"import geopandas\n\nevents = geopandas.read_file({address!r})", language="python", wrap_lines=True
)
r.code(f'library(sf)\n\nevents <- st_read("{address}")', language="r", wrap_lines=True)

with st.expander(say("data.bring"), expanded=own_file.is_there()):
    own_file.show(now)

st.markdown(f"**{say('data.codebook')}**")
st.dataframe(
    pd.DataFrame(
        {
            say("data.field"): field.name,
            say("data.kind"): field.type,
            say("data.unit"): field.unit,
            say("data.meaning"): field.description,
            say("data.values"): ", ".join(getattr(field, "values", ())),
        }
        for field in (*codebook.fields().values(), *DERIVED)
    ),
    hide_index=True,
    placeholder="",
)
