"""The card of one event: what, when, how sure, who says so, how far from the lines, what it answered."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from geo.atlas.atlas import Atlas
from geo.atlas.kept import kept_with_atlas
from geo.atlas.metadata import event_citation
from geo.catalogue import codebook
from geo.catalogue.reports import Report, about_text, by_role, labels
from geo.escalation.zones import zones_of_event
from geo.look import style
from geo.query.urls import event_page_url
from geo.words.harmless import address, plain
from geo.words.table import say
from pages._ui import addressbar, cite_links, state


@dataclass(frozen=True)
class _Card:
    """What a card says, as Markdown."""

    title: str
    when: str
    paragraphs: tuple[str, ...]
    distances: str | None
    """None of a place that only stands for another: nothing is measured from it."""
    more_distances: tuple[str, ...]
    """Those that are told when asked for, one a line."""
    zones: str
    links: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """A word for how events hang together, and the id and name of each."""
    sources: tuple[str, ...]
    """A paragraph for each thing that reports support."""
    link: str
    citation: str


def show(atlas: Atlas, event_id: str) -> None:
    """Draw the card of an event of the catalogue."""
    card = _card(atlas, event_id, state.origin())
    with st.container(border=True, key="atlas-card"):
        head = st.container(horizontal=True, wrap=False)
        head.markdown(card.title)
        head.button(
            "",
            icon=":material/close:",
            help=say("card.close"),
            type="tertiary",
            on_click=addressbar.write_own,
            args=("event", []),
        )
        st.caption(card.when)
        for paragraph in card.paragraphs:
            st.markdown(paragraph)
        if card.distances is None:
            st.caption(say("map_page.no_point"))
        else:
            st.markdown(card.distances)
            with st.expander(say("card.more_distances", count=len(card.more_distances))):
                st.markdown("  \n".join(card.more_distances))
            st.caption(say("card.method"))
        if card.zones:
            st.markdown(card.zones)
        for words, events in card.links:
            st.markdown(f"**{say(f'card.{words}')}**")
            for other, name in events:
                st.button(
                    name,
                    key=f"go-{words}-{other}",
                    type="tertiary",
                    on_click=addressbar.write_own,
                    args=("event", [other]),
                )
        for paragraph in card.sources:
            st.markdown(paragraph)
        take = st.container(horizontal=True)
        for words, icon, text in (
            ("cite", ":material/format_quote:", card.citation),
            ("copy_link", ":material/link:", card.link),
        ):
            with take.popover(say(f"card.{words}"), icon=icon):
                st.code(text, language=None, wrap_lines=True)
                if words == "cite":
                    cite_links.show([("event", event_id)])


@kept_with_atlas(256)
def _card(atlas: Atlas, event_id: str, origin: str) -> _Card:
    event, link = atlas.event(event_id), event_page_url(origin, event_id)
    category, kind = codebook.label("category", event.category), codebook.label("type", event.type)
    paragraphs = [plain(event.summary), "  \n".join(_facts(event))]
    if pd.notna(event.counterclaim):
        paragraphs.append(f"**{say('card.counterclaim')}**: {plain(event.counterclaim)}")
    return _Card(
        f"**{plain(event.title)}**",
        f"{event.date_text} · {category} · {kind}",
        tuple(paragraphs),
        distances(atlas, event),
        _more_distances(atlas, event),
        _zones(atlas, event),
        _links(atlas, event),
        _sources(event),
        link,
        event_citation(event, atlas.data_version, link),
    )


def _facts(event: pd.Series) -> list[str]:
    facts = [
        (say("card.who"), codebook.label("initiator", event.initiator)),
        (say("card.where"), ", ".join(filter(pd.notna, (event.place, event.place_ko)))),
        *_precision(event),
        (say("card.sure"), codebook.label("confidence", event.confidence)),
    ]
    harm = [
        _harm(say(f"card.{word}_count", count=int(count)), word, whose)
        for word, count, whose in (
            ("deaths", event.deaths, event.deaths_of),
            ("injured", event.injured, event.injured_of),
        )
        if pd.notna(count)
    ]
    if harm:
        facts.append((say("card.harm"), ", ".join(harm)))
    if pd.notna(event.quantity):
        count = say("card.quantity_of", count=int(event.quantity), unit=event.quantity_unit or "")
        facts.append((say("card.quantity"), count))
    return [f"**{name}**: {plain(value)}" for name, value in facts]


def _harm(count: str, word: str, whose: tuple[str, ...]) -> str:
    parties = ", ".join(codebook.label(f"{word}_of", party) for party in whose)
    return say("card.of_whom", count=count, whose=parties) if whose else count


def _precision(event: pd.Series) -> list[tuple[str, str]]:
    if pd.isna(event.location_error_m):
        return []
    return [(say("card.known"), say("card.precision", error_km=f"{event.location_error_m / 1000:g}"))]


def distances(atlas: Atlas, event: pd.Series) -> str | None:
    """Return the distances of an event that are told first, as Markdown; None where it has no point of its own."""
    if pd.isna(event.location_error_m):
        return None
    found = {row["to"]: row for row in atlas.distances(event.name)}
    rows = [found[target] for target in style.MEASURED_FIRST if target in found]
    return "  \n".join([f"**{say('card.distances')}**", *map(_distance, rows)])


def _more_distances(atlas: Atlas, event: pd.Series) -> tuple[str, ...]:
    rows = atlas.distances(event.name)
    return tuple(_distance(row) for row in rows if row["to"] not in style.MEASURED_FIRST)


def _distance(row: dict) -> str:
    return f"{plain(row['short_name'])}: {plain(row['text'])}"


def _zones(atlas: Atlas, event: pd.Series) -> str:
    zones = [plain(zone["sentence"]) for zone in zones_of_event(atlas, event.name)]
    return "  \n".join([f"**{say('card.zones')}**", *zones]) if zones else ""


def _links(atlas: Atlas, event: pd.Series) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    found = []
    for words, ids in (
        ("answered", event.responds_to),
        ("answered_by", event.answered_by),
        ("carries_out", event.carries_out),
    ):
        told = ((other, atlas.event(other)) for other in ids)
        named = tuple((other, f"{event.date_text}: {plain(event.title)}") for other, event in told)
        if named:
            found.append((words, named))
    return tuple(found)


def _sources(event: pd.Series) -> tuple[str, ...]:
    grouped = by_role(event.sources)
    heads = {role: f"**{say('card.sources')}**" if at == 0 else "" for at, role in enumerate(grouped)}
    if len(grouped) > 1:
        heads = {role: f"{head}  \n*{labels('role')[role]}*".strip() for role, head in heads.items()}
    return tuple("  \n".join([heads[role], *map(_report, reports)]) for role, reports in grouped.items())


def _report(report: Report) -> str:
    return f"[{plain(report.title)}](<{address(report.url)}>), {plain(about_text(report))}"
