"""The data page: the table, every format, lines for scripts, the codebook, the reader's own file."""

import tempfile
from pathlib import Path

import pandas as pd
import streamlit as st

from geo import export, schema
from geo.atlas import read_atlas
from geo.errors import DataError
from pages._ui import card, state, table
from pages._ui.words import say

UPLOAD_LIMIT_MB = 5
PROBLEMS_SHOWN = 200

now = state.read()
selection = now.atlas.selection(now.wanted)
origin = state.origin()
query = now.wanted.to_query()

st.subheader(say("data.heading"))
st.caption(say("data.intro"))

if selection.count:
    table.show(now, selection, with_place=True)
    if now.event:
        card.show(now.atlas, now.event)
else:
    st.info(say("map.empty"))
st.markdown(f"**{say('data.cite')}**")
st.code(selection.metadata(origin).citation, language=None, wrap_lines=True)

st.markdown(f"**{say('data.api')}**")
st.caption(say("data.api_note"))
address = f"{origin}/api/events.geojson" + (f"?{query}" if query else "")
shell, python, r = st.tabs(["curl", "Python", "R"])
shell.code(f"curl -o events.geojson '{address}'", language="bash", wrap_lines=True)
python.code(
    f"import geopandas\n\nevents = geopandas.read_file({address!r})", language="python", wrap_lines=True
)
r.code(f'library(sf)\n\nevents <- st_read("{address}")', language="r", wrap_lines=True)

with st.expander(say("data.bring")):
    st.caption(say("data.bring_note"))
    upload = st.file_uploader(
        say("data.bring_label"), type="csv", key="own-file", max_upload_size=UPLOAD_LIMIT_MB
    )
    if upload:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "upload.csv"
            path.write_bytes(upload.getvalue())
            try:
                own = read_atlas(path).selection(now.wanted)
            except DataError as error:
                st.error(say("data.bring_bad", count=len(error.problems)))
                st.dataframe(
                    pd.DataFrame(problem.as_dict() for problem in error.problems[:PROBLEMS_SHOWN]),
                    hide_index=True,
                )
            else:
                st.success(say("data.bring_good", count=f"{own.total:,}"))
                st.download_button(
                    say("data.bring_download"),
                    lambda: export.geojson(own.rows_with_urls(origin), own.metadata(origin)),
                    file_name="own-events.geojson",
                    mime="application/geo+json",
                    on_click="ignore",
                )

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
        for field in (*schema.fields().values(), *export.DERIVED)
    ),
    hide_index=True,
    placeholder="",
)
