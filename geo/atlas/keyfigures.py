"""What can be said of a selection in a few numbers: counts, the event nearest to the MDL, first and last date, and
how many happened when.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

import narwhals as nw
import numpy as np
import pandas as pd

from geo.atlas.selection import Selection
from geo.catalogue import codebook
from geo.lines.measure import band_m
from geo.words.distances import distance_text

PERIODS = {"year": "Y", "month": "M", "day": "D"}
"""A unit of time and its name in pandas and numpy."""
MOST_COLUMNS = 80
"""No more columns than this stand beside one another; a finer unit is not taken."""


@dataclass(frozen=True)
class Nearest:
    """The event nearest to the Military Demarcation Line."""

    id: str
    others: int
    """How many more events are measured to be just as near, to the metre."""


@dataclass(frozen=True)
class KeyFigures:
    """The few numbers of a selection."""

    count: int
    total: int
    by_category: dict[str, int]
    """Only the categories that occur, in the order of the codebook."""
    nearest: Nearest | None
    """None when no event has a place that can be measured."""
    first: str | None
    """Id of the first event that begins within the filter's dates, or of the earliest where all began before them;
    None of an empty selection."""
    last: str | None
    """Id of the event that begins last."""


@dataclass(frozen=True)
class Timeline:
    """How many events began when; each event counts once, on its first day."""

    unit: str
    """``year``, ``month`` or ``day``."""
    periods: tuple[str, ...]
    """Every unit from the first event to the last, those without events too: ``2024``, ``2024-05``, …"""
    counts: dict[str, tuple[int, ...]]
    """Category to its counts, one a period; only categories that occur, in the order of the codebook."""


def key_figures(selection: Selection) -> KeyFigures:
    """Return the key figures of a selection."""
    table, condition = selection.atlas.table, selection.condition
    first, last = table.least(condition, "nth", 1, ()), selection.page(0, 1, ())
    if start := selection.wanted.from_date:
        begun = selection.also(nw.col("first_day") >= datetime.combine(start, time.min))
        inside = table.least(begun, "nth", 1, ())
        first = inside if len(inside) else first
    return KeyFigures(
        count=selection.count,
        total=selection.total,
        by_category=selection.by_category,
        nearest=_nearest(selection),
        first=first.index[0] if len(first) else None,
        last=last.index[0] if len(last) else None,
    )


def _nearest(selection: Selection) -> Nearest | None:
    table, distance_m = selection.atlas.table, nw.col("distance_mdl_m")
    least_m = table.aggregate(selection.condition, least_m=distance_m.min())["least_m"]
    if least_m is None or pd.isna(least_m):
        return None
    alike = selection.also(distance_m <= least_m + 1.0)
    # Of several that are as near, the one known best, then the latest: the least surprising to name.
    found = table.aggregate(alike, count=nw.len(), error_m=nw.col("location_error_m").min())
    key = table.page(alike & (nw.col("location_error_m") == found["error_m"]), 0, 1, ()).index[0]
    return Nearest(key, found["count"] - 1)


def mdl_text(selection: Selection, event_id: str, language: str = "en") -> str | None:
    """Return the distance of an event to the MDL with its band in words; None where nothing is measured."""
    event = selection.atlas.event(event_id)
    if pd.isna(event["distance_mdl_m"]):
        return None
    accuracy_m = float(selection.atlas.boundaries.at["mdl", "accuracy_m"])
    return distance_text(event["distance_mdl_m"], band_m(event["location_error_m"], accuracy_m), language)


def timeline(selection: Selection) -> Timeline:
    """Count the events over time, in the unit that fits the time between the first and the last of them."""
    unit = time_unit(selection)
    counts = began_in(selection, unit)
    if counts.empty:
        return Timeline(unit, (), {})
    periods = pd.period_range(counts["start"].min(), counts["start"].max(), freq=PERIODS[unit])
    table = counts.pivot(index="start", columns="category", values="count")
    table = table.set_axis(table.index.to_period(PERIODS[unit])).reindex(periods).fillna(0).astype(int)
    return Timeline(
        unit,
        tuple(str(period) for period in periods),
        {key: tuple(table[key].tolist()) for key in codebook.vocabulary("category") if key in table},
    )


def began_in(selection: Selection, unit: str) -> pd.DataFrame:
    """Count the events that began in each unit of time, by category; of those before the filter's dates on their first day.

    Returns
    -------
    DataFrame
        ``start`` (first day of the unit, datetime64), ``category`` and ``count``, in order of time; only units and
        categories that occur.
    """
    days = selection.calendar
    first_day = days["first_day"]
    if begin := selection.wanted.from_date:
        first_day = first_day.clip(lower=pd.Timestamp(begin))
    start = first_day.to_numpy().astype(f"datetime64[{PERIODS[unit]}]").astype("datetime64[us]")
    return days.assign(start=start).groupby(["start", "category"])["count"].sum().reset_index()


def time_unit(selection: Selection) -> str:
    """Return the unit of time that events are counted by: ``day``, ``month`` or ``year``.

    It is the finest that gives no more than `MOST_COLUMNS` columns and that every date is known to.
    """
    if not selection.count or selection.coarsest_date == "year":
        return "year"
    known = ("month",) if selection.coarsest_date == "month" else ("day", "month")
    first, last = selection.first_days
    return next((unit for unit in known if _columns(first, last, unit) <= MOST_COLUMNS), "year")


def _columns(first: date, last: date, unit: str) -> int:
    """Return how many units there are from one day to another, both counted."""
    start, end = (np.datetime64(day, PERIODS[unit]) for day in (first, last))
    return int((end - start).astype(int)) + 1
