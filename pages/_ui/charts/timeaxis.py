"""The time axis: events by who acted, curves from act to answer, and bands of what stood at the time."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt
import streamlit as st

from geo.atlas.kept import kept_with_atlas
from geo.catalogue import codebook
from geo.escalation import chains
from geo.escalation.axis import Axis, epoch_ms, subject_count, time_axis
from geo.look import style
from geo.words.table import say
from pages._ui import addressbar, state
from pages._ui.charts.scales import DATES, category_scale, pair_scale
from pages._ui.charts.specs import KEPT, Spec, spec_of
from pages._ui.columns import tooltip
from pages._ui.words import language

ROW_PX = 17
_LABEL_PX = "containerSize()[0] < 500 ? 120 : 190"
"""How wide the names of the rows may be: a phone needs its width for the years; a band tells its whole name by itself."""
BAND_PX = {"whole": 11, "part": 7, "no": 2, "unknown": 1}
"""How thick the bands are: thickness tells beside colour what held."""
CHAIN_PX2, LINKED_PX2, ALONE_PX2 = 90, 42, 14
"""How large the mark of an event is: a step of the chain shown, one with links, one without."""


def show(now: state.State, answers: chains.Answers, shown: chains.Chain | None) -> None:
    """Draw the axis over the time of the selection's events; a picked event goes into the address."""
    speech = language()
    everything = st.toggle(say("escalation.axis_all", speech, count=subject_count()), key="axis-all")
    dark = st.context.theme.type == "dark"
    key = f"axis-{now.wanted.to_query()}-{now.chain}-{everything}"
    st.vega_lite_chart(
        spec=dict(axis_spec(answers, everything, shown and shown.id, dark, speech)),
        key=key,
        on_select=lambda: _picked(key),
        selection_mode=["event"],
        alt=say("escalation.axis_alt", speech),
    )
    st.html(_legend(dark, speech))


def _legend(dark: bool, speech: str) -> str:
    """Return what colours and thicknesses mean; its words are our own, none of them an event's."""
    colors = style.category_colors(dark)
    dots = [(codebook.label("category", key, speech), color) for key, color in colors.items()]
    curves = [(chains.party_name(key, speech), pair[dark]) for key, pair in style.PARTIES.items()]
    bands = [
        (say(f"escalation.held_{key}", speech), pair[dark], BAND_PX[key]) for key, pair in style.HOLDS.items()
    ]
    rows = [
        (say("escalation.legend_dots", speech), [_swatch(name, color, 10, 10, 5) for name, color in dots]),
        (say("escalation.legend_curves", speech), [_swatch(name, color, 18, 2, 0) for name, color in curves]),
        (
            say("escalation.legend_bands", speech),
            [_swatch(name, color, 18, px, 0) for name, color, px in bands],
        ),
    ]
    lines = (f"<div><strong>{title}</strong> {' '.join(items)}</div>" for title, items in rows)
    return f'<div class="atlas-axis-legend">{"".join(lines)}</div>'


def _swatch(name: str, color: str, width_px: int, height_px: int, radius_px: int) -> str:
    look = f"background:{color};width:{width_px}px;height:{height_px}px;border-radius:{radius_px}px"
    return f'<span class="atlas-axis-key"><i style="{look}"></i>{name}</span>'


@kept_with_atlas(KEPT)
def axis_spec(answers: chains.Answers, everything: bool, chain: str | None, dark: bool, speech: str) -> Spec:
    """Return the time axis of the events of a selection, which must not be empty, with a chain brought out.

    Parameters
    ----------
    everything : bool
        Bands of every subject, not only of the main ones.
    chain : str, optional
        Id of the chain.
    speech : str
        The language of names and labels.
    """
    axis = time_axis(answers, everything, speech)
    shown = answers.chain_through(chain) if chain else None
    names = axis.row_names
    y = alt.Y(
        "row:Q",
        title=None,
        scale=alt.Scale(domain=[0, axis.height_rows], reverse=True, nice=False, zero=False),
        axis=alt.Axis(
            values=list(names),
            labelExpr=_labels(names),
            labelLimit=alt.ExprRef(_LABEL_PX),
            labelOverlap=False,
            grid=False,
            ticks=False,
            domain=False,
        ),
    )
    x = alt.X(
        "when:T",
        title=None,
        scale=alt.Scale(type="utc", domain=[epoch_ms(axis.start), epoch_ms(axis.end)], clamp=True),
        axis=alt.Axis(
            grid=True,
            gridOpacity=0.35,
            tickCount=8,
            labelExpr=DATES[speech],
            labelOverlap=True,
            orient="top",
        ),
    )
    layers = [
        _bands(axis, x, y, dark, speech),
        _curves(axis, shown, x, y, dark),
        _events(axis, shown, x, y, dark, speech),
    ]
    chart = alt.layer(
        *[layer for layer in layers if layer is not None], height=int(axis.height_rows * ROW_PX)
    )
    return spec_of(chart.resolve_scale(color="independent", opacity="independent", strokeWidth="independent"))


def _labels(names: dict[float, str]) -> str:
    """Return the Vega expression that names the rows of the axis."""
    cases = [f"abs(datum.value - {row}) < 0.01 ? {name!r}" for row, name in names.items()]
    return " : ".join([*cases, "''"])


def _bands(axis: Axis, x: alt.X, y: alt.Y, dark: bool, speech: str) -> alt.Chart | None:
    rows = axis.band_table()
    if rows.empty:
        return None
    return (
        alt.Chart(rows.assign(thick_px=rows["holds"].map(BAND_PX)))
        .mark_rule(clip=True)
        .encode(
            x=x,
            x2="until:T",
            y=y,
            strokeWidth=alt.StrokeWidth("thick_px:Q", scale=None, legend=None),
            color=alt.Color("holds:N", scale=pair_scale(style.HOLDS, dark), legend=None),
            tooltip=tooltip("what:N", "state:N", "since:N", "to:N", "note:N", speech=speech),
        )
    )


def _curves(axis: Axis, shown: chains.Chain | None, x: alt.X, y: alt.Y, dark: bool) -> alt.Chart | None:
    rows = axis.curve_table(shown)
    if rows.empty:
        return None
    return (
        alt.Chart(rows.assign(strength=rows["chosen"].map({True: 0.95, False: 0.28})))
        .mark_line(interpolate="basis", strokeWidth=1.6, clip=True)
        .encode(
            x=x,
            y=y,
            detail="link:N",
            order="order:Q",
            color=alt.Color("party:N", scale=pair_scale(style.PARTIES, dark), legend=None),
            opacity=alt.Opacity("strength:Q", scale=None, legend=None),
        )
    )


def _events(axis: Axis, shown: chains.Chain | None, x: alt.X, y: alt.Y, dark: bool, speech: str) -> alt.Chart:
    rows = axis.event_table(shown)
    weight = rows["linked"].map({True: LINKED_PX2, False: ALONE_PX2}).mask(rows["chosen"], CHAIN_PX2)
    strength = rows["linked"].map({True: 0.95, False: 0.4})
    return (
        alt.Chart(rows.assign(weight=weight, strength=strength))
        .mark_point(filled=True, clip=True)
        .encode(
            x=x,
            y=y,
            color=alt.Color("category:N", scale=category_scale(dark, speech), legend=None),
            size=alt.Size("weight:Q", scale=None, legend=None),
            opacity=alt.Opacity("strength:Q", scale=None, legend=None),
            tooltip=tooltip("date:N", "what:N", "category:N", speech=speech),
        )
        .add_params(alt.selection_point(name="event", fields=["id"], toggle=False))
    )


def _picked(key: str) -> None:
    chosen: Iterable[dict] = st.session_state[key]["selection"].get("event") or []
    ids = [row["id"] for row in chosen if "id" in row]
    if ids:
        addressbar.write_own("chain", [ids[0]])
