"""When agreements were in force and lines and zones stood, as periods: what a playback draws as it stood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import geopandas as gpd

from geo.catalogue.spans import END_OF_TIME, Period, agreement_names, held_periods
from geo.catalogue.zone_rules import load_rules, zone_periods


def agreement_periods(language: str = "en") -> dict[str, list[Period]]:
    """Return when at least one party certainly held to each agreement: its name to periods that do not touch."""
    return {name: _joined(held_periods(subject)) for subject, name in agreement_names(language).items()}


def boundary_periods(boundaries: gpd.GeoDataFrame) -> dict[str, list[Period]]:
    """Return when lines and zones stood; those that have always stood, such as islands, are left out.

    A zone of an agreement stands with it (`geo.catalogue.zone_rules`), what else begins or ends by the days of its boundary.

    Parameters
    ----------
    boundaries : GeoDataFrame
        As `geo.lines.boundaries.load_boundaries` returns it.
    """
    rules = load_rules()
    found = {}
    for key, row in boundaries.iterrows():
        if key in rules:
            found[key] = _joined(zone_periods(rules[key], row))
        elif row["valid_from"]:
            until = row["valid_to"]
            end = date.fromisoformat(until) if until else END_OF_TIME
            found[key] = [(date.fromisoformat(row["valid_from"]), end)]
    return found


def gone(day: date, boundaries: gpd.GeoDataFrame) -> set[str]:
    """Return the ids of the lines and zones that did not stand on a day."""
    periods = boundary_periods(boundaries)
    return {key for key, some in periods.items() if not any(start <= day < end for start, end in some)}


def _joined(periods: Iterable[Period]) -> list[Period]:
    """Return periods in order; those that touch or overlap are one."""
    found: list[Period] = []
    for start, end in sorted(periods):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
