"""Before and after a change: how many events began in equally long times, and how the number changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import narwhals as nw
import pandas as pd
from cachetools.func import lru_cache

from geo.atlas.kept import kept_with_atlas
from geo.atlas.selection import Selection
from geo.catalogue.spans import load_spans, party_label, state_label
from geo.escalation.chains import PARTIES, PARTY_OF, party_name
from geo.escalation.guards import FEWEST_FOR_PERCENT
from geo.words.numbers import change_text
from geo.words.table import say


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

    def change_text(self, language: str = "en") -> str:
        """Say how the number changed; a percentage only where `FEWEST_FOR_PERCENT` came before."""
        if not self.complete:
            return say("number.not_over", language)
        if self.before < FEWEST_FOR_PERCENT:
            return say("number.too_few", language)
        return change_text(self.before, self.after, language)


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


@lru_cache(maxsize=None)
def changes(language: str = "en") -> dict[str, tuple[date, str]]:
    """Return the days on which a span began or ended, known to the day: id to day and words, the latest first."""
    found: dict[str, tuple[date, str]] = {}
    for span in load_spans():
        if span.start_precision == "day":
            words = say(
                "standing.change",
                language,
                name=span.name_in(language),
                state=state_label(span.state, language),
                party=party_label(span.party, language),
            )
            found[f"{span.id}-start"] = (span.start_date, words)
        if (
            span.end_date
            and span.end_precision == "day"
            and span.holds == "whole"
            and span.aspect == "practised"
        ):
            found[f"{span.id}-end"] = (
                span.end_date,
                say("standing.end", language, name=span.name_in(language)),
            )
    return dict(sorted(found.items(), key=lambda item: item[1][0], reverse=True))


@kept_with_atlas(64)
def before_after_table(selection: Selection, change: date, days: int, language: str = "en") -> pd.DataFrame:
    """Count a selection's events before and after a change, by who acted; a last row holds all of them.

    The table is kept, and not to be changed.

    Columns ``who``, ``before``, ``after`` and ``change``: words, a percentage only where enough events came before.
    """
    start, end = change - timedelta(days), change + timedelta(days)
    began = nw.col("first_day")
    condition = selection.also(
        (nw.col("date_precision") == "day") & (began >= _midnight(start)) & (began < _midnight(end))
    )
    keys = {"initiator": nw.col("initiator"), "first_day": began}
    counts = selection.atlas.table.tally(condition, keys)
    party = counts["initiator"].map(PARTY_OF)
    parts = {party_name(key, language): counts[party == key] for key in PARTIES}
    parts[say("standing.all", language)] = counts
    table = []
    for name, part in parts.items():
        first_day = pd.to_datetime(part["first_day"]).repeat(part["count"])
        compared = before_and_after(first_day, change, days, selection.atlas.last_known)
        table.append(
            {
                "who": name,
                "before": compared.before,
                "after": compared.after,
                "change": compared.change_text(language),
            }
        )
    return pd.DataFrame(table)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
