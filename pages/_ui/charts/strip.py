"""How far each filtered event lies from the line of the distance layer; dragging across sets how near it has to be."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from geo.atlas.kept import kept_with_atlas
from geo.atlas.nearby import EVENTS_MOST, nearest
from geo.atlas.selection import Selection
from geo.atlas.texts import texts
from geo.catalogue import codebook
from geo.look import distance
from geo.words.harmless import plain
from pages._ui import addressbar, state
from pages._ui.charts.scales import category_scale
from pages._ui.charts.specs import KEPT, Spec, spec_of
from pages._ui.columns import tooltip
from pages._ui.words import language, say

ROW_PX, AXIS_PX = 15, 34
"""Height of a row of ticks, and of the axis with its numbers, which counts as part of the chart."""
FAR_KM = 500.0
"""Events farther than this stand at the end of the axis."""
TICKS_KM = (1, 5, 10, 20, 40, 80, 150, 300, 500)
ROOT = 0.5
"""Distances are drawn by their square root: what is near is what is asked about."""


def show(now: state.State, selection: Selection) -> None:
    """Draw the strip of the line that the address names; nothing where it names none."""
    line = now.view.distance
    if line is None or selection.count > EVENTS_MOST or nearest(selection, line).empty:
        return
    title = say("bands.strip", name=distance.name_of(line, language()))
    head = st.container(horizontal=True, vertical_alignment="center")
    head.caption(plain(title), width="content")
    if now.wanted.near == line:
        head.button(say("bands.all"), on_click=_set_within, args=(None, None), type="tertiary")
    key = f"strip-{line}-{now.wanted.to_query()}"
    st.vega_lite_chart(
        spec=dict(strip_spec(selection, line, now.view.bands, st.context.theme.type == "dark", language())),
        key=key,
        on_select=lambda: _brushed(key, line),
        selection_mode=["brush"],
        alt=title,
    )


@kept_with_atlas(KEPT)
def strip_spec(selection: Selection, line: str, bands_km: tuple[float, ...], dark: bool, speech: str) -> Spec:
    """Return a tick for each place of a category by its distance, over how far it may be off and the bands."""
    rows = _rows(selection, line, speech)
    farthest_km = min(FAR_KM, max(rows["to_km"].max(), bands_km[-1] * 1.2))
    scale = alt.Scale(type="pow", exponent=ROOT, domain=[0, farthest_km], clamp=True, nice=False)
    ticks = [km for km in sorted({*TICKS_KM, *bands_km}) if km <= farthest_km]
    axis = alt.Axis(values=ticks, grid=False, format="~r", labelOverlap=True)
    x = alt.X("km:Q", scale=scale, axis=axis, title=None)
    y = alt.Y(
        "category:N",
        title=None,
        sort=_labels(selection, speech),
        axis=alt.Axis(grid=False, ticks=False, labelLimit=240, labelOverlap=False),
    )
    color = alt.Color("category:N", legend=None, scale=category_scale(dark, speech))
    hue = distance.HUE[dark]
    bands = pd.DataFrame({"from_km": [0.0] * len(bands_km), "to_km": sorted(bands_km, reverse=True)})
    ground = (
        alt.Chart(bands)
        .mark_rect(color=hue, opacity=distance.FILL_OPACITY, stroke=hue, strokeWidth=0.5)
        .encode(x=alt.X("from_km:Q", scale=scale, title=None, axis=axis), x2="to_km:Q")
    )
    most = rows["category"].value_counts().max()
    reach = (
        alt.Chart(rows)
        .mark_rule(strokeWidth=9, opacity=float(np.clip(2 / most, 0.015, 0.2)), clip=True)
        .encode(x=alt.X("from_km:Q", scale=scale), x2="to_km:Q", y=y, color=color)
    )
    marks = (
        alt.Chart(rows)
        .mark_tick(thickness=1.6, size=11, opacity=0.85, clip=True)
        .encode(
            x=x,
            y=y,
            color=color,
            tooltip=tooltip("place:N", "km:Q", "known:N", "category:N", "events:Q", speech=speech),
        )
        .add_params(alt.selection_interval(name="brush", encodings=["x"]))
    )
    height_px = AXIS_PX + ROW_PX * rows["category"].nunique()
    return spec_of(alt.layer(ground, reach, marks).properties(height=height_px))


def _labels(selection: Selection, speech: str) -> list[str]:
    return [codebook.label("category", key, speech) for key in selection.by_category]


def _rows(selection: Selection, line: str, speech: str) -> pd.DataFrame:
    """Return one row for all events of a category at a place."""
    found = nearest(selection, line)
    told = selection.rows.loc[found.index]
    km, error_km = found["distance_m"] / 1000, found["error_m"] / 1000
    each = pd.DataFrame(
        {
            "category": told["category"].map(lambda key: codebook.label("category", key, speech)),
            "place": texts(told, "place", speech),
            "km": km.round(1).astype("float32"),
            "known": error_km.map(lambda value: f"± {value:.0f} km"),
            "from_km": (km - error_km).clip(lower=0).round(1).astype("float32"),
            "to_km": (km + error_km).round(1).astype("float32"),
        }
    )
    rows = each.groupby(list(each.columns), sort=True).size().reset_index(name="events")
    for name in ("category", "place", "known"):
        rows[name] = rows[name].astype("category")
    return rows.astype({"events": "int32"})


def _brushed(key: str, line: str) -> None:
    """Keep the events that lie nearer than the far end of what was dragged over."""
    brush = st.session_state[key]["selection"].get("brush") or {}
    span = next(iter(brush.values()), None)
    if span:
        _set_within(line, max(span))


def _set_within(line: str | None, km: float | None) -> None:
    others = [pair for pair in state.read().wanted.to_pairs() if pair[0] not in ("near", "within_km")]
    near = [("near", line), ("within_km", f"{km:.3g}")] if line and km else []
    addressbar.write_filter(others + near)
