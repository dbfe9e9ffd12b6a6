"""Guards for small numbers: what is too few to be told as a median or a percentage says so instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import pandas as pd

FEWEST_FOR_MEDIAN = 5
"""Fewer values than this have a median that one more value could move anywhere."""
FEWEST_FOR_PERCENT = 10
"""From fewer events than this a percentage tells of chance: from four to two would be "50 % fewer"."""
TOO_FEW = "too few to tell"


def guarded_median(values: Sequence[float]) -> float | None:
    """Return the median, or None of fewer than `FEWEST_FOR_MEDIAN` values."""
    return float(median(values)) if len(values) >= FEWEST_FOR_MEDIAN else None


def days_text(days: float | None) -> str:
    """Say a number of days, or that there are too few to tell.

    Examples
    --------
    >>> days_text(1), days_text(3.5), days_text(None)
    ('1 day', '3.5 days', 'too few to tell')
    """
    if days is None:
        return TOO_FEW
    return f"{days:,g} day{'' if days == 1 else 's'}"


@dataclass(frozen=True)
class BeforeAfter:
    """Events that began in equally long times before and after a day of change."""

    change: date
    days: int
    """Length of each time."""
    before: int
    """Events that began on one of the ``days`` days before the change."""
    after: int
    """Events that began on the day of the change or one of the ``days - 1`` days after it."""
    complete: bool
    """Whether the catalogue reaches to the end of the time after the change."""

    @property
    def change_text(self) -> str:
        """How the number changed, in words; a percentage only where `FEWEST_FOR_PERCENT` came before."""
        if not self.complete:
            return "the time after is not over in this catalogue"
        if self.before < FEWEST_FOR_PERCENT:
            return TOO_FEW
        percent = round(100 * (self.after - self.before) / self.before)
        return "as many" if percent == 0 else f"{abs(percent)} % {'more' if percent > 0 else 'fewer'}"


def before_and_after(first_day: pd.Series, change: date, days: int, last_known: date) -> BeforeAfter:
    """Count events before and after a change.

    Parameters
    ----------
    first_day : Series of datetime64
        The first day of each event; those known only to the month or year are better left out.
    change : date
        First day of the time after.
    days : int
        Length of each of the two times.
    last_known : date
        The last day that the catalogue reaches: a time that runs past it is not compared.
    """
    start, end = change - timedelta(days), change + timedelta(days)
    began = first_day.dt.date
    return BeforeAfter(
        change,
        days,
        before=int(((began >= start) & (began < change)).sum()),
        after=int(((began >= change) & (began < end)).sum()),
        complete=end <= last_known + timedelta(1),
    )
