"""Chains in words and numbers, as paper tells them: numbered steps, what each answered, and the reports that say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from geo.atlas.selection import Selection
from geo.atlas.texts import text_of
from geo.catalogue import codebook
from geo.catalogue.reports import Report, Reports, of_role
from geo.escalation.chains import PARTY_OF, Answers, Chain, Link
from geo.query.filter import EventFilter
from geo.query.urls import language_pairs, site_url
from geo.words.dates import date_text, span_text
from geo.words.numbers import days_text
from geo.words.table import say

MOST_STEPS = 60
"""So many steps are told at most: of a filter its longest chains that fit, of one longer chain its first steps."""


@dataclass(frozen=True)
class Told:
    """What a report says that a step answered."""

    words: str
    """How many days after which steps, and who says so."""
    report: Report


@dataclass(frozen=True)
class Step:
    """One event of the chains told."""

    number: int
    id: str
    chain: int
    """Which of the chains it is part of, from 0."""
    first_day: date
    last_day: date
    precision: str
    """How well the date is known: ``day``, ``month`` or ``year``."""
    when: str
    party: str
    """A key of `geo.escalation.chains.PARTIES`."""
    who: str
    title: str
    place: str | None
    inside: bool
    """Whether the filter wants it; the other steps are told because an answer joins them to one that it wants."""
    told: tuple[Told, ...]
    """Empty of a step that begins its chain."""
    reports: Reports
    """All of the event, whatever they support."""

    @property
    def source(self) -> Report:
        """The first report of the event itself."""
        return of_role(self.reports, "says")[0]


@dataclass(frozen=True, eq=False)
class ToldChains:
    """The chosen chain, or those of a filter, the longest first, with their steps numbered through."""

    answers: Answers
    chain: str | None
    """Id of an event of the chosen chain; None for all chains of the filter."""
    language: str = "en"

    @cached_property
    def found(self) -> tuple[Chain, ...]:
        """The chains that are asked for."""
        if self.chain is None:
            return self.answers.chains
        chosen = self.answers.chain_through(self.chain)
        return (chosen,) if chosen else ()

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """Those of them that are told: the first, and the longest after it that fit."""
        kept, steps = self.found[:1], sum(len(chain.events) for chain in self.found[:1])
        for chain in self.found[1:]:
            steps += len(chain.events)
            # A shorter one after the first that does not fit would not be one of the longest.
            if steps > MOST_STEPS:
                break
            kept = (*kept, chain)
        return kept

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Event id to the number of its step, from 1."""
        events = [event for chain in self.chains for event in chain.events]
        return {event: number for number, event in enumerate(events[:MOST_STEPS], 1)}

    @property
    def untold(self) -> int:
        """How many events of a chain are too many to be told."""
        return sum(len(chain.events) for chain in self.chains) - len(self.numbers)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links between the steps."""
        return tuple(
            link
            for chain in self.chains
            for link in chain.links
            if link.cause in self.numbers and link.answer in self.numbers
        )

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps in the order of their numbers."""
        return tuple(self._steps())

    @cached_property
    def days(self) -> tuple[date, date]:
        """The first days of the earliest and of the latest step, within the dates of the filter."""
        wanted = self.answers.selection.wanted
        days = [step.first_day for step in self.steps]
        first, last = min(days), max(days)
        first, last = max(first, wanted.from_date or first), min(last, wanted.to_date or last)
        # What lasts from before the filter until after it has neither end inside.
        return min(first, last), max(first, last)

    def title(self) -> str:
        """Return the title of a picture without one."""
        if not self.steps:
            return say("chain.untitled", self.language)
        known = {step.precision for step in self.steps}
        coarsest = next(one for one in ("year", "month", "day") if one in known)
        return say("chain.title", self.language, span=span_text(*self.days, coarsest, self.language))

    def sentence(self, language: str | None = None) -> str:
        """Return in one sentence how much is told, by default in the language of the rest, and of which filter."""
        language = language or self.language
        if not self.steps:
            return say("escalation.no_links", language)
        values = {
            "count": len(self.found),
            "shown": len(self.chains),
            "events": len(self.steps),
            "links": len(self.links),
            "length": max(chain.length for chain in self.chains),
        }
        form = "one" if len(self.found) == 1 else "all" if len(self.found) == len(self.chains) else "some"
        words = [say(f"chain.{form}", language, **values)]
        if self.untold:
            words.append(say("chain.untold", language, count=self.untold))
        selection = self.answers.selection
        if selection.wanted != EventFilter():
            words.append(say("chain.filter", language, filter=selection.sentence(language)))
        return ". ".join(words)

    def permalink(self, base: str) -> str:
        """Return the address of the page that shows this chain, or the chains of this filter, in the language of the rest."""
        shown = [("chain", self.chain)] if self.chain is not None else []
        pairs = [*self.answers.selection.wanted.to_pairs(), *shown, *language_pairs(self.language)]
        return site_url(base, "/escalation", pairs)

    def _steps(self) -> Iterator[Step]:
        events = self.answers.linked.loc[list(self.numbers)].to_dict("index")
        for at, chain in enumerate(self.chains):
            for key in chain.events:
                if key in self.numbers:
                    yield self._step(at, key, events[key], chain.causes[key])

    def _step(self, chain: int, key: str, event: dict[str, Any], links: list[Link]) -> Step:
        return Step(
            number=self.numbers[key],
            id=key,
            chain=chain,
            first_day=event["first_day"].date(),
            last_day=event["last_day"].date(),
            precision=event["date_precision"],
            when=date_text(event, self.language),
            party=PARTY_OF[event["initiator"]],
            who=codebook.label("initiator", event["initiator"], self.language),
            title=text_of(event, "title", self.language),
            place=text_of(event, "place", self.language),
            inside=key in self.answers.chosen,
            told=tuple(self._told(links)),
            reports=event["sources"],
        )

    def _told(self, links: list[Link]) -> Iterator[Told]:
        """Yield what a step answered, once for each report that says so."""
        by_report: dict[tuple[str | None, Report], list[Link]] = {}
        for link in sorted(links, key=lambda link: self.numbers[link.cause]):
            for report in link.reports:
                by_report.setdefault((link.said_by, report), []).append(link)
        for (_, report), together in by_report.items():
            after = [days_words(link, self.numbers[link.cause], self.language) for link in together]
            voice = voice_words(together[0], self.language)
            yield Told(say("chain.told", self.language, after=" · ".join(after), voice=voice), report)


def file_name(selection: Selection, chain: str | None, extension: str) -> str:
    """Return a telling name for a picture or slides of a chain, or of the chains of a selection."""
    return selection.file_name(extension, ("chain", chain) if chain else ("chains",))


def days_words(link: Link, step: int, language: str = "en") -> str:
    """Say how long after a step, given by its number, an answer came."""
    if link.days is None:
        return say("escalation.step_link_unknown", language, step=step)
    if link.days == 0:
        return say("escalation.same_day", language, step=step)
    return say("escalation.step_link", language, days=days_text(link.days, language), step=step)


def voice_words(link: Link, language: str = "en") -> str:
    """Say who says that an event is an answer."""
    if link.said_by is None:
        return say("escalation.said_by_nobody", language)
    who = codebook.label("responds_to_said_by", link.said_by, language)
    return say("escalation.said_by", language, who=who)
