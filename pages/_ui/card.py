"""The card of one event: what, when, how sure, who says so, how far from the lines, what it answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from geo.atlas.atlas import Atlas
from geo.atlas.kept import kept_with_atlas
from geo.atlas.metadata import event_citation
from geo.atlas.texts import language_of, text_of
from geo.catalogue import codebook
from geo.catalogue.checked import checked_text
from geo.catalogue.reports import Report, about_text, by_role, labels
from geo.catalogue.units import quantity_text
from geo.escalation.zones import zones_of_event
from geo.look import style
from geo.query.urls import event_page_url, language_pairs, with_pairs
from geo.web.page import part_html
from geo.words.dates import date_text
from geo.words.harmless import plain
from geo.words.table import say
from pages._ui import addressbar, cite_links, state
from pages._ui.words import language, said

_Spoken = tuple[str, str]
"""A text and the language that it is in."""


@dataclass(frozen=True)
class _Card:
    """What a card says."""

    title: str
    """HTML, as `facts` and `sources`: only so text can say in which language it is."""
    when: str
    facts: str
    distances: str | None
    """As Markdown; None of a place that only stands for another: nothing is measured from it."""
    more_distances: tuple[str, ...]
    """Those that are told when asked for, one a line."""
    zones: str
    """As Markdown."""
    links: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """A word for how events hang together, and the id and name of each."""
    sources: str
    link: str
    citation: str


def show(atlas: Atlas, event_id: str) -> None:
    """Draw the card of an event of the catalogue."""
    speech = language()
    card = _card(atlas, event_id, state.origin(), speech, said())
    with st.container(border=True, key="atlas-card"):
        head = st.container(horizontal=True, wrap=False)
        head.html(card.title)
        head.button(
            "",
            icon=":material/close:",
            help=say("card.close", speech),
            type="tertiary",
            on_click=addressbar.write_own,
            args=("event", []),
        )
        st.caption(card.when)
        st.html(card.facts)
        if card.distances is None:
            st.caption(say("map_page.no_point", speech))
        else:
            st.markdown(card.distances)
            more = say("card.more_distances", speech, count=len(card.more_distances))
            with st.expander(more):
                st.markdown("  \n".join(card.more_distances))
            st.caption(say("card.method", speech))
        if card.zones:
            st.markdown(card.zones)
        for words, events in card.links:
            st.markdown(f"**{say(f'card.{words}', speech)}**")
            for other, name in events:
                st.button(
                    name,
                    key=f"go-{words}-{other}",
                    type="tertiary",
                    on_click=addressbar.write_own,
                    args=("event", [other]),
                )
        st.html(card.sources)
        if card.distances is not None:
            st.page_link(
                "measure.py",
                label=say("card.measure", speech),
                icon=":material/straighten:",
                query_params=[("point", event_id), *addressbar.carried(but="point")],
            )
        take = st.container(horizontal=True)
        for words, icon, text in (
            ("cite", ":material/format_quote:", card.citation),
            ("copy_link", ":material/link:", card.link),
        ):
            with take.popover(say(f"card.{words}", speech), icon=icon):
                st.code(text, language=None, wrap_lines=True)
                if words == "cite":
                    cite_links.show([("event", event_id)])


@kept_with_atlas(256)
def _card(atlas: Atlas, event_id: str, origin: str, speech: str, told: bool) -> _Card:
    event = atlas.event(event_id)
    link = with_pairs(event_page_url(origin, event_id), language_pairs(speech, told))
    category, kind = (codebook.label(name, event[name], speech) for name in ("category", "type"))
    title, summary = (_told(event, name, speech) for name in ("title", "summary"))
    denied = _told(event, "counterclaim", speech) if pd.notna(event.counterclaim) else None
    return _Card(
        _html("title", speech, title=title),
        f"{date_text(event, speech)} · {category} · {kind}",
        _html("facts", speech, summary=summary, facts=_facts(event, speech), counterclaim=denied),
        distances(atlas, event, speech),
        _more_distances(atlas, event, speech),
        _zones(atlas, event, speech),
        _links(atlas, event, speech),
        _html("sources", speech, sources=_sources(event, speech)),
        link,
        event_citation(event, atlas.data_version, link, speech),
    )


def _html(part: str, speech: str, **told: Any) -> str:
    return part_html("card.html", speech, part=part, **told).decode()


def _told(event: pd.Series, name: str, speech: str) -> _Spoken:
    return text_of(event, name, speech), language_of(event, name, speech)


def _facts(event: pd.Series, speech: str) -> list[tuple[str, list[_Spoken]]]:
    # The name in Hangul, by which others know the place, for who reads no Korean.
    where = [_told(event, "place", speech)]
    if speech != "ko" and pd.notna(event.place_ko):
        where.append((event.place_ko, "ko"))
    facts = [
        (say("card.who", speech), codebook.label("initiator", event.initiator, speech)),
        (say("card.where", speech), where),
        *_precision(event, speech),
        (say("card.sure", speech), codebook.label("confidence", event.confidence, speech)),
    ]
    if event.sources:
        against = None if pd.isna(event.checked_against) else int(event.checked_against)
        facts.append((say("card.checked", speech), checked_text(event.checked, against, speech)))
    harm = [
        _harm(say(f"card.{word}_count", speech, count=int(count)), word, whose, speech)
        for word, count, whose in (
            ("deaths", event.deaths, event.deaths_of),
            ("injured", event.injured, event.injured_of),
        )
        if pd.notna(count)
    ]
    if harm:
        facts.append((say("card.harm", speech), ", ".join(harm)))
    if pd.notna(event.quantity):
        told = quantity_text(int(event.quantity), event.quantity_unit, speech)
        facts.append((say("card.quantity", speech), told))
    return [(name, [(told, speech)] if isinstance(told, str) else told) for name, told in facts]


def _harm(count: str, word: str, whose: tuple[str, ...], speech: str) -> str:
    parties = ", ".join(codebook.label(f"{word}_of", party, speech) for party in whose)
    return say("card.of_whom", speech, count=count, whose=parties) if whose else count


def _precision(event: pd.Series, speech: str) -> list[tuple[str, str]]:
    if pd.isna(event.location_error_m):
        return []
    error_km = f"{event.location_error_m / 1000:g}"
    return [(say("card.known", speech), say("card.precision", speech, error_km=error_km))]


def distances(atlas: Atlas, event: pd.Series, speech: str) -> str | None:
    """Return the distances of an event that are told first, as Markdown; None where it has no point of its own."""
    if pd.isna(event.location_error_m):
        return None
    found = {row["to"]: row for row in atlas.distances(event.name, speech)}
    rows = [found[target] for target in style.MEASURED_FIRST if target in found]
    return "  \n".join([f"**{say('card.distances', speech)}**", *map(_distance, rows)])


def _more_distances(atlas: Atlas, event: pd.Series, speech: str) -> tuple[str, ...]:
    rows = atlas.distances(event.name, speech)
    return tuple(_distance(row) for row in rows if row["to"] not in style.MEASURED_FIRST)


def _distance(row: dict) -> str:
    return f"{plain(row['short_name'])}: {plain(row['text'])}"


def _zones(atlas: Atlas, event: pd.Series, speech: str) -> str:
    zones = [plain(zone["sentence"]) for zone in zones_of_event(atlas, event.name, speech)]
    return "  \n".join([f"**{say('card.zones', speech)}**", *zones]) if zones else ""


def _links(
    atlas: Atlas, event: pd.Series, speech: str
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    found = []
    for words, ids in (
        ("answered", event.responds_to),
        ("answered_by", event.answered_by),
        ("carries_out", event.carries_out),
    ):
        told = ((other, atlas.event(other)) for other in ids)
        named = tuple(
            (other, f"{date_text(event, speech)}: {plain(text_of(event, 'title', speech))}")
            for other, event in told
        )
        if named:
            found.append((words, named))
    return tuple(found)


def _sources(event: pd.Series, speech: str) -> list[tuple[str, list[tuple[Report, str]]]]:
    """Return the name of each thing that reports support, and those reports with what stands beside their titles."""
    return [
        (labels("role", speech)[role], [(one, about_text(one, speech)) for one in reports])
        for role, reports in by_role(event.sources).items()
    ]
