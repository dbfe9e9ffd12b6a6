"""The card of one event: what, when, how sure, who says so, how far from the lines, what it answered."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo import escalation, schema, style
from geo.atlas import Atlas
from pages._ui import state
from pages._ui.words import address, plain, say


def show(atlas: Atlas, event_id: str) -> None:
    """Draw the card of an event of the catalogue."""
    event = atlas.event(event_id)
    with st.container(border=True, key="atlas-card"):
        head = st.container(horizontal=True, wrap=False)
        head.markdown(f"**{plain(event.title)}**")
        head.button(
            "",
            icon=":material/close:",
            help=say("card.close"),
            type="tertiary",
            on_click=state.write_own,
            args=("event", []),
        )
        st.caption(
            f"{event.date_text} · {schema.label('category', event.category)} · {schema.label('type', event.type)}"
        )
        st.markdown(plain(event.summary))
        st.markdown("  \n".join(_facts(event)))
        if pd.notna(event.counterclaim):
            st.markdown(f"**{say('card.counterclaim')}**: {plain(event.counterclaim)}")
        _distances(atlas, event)
        _zones(atlas, event)
        _links(atlas, event)
        st.markdown("  \n".join([f"**{say('card.sources')}**", *_sources(event)]))


def _facts(event: pd.Series) -> list[str]:
    facts = [
        (say("card.who"), schema.label("initiator", event.initiator)),
        (say("card.where"), ", ".join(filter(pd.notna, (event.place, event.place_ko)))),
        *_precision(event),
        (say("card.sure"), schema.label("confidence", event.confidence)),
    ]
    harm = [
        f"{count} {word.removesuffix('s') if count == 1 else word}"
        + (f" ({', '.join(schema.label(f'{word}_of', party) for party in whose)})" if whose else "")
        for word, count, whose in (
            ("deaths", event.deaths, event.deaths_of),
            ("injured", event.injured, event.injured_of),
        )
        if pd.notna(count)
    ]
    if harm:
        facts.append((say("card.harm"), ", ".join(harm)))
    if pd.notna(event.quantity):
        facts.append((say("card.quantity"), f"{event.quantity:,} {event.quantity_unit or ''}"))
    return [f"**{name}**: {plain(value)}" for name, value in facts]


def _precision(event: pd.Series) -> list[tuple[str, str]]:
    if pd.isna(event.location_error_m):
        return []
    return [(say("card.known"), say("card.precision", error_km=f"{event.location_error_m / 1000:g}"))]


def _distances(atlas: Atlas, event: pd.Series) -> None:
    if pd.isna(event.location_error_m):
        st.caption(say("map.representative"))
        return
    found = {row["to"]: row for row in atlas.distances(event.name)}
    rows = [found[target] for target in style.MEASURED_FIRST if target in found]
    lines = [f"{plain(row['short_name'])}: {plain(row['text'])}" for row in rows]
    st.markdown("  \n".join([f"**{say('card.distances')}**", *lines]))
    st.caption(say("card.method"))


def _zones(atlas: Atlas, event: pd.Series) -> None:
    zones = [plain(zone["sentence"]) for zone in escalation.zones_of_event(atlas, event.name)]
    if zones:
        st.markdown("  \n".join([f"**{say('card.zones')}**", *zones]))


def _links(atlas: Atlas, event: pd.Series) -> None:
    for words, ids in (
        ("answered", event.responds_to),
        ("answered_by", event.answered_by),
        ("carries_out", event.carries_out),
    ):
        if ids:
            st.markdown(f"**{say(f'card.{words}')}**")
        for other in ids:
            told = atlas.event(other)
            st.button(
                f"{told.date_text}: {plain(told.title)}",
                key=f"go-{words}-{other}",
                type="tertiary",
                on_click=state.write_own,
                args=("event", [other]),
            )


def _sources(event: pd.Series) -> list[str]:
    sources = [
        (event.source_title, event.source_publisher, event.source_url),
        (event.source2_title, event.source2_publisher, event.source2_url),
        (event.counterclaim_title, event.counterclaim_publisher, event.counterclaim_url),
        (event.responds_to_title, event.responds_to_publisher, event.responds_to_url),
    ]
    # The report that says what was answered is often the event's own source.
    cited: dict[str, str] = {}
    for title, publisher, url in sources:
        if url:
            cited.setdefault(url, f"[{plain(title)}](<{address(url)}>), {plain(publisher)}")
    return list(cited.values())
