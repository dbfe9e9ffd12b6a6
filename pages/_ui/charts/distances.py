"""How far the filtered events lie from one line or place, by category."""

from __future__ import annotations

import altair as alt
import pandas as pd
import streamlit as st

from geo.atlas.distribution import FAR_KM, distribution
from geo.atlas.kept import kept_with_atlas
from geo.atlas.selection import Selection
from geo.catalogue import codebook
from geo.words.harmless import plain
from geo.words.table import say as words
from pages._ui.charts.scales import category_scale
from pages._ui.charts.specs import KEPT, Spec, spec_of
from pages._ui.columns import tooltip
from pages._ui.words import language, say


def show(selection: Selection, target: str) -> None:
    """Draw the distribution of the distances to a boundary, and say how many events are in it."""
    title = say("measure.distribution", name=selection.atlas.names(language())[target])
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
    st.vega_lite_chart(spec=dict(distances_spec(selection, target, dark, language())), alt=title)


@kept_with_atlas(KEPT)
def distances_spec(selection: Selection, target: str, dark: bool, speech: str) -> Spec:
    """Return bars of the events in each range of distances to a boundary, by category."""
    scale = category_scale(dark, speech)
    legend = alt.Legend(orient="bottom", columns=4)
    chart = (
        alt.Chart(_bins(selection, target, speech), height=240)
        .mark_bar()
        .encode(
            x=alt.X("from_km:Q", bin="binned", title=words("column.km", speech)),
            x2="to_km:Q",
            y=alt.Y("count:Q", title=None),
            color=alt.Color("category:N", scale=scale, title=None, legend=legend),
            tooltip=tooltip("from_km:Q", "to_km:Q", "category:N", "count:Q", speech=speech),
        )
    )
    return spec_of(chart)


def _bins(selection: Selection, target: str, speech: str) -> pd.DataFrame:
    """Return the bins with the labels of their categories."""
    bins = distribution(selection, target).bins
    return bins.assign(category=[codebook.label("category", key, speech) for key in bins["category"]])
