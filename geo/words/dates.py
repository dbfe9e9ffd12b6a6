"""Days and spans of days in words, no finer than they are known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

# Not strftime or calendar: their names follow the locale of the machine.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_KNOWN = {"day": 3, "month": 2, "year": 1}


def span_text(first: date, last: date, precision: str = "day", language: str = "en") -> str:
    """Return the span from one day to another in words, as ``geo/web/static/time.js`` writes it too.

    Parameters
    ----------
    first, last : date
        Both inclusive; the same for one day.
    precision : str
        ``day``, ``month`` or ``year``: how well both are known.
    language : str
        ``en`` or ``ko``.

    Examples
    --------
    >>> span_text(date(2024, 5, 28), date(2024, 6, 2))
    '28 May – 2 June 2024'
    >>> span_text(date(2024, 5, 28), date(2024, 6, 2), language="ko")
    '2024년 5월 28일~6월 2일'
    >>> span_text(date(2024, 5, 1), date(2024, 5, 1), "month")
    'May 2024'
    """
    return _SPANS[language](first, last, _KNOWN[precision])


def date_text(event: Mapping[str, Any], language: str = "en") -> str:
    """Return the date of an event in words.

    Parameters
    ----------
    event : mapping or Series
        With ``date`` and ``end_date`` (ISO text, the second or None) and ``date_precision``, as a row of the catalogue.
    language : str
        ``en`` or ``ko``.

    Examples
    --------
    >>> date_text({"date": "2024-05-01", "end_date": None, "date_precision": "month"})
    'May 2024'
    """
    first, last = (date.fromisoformat(day) for day in (event["date"], event["end_date"] or event["date"]))
    return span_text(first, last, event["date_precision"], language)


def day_text(day: date, language: str = "en") -> str:
    """Return one day in words.

    Examples
    --------
    >>> day_text(date(2018, 9, 19)), day_text(date(2018, 9, 19), "ko")
    ('19 September 2018', '2018년 9월 19일')
    """
    return span_text(day, day, language=language)


def _english(first: date, last: date, known: int) -> str:
    """Say day, month and year, of the first day only what differs from the last."""
    start, end = ((str(day.day), MONTHS[day.month - 1], str(day.year))[3 - known :] for day in (first, last))
    if start == end:
        return " ".join(end)
    shared = next(at for at in range(known) if start[-1 - at] != end[-1 - at])
    dash = "–" if known - shared == 1 else " – "
    return " ".join(start[: known - shared]) + dash + " ".join(end)


def _korean(first: date, last: date, known: int) -> str:
    """Say year, month and day, of the last day only what differs from the first, after the sign of spans (물결표)."""
    start, end = ((f"{day.year}년", f"{day.month}월", f"{day.day}일")[:known] for day in (first, last))
    if start == end:
        return " ".join(start)
    shared = next(at for at in range(known) if start[at] != end[at])
    return f"{' '.join(start)}~{' '.join(end[shared:])}"


_SPANS = {"en": _english, "ko": _korean}
