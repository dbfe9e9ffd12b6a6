"""The sources page: where each line and event comes from, how good it is, what it cannot tell, what changed."""

import narwhals as nw
import pandas as pd
import streamlit as st

from geo.catalogue import provenance, reports
from geo.catalogue.sources import alone_counts, cited_sources, publisher_counts, reports_table
from geo.lines.places import kinds, load_places
from geo.words.harmless import plain
from geo.words.table import limits
from pages._ui import checks, state
from pages._ui.columns import headed, spoken
from pages._ui.words import language, say

LISTED_MOST = 20_000
"""More reports than this are not sent to a browser as one table."""
PLACE_COLUMNS = ["kind", "error_m", "licence", "source", "derivation"]
LINE_COLUMNS = ["name", "status", "accuracy_m", "source", "licence", "valid_from", "valid_to", "note"]

now = state.current()
atlas = now.atlas
speech = language()

st.title(say("sources.heading"))
st.caption(f"{say('sources.intro')} {say('sources.originals')}")

st.markdown(f"## {say('sources.lines')}")
lines = spoken(atlas.boundaries, "name", "source", "note")
lines = lines.assign(status=[say(f"status.{status}") for status in lines["status"]])
st.dataframe(
    headed(pd.DataFrame(lines[LINE_COLUMNS])),
    hide_index=True,
    placeholder="",
    column_config={say("column.accuracy_m"): st.column_config.NumberColumn(format="%.0f")},
)

st.markdown(f"## {say('sources.places')}")
places = load_places()
st.caption(say("sources.places_note", count=len(places)))
labels = {kind: word["label_ko" if speech == "ko" else "label"] for kind, word in kinds().items()}
sources = places["source_title_ko"].fillna(places["source_title"])
places = places.assign(source=places["source_title"], source_ko=sources, kind=places["kind"].map(labels))
names = ["name_ko", "name"] if speech == "ko" else ["name", "name_ko"]
shown = spoken(places, "derivation", "source")[names + PLACE_COLUMNS]
st.dataframe(headed(pd.DataFrame(shown)), hide_index=True, placeholder="")

st.markdown(f"## {say('sources.events')}")
cited = atlas.table.tally(None, {"sources": nw.col("sources")})
cited["sources"] = cited["sources"].map(reports.from_text)
publishers = publisher_counts(cited)
counted = {"sources": len(cited_sources(cited)), "publishers": len(publishers)}
st.caption(say("sources.events_note", count=atlas.total, **counted))
st.dataframe(headed(publishers.head(10).rename_axis("publisher").reset_index(name="events")), hide_index=True)
checks.show(atlas)
resting = alone_counts(cited)
st.caption(say("sources.alone", **{one: resting[one] for one in ("report", "publisher", "voice", "several")}))
listed = reports_table(cited)
st.markdown(f"**{say('sources.reports', count=len(listed))}**")
if len(listed) > LISTED_MOST:
    st.caption(say("sources.reports_many"))
else:
    listed = listed.rename(columns={"published": "day"})
    for field in ("role", "language", "voice"):
        listed[field] = listed[field].map(reports.labels(field, speech))
    address = st.column_config.LinkColumn()
    st.dataframe(headed(listed), hide_index=True, placeholder="", column_config={say("column.url"): address})

st.markdown(f"## {say('sources.files')}")
st.dataframe(headed(pd.DataFrame(provenance.files(speech))), hide_index=True, placeholder="")

st.markdown(f"## {say('sources.method')}")
st.markdown(plain(say("method.distances")))

st.markdown(f"## {say('sources.limits')}")
st.markdown(limits(speech))

with st.expander(say("sources.changes")):
    st.dataframe(headed(pd.DataFrame(provenance.versions(speech))), hide_index=True, placeholder="")
    st.markdown(say("sources.program_changes") + (provenance.changelog() if speech == "en" else ""))
