"""The time axis: events by who acted, curves from act to answer, and bands of what stood at the time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import altair as alt
import pandas as pd
import streamlit as st

from geo import agreements, chains, schema, style
from geo.agreements import Span
from geo.atlas import Selection
from pages._ui import state
from pages._ui.words import say

MAIN_LANES = (
    *("armistice", "basic-agreement", "accord-2004", "panmunjom-declaration", "cma"),
    *("panmunjom-line", "military-west", "kaesong", "liaison-office"),
    *("rok-loudspeakers", "dprk-loudspeakers", "dprk-noise", "trash-balloons", "leaflet-ban"),
)
"""The subjects that are drawn unless the reader asks for all."""
SIDE_ROWS = 2.8
ROW_PX = 17
BAND_PX = {"whole": 11, "part": 7, "no": 2, "unknown": 1}
"""How thick the bands are: thickness tells beside colour what held."""
BULGE = 2.2
"""How far a curve between two events of one side leaves their row, in rows."""
SHARE = 0.03
"""Room before the first and after the last event, as a part of the time between."""


def show(now: state.State, selection: Selection, shown: chains.Chain | None) -> None:
    """Draw the axis over the time of the selection's events; a picked event goes into the address."""
    everything = st.toggle(
        say("escalation.axis_all", count=len({span.subject for span in agreements.load_spans()})),
        key="axis-all",
    )
    frame = selection.atlas.events.loc[_ends(selection)]
    start, end = _time(selection)
    lanes = _lanes(everything, start, end)
    dark = st.context.theme.type == "dark"
    key = f"axis-{now.wanted.to_query()}-{now.chain}-{everything}"
    st.altair_chart(
        _chart(frame, selection, lanes, (start, end), shown, dark),
        key=key,
        on_select=lambda: _picked(key),
        selection_mode=["event"],
        alt=say("escalation.axis_alt"),
    )
    st.html(_legend(dark))


def _legend(dark: bool) -> str:
    """Return what colours and thicknesses mean; its words are our own, none of them an event's."""
    dots = [(schema.label("category", key), color) for key, color in style.category_colors(dark).items()]
    curves = [(chains.SIDES[key].name, pair[dark]) for key, pair in style.SIDES.items()]
    bands = [(say(f"escalation.held_{key}"), pair[dark], BAND_PX[key]) for key, pair in style.HOLDS.items()]
    rows = [
        (say("escalation.legend_dots"), [_swatch(name, color, 10, 10, 5) for name, color in dots]),
        (say("escalation.legend_curves"), [_swatch(name, color, 18, 2, 0) for name, color in curves]),
        (say("escalation.legend_bands"), [_swatch(name, color, 18, px, 0) for name, color, px in bands]),
    ]
    lines = (f"<div><strong>{title}</strong> {' '.join(items)}</div>" for title, items in rows)
    return f'<div class="atlas-axis-legend">{"".join(lines)}</div>'


def _swatch(name: str, color: str, width_px: int, height_px: int, radius_px: int) -> str:
    look = f"background:{color};width:{width_px}px;height:{height_px}px;border-radius:{radius_px}px"
    return f'<span class="atlas-axis-key"><i style="{look}"></i>{name}</span>'


def _ends(selection: Selection) -> list[str]:
    """Return the selected events and the other ends of their links, in order of time."""
    outside = {end for link in selection.links for end in (link.cause, link.answer)}
    wanted = outside | set(selection.rows.index)
    return [event for event in selection.atlas.events.index if event in wanted]


def _time(selection: Selection) -> tuple[date, date]:
    """Return the days that the filter asks for, or those of its events; what lies outside is cut off."""
    days, wanted = selection.rows["first_day"], selection.wanted
    first = wanted.from_date or days.min().date()
    last = min(wanted.to_date or date.max, days.max().date())
    room = timedelta(max(2, int((last - first).days * SHARE)))
    return first - room, last + room


def _lanes(everything: bool, start: date, end: date) -> dict[tuple[str, str], list[Span]]:
    """Return the spans of each lane that has any in the time shown: what parties said of texts, what was done else."""
    lanes: dict[tuple[str, str], list[Span]] = {}
    for span in agreements.load_spans():
        own = "declared" if span.kind in ("agreement", "clause") else "practised"
        told = span.aspect == own or span.subject == "leaflet-ban"
        if told and (everything or span.subject in MAIN_LANES):
            lanes.setdefault((span.subject, span.party), []).append(span)
    return {
        lane: spans
        for lane, spans in lanes.items()
        if any(span.start_date < end and (span.end_date or end) > start for span in spans)
    }


def _lane_name(lane: tuple[str, str], spans: list[Span], several: bool) -> str:
    name = spans[0].name[0].upper() + spans[0].name[1:]
    return f"{name}: {agreements.party_label(lane[1])}" if several else name


def _chart(
    frame: pd.DataFrame,
    selection: Selection,
    lanes: dict[tuple[str, str], list[Span]],
    time: tuple[date, date],
    shown: chains.Chain | None,
    dark: bool,
) -> alt.LayerChart:
    sides = [key for key in chains.SIDES if (frame["initiator"].map(chains.SIDE_OF) == key).any()]
    row_of = {key: SIDE_ROWS * (at + 0.75) for at, key in enumerate(sides)}
    first_lane = SIDE_ROWS * (len(sides) + 0.35)
    lane_rows = {lane: first_lane + at for at, lane in enumerate(lanes)}
    subjects = [subject for subject, _ in lanes]
    names = {row: chains.SIDES[key].name for key, row in row_of.items()} | {
        lane_rows[lane]: _lane_name(lane, spans, subjects.count(lane[0]) > 1) for lane, spans in lanes.items()
    }
    height = first_lane + len(lanes)
    y = alt.Y(
        "row:Q",
        title=None,
        scale=alt.Scale(domain=[0, height], reverse=True, nice=False, zero=False),
        axis=alt.Axis(
            values=list(names),
            labelExpr=_labels(names),
            labelLimit=190,
            labelOverlap=False,
            grid=False,
            ticks=False,
            domain=False,
        ),
    )
    x = alt.X(
        "when:T",
        title=None,
        scale=alt.Scale(type="utc", domain=[_ms(time[0]), _ms(time[1])], clamp=True),
        axis=alt.Axis(grid=True, gridOpacity=0.35, tickCount=8, labelOverlap=True, orient="top"),
    )
    layers = [
        _bands(lanes, lane_rows, time, x, y, dark),
        _curves(selection, row_of, shown, x, y, dark),
        _events(frame, selection, row_of, shown, x, y, dark),
    ]
    chart = alt.layer(*[layer for layer in layers if layer is not None], height=int(height * ROW_PX))
    return chart.resolve_scale(color="independent", opacity="independent", strokeWidth="independent")


def _labels(names: dict[float, str]) -> str:
    """Return the Vega expression that names the rows of the axis."""
    cases = [f"abs(datum.value - {row}) < 0.01 ? {name!r}" for row, name in names.items()]
    return " : ".join([*cases, "''"])


def _bands(lanes, lane_rows, time, x, y, dark) -> alt.Chart | None:
    rows = [
        {
            "row": lane_rows[lane],
            "when": _ms(max(span.start_date, time[0])),
            "until": _ms(min(span.end_date or time[1], time[1])),
            "what": f"{span.name} ({agreements.party_label(span.party)})",
            "state": agreements.state_label(span.state),
            "holds": span.holds,
            "thick_px": BAND_PX[span.holds],
            "since": str(span.start_date) if span.start_precision == "day" else str(span.start_date)[:7],
            "to": str(span.end_date or "no end known"),
            "note": span.note or "",
        }
        for lane, spans in lanes.items()
        for span in spans
        if span.start_date < time[1] and (span.end_date or time[1]) > time[0]
    ]
    if not rows:
        return None
    return (
        alt.Chart(pd.DataFrame(rows))
        .mark_rule(clip=True)
        .encode(
            x=x,
            x2="until:T",
            y=y,
            strokeWidth=alt.StrokeWidth("thick_px:Q", scale=None, legend=None),
            color=alt.Color("holds:N", scale=_scale(style.HOLDS, dark), legend=None),
            tooltip=["what:N", "state:N", "since:N", "to:N", "note:N"],
        )
    )


def _curves(selection, row_of, shown, x, y, dark) -> alt.Chart | None:
    events = selection.atlas.events
    picked = set(shown.links) if shown else set()
    rows = []
    for at, link in enumerate(selection.links):
        ends = [_ms(events.at[end, "first_day"].date()) for end in (link.cause, link.answer)]
        levels = [row_of[link.cause_side], row_of[link.answer_side]]
        bent = sum(levels) / 2 - (BULGE if link.cause_side == link.answer_side else 0)
        strength = 0.28 if shown is None or link not in picked else 0.95
        for order, (when, row) in enumerate(
            zip([ends[0], sum(ends) / 2, ends[1]], [levels[0], bent, levels[1]], strict=True)
        ):
            rows.append(
                {
                    "link": at,
                    "order": order,
                    "when": when,
                    "row": row,
                    "side": link.answer_side,
                    "strength": strength,
                }
            )
    if not rows:
        return None
    return (
        alt.Chart(pd.DataFrame(rows))
        .mark_line(interpolate="basis", strokeWidth=1.6, clip=True)
        .encode(
            x=x,
            y=y,
            detail="link:N",
            order="order:Q",
            color=alt.Color("side:N", scale=_scale(style.SIDES, dark), legend=None),
            opacity=alt.Opacity("strength:Q", scale=None, legend=None),
        )
    )


def _events(frame, selection, row_of, shown, x, y, dark) -> alt.Chart:
    chosen = set(shown.events) if shown else set()
    linked = {end for link in selection.links for end in (link.cause, link.answer)}
    colors = style.category_colors(dark)
    labels = [schema.label("category", category) for category in colors]
    rows = pd.DataFrame(
        {
            "id": frame.index,
            "when": [_ms(day.date()) for day in frame["first_day"]],
            "row": frame["initiator"].map(chains.SIDE_OF).map(row_of).to_numpy(),
            "date": frame["date_text"].to_numpy(),
            "what": frame["title"].to_numpy(),
            "category": [schema.label("category", value) for value in frame["category"]],
            "weight": [90 if event in chosen else 42 if event in linked else 14 for event in frame.index],
            "strength": [0.95 if event in linked else 0.4 for event in frame.index],
        }
    )
    return (
        alt.Chart(rows)
        .mark_point(filled=True, clip=True)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "category:N",
                scale=alt.Scale(domain=labels, range=list(colors.values())),
                legend=None,
            ),
            size=alt.Size("weight:Q", scale=None, legend=None),
            opacity=alt.Opacity("strength:Q", scale=None, legend=None),
            tooltip=["date:N", "what:N", "category:N"],
        )
        .add_params(alt.selection_point(name="event", fields=["id"], toggle=False))
    )


def _scale(pairs: dict[str, tuple[str, str]], dark: bool) -> alt.Scale:
    return alt.Scale(domain=list(pairs), range=[pair[dark] for pair in pairs.values()])


def _ms(day: date) -> int:
    """Return a day as milliseconds: a browser would read a date in its own time zone."""
    return (day - date(1970, 1, 1)).days * 86_400_000


def _picked(key: str) -> None:
    chosen: Iterable[dict] = st.session_state[key]["selection"].get("event") or []
    ids = [row["id"] for row in chosen if "id" in row]
    if ids:
        state.write_own("chain", [ids[0]])
