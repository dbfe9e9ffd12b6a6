"""The spans: which agreement, channel or practice stood in which state, by whose word, from when to when.

What a party declared and what was practised are different rows of ``data/spans.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from cachetools.func import lru_cache

from geo.catalogue import codebook, table
from geo.errors import DataError, Problem
from geo.settings import DATA

SPANS_PATH, SPANS_SCHEMA = DATA / "spans.csv", DATA / "spans.schema.json"

Period = tuple[date, date]
"""First day, and first day after."""
END_OF_TIME = date.max
HOLDING = ("whole", "part")
"""What ``holds`` says of a state in which a party held to it."""


@dataclass(frozen=True)
class Span:
    """One party's word on one subject, or what was practised, in one state; fields as in ``spans.schema.json``."""

    id: str
    subject: str
    name: str
    name_ko: str | None
    kind: str
    aspect: str
    party: str
    state: str
    start_date: date
    start_precision: str
    start_event: str
    end_date: date | None
    end_precision: str | None
    end_event: str | None
    note: str | None
    note_ko: str | None
    source_title: str | None
    source_publisher: str | None
    source_url: str | None

    def name_in(self, language: str) -> str:
        """Return the name of its subject in English or Korean (``ko``), where it has one."""
        return (language == "ko" and self.name_ko) or self.name

    def note_in(self, language: str) -> str | None:
        """Return its note in English or Korean (``ko``), where it has one."""
        return (language == "ko" and self.note_ko) or self.note

    @property
    def holds(self) -> str:
        """``whole``, ``part``, ``no`` or ``unknown``."""
        return word("state", self.state).holds

    @cached_property
    def sure(self) -> Period:
        """The days on which it held for certain; empty where only one month or year is known."""
        return _last_start(self), self.end_date or END_OF_TIME

    @cached_property
    def possible(self) -> Period:
        """The days on which it may have held."""
        end = self.end_date
        return self.start_date, END_OF_TIME if end is None else _coarse_end(end, self.end_precision)


def _last_start(span: Span) -> date:
    if span.start_precision == "day":
        return span.start_date
    return _coarse_end(span.start_date, span.start_precision) - timedelta(1)


def _coarse_end(day: date, precision: str | None) -> date:
    """Return the first day after the month or year of a day; of a day the day itself."""
    if precision == "month":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date(day.year + 1, 1, 1) if precision == "year" else day


@lru_cache(maxsize=None)
def load_spans(path: Path = SPANS_PATH) -> tuple[Span, ...]:
    """Load the spans, refusing the file with every problem named when it does not hold.

    Raises
    ------
    DataError
        Cells against their codebook, ends before starts, names that differ within a subject, overlaps that no note
        explains. What ties spans to the catalogue is in `span_problems`.
    """
    frame, problems = table.read(path, SPANS_SCHEMA)
    problems = problems or [*_problems(frame, path.name)]
    if problems:
        raise DataError(problems)
    return tuple(_span(row) for row in frame.to_dict("records"))


def _span(row: dict[str, Any]) -> Span:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("start_date", "end_date")}
    return Span(**{**row, **days})


def _problems(frame: pd.DataFrame, file: str) -> Iterator[Problem]:
    # Not iterrows: a row of nothing but text would have NaN for None.
    for line, row in frame.to_dict("index").items():
        ends = [row[name] is not None for name in ("end_date", "end_precision", "end_event")]
        if any(ends) != all(ends):
            wanted = "end_date, end_precision and end_event together, or none of them"
            yield Problem(f"{file}:{line} end_date", str(row["end_date"]), wanted)
        elif all(ends) and row["end_date"] <= row["start_date"]:
            yield Problem(f"{file}:{line} end_date", row["end_date"], "a day after start_date")
    for _, rows in frame.groupby("subject"):
        for column in ("name", "name_ko", "kind"):
            for line, found in rows[column][rows[column] != rows[column].iloc[0]].items():
                yield Problem(
                    f"{file}:{line} {column}", str(found), f"{rows[column].iloc[0]!r}, as elsewhere"
                )
    for _, rows in frame.sort_values("start_date").groupby(["subject", "aspect", "party"]):
        ended = ""
        for line, row in rows.to_dict("index").items():
            if row["start_date"] < ended and "overlap" not in (row["note"] or "").lower():
                found = f"{row['start_date']}, before {ended}"
                yield Problem(
                    f"{file}:{line} start_date", found, "no overlap in a lane, or a note that says why"
                )
            ended = max(ended, row["end_date"] or "9999")


def span_problems(spans: Iterable[Span], events: pd.DataFrame) -> list[Problem]:
    """Return every span whose ends do not lie in the events that bound it.

    Parameters
    ----------
    spans : iterable of Span
    events : DataFrame
        The catalogue: index id, columns ``first_day`` and ``last_day``.
    """
    found = []
    for span in spans:
        # What ends with the last day of an event no longer holds on the day after.
        for end, day, later in (("start", span.start_date, 0), ("end", span.end_date, 1)):
            event = getattr(span, f"{end}_event")
            if event is None:
                continue
            where = f"{SPANS_PATH.name}:{span.id} {end}_event"
            if event not in events.index:
                found.append(Problem(where, event, "the id of an event of the catalogue"))
                continue
            first, last = (events.at[event, name].date() for name in ("first_day", "last_day"))
            if not first <= day <= last + timedelta(later):
                found.append(
                    Problem(where, f"{day}, outside {event}", f"{first} to {last + timedelta(later)}")
                )
    return found


def agreement_names(language: str = "en") -> dict[str, str]:
    """Return the agreements that a filter may name: subject to short name, in the order of the file.

    Parameters
    ----------
    language : str
        ``en`` or ``ko``: in Korean where the file has a Korean name.
    """
    return {span.subject: span.name_in(language) for span in load_spans() if span.kind == "agreement"}


def held_periods(subject: str) -> list[Period]:
    """Return when at least one party certainly held to a subject, in whole or in part; periods may touch."""
    rows = [span for span in load_spans() if span.subject == subject and span.aspect == "declared"]
    return sorted(span.sure for span in rows if span.holds in HOLDING and span.sure[0] < span.sure[1])


def held_by(subject: str) -> list[tuple[str, Period]]:
    """Return which party held to a subject by its own word, in whole or in part, and when; what touches is one."""
    rows = [span for span in load_spans() if span.subject == subject and span.aspect == "declared"]
    found: list[tuple[str, Period]] = []
    for span in sorted(rows, key=lambda span: (span.party, span.sure)):
        if span.holds not in HOLDING or span.sure[0] >= span.sure[1]:
            continue
        if found and found[-1][0] == span.party and found[-1][1][1] == span.sure[0]:
            found[-1] = (span.party, (found[-1][1][0], span.sure[1]))
        else:
            found.append((span.party, span.sure))
    return found


def labels(field: str, language: str = "en") -> dict[str, str]:
    """Return the reader's names of the words of a field, in English or Korean (``ko``)."""
    words = codebook.vocabulary(field, SPANS_SCHEMA)
    return {value: codebook.label_of(one, language) for value, one in words.items()}


def state_label(state: str, language: str = "en") -> str:
    """Return the reader's name of a state, in English or Korean (``ko``)."""
    return codebook.label_of(word("state", state), language)


def party_label(party: str, language: str = "en") -> str:
    """Return the reader's name of a party, in English or Korean (``ko``)."""
    return codebook.label_of(word("party", party), language)


def word(field: str, value: str) -> codebook.Word:
    """Return a word of the codebook of spans."""
    return codebook.vocabulary(field, SPANS_SCHEMA)[value]
