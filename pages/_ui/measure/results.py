"""What was measured, in tables: distances of each point, the path, the events in the ring."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.atlas.measurement import Measurement
from geo.atlas.points import Place
from geo.atlas.texts import dates_text, texts
from geo.errors import TooManyError
from geo.formats.formats import DRAWN
from geo.formats.measured import azimuth_text, length_text, measured_geojson, measured_name, ring_words
from geo.paper import workers
from geo.query.positions import grid_text, sexagesimal_text
from geo.query.urls import language_pairs, own_url
from geo.words.distances import distance_text
from geo.words.harmless import plain
from pages._ui import distance_table, state
from pages._ui.words import language, say, spoken

MOST_LISTED = 500
"""Events of a ring that the table shows; the download has all."""


def path(measurement: Measurement) -> None:
    """Write the legs and the length of the path through the points."""
    points = measurement.points
    if len(points) < 2:
        return
    st.metric(say("measure.path", count=len(points)), length_text(measurement, language()))
    legs = measurement.legs
    if not legs:
        return
    st.dataframe(
        pd.DataFrame(
            {
                say("measure.path_leg"): [
                    say("measure.path_leg_name", start=leg.number, end=leg.number + 1) for leg in legs
                ],
                say("measure.table_distance"): [
                    distance_text(leg.length_m, leg.band_m, language()) for leg in legs
                ],
                say("measure.table_azimuth"): [azimuth_text(leg.azimuth_deg) for leg in legs],
            }
        ),
        hide_index=True,
        placeholder="",
    )


def distances(measurement: Measurement) -> None:
    """Write the distances of each point to every line and place."""
    points = measurement.points
    if not points:
        return
    names = [say("map.point", number=at, name=one.name_in(language())) for at, one in enumerate(points, 1)]
    # Of one point there is nothing to choose.
    tabs = st.tabs([plain(name) for name in names]) if len(points) > 1 else [st.container()]
    for at, (tab, one, told) in enumerate(zip(tabs, points, measurement.distances(language()), strict=True)):
        with tab:
            distance_table.show(told, names[at], f"measured-{at}", _written(one))


def _written(point: Place) -> list[str]:
    """Return the other forms in which a point is written."""
    grid = grid_text(point.lon, point.lat)
    return [sexagesimal_text(point.lon, point.lat), *([say("measure.mgrs", text=grid)] if grid else [])]


def ring(measurement: Measurement) -> None:
    """Count and list the events in the ring."""
    if measurement.ring is None:
        return
    try:
        near = measurement.near
    except TooManyError:
        st.info(say("measure.ring_too_many"))
        return
    told = ring_words(measurement, language())
    st.markdown(f"**{plain(told)}**")
    if len(near):
        st.dataframe(
            _listed(near.head(MOST_LISTED)),
            hide_index=True,
            placeholder="",
            column_config={
                say("measure.ring_event"): st.column_config.LinkColumn(display_text=say("measure.ring_open"))
            },
        )


def _listed(near: pd.DataFrame) -> pd.DataFrame:
    goes_on = spoken()
    sure = [
        say("measure.ring_sure" if sure else "measure.ring_inside" if inside else "measure.ring_maybe")
        for sure, inside in zip(near["sure"], near["inside"], strict=True)
    ]
    return pd.DataFrame(
        {
            say("measure.table_distance"): [
                distance_text(away_m, known_m, language())
                for away_m, known_m in zip(near["distance_m"], near["band_m"], strict=True)
            ],
            say("measure.ring_where"): sure,
            say("table.date"): dates_text(near, language()),
            say("table.what"): texts(near, "title", language()),
            say("measure.ring_event"): [own_url("/", [("event", one), *goes_on]) for one in near.index],
        }
    )


def download(now: state.State, measurement: Measurement) -> None:
    """Draw the buttons of GeoJSON, pictures and slide; the bytes are made when one is clicked."""
    selection, speech = measurement.selection, language()
    if not measurement.points and measurement.ring is None:
        return
    pairs = [*measurement.to_pairs(), *selection.wanted.to_pairs(), *language_pairs(speech)]
    st.caption(say("measure.downloaded"))
    row = st.container(horizontal=True)
    row.download_button(
        say("measure.download"),
        lambda: measured_geojson(measurement, state.origin(), speech),
        file_name=measured_name(selection, "geojson"),
        mime="application/geo+json",
        key="download-measured",
        on_click="ignore",
        icon=":material/download:",
    )
    row.link_button(say("measure.route"), own_url("/api/measure.geojson", pairs))
    st.caption(say("measure.pictured"))
    drawn = st.container(horizontal=True)
    for form in DRAWN:
        drawn.download_button(
            say(f"briefing.{form.extension}"),
            lambda form=form: _draw(now, form.extension),
            file_name=measured_name(selection, form.extension),
            mime=form.media_type,
            key=f"take-measured-{form.extension}",
            on_click="ignore",
            icon=":material/download:",
        )


def _draw(now: state.State, form: str) -> bytes:
    with st.spinner(say("briefing.making", name=say(f"briefing.{form}"))):
        job = workers.Job(
            form,
            now.atlas.source,
            now.wanted,
            now.view,
            state.origin(),
            subject="measured",
            measured=now.measured,
        )
        return workers.order(job).result()
