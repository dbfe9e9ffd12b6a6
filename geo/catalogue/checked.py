"""Whether somebody has read a row beside its reports: when, and against how many of them."""

from __future__ import annotations

from datetime import date

import pandas as pd

from geo.catalogue import codebook
from geo.words.dates import day_text
from geo.words.table import say

STATES = ("yes", "no", "unconfirmed")
"""Read against at least one report, not read yet, or read in vain: no report could be read, and nothing was confirmed."""


def state_of(checked: str | None, against: int | None) -> str:
    """Return which of `STATES` a row is in.

    Parameters
    ----------
    checked : str or None
        Day, ISO 8601.
    against : int or None
        How many independent reports were read that day.
    """
    if checked is None:
        return "no"
    return "yes" if against else "unconfirmed"


def states_by_grade(events: pd.DataFrame) -> pd.DataFrame:
    """Return how many events of each grade are in which state.

    Parameters
    ----------
    events : DataFrame
        The catalogue or a selection of it, with ``confidence``, ``checked`` and ``checked_against``; ``count`` where a row
        stands for several alike.

    Returns
    -------
    DataFrame of int
        Index: the grades in the order of the codebook; columns: `STATES`.
    """
    alike = events["count"] if "count" in events else pd.Series(1, index=events.index)
    states = [
        state_of(*(None if pd.isna(cell) else cell for cell in cells))
        for cells in zip(events["checked"], events["checked_against"], strict=True)
    ]
    counted = alike.groupby([events["confidence"], pd.Series(states, index=events.index)]).sum()
    grades = list(codebook.vocabulary("confidence"))
    return counted.unstack(fill_value=0).reindex(index=grades, columns=list(STATES), fill_value=0).astype(int)


def state_text(state: str, language: str = "en") -> str:
    """Return what a state is called in a filter."""
    return say(f"checked.{state}", language)


def checked_text(checked: str | None, against: int | None, language: str = "en") -> str:
    """Return in words when a row was read and against how many reports.

    Examples
    --------
    >>> checked_text("2026-11-27", 3), checked_text(None, None)
    ('read against 3 reports on 27 November 2026', 'not yet read against its reports')
    """
    if checked is None:
        return say("card.checked_not_yet", language)
    day = day_text(date.fromisoformat(checked), language)
    return say(
        "card.checked_against" if against else "card.checked_in_vain", language, day=day, count=against
    )
