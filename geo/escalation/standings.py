"""Agreements, channels and practices as they stood on a day.

What a party declared and what was practised are different rows of ``data/spans.csv``. An agreement is
*in force* on a day while at least one of its parties held to it, in whole or in part: who held to it, and who had
left it, is always told beside it. Its zones are in `geo.escalation.zones`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geo.catalogue.spans import HOLDING, Span, load_spans, party_label, word
from geo.words.dates import day_text, span_text
from geo.words.lists import joined
from geo.words.table import say

DAYS_COUNTED = 730
"""What has lasted longer than this is told by its date, not in days."""


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

    def said(self, parties: Iterable[str], language: str = "en") -> str:
        """Return the state in words, as that of all the parties named: ``suspended by the ROK for 5 days``."""
        start, precision = self.span.start_date, self.span.start_precision
        if not self.certain or precision != "day" or self.days > DAYS_COUNTED:
            known = span_text(start, start, precision, language)
            since = say("standing.since", language, day=known)
            ago = say("standing.on" if precision == "day" else "standing.in", language, day=known)
        elif self.days == 0:
            since, ago = (say(f"standing.{form}", language) for form in ("since_that_day", "that_day"))
        else:
            since, ago = (
                say(f"standing.{form}", language, count=self.days) for form in ("since_days", "days_before")
            )
        who = joined([the_party(party, language) for party in parties], language=language)
        state = word("state", self.span.state)
        text = (state.said_ko if language == "ko" else state.said).format(who=who, since=since, ago=ago)
        return text if self.certain else say("standing.uncertain", language, text=text)


# --- On a day ----------------------------------------------------------------------------------------------


def standings(day: date, spans: Iterable[Span] | None = None) -> tuple[Standing, ...]:
    """Return every span that held, or may have held, on a day, in the order of the file."""
    found = []
    for span in load_spans() if spans is None else spans:
        if span.possible[0] <= day < span.possible[1]:
            found.append(Standing(span, day, span.sure[0] <= day < span.sure[1]))
    return tuple(found)


def sentence(day: date, subject: str, language: str = "en") -> str:
    """Say in one sentence how a subject stood on a day.

    Examples
    --------
    >>> sentence(date(2018, 6, 1), "cma")
    'On 1 June 2018: CMA not in force yet, first on 1 November 2018.'
    >>> sentence(date(2018, 6, 1), "cma", "ko")
    '2018년 6월 1일 현재 9·19 군사 합의: 아직 효력 없음 (2018년 11월 1일 발효).'
    """
    rows = [span for span in load_spans() if span.subject == subject]
    kind = rows[0].kind
    told = {"day": day_text(day, language), "name": rows[0].name_in(language)}
    now = telling(standings(day, rows))
    if now:
        return say("standing.now", language, **told, standings=standings_text(now, language))
    first = min(span.start_date for span in rows if span.holds in HOLDING)
    if day < first:
        return say(f"standing.not_yet_{kind}", language, **told, first=day_text(first, language))
    ended = max(span.end_date for span in rows if span.end_date and span.end_date <= day)
    return say(f"standing.ended_{kind}", language, **told, last=day_text(ended, language))


def telling(now: Iterable[Standing]) -> list[Standing]:
    """Return the standings that tell how a subject stood: what was declared of a text, what was done of the rest."""
    now = list(now)
    own = "declared" if now and now[0].span.kind in ("agreement", "clause") else "practised"
    return [one for one in now if one.span.aspect == own] or now


def held_by(now: Iterable[Standing]) -> tuple[str, ...]:
    """Return the parties that certainly held to a subject, in whole or in part."""
    return tuple(one.span.party for one in now if one.certain and one.span.holds in HOLDING)


def standings_text(now: Iterable[Standing], language: str = "en") -> str:
    """Say several standings of one subject: who held to it first, then the latest; parties alike are told together."""
    alike: dict[tuple[str, date], list[Standing]] = {}
    latest = sorted(now, key=lambda one: one.span.start_date, reverse=True)
    for one in sorted(latest, key=lambda one: one.span.holds not in HOLDING):
        alike.setdefault((one.span.state, one.span.start_date), []).append(one)
    texts = [some[0].said([one.span.party for one in some], language) for some in alike.values()]
    return joined(texts, "also", language)


def the_party(party: str, language: str = "en") -> str:
    """Return a party as it stands in a sentence."""
    label = party_label(party, language)
    return label if party == "joint" else say("standing.party", language, name=label)
