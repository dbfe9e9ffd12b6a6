"""The moment of a playback: a window of time, as the key ``at`` of an address says it.

One step is written as ISO 8601 has it, ``2024`` a year, ``2024-06`` a month, ``2024-W23`` a week (from Monday) or
``2024-06-09`` a day; several as its first and last step, ``2024-04/2024-06``; all until a step as ``../2024-06``.
``static/time.js`` reads and writes the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from geo.words.table import Worded

WANTED = Worded("wanted.moment")
"""What ``at`` may say."""
OPEN = ".."
_DAY = timedelta(1)


@dataclass(frozen=True)
class Moment:
    """A window of time in whole steps."""

    text: str
    """As it is written in an address."""
    first: date | None
    """First day; None where it holds all that was before."""
    last: date
    """Last day, inclusive."""

    @classmethod
    def read(cls, text: str) -> Moment:
        """Read the value of ``at``.

        Raises
        ------
        ValueError
            When it says no window.

        Examples
        --------
        >>> Moment.read("2024-06").last
        datetime.date(2024, 6, 30)
        """
        start, slash, end = text.partition("/")
        if not slash:
            end = start
        unit, _, last = _step(end)
        if start == OPEN:
            return cls(text, None, last)
        start_unit, first, _ = _step(start)
        if start_unit != unit or first > last:
            raise ValueError(text)
        return cls(end if start == end else text, first, last)

    def __str__(self) -> str:
        return self.text


def _step(text: str) -> tuple[str, date, date]:
    """Return unit, first day and last day of one step."""
    for unit, (form, days) in _UNITS.items():
        if found := re.fullmatch(form, text):
            return unit, *days(*map(int, found.groups()))
    raise ValueError(text)


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _month(year: int, month: int) -> tuple[date, date]:
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - _DAY


def _week(year: int, week: int) -> tuple[date, date]:
    return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)


def _day(year: int, month: int, day: int) -> tuple[date, date]:
    return date(year, month, day), date(year, month, day)


# Years of one atlas, so that no step overflows.
_YEAR = "((?:1[89]|20)[0-9]{2})"
_UNITS: dict[str, tuple[str, Callable[..., tuple[date, date]]]] = {
    "year": (_YEAR, _year),
    "month": (f"{_YEAR}-([0-9]{{2}})", _month),
    "week": (f"{_YEAR}-W([0-9]{{2}})", _week),
    "day": (f"{_YEAR}-([0-9]{{2}})-([0-9]{{2}})", _day),
}
