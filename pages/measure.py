"""The measure page: points on a map, their path, distances from them, a ring; distributions; the method."""

import streamlit as st

from geo.atlas.measurement import read_measurement
from geo.words.harmless import plain
from pages._ui import state
from pages._ui.charts import distances
from pages._ui.measure import controls, pointsmap, results
from pages._ui.words import say

now = state.current()
selection = now.atlas.selection(now.wanted)
measurement, problems = read_measurement(selection, now.measured)

st.title(say("measure.heading"))
st.caption(say("measure.intro"))
with st.container(key="atlas-measure"):
    left, right = st.columns([5, 3], gap="small")
with left:
    pointsmap.show(now, measurement)
with right:
    controls.show(now, measurement, problems)
    results.download(now, measurement)

results.path(measurement)
results.ring(measurement)
results.distances(measurement)

st.divider()
for target in measurement.targets:
    distances.show(selection, target)

st.markdown(f"**{say('measure.method')}**")
st.markdown(plain(say("method.distances")))
