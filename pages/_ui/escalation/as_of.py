"""What stood on a day, and which zones held a point."""

from __future__ import annotations

from datetime import date

import streamlit as st

from geo.atlas.atlas import Atlas
from geo.atlas.points import find_points, points_from_typed
from geo.catalogue import codebook
from geo.catalogue.spans import labels
from geo.escalation import standings
from geo.escalation.as_of import as_of, standings_table
from geo.escalation.zones import zones_of_point
from geo.words.harmless import plain
from pages._ui.columns import headed
from pages._ui.words import label, language, say

FIRST_TOLD = "cma"
"""The agreement whose sentence stands above all others."""
CODED = {"kind": "kind", "aspect": "aspect", "party": "party", "since_precision": "start_precision"}
"""Columns of the table of a day that hold words of the codebook of spans, and the field that has these."""


def show(atlas: Atlas, day: date) -> None:
    """Write what stood on a day, and which zones held a point."""
    document = as_of(atlas, day, language())
    first = standings.sentence(day, FIRST_TOLD, language())
    st.markdown(f"**{plain(first)}**")
    held = [zone for zone in document["zones"] if zone["in_force"]]
    left, right = st.columns(2, gap="medium")
    left.markdown(f"**{say('escalation.asof_in_force')}**")
    left.markdown(
        "\n".join(f"- {plain(zone['name'])}: {plain(zone['text'])}" for zone in held)
        or say("escalation.asof_no_zone")
    )
    with right:
        _point(atlas, day)
    with st.expander(say("escalation.asof_table"), expanded=False):
        others = [sentence for sentence in document["sentences"] if sentence != first]
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in others))
        rows = standings_table(day, language())
        for column, field in CODED.items():
            rows = rows.assign(**{column: rows[column].map(labels(field, language()))})
        st.dataframe(headed(rows), hide_index=True, placeholder="")


def _point(atlas: Atlas, day: date) -> None:
    """Let the reader ask which zones held a point that day, and why or why not."""
    typed = st.text_input(
        say("escalation.asof_point"), placeholder=say("escalation.asof_point_hint"), key="asof-point"
    )
    kinds = list(codebook.vocabulary("type"))
    kind = st.selectbox(
        say("escalation.asof_point_type"),
        kinds,
        index=kinds.index("artillery"),
        format_func=lambda value: label("type", value),
        key="asof-type",
    )
    if not typed.strip():
        return
    points, problems = find_points(atlas, points_from_typed(typed))
    if problems or len(points) != 1:
        st.warning(plain(say("escalation.asof_point_bad", text=typed)))
        return
    zones = zones_of_point(atlas, day, points[0].lon, points[0].lat, kind, language())
    st.markdown(
        "\n".join(f"- {plain(zone['sentence'])}" for zone in zones) or say("escalation.asof_point_none")
    )
