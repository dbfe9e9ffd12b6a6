"""Zones: what each restricts, by whose word it held on a day, and which events lay inside.

A zone stands and falls with a subject of the spans (`geo.agreements`); one that a side declared alone holds from the
day and to the day that its boundary gives.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import agreements, schema
from geo.agreements import END_OF_TIME, Period
from geo.boundaries import load_boundaries
from geo.errors import DataError, Problem

RULES_PATH, RULES_SCHEMA = agreements.DATA / "zone_rules.csv", agreements.DATA / "zone_rules.schema.json"


@dataclass(frozen=True)
class ZoneRule:
    """What a zone restricts, and by whose word it holds; fields as in ``zone_rules.schema.json``."""

    zone: str
    subject: str | None
    declared_by: str | None
    restricts: tuple[str, ...]
    unclear: tuple[str, ...]
    rule: str
    source_title: str
    source_publisher: str
    source_url: str

    def verdict(self, event_type: str) -> str:
        """Return ``restricted``, ``unclear`` or ``not restricted`` for a type of event."""
        if event_type in self.restricts:
            return "restricted"
        return "unclear" if event_type in self.unclear else "not restricted"


@dataclass(frozen=True)
class ZoneStanding:
    """How a zone stood on a day."""

    rule: ZoneRule
    name: str
    in_force: bool
    """Whether at least one side held to it."""
    held_by: tuple[str, ...]
    """The parties that held to it, in whole or in part."""
    text: str
    """Who held to it since when, or why it did not hold."""


@cache
def load_rules(path: Path = RULES_PATH) -> dict[str, ZoneRule]:
    """Load what each zone restricts: zone id to its rule.

    Raises
    ------
    DataError
        Cells against their codebook; zones, subjects and types that there are not.
    """
    frame, problems = schema.read(path, RULES_SCHEMA)
    known = {
        "zone": set(load_boundaries().index),
        "subject": {span.subject for span in agreements.load_spans()},
        "restricts": set(schema.vocabulary("type")),
        "unclear": set(schema.vocabulary("type")),
    }
    for column, allowed in known.items():
        for line, value in frame[column].dropna().items():
            wrong = [one for one in (value if isinstance(value, tuple) else (value,)) if one not in allowed]
            problems += [Problem(f"{path.name}:{line} {column}", one, "an id that there is") for one in wrong]
    if problems:
        raise DataError(problems)
    return {row["zone"]: ZoneRule(**row) for row in frame.to_dict("records")}


def zone_standings(day: date, boundaries: gpd.GeoDataFrame) -> dict[str, ZoneStanding]:
    """Return how every zone stood on a day.

    Parameters
    ----------
    day : date
    boundaries : GeoDataFrame
        As `geo.boundaries.load_boundaries` returns it.
    """
    return {zone: _zone_standing(day, rule, boundaries.loc[zone]) for zone, rule in load_rules().items()}


def _zone_standing(day: date, rule: ZoneRule, zone: pd.Series) -> ZoneStanding:
    in_force = any(start <= day < end for start, end in _zone_periods(rule, zone))
    if rule.subject is None:
        who = (
            f"declared by {agreements.the_party(rule.declared_by)} alone"
            if rule.declared_by
            else "claimed by both sides"
        )
        since = agreements.day_text(date.fromisoformat(zone["valid_from"]))
        text = f"{who} since {since}" if in_force else f"not yet {who} (since {since})"
        holder = (rule.declared_by,) if rule.declared_by and in_force else ()
        return ZoneStanding(rule, zone["name"], in_force, holder, text)
    rows = [
        span for span in agreements.load_spans() if span.subject == rule.subject and span.aspect == "declared"
    ]
    now = agreements.standings(day, rows)
    if now:
        text = (
            agreements.standings_text(now)
            if in_force
            else f"no longer in force: {agreements.standings_text(now)}"
        )
    else:
        first = min(span.start_date for span in rows)
        text = (
            f"not yet in force (from {agreements.day_text(first)})" if day < first else "no longer in force"
        )
    return ZoneStanding(rule, zone["name"], in_force, agreements.held_by(now), text)


def _zone_periods(rule: ZoneRule, zone: pd.Series) -> list[Period]:
    if rule.subject is not None:
        return agreements.held_periods(rule.subject)
    until = zone["valid_to"]
    return [(date.fromisoformat(zone["valid_from"]), date.fromisoformat(until) if until else END_OF_TIME)]


def event_columns(
    events: pd.DataFrame, boundaries: gpd.GeoDataFrame, distance_m: pd.DataFrame
) -> pd.DataFrame:
    """Return what was in force at each event.

    Parameters
    ----------
    events : DataFrame
        The catalogue (n rows): ``first_day``, ``last_day``.
    boundaries : GeoDataFrame
        As `geo.boundaries.load_boundaries` returns it.
    distance_m : DataFrame
        Metres from every event (rows) to every boundary (columns); NaN where nothing is measured.

    Returns
    -------
    DataFrame
        ``agreements_in_force`` and ``inside``: tuples of ids, same index. An event of several days counts with
        every day on which it may lie.
    """
    held = {key: _meets(events, agreements.held_periods(key)) for key in agreements.agreement_names()}
    zones = {
        zone: _meets(events, _zone_periods(rule, boundaries.loc[zone])) & (distance_m[zone] == 0).to_numpy()
        for zone, rule in load_rules().items()
    }
    return pd.DataFrame({"agreements_in_force": _listed(held), "inside": _listed(zones)}, index=events.index)


def _meets(events: pd.DataFrame, periods: Collection[Period]) -> np.ndarray:
    found = np.zeros(len(events), dtype=bool)
    for start, end in periods:
        before_end = events["first_day"] < pd.Timestamp(min(end, date(2262, 1, 1)))
        found |= (before_end & (events["last_day"] >= pd.Timestamp(start))).to_numpy()
    return found


def _listed(flags: dict[str, np.ndarray]) -> list[tuple[str, ...]]:
    return [
        tuple(key for key, flag in zip(flags, row, strict=True) if flag)
        for row in zip(*flags.values(), strict=True)
    ]
