"""What can be said of a selection in a few numbers: counts, the event nearest to the MDL, first and last date, and
how many happened when.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo import style
from geo.atlas import Selection
from geo.events import date_text
from geo.measure import band_m, distance_text

PERIODS = {"year": "Y", "month": "M", "day": "D"}
"""A unit of time and its name in pandas."""
MOST_COLUMNS = 80
"""No more columns than this stand beside one another on a slide; a finer unit is not taken."""


@dataclass(frozen=True)
class Nearest:
    """The event nearest to the Military Demarcation Line."""

    id: str
    text: str
    """Its distance with the band, as `distance_text` says it."""
    others: int
    """How many more events are measured to be just as near, to the metre."""


@dataclass(frozen=True)
class KeyFigures:
    """The few numbers of a selection."""

    count: int
    total: int
    by_category: dict[str, int]
    """Only the categories that occur, in the order of the style table."""
    nearest: Nearest | None
    """None when no event has a place that can be measured."""
    first: str | None
    """Id of the earliest event; None of an empty selection."""
    last: str | None
    """Id of the event that begins last."""
    unplaced: int


@dataclass(frozen=True)
class Timeline:
    """How many events began when; each event counts once, on its first day."""

    unit: str
    """``year``, ``month`` or ``day``."""
    periods: tuple[str, ...]
    """Every unit from the first event to the last, those without events too: ``2024``, ``2024-05``, …"""
    counts: dict[str, tuple[int, ...]]
    """Category to its counts, one a period; only categories that occur, in the order of the style table."""


def key_figures(selection: Selection) -> KeyFigures:
    """Return the key figures of a selection."""
    rows = selection.rows
    found = rows["category"].value_counts()
    by_time = rows.sort_values("first_day", kind="stable").index
    return KeyFigures(
        count=selection.count,
        total=selection.total,
        by_category={one.id: int(found[one.id]) for one in style.CATEGORIES if one.id in found},
        nearest=_nearest(selection),
        first=by_time[0] if len(by_time) else None,
        last=by_time[-1] if len(by_time) else None,
        unplaced=selection.unplaced,
    )


def _nearest(selection: Selection) -> Nearest | None:
    distances_m = selection.rows["distance_mdl_m"].dropna()
    if distances_m.empty:
        return None
    alike = distances_m[distances_m <= distances_m.min() + 1.0]
    # Of several that are as near, the one known best, then the latest: the least surprising to name.
    rows = selection.rows.loc[alike.index].sort_values(["location_error_m", "first_day"], kind="stable")
    best = rows["location_error_m"] == rows["location_error_m"].iloc[0]
    key = rows.index[best][-1]
    return Nearest(key, mdl_text(selection, key), len(alike) - 1)


def mdl_text(selection: Selection, event_id: str) -> str | None:
    """Return the distance of an event to the MDL with its band in words; None where nothing is measured."""
    event = selection.atlas.event(event_id)
    if pd.isna(event["distance_mdl_m"]):
        return None
    accuracy_m = float(selection.atlas.boundaries.at["mdl", "accuracy_m"])
    return distance_text(event["distance_mdl_m"], band_m(event["location_error_m"], accuracy_m))


def timeline(selection: Selection) -> Timeline:
    """Count the events over time, in the unit that fits the time between the first and the last of them."""
    days = selection.rows["first_day"]
    if days.empty:
        return Timeline("year", (), {})
    unit = next(
        unit
        for unit in ("day", "month", "year")
        if unit == "year" or (len(_range(days, unit)) <= MOST_COLUMNS and _known(selection, unit))
    )
    periods = _range(days, unit)
    counts = pd.crosstab(days.dt.to_period(PERIODS[unit]), selection.rows["category"]).reindex(periods)
    counts = counts.fillna(0).astype(int)
    return Timeline(
        unit,
        tuple(str(period) for period in periods),
        {one.id: tuple(counts[one.id].tolist()) for one in style.CATEGORIES if one.id in counts},
    )


def _range(days: pd.Series, unit: str) -> pd.PeriodIndex:
    return pd.period_range(days.min(), days.max(), freq=PERIODS[unit])


def _known(selection: Selection, unit: str) -> bool:
    """Tell whether every date is known to the unit: a column must not say a day that nobody knows."""
    known = set(selection.rows["date_precision"])
    return known <= {"day": {"day"}, "month": {"day", "month"}, "year": {"day", "month", "year"}}[unit]


def date_words(event: Mapping[str, Any] | pd.Series, language: str = "en") -> str:
    """Return the date of an event in words, no finer than it is known, in English or Korean (``ko``).

    Examples
    --------
    >>> date_words({"date": "2024-05-28", "end_date": "2024-06-02", "date_precision": "day"}, "ko")
    '2024년 5월 28일 – 6월 2일'
    """
    if language != "ko":
        return date_text(event)
    known = {"day": 3, "month": 2, "year": 1}[event["date_precision"]]
    first, last = (
        [f"{int(part)}{unit}" for part, unit in zip(day.split("-"), "년월일", strict=True)][:known]
        for day in (event["date"], event["end_date"] or event["date"])
    )
    shared = next((at for at in range(known) if first[at] != last[at]), known)
    return " ".join(first) + (f" – {' '.join(last[shared:])}" if shared < known else "")
