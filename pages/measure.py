"""The measure page: distances from points, events or places; paths; distributions; the method."""

import altair as alt
import pandas as pd
import streamlit as st

from geo import measure, schema, style
from pages._ui import state
from pages._ui.words import plain, say

DEFAULT_TARGET = "mdl"
# Events farther from the target than this (abroad, most of them) would flatten the distribution.
FAR_KM = 500


def nearest_first(row: dict) -> tuple[int, float]:
    """Sort the distances that most readers want first, the others by length."""
    known = (
        style.MEASURED_FIRST.index(row["to"])
        if row["to"] in style.MEASURED_FIRST
        else len(style.MEASURED_FIRST)
    )
    return known, row["distance_m"]


now = state.read()
atlas = now.atlas

st.subheader(say("measure.heading"))
st.caption(say("measure.intro"))

st.session_state["points"] = "\n".join(state.points_as_typed(now.points))
st.text_area(
    say("measure.points"),
    key="points",
    placeholder=say("measure.points_hint"),
    height=96,
    on_change=lambda: state.write_own("point", state.points_from_typed(st.session_state["points"])),
)
found, problems = atlas.find_points(now.points)
if problems:
    st.warning("\n".join([say("measure.bad"), "", *(f"- {plain(str(problem))}" for problem in problems)]))

for at, point in enumerate(found):
    measured = atlas.measure(point.lon, point.lat, point.error_m)
    st.markdown(f"**{plain(say('measure.from', name=point.name))}**")
    if measured["side"]:
        st.caption(say("measure.side", side=measured["side"]))
    st.dataframe(
        pd.DataFrame(
            {
                say("measure.table_name"): row["name"],
                say("measure.table_distance"): row["text"],
                say("measure.table_azimuth"): None
                if row["azimuth_deg"] is None
                else f"{row['azimuth_deg']:.0f}°",
                say("measure.table_nearest"): f"{row['nearest'][1]:.4f}, {row['nearest'][0]:.4f}",
            }
            for row in sorted(measured["distances"], key=nearest_first)
        ),
        hide_index=True,
        placeholder="",
        key=f"measured-{at}",
    )
if len(found) > 1:
    length_m = measure.path_length_m([(point.lon, point.lat) for point in found])
    st.metric(say("measure.path", count=len(found)), measure.distance_text(length_m, None))

st.divider()
target = st.selectbox(
    say("measure.target"),
    list(atlas.boundary_ids),
    index=atlas.boundary_ids.index(now.target or DEFAULT_TARGET),
    format_func=atlas.boundary_names.get,
    key="target",
    on_change=lambda: state.write_own("target", [st.session_state["target"]]),
)
selection = atlas.selection(now.wanted)
distance_km = atlas.distance_m.loc[selection.rows.index, target] / 1000
rows = pd.DataFrame(
    {
        "km": distance_km,
        "category": selection.rows["category"].map(lambda value: schema.label("category", value)),
    }
).dropna()
st.markdown(f"**{plain(say('measure.distribution', name=atlas.boundary_names[target]))}**")
far = int((rows["km"] > FAR_KM).sum())
st.caption(
    say(
        "measure.distribution_note",
        count=f"{selection.count:,}",
        measured=f"{len(rows):,}",
        far=far,
        far_km=FAR_KM,
    )
)
rows = rows[rows["km"] <= FAR_KM]
if len(rows):
    colors = style.category_colors(st.context.theme.type == "dark")
    scale = alt.Scale(
        domain=[schema.label("category", category) for category in colors], range=list(colors.values())
    )
    chart = (
        alt.Chart(rows, height=240)
        .mark_bar()
        .encode(
            x=alt.X("km:Q", bin=alt.Bin(maxbins=40), title="km"),
            y=alt.Y("count():Q", title=None),
            color=alt.Color(
                "category:N", scale=scale, title=None, legend=alt.Legend(orient="bottom", columns=4)
            ),
            tooltip=[alt.Tooltip("km:Q", bin=alt.Bin(maxbins=40)), "category:N", "count():Q"],
        )
    )
    st.altair_chart(chart, alt=say("measure.distribution", name=atlas.boundary_names[target]))

st.markdown(f"**{say('measure.method')}**")
st.markdown(plain(measure.METHOD))
