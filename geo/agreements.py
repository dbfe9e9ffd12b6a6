"""Agreements, channels and practices as they stood on a day.

What a party declared and what was practised are different rows of ``data/spans.csv``. An agreement is
*in force* on a day while at least one of its parties held to it, in whole or in part: who held to it, and who had
left it, is always told beside it. Its zones are in `geo.zones`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from geo import schema
from geo.errors import DataError, Problem
from geo.events import date_text

DATA = Path(__file__).parent.parent / "data"
SPANS_PATH, SPANS_SCHEMA = DATA / "spans.csv", DATA / "spans.schema.json"

Period = tuple[date, date]
"""First day, and first day after."""
END_OF_TIME = date.max
DAYS_COUNTED = 730
"""What has lasted longer than this is told by its date, not in days."""
HOLDING = ("whole", "part")
"""What ``holds`` says of a state in which a party held to it."""
_HOLDING_WORDS = {"agreement": "in force", "clause": "in force", "channel": "open", "practice": "going on"}

METHOD = (
    "An agreement or zone counts as in force on a day while at least one of its parties held to it, in whole or in "
    "part, by its own word; beside it stands who held to it and who did not. The first day after an end belongs to "
    "what came after: on the day of a suspension the suspension holds. A span known only to the month is uncertain "
    "in that month. Zones hold a point as given; how far the point may be off stands with the event."
)
"""How it is decided what was in force, in words."""


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
    source_title: str | None
    source_publisher: str | None
    source_url: str | None

    @property
    def holds(self) -> str:
        """``whole``, ``part``, ``no`` or ``unknown``."""
        return _term("state", self.state).holds

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


@dataclass(frozen=True)
class Standing:
    """How one row of the spans stood on a day."""

    span: Span
    day: date
    certain: bool
    """False where the day lies in a month or year in which it began or ended."""

    @property
    def days(self) -> int:
        """Days since it began."""
        return (self.day - self.span.start_date).days

    @property
    def text(self) -> str:
        """The state in words: ``suspended by the ROK for 5 days``."""
        return self.said([self.span.party])

    def said(self, parties: Iterable[str]) -> str:
        """Return the state in words, as that of all the parties named."""
        start, precision = self.span.start_date, self.span.start_precision
        if not self.certain or precision != "day" or self.days > DAYS_COUNTED:
            known = date_text({"date": str(start), "end_date": None, "date_precision": precision})
            since, ago = f"since {known}", f"{'on' if precision == 'day' else 'in'} {known}"
        elif self.days == 0:
            since, ago = "since that day", "that day"
        else:
            days = f"{self.days} day{'' if self.days == 1 else 's'}"
            since, ago = f"for {days}", f"{days} before"
        who = " and ".join(map(the_party, parties))
        text = _term("state", self.span.state).said.format(who=who, since=since, ago=ago)
        return text if self.certain else f"{text} (which day is not known)"


# --- Reading -----------------------------------------------------------------------------------------------


@cache
def load_spans(path: Path = SPANS_PATH) -> tuple[Span, ...]:
    """Load the spans, refusing the file with every problem named when it does not hold.

    Raises
    ------
    DataError
        Cells against their codebook, ends before starts, names that differ within a subject, overlaps that no note
        explains. What ties spans to the catalogue is in `span_problems`.
    """
    frame, problems = schema.read(path, SPANS_SCHEMA)
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


# --- On a day ----------------------------------------------------------------------------------------------


def standings(day: date, spans: Iterable[Span] | None = None) -> tuple[Standing, ...]:
    """Return every span that held, or may have held, on a day, in the order of the file."""
    found = []
    for span in load_spans() if spans is None else spans:
        if span.possible[0] <= day < span.possible[1]:
            found.append(Standing(span, day, span.sure[0] <= day < span.sure[1]))
    return tuple(found)


def sentence(day: date, subject: str) -> str:
    """Say in one sentence how a subject stood on a day.

    Examples
    --------
    >>> sentence(date(2024, 6, 9), "cma")  # doctest: +SKIP
    'On 9 June 2024 the CMA had been suspended by the ROK for 5 days and declared no longer binding by ...'
    """
    rows = [span for span in load_spans() if span.subject == subject]
    told, name, holding = day_text(day), rows[0].name, _HOLDING_WORDS[rows[0].kind]
    now = telling(standings(day, rows))
    if now:
        return f"On {told} the {name} had been {standings_text(now)}."
    first = min(span.start_date for span in rows if span.holds in HOLDING)
    if day < first:
        return f"On {told}: {name} not {holding} yet, first on {day_text(first)}."
    ended = max(span.end_date for span in rows if span.end_date and span.end_date <= day)
    return f"On {told}: {name} not {holding}, last until {day_text(ended)}."


def telling(now: Iterable[Standing]) -> list[Standing]:
    """Return the standings that tell how a subject stood: what was declared of a text, what was done of the rest."""
    now = list(now)
    own = "declared" if now and now[0].span.kind in ("agreement", "clause") else "practised"
    return [one for one in now if one.span.aspect == own] or now


def held_by(now: Iterable[Standing]) -> tuple[str, ...]:
    """Return the parties that certainly held to a subject, in whole or in part."""
    return tuple(one.span.party for one in now if one.certain and one.span.holds in HOLDING)


def standings_text(now: Iterable[Standing]) -> str:
    """Say several standings of one subject: who held to it first, then the latest; parties alike are told together."""
    alike: dict[tuple[str, date], list[Standing]] = {}
    latest = sorted(now, key=lambda one: one.span.start_date, reverse=True)
    for one in sorted(latest, key=lambda one: one.span.holds not in HOLDING):
        alike.setdefault((one.span.state, one.span.start_date), []).append(one)
    return _joined([some[0].said([one.span.party for one in some]) for some in alike.values()])


def state_label(state: str) -> str:
    """Return the reader's name of a state."""
    return _term("state", state).label


def party_label(party: str) -> str:
    """Return the reader's name of a party."""
    return _term("party", party).label


def agreement_names() -> dict[str, str]:
    """Return the agreements that a filter may name: subject to short name, in the order of the file."""
    return {span.subject: span.name for span in load_spans() if span.kind == "agreement"}


# --- Over time ---------------------------------------------------------------------------------------------


def held_periods(subject: str) -> list[Period]:
    """Return when at least one party certainly held to a subject, in whole or in part; periods may touch."""
    rows = [span for span in load_spans() if span.subject == subject and span.aspect == "declared"]
    return sorted(span.sure for span in rows if span.holds in HOLDING and span.sure[0] < span.sure[1])


# --- Words -------------------------------------------------------------------------------------------------


def _term(field: str, value: str) -> schema.Term:
    return schema.vocabulary(field, SPANS_SCHEMA)[value]


def the_party(party: str) -> str:
    """Return a party as it stands in a sentence."""
    label = party_label(party)
    return label if party == "joint" else f"the {label}"


def day_text(day: date) -> str:
    """Return a day in words."""
    return date_text({"date": str(day), "end_date": None, "date_precision": "day"})


def _joined(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " and " + texts[-1]
