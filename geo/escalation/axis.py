"""The rows of the time axis: events by who acted, links between them, and lanes of what stood at the time.

Rows are numbered downward from the top of the axis; parties take more room than lanes. Times are milliseconds since
1970, UTC: a browser would read a date in its own time zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import pandas as pd

from geo.atlas.selection import Selection
from geo.atlas.texts import dates_text, texts
from geo.catalogue import codebook
from geo.catalogue.spans import Span, load_spans, party_label, state_label
from geo.escalation.chains import PARTIES, PARTY_OF, Answers, Chain, party_name
from geo.words.dates import day_text, span_text
from geo.words.table import say

MAIN_SUBJECTS = (
    *("armistice", "basic-agreement", "accord-2004", "panmunjom-declaration", "cma"),
    *("panmunjom-line", "military-west", "kaesong", "liaison-office"),
    *("rok-loudspeakers", "dprk-loudspeakers", "dprk-noise", "trash-balloons", "leaflet-ban"),
)
"""The subjects that have lanes unless a reader asks for all."""
PARTY_ROWS = 2.8
"""Rows that a party takes."""
BULGE = 2.2
"""How far a curve between two events of one party leaves their row, in rows."""
MARGIN = 0.03
"""Room before the first and after the last event, as a part of the time between."""

Lane = tuple[str, str]
"""Subject and party."""


@dataclass(frozen=True, eq=False)
class Axis:
    """What stands where on the time axis of a selection's answers."""

    answers: Answers
    start: date
    end: date
    """The time shown; what lies outside is cut off."""
    lanes: dict[Lane, list[Span]]
    """The lanes that have a span in the time shown."""
    language: str = "en"

    @cached_property
    def events(self) -> pd.DataFrame:
        """The selected events and the other ends of their links, in order of time; of too many, those with links."""
        ends = {end for link in self.answers.links for end in (link.cause, link.answer)}
        linked = self.answers.linked[self.answers.linked.index.isin(ends)]
        if not self.answers.selection.one_by_one:
            return linked
        rows = self.answers.selection.rows
        both = pd.concat([rows, linked[~linked.index.isin(rows.index)]])
        return both.sort_values(["date"], kind="stable")

    @cached_property
    def party_rows(self) -> dict[str, float]:
        """The row of each party that acted: keys of `geo.escalation.chains.PARTIES`."""
        acted = set(self.events["initiator"].map(PARTY_OF))
        parties = [key for key in PARTIES if key in acted]
        return {key: PARTY_ROWS * (at + 0.75) for at, key in enumerate(parties)}

    @cached_property
    def lane_rows(self) -> dict[Lane, float]:
        """The row of each lane, below the parties."""
        return {lane: self._first_lane + at for at, lane in enumerate(self.lanes)}

    @property
    def height_rows(self) -> float:
        """How many rows the axis has."""
        return self._first_lane + len(self.lanes)

    @property
    def row_names(self) -> dict[float, str]:
        """The name of each row; a lane names its party only where its subject has several."""
        names = {row: party_name(key, self.language) for key, row in self.party_rows.items()}
        lanes = lane_names(self.lanes, self.language)
        return names | {self.lane_rows[lane]: name for lane, name in lanes.items()}

    @property
    def _first_lane(self) -> float:
        return PARTY_ROWS * (len(self.party_rows) + 0.35)

    def event_table(self, chain: Chain | None) -> pd.DataFrame:
        """Return the events with ``when``, ``row``, and whether they are ``linked`` or steps of a ``chain``."""
        steps = set(chain.events) if chain else set()
        linked = {end for link in self.answers.links for end in (link.cause, link.answer)}
        events = self.events
        labels = {
            key: codebook.label("category", key, self.language) for key in codebook.vocabulary("category")
        }
        return pd.DataFrame(
            {
                "id": events.index,
                "when": [epoch_ms(day.date()) for day in events["first_day"]],
                "row": events["initiator"].map(PARTY_OF).map(self.party_rows).to_numpy(),
                "date": dates_text(events, self.language).to_numpy(),
                "what": texts(events, "title", self.language).to_numpy(),
                "category": events["category"].map(labels).to_numpy(),
                "linked": [event in linked for event in events.index],
                "chosen": [event in steps for event in events.index],
            }
        )

    def curve_table(self, chain: Chain | None) -> pd.DataFrame:
        """Return three points a link, from act to answer, and whether it is a link of a ``chain``."""
        first_day = self.answers.linked["first_day"].to_dict()
        chosen = set(chain.links) if chain else set()
        rows = []
        for at, link in enumerate(self.answers.links):
            ends = [epoch_ms(first_day[end].date()) for end in (link.cause, link.answer)]
            levels = [self.party_rows[link.cause_party], self.party_rows[link.answer_party]]
            bent = sum(levels) / 2 - (0 if link.across else BULGE)
            points = zip([ends[0], sum(ends) / 2, ends[1]], [levels[0], bent, levels[1]], strict=True)
            for order, (when, row) in enumerate(points):
                rows.append((at, order, when, row, link.answer_party, link in chosen))
        return pd.DataFrame(rows, columns=["link", "order", "when", "row", "party", "chosen"])

    def band_table(self) -> pd.DataFrame:
        """Return the spans of the lanes, cut to the time shown."""
        rows = [
            {
                "row": self.lane_rows[lane],
                "when": epoch_ms(max(span.start_date, self.start)),
                "until": epoch_ms(min(span.end_date or self.end, self.end)),
                "what": f"{span.name_in(self.language)} ({party_label(span.party, self.language)})",
                "state": state_label(span.state, self.language),
                "holds": span.holds,
                "since": span_text(span.start_date, span.start_date, span.start_precision, self.language),
                "to": day_text(span.end_date, self.language)
                if span.end_date
                else say("escalation.no_end", self.language),
                "note": span.note_in(self.language) or "",
            }
            for lane, spans in self.lanes.items()
            for span in spans
            if overlaps(span, self.start, self.end)
        ]
        return pd.DataFrame(rows)


def time_axis(answers: Answers, all_subjects: bool = False, language: str = "en") -> Axis:
    """Return the axis over the time of a selection's events, which must not be empty.

    Parameters
    ----------
    answers : Answers
    all_subjects : bool
        Lanes for every subject of the spans, not only `MAIN_SUBJECTS`.
    language : str
        ``en`` or ``ko``: of names and labels.
    """
    start, end = _time(answers.selection)
    return Axis(answers, start, end, lanes_between(start, end, all_subjects), language)


def subject_count() -> int:
    """Return how many agreements, channels and practices may have lanes."""
    return len({span.subject for span in load_spans()})


def epoch_ms(day: date) -> int:
    """Return the start of a day, UTC, as milliseconds since 1970.

    Examples
    --------
    >>> epoch_ms(date(1970, 1, 2))
    86400000
    """
    return (day - date(1970, 1, 1)).days * 86_400_000


def _time(selection: Selection) -> tuple[date, date]:
    """Return the days that the filter asks for, or those of its events, with a margin."""
    wanted, (first_known, last_known) = selection.wanted, selection.first_days
    first = wanted.from_date or first_known
    last = min(wanted.to_date or date.max, last_known)
    return with_margin(first, last)


def with_margin(first: date, last: date) -> tuple[date, date]:
    """Return a time with some room before its first and after its last day."""
    margin = timedelta(max(2, int((last - first).days * MARGIN)))
    return first - margin, last + margin


def lane_names(lanes: Mapping[Lane, list[Span]], language: str = "en") -> dict[Lane, str]:
    """Return the name of each lane, which names its party only where its subject has several."""
    subjects = [subject for subject, _ in lanes]
    names = {}
    for lane, spans in lanes.items():
        subject, party = lane
        name = spans[0].name_in(language)
        name = name[0].upper() + name[1:]
        several = subjects.count(subject) > 1
        names[lane] = f"{name}: {party_label(party, language)}" if several else name
    return names


def lanes_between(start: date, end: date, all_subjects: bool = False) -> dict[Lane, list[Span]]:
    """Return the spans of each lane with any in the time: what parties said of texts, what was done else."""
    lanes: dict[Lane, list[Span]] = {}
    for span in load_spans():
        own = "declared" if span.kind in ("agreement", "clause") else "practised"
        shown = span.aspect == own or span.subject == "leaflet-ban"
        if shown and (all_subjects or span.subject in MAIN_SUBJECTS):
            lanes.setdefault((span.subject, span.party), []).append(span)
    return {lane: spans for lane, spans in lanes.items() if any(overlaps(span, start, end) for span in spans)}


def overlaps(span: Span, start: date, end: date) -> bool:
    """Tell whether a span lies in a time, in part at least."""
    return span.start_date < end and (span.end_date or end) > start
