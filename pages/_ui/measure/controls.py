"""What is measured: points, lines and places, a ring."""

from __future__ import annotations

import streamlit as st

from geo.atlas.measurement import AROUND, TARGETS_LIMIT, Measurement
from geo.atlas.points import points_as_typed, points_from_typed
from geo.errors import Problem
from geo.lines.rings import RING_LIMIT_KM
from geo.words.harmless import plain
from pages._ui import addressbar, state
from pages._ui.words import language, problem_words, say


def show(now: state.State, measurement: Measurement, problems: tuple[Problem, ...]) -> None:
    """Draw the widgets as the address has them, and what of it cannot be used."""
    _points(now)
    _targets(now, measurement)
    left, right = st.columns(2, gap="small", vertical_alignment="bottom")
    with left, addressbar.filled("ring", measurement.ring_km):
        st.number_input(
            say("measure.ring"),
            0.0,
            RING_LIMIT_KM,
            step=1.0,
            value=None,
            key="ring",
            format="%g",
            help=say("measure.ring_help"),
            on_change=addressbar.take,
            args=("ring", "ring", _ring_values),
        )
    with right, addressbar.filled("around", AROUND[0] if measurement.around_points else AROUND[1]):
        st.selectbox(
            say("measure.around"),
            AROUND,
            format_func=lambda what: say(f"measure.around_{what}"),
            key="around",
            disabled=not measurement.points,
            on_change=addressbar.take,
            args=("around", "around", lambda what: [] if what == AROUND[0] else [what]),
        )
    if problems:
        lines = [f"- {plain(problem_words(problem))}" for problem in problems]
        st.warning("\n".join([say("measure.bad"), "", *lines]))


def _points(now: state.State) -> None:
    with addressbar.filled("points", "\n".join(points_as_typed(now.points))):
        st.text_area(
            say("measure.points"),
            key="points",
            placeholder=say("measure.points_hint"),
            help=say("measure.points_help"),
            height=120,
            on_change=addressbar.take,
            args=("point", "points", points_from_typed),
        )


def _targets(now: state.State, measurement: Measurement) -> None:
    names = now.atlas.names(language())
    with addressbar.filled("target", list(measurement.targets)):
        st.multiselect(
            say("measure.target"),
            list(names),
            format_func=names.get,
            key="target",
            max_selections=TARGETS_LIMIT,
            on_change=addressbar.take,
            args=("target", "target", list),
        )


def _ring_values(value: float | None) -> list[str]:
    return [f"{value:.12g}"] if value else []
