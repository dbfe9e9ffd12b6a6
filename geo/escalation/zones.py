"""Zones as they stood on a day: in force or not, by whose word, and which of them held a point."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.atlas.atlas import Atlas
from geo.catalogue.spans import load_spans
from geo.catalogue.zone_rules import ZoneRule, load_rules, zone_periods
from geo.escalation import standings
from geo.lines.boundaries import name_in
from geo.words.dates import day_text
from geo.words.table import say


@dataclass(frozen=True)
class ZoneStanding:
    """How a zone stood on a day."""

    rule: ZoneRule
    name: str
    in_force: bool
    """Whether at least one party held to it."""
    held_by: tuple[str, ...]
    """The parties that held to it, in whole or in part."""
    text: str
    """Who held to it since when, or why it did not hold."""


def zone_standings(day: date, boundaries: gpd.GeoDataFrame, language: str = "en") -> dict[str, ZoneStanding]:
    """Return how every zone stood on a day.

    Parameters
    ----------
    day : date
    boundaries : GeoDataFrame
        As `geo.lines.boundaries.load_boundaries` returns it.
    language : str
        ``en`` or ``ko``: of names and texts.
    """
    return {
        zone: _zone_standing(day, rule, boundaries.loc[zone], language) for zone, rule in load_rules().items()
    }


def _zone_standing(day: date, rule: ZoneRule, zone: pd.Series, language: str) -> ZoneStanding:
    name = name_in(zone, language)
    in_force = any(start <= day < end for start, end in zone_periods(rule, zone))
    if rule.subject is None:
        since = day_text(date.fromisoformat(zone["valid_from"]), language)
        if rule.declared_by:
            key = "zone.declared" if in_force else "zone.not_yet_declared"
            text = say(key, language, party=standings.the_party(rule.declared_by, language), day=since)
        else:
            text = say("zone.claimed" if in_force else "zone.not_yet_claimed", language, day=since)
        holder = (rule.declared_by,) if rule.declared_by and in_force else ()
        return ZoneStanding(rule, name, in_force, holder, text)
    rows = [span for span in load_spans() if span.subject == rule.subject and span.aspect == "declared"]
    now = standings.standings(day, rows)
    if now:
        told = standings.standings_text(now, language)
        text = told if in_force else say("zone.ended", language, standings=told)
    else:
        first = min(span.start_date for span in rows)
        if day < first:
            text = say("zone.not_yet", language, day=day_text(first, language))
        else:
            text = say("zone.over", language)
    return ZoneStanding(rule, name, in_force, standings.held_by(now), text)


def zone_document(standing: ZoneStanding) -> dict[str, Any]:
    """Return how a zone stood on a day as plain values, as `/api/as-of.json` gives it."""
    rule = standing.rule
    return {
        "id": rule.zone,
        "name": standing.name,
        "in_force": standing.in_force,
        "held_by": standing.held_by,
        "text": standing.text,
        "agreement": rule.subject,
        "declared_by": rule.declared_by,
        **{name: getattr(rule, name) for name in ("rule", "rule_ko", "restricts", "unclear")},
        **{f"source_{part}": getattr(rule, f"source_{part}") for part in ("title", "publisher", "url")},
    }


def zones_around(
    atlas: Atlas, day: date, zones: Collection[str], event_type: str | None = None, language: str = "en"
) -> list[dict[str, Any]]:
    """Return what is to be said of the zones that hold a point on a day, also of those that did not hold then.

    Parameters
    ----------
    atlas : Atlas
    day : date
    zones : collection of str
        Ids of the areas around the point.
    event_type : str, optional
        A type of act: each zone in force then also tells whether its text restricts it.
    """
    found = []
    for key, standing in zone_standings(day, atlas.boundaries, language).items():
        if key not in zones:
            continue
        agreed = standing.rule.subject is not None and standing.in_force
        verdict = standing.rule.verdict(event_type) if event_type and agreed else None
        found.append(
            {
                **zone_document(standing),
                "verdict": verdict,
                "sentence": say(_VERDICTS[verdict], language, name=standing.name, text=standing.text),
            }
        )
    return found


_VERDICTS = {
    None: "zone.sentence",
    "restricted": "zone.restricted",
    "unclear": "zone.unclear",
    "not restricted": "zone.not_restricted",
}


def zones_of_event(atlas: Atlas, event_id: str, language: str = "en") -> list[dict[str, Any]]:
    """Return what `zones_around` says of an event, on its first day; empty where it has no point of its own."""
    event = atlas.event(event_id)
    inside = [row["to"] for row in atlas.distances(event_id) if row["inside"]]
    return zones_around(atlas, event.first_day.date(), inside, event.type, language)


def zones_of_point(
    atlas: Atlas, day: date, lon: float, lat: float, event_type: str | None = None, language: str = "en"
) -> list[dict[str, Any]]:
    """Return what `zones_around` says of a point (degrees, WGS 84) on a day.

    Raises
    ------
    InputError
        When lon or lat is no place on Earth.
    """
    inside = [row["to"] for row in atlas.measure(lon, lat)["distances"] if row["inside"]]
    return zones_around(atlas, day, inside, event_type, language)
