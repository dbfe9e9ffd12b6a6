"""The sources page: where each line and event comes from, how good it is, what it cannot tell, what changed."""

from pathlib import Path

import narwhals as nw
import pandas as pd
import streamlit as st

from geo.catalogue import provenance, reports
from geo.catalogue.sources import alone_counts, cited_sources, publisher_counts, reports_table
from geo.lines.places import kinds, load_places
from geo.words.harmless import plain
from pages._ui import state
from pages._ui.columns import headed
from pages._ui.words import language, say

LISTED_MOST = 20_000
"""More reports than this are not sent to a browser as one table."""
PLACE_COLUMNS = ["name", "name_ko", "kind", "error_m", "licence", "source", "derivation"]
LINE_COLUMNS = ["name", "status", "accuracy_m", "source", "licence", "valid_from", "valid_to", "note"]

now = state.current()
atlas = now.atlas

st.title(say("sources.heading"))
st.caption(say("sources.intro"))

st.markdown(f"## {say('sources.lines')}")
lines = atlas.boundaries
st.dataframe(
    headed(pd.DataFrame(lines[LINE_COLUMNS])),
    hide_index=True,
    placeholder="",
    column_config={say("column.accuracy_m"): st.column_config.NumberColumn(format="%.0f")},
)

st.markdown(f"## {say('sources.places')}")
places = load_places()
st.caption(say("sources.places_note", count=len(places)))
labels = {kind: word["label_ko" if language() == "ko" else "label"] for kind, word in kinds().items()}
named = places.assign(kind=places["kind"].map(labels), source=places["source_title"])
st.dataframe(headed(pd.DataFrame(named[PLACE_COLUMNS])), hide_index=True, placeholder="")

st.markdown(f"## {say('sources.events')}")
cited = atlas.table.tally(None, {"sources": nw.col("sources")})
cited["sources"] = cited["sources"].map(reports.from_text)
publishers = publisher_counts(cited)
counted = {"sources": len(cited_sources(cited)), "publishers": len(publishers)}
st.caption(say("sources.events_note", count=atlas.total, **counted))
most_cited = publishers.head(10).rename_axis("publisher").reset_index(name="events")
st.dataframe(headed(most_cited), hide_index=True)
resting = alone_counts(cited)
st.caption(say("sources.alone", **{one: resting[one] for one in ("report", "publisher", "voice", "several")}))
told = reports_table(cited)
st.markdown(f"**{say('sources.reports', count=len(told))}**")
if len(told) > LISTED_MOST:
    st.caption(say("sources.reports_many"))
else:
    told = told.rename(columns={"published": "day"})
    for field in ("role", "language", "voice"):
        told[field] = told[field].map(reports.labels(field, language()))
    address = st.column_config.LinkColumn()
    st.dataframe(headed(told), hide_index=True, placeholder="", column_config={say("column.url"): address})

st.markdown(f"## {say('sources.files')}")
st.dataframe(headed(pd.DataFrame(provenance.files())), hide_index=True, placeholder="")

st.markdown(f"## {say('sources.method')}")
st.markdown(plain(say("method.distances")))

st.markdown(f"## {say('sources.limits')}")
st.markdown((Path(__file__).parent / "_ui" / "limits.en.md").read_text(encoding="utf-8"))

with st.expander(say("sources.changes")):
    st.markdown(provenance.changelog())
