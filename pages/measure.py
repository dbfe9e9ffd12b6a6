"""The measure page: distances from points, events or places; paths; distributions; the method."""

import streamlit as st

from geo.atlas.points import find_points
from geo.lines import measure
from geo.words.distances import distance_text
from geo.words.harmless import plain
from geo.words.table import say
from pages._ui import addressbar, distance_table, state
from pages._ui.charts import distances

DEFAULT_TARGET = "mdl"

now = state.current()
atlas = now.atlas

st.subheader(say("measure.heading"))
st.caption(say("measure.intro"))

with addressbar.filled("points", "\n".join(state.points_as_typed(now.points))):
    st.text_area(
        say("measure.points"),
        key="points",
        placeholder=say("measure.points_hint"),
        height=96,
        on_change=addressbar.take,
        args=("point", "points", state.points_from_typed),
    )
points, problems = find_points(atlas, now.points)
if problems:
    st.warning("\n".join([say("measure.bad"), "", *(f"- {plain(str(problem))}" for problem in problems)]))

for at, point in enumerate(points):
    distance_table.show(atlas, point, key=f"measured-{at}")
if len(points) > 1:
    length_m = measure.path_length_m([(point.lon, point.lat) for point in points])
    st.metric(say("measure.path", count=len(points)), distance_text(length_m, None))

st.divider()
target = st.selectbox(
    say("measure.target"),
    list(atlas.boundary_ids),
    index=atlas.boundary_ids.index(now.target or DEFAULT_TARGET),
    format_func=atlas.boundary_names.get,
    key="target",
    on_change=addressbar.take,
    args=("target", "target"),
)
distances.show(atlas.selection(now.wanted), target)

st.markdown(f"**{say('measure.method')}**")
st.markdown(plain(measure.METHOD))
