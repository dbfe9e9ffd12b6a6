"""Counts in words, and guards for numbers too small to tell anything."""

from __future__ import annotations

from geo.words.table import say


def days_text(days: float | None, language: str = "en") -> str:
    """Say a number of days, or that there are too few to tell.

    Examples
    --------
    >>> days_text(1), days_text(3.5), days_text(None)
    ('1 day', '3.5 days', 'too few to tell')
    """
    return say("number.too_few", language) if days is None else say("number.days", language, count=days)


def change_text(before: int, after: int, language: str = "en") -> str:
    """Say how a number changed, in percent of what it was.

    Examples
    --------
    >>> change_text(10, 5), change_text(10, 22), change_text(12, 12)
    ('50 % fewer', '120 % more', 'as many')
    """
    percent = round(100 * (after - before) / before)
    form = "more" if percent > 0 else "fewer" if percent else "as_many"
    return say(f"number.{form}", language, percent=abs(percent))
