"""How far the filtered events lie from one line or place, by category."""

from __future__ import annotations

import altair as alt
import streamlit as st

from geo.atlas.distribution import FAR_KM, distribution
from geo.atlas.kept import kept_with_atlas
from geo.atlas.selection import Selection
from geo.words.harmless import plain
from geo.words.table import say
from pages._ui.charts.scales import category_scale
from pages._ui.charts.specs import KEPT, Spec, spec_of
from pages._ui.columns import tooltip


def show(selection: Selection, target: str) -> None:
    """Draw the distribution of the distances to a boundary, and say how many events are in it."""
    title = say("measure.distribution", name=selection.atlas.boundary_names[target])
    distances = distribution(selection, target)
    st.markdown(f"**{plain(title)}**")
    st.caption(
        say(
            "measure.distribution_note",
            count=selection.count,
            measured=distances.measured,
            far=distances.far,
            far_km=FAR_KM,
        )
    )
    if distances.bins.empty:
        return
    dark = st.context.theme.type == "dark"
    st.vega_lite_chart(spec=dict(distances_spec(selection, target, dark)), alt=title)


@kept_with_atlas(KEPT)
def distances_spec(selection: Selection, target: str, dark: bool) -> Spec:
    """Return bars of the events in each range of distances to a boundary, by category."""
    scale = category_scale(dark)
    legend = alt.Legend(orient="bottom", columns=4)
    chart = (
        alt.Chart(distribution(selection, target).bins, height=240)
        .mark_bar()
        .encode(
            x=alt.X("from_km:Q", bin="binned", title=say("column.km")),
            x2="to_km:Q",
            y=alt.Y("count:Q", title=None),
            color=alt.Color("category:N", scale=scale, title=None, legend=legend),
            tooltip=tooltip("from_km:Q", "to_km:Q", "category:N", "count:Q"),
        )
    )
    return spec_of(chart)
