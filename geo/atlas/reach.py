"""Events that reach beyond the dates of their filter: how many they are, and the mark wherever their date stands.

An event known only to the month or year reaches as far as it may: its whole possible span counts, as in the filter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from functools import reduce
from operator import or_
from typing import Any

import narwhals as nw
import pandas as pd

from geo.atlas.kept import kept_with_atlas
from geo.atlas.selection import Selection
from geo.atlas.texts import dates_text
from geo.query.filter import EventFilter
from geo.words.dates import date_text
from geo.words.table import say

EARLIER, LATER = "← ", " →"
"""What stands before the date of an event that began, or may have begun, before the filter; and after one that went on."""


@kept_with_atlas(256)
def reaching(selection: Selection) -> int:
    """Return how many of the events reach, or may reach, beyond the dates of the filter."""
    wanted, beyond = selection.wanted, []
    if wanted.from_date:
        beyond.append(nw.col("first_day") < datetime.combine(wanted.from_date, time.min))
    if wanted.to_date:
        beyond.append(nw.col("last_day") > datetime.combine(wanted.to_date, time.min))
    if not beyond:
        return 0
    found = selection.atlas.table.aggregate(selection.also(reduce(or_, beyond)), count=nw.len())
    return int(found["count"])


def reach_words(selection: Selection, language: str = "en") -> str:
    """Say how many of the events reach beyond the filter, and what marks them; empty where none does."""
    count = reaching(selection)
    return say("paper.reach", language, count=count) if count else ""


def when(event: Mapping[str, Any] | pd.Series, wanted: EventFilter, language: str = "en") -> str:
    """Return the date of an event in words, with an arrow on each side on which it reaches beyond a filter.

    Parameters
    ----------
    event : mapping or Series
        With ``date``, ``end_date``, ``date_precision``, ``first_day`` and ``last_day``.
    wanted : EventFilter
    language : str
        ``en`` or ``ko``.

    Examples
    --------
    >>> from datetime import date
    >>> event = {"date": "2024-05-29", "end_date": "2024-06-02", "date_precision": "day"}
    >>> event |= {"first_day": pd.Timestamp("2024-05-29"), "last_day": pd.Timestamp("2024-06-02")}
    >>> when(event, EventFilter(from_date=date(2024, 6, 1)))
    '← 29 May – 2 June 2024'
    """
    text = date_text(event, language)
    return f"{_earlier(event['first_day'], wanted)}{text}{_later(event['last_day'], wanted)}"


def marked(rows: pd.DataFrame, wanted: EventFilter, language: str = "en") -> pd.Series:
    """Return the dates of events in words with the arrows of `when`, index id."""
    text = dates_text(rows, language).astype(object)
    if wanted.from_date:
        text = text.where(rows["first_day"] >= pd.Timestamp(wanted.from_date), EARLIER + text)
    if wanted.to_date:
        text = text.where(rows["last_day"] <= pd.Timestamp(wanted.to_date), text + LATER)
    return text


def _earlier(day: pd.Timestamp, wanted: EventFilter) -> str:
    return EARLIER if wanted.from_date and day.date() < wanted.from_date else ""


def _later(day: pd.Timestamp, wanted: EventFilter) -> str:
    return LATER if wanted.to_date and day.date() > wanted.to_date else ""
