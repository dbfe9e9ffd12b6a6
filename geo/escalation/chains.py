"""Action and reaction: the graph of what a source says answered what.

A link is only what the catalogue's ``responds_to`` holds, with the report that states it; nothing is inferred from
dates or places. Days are counted from the first day of an act to the first day of its answer, and only where both
are known to the day.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import narwhals as nw
import pandas as pd

from geo.atlas.atlas import Atlas
from geo.atlas.fields import STORED
from geo.atlas.kept import kept_with_atlas
from geo.atlas.selection import Selection
from geo.catalogue.reports import Report, Reports, of_role
from geo.escalation.guards import guarded_median
from geo.words.table import say

PARTIES: dict[str, tuple[str, ...]] = {
    "dprk": ("dprk",),
    "rok-allies": ("rok", "us", "rok-us", "unc"),
    "civil-society": ("civil-society",),
    "others": ("joint", "other"),
}
"""Initiators that are counted together: who answers whom. Private groups are a party of their own: neither state ordered their acts."""
PARTY_OF = {initiator: key for key, initiators in PARTIES.items() for initiator in initiators}


def party_name(party: str, language: str = "en") -> str:
    """Return the name of a party, a key of `PARTIES`.

    Examples
    --------
    >>> party_name("dprk"), party_name("dprk", "ko")
    ('DPRK', '북측')
    """
    assert party in PARTIES, party
    return say(f"standing.side_{party}", language)


@dataclass(frozen=True)
class Link:
    """One event that a source says answered another."""

    cause: str
    """Id of the act."""
    answer: str
    """Id of the event that answered it."""
    cause_party: str
    answer_party: str
    """Who acted and who answered: keys of `PARTIES`."""
    days: int | None
    """From the first day of the act to the first day of the answer; None where either is not known to the day."""
    said_by: str | None
    """``actor``, ``other`` or ``observer``: who says that it is an answer; None where the catalogue does not tell."""
    reports: Reports
    """Those that state the link: at least one."""

    @property
    def report(self) -> Report:
        """The first of the reports."""
        return self.reports[0]

    @property
    def across(self) -> bool:
        """Whether one party answered another."""
        return self.cause_party != self.answer_party


@dataclass(frozen=True)
class Chain:
    """Events that hang together by links, in an order in which no answer stands before its cause."""

    events: tuple[str, ...]
    """Ids; the first of them names the chain."""
    links: tuple[Link, ...]

    @property
    def id(self) -> str:
        """The id of its earliest event."""
        return self.events[0]

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """The events that answered nothing in this chain."""
        answers = {link.answer for link in self.links}
        return tuple(event for event in self.events if event not in answers)

    @cached_property
    def length(self) -> int:
        """How many links follow one another at most."""
        depth = dict.fromkeys(self.events, 0)
        causes = self.causes
        for event in self.events:
            depth[event] = max((depth[link.cause] + 1 for link in causes[event]), default=0)
        return max(depth.values())

    @cached_property
    def branching(self) -> int:
        """How many events answered one act at most."""
        return max(Counter(link.cause for link in self.links).values())

    @cached_property
    def causes(self) -> dict[str, list[Link]]:
        """Event to the links by which it answered others."""
        found: dict[str, list[Link]] = {event: [] for event in self.events}
        for link in self.links:
            found[link.answer].append(link)
        return found


@dataclass(frozen=True)
class Answered:
    """How the acts of one party were answered by others."""

    acts: int
    """How many acts there are."""
    answered: int
    """How many of them a source says were answered by another party."""
    counted: int
    """Of those, how many have a first answer whose days can be counted."""
    median_days: float | None
    """Median days to the first answer; None where too few are counted."""


@dataclass(frozen=True)
class Pair:
    """How often one type of act was answered by another type, by one party."""

    party: str
    """Who answered: a key of `PARTIES`."""
    cause_type: str
    answer_type: str
    count: int
    counted: int
    """Of those, how many have days that can be counted."""
    median_days: float | None
    """None where too few are counted."""


@dataclass(frozen=True, eq=False)
class Answers:
    """What the sources say that the events of a selection answered, and what answered them."""

    selection: Selection

    @property
    def atlas(self) -> Atlas:
        """The atlas of the selection."""
        return self.selection.atlas

    @cached_property
    def linked(self) -> pd.DataFrame:
        """Every event of the catalogue that answered another or was answered; as `Atlas.events_of` returns them."""
        return linked_events(self.atlas)

    @cached_property
    def chosen(self) -> frozenset[str]:
        """The ids of the selected events that are linked."""
        return frozenset(self.atlas.table.ids(self.selection.also(LINKED)))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links that begin or end at one of the events; the other end may lie outside."""
        return links_of(atlas_links(self.atlas), self.chosen)

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """The chains that these links make, the longest first."""
        return find_chains(self.links, self.linked["first_day"].to_dict())

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Which type answered which in these links, by who answered."""
        return pairs(self.links, self.linked)

    @cached_property
    def answered(self) -> dict[str, Answered]:
        """How the selected acts of each party were answered by other parties."""
        by = self.atlas.table.tally(self.selection.condition, {"initiator": nw.col("initiator")})
        acts = by.groupby(by["initiator"].map(PARTY_OF))["count"].sum()
        # Of the acts without a link only the number is needed.
        found = answered(self.links, self.linked[self.linked.index.isin(self.chosen)])
        return {key: replace(one, acts=int(acts.get(key, 0))) for key, one in found.items()}

    def chain_through(self, event_id: str) -> Chain | None:
        """Return the chain that an event is part of."""
        return next((chain for chain in self.chains if event_id in chain.events), None)


@kept_with_atlas(64)
def answers_of(selection: Selection) -> Answers:
    """Return the answers of a selection; those of one asked for lately are the same value again."""
    return Answers(selection)


LINKED = (nw.col("responds_to") != "") | (nw.col("answered_by") != "")
"""An event that answered another or was answered."""


@kept_with_atlas(2)
def linked_events(atlas: Atlas) -> pd.DataFrame:
    """Return every event that answered another or was answered, in order of time; index id."""
    return atlas.table.events(LINKED, STORED)


@kept_with_atlas(2)
def atlas_links(atlas: Atlas) -> tuple[Link, ...]:
    """Return what a source says answered what, in the whole catalogue."""
    return find_links(linked_events(atlas))


def find_links(events: pd.DataFrame) -> tuple[Link, ...]:
    """Return every link of a catalogue, in the order of the answers.

    Parameters
    ----------
    events : DataFrame
        As `geo.catalogue.events.load_events` returns it.
    """
    day = events["first_day"].where(events["date_precision"] == "day").to_dict()
    party = events["initiator"].map(PARTY_OF).to_dict()
    answers = events.loc[events["responds_to"].map(len) > 0, list(_OF_AN_ANSWER)]
    return tuple(
        Link(
            cause,
            answer,
            party[cause],
            party[answer],
            _days(day[cause], day[answer]),
            row["responds_to_said_by"],
            _stating(row),
        )
        for answer, row in zip(answers.index, answers.to_dict("records"), strict=True)
        for cause in row["responds_to"]
        # A part of a catalogue may answer what it does not hold.
        if cause in party
    )


_OF_AN_ANSWER = ("responds_to", "responds_to_said_by", "sources")
"""What a link takes from the event that is its answer."""


def _days(cause: pd.Timestamp, answer: pd.Timestamp) -> int | None:
    return None if pd.isna(cause) or pd.isna(answer) else (answer - cause).days


def _stating(row: Mapping[str, Any]) -> Reports:
    """Return the reports that say that an event is an answer: its own first where nobody is named."""
    said_by_nobody = row["responds_to_said_by"] is None
    return of_role(row["sources"], "says")[:1] if said_by_nobody else of_role(row["sources"], "answers")


def links_of(links: Iterable[Link], ids: Collection[str]) -> tuple[Link, ...]:
    """Return the links that begin or end at one of the events named."""
    return tuple(link for link in links if link.cause in ids or link.answer in ids)


def find_chains(links: Iterable[Link], first_day: Mapping[str, pd.Timestamp]) -> tuple[Chain, ...]:
    """Return the chains that links make, the longest first.

    Parameters
    ----------
    links : iterable of Link
        Without a circle; `geo.catalogue.checks` refuses a catalogue with one.
    first_day : mapping
        Event id to the first day on which it may lie.
    """
    links = tuple(links)
    leader: dict[str, str] = {}

    def lead(event: str) -> str:
        while leader.setdefault(event, event) != event:
            event = leader[event]
        return event

    for link in links:
        leader[lead(link.answer)] = lead(link.cause)
    together: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        together[lead(link.cause)].append(link)
    chains = [Chain(_in_order(group, first_day), tuple(group)) for group in together.values()]
    return tuple(sorted(chains, key=lambda chain: (-chain.length, -len(chain.events), chain.id)))


def _in_order(links: list[Link], first_day: Mapping[str, pd.Timestamp]) -> tuple[str, ...]:
    """Order events by day, but never an answer before its cause: on one day the ids would not tell."""
    waits_for = dict.fromkeys((event for link in links for event in (link.cause, link.answer)), 0)
    answers: dict[str, list[str]] = defaultdict(list)
    for link in links:
        waits_for[link.answer] += 1
        answers[link.cause].append(link.answer)
    ready = [(first_day[event], event) for event, count in waits_for.items() if not count]
    heapq.heapify(ready)
    ordered = []
    while ready:
        _, event = heapq.heappop(ready)
        ordered.append(event)
        for answer in answers[event]:
            waits_for[answer] -= 1
            if not waits_for[answer]:
                heapq.heappush(ready, (first_day[answer], answer))
    return tuple(ordered)


def answered(links: Iterable[Link], events: pd.DataFrame) -> dict[str, Answered]:
    """Return how the acts of each party were answered by others.

    Parameters
    ----------
    links : iterable of Link
    events : DataFrame
        The acts to count: index id, column ``initiator``.

    Returns
    -------
    dict
        Keys of `PARTIES` to `Answered`.
    """
    party = events["initiator"].map(PARTY_OF)
    answers: dict[str, list[int | None]] = defaultdict(list)
    for link in links:
        if link.across:
            answers[link.cause].append(link.days)
    found = {}
    for key in PARTIES:
        acts = [answers.get(act, []) for act in party.index[party == key]]
        # An answer known only to the month may have been the first.
        days = [min(some) for some in acts if some and None not in some]
        found[key] = Answered(len(acts), sum(map(bool, acts)), len(days), guarded_median(days))
    return found


def pairs(links: Iterable[Link], events: pd.DataFrame) -> tuple[Pair, ...]:
    """Return which type answered which, by who answered; the most frequent first.

    Parameters
    ----------
    links : iterable of Link
    events : DataFrame
        Index id, column ``type``; both ends of every link.
    """
    kind = events["type"]
    found: dict[tuple[str, str, str], list[int | None]] = defaultdict(list)
    for link in links:
        found[link.answer_party, kind[link.cause], kind[link.answer]].append(link.days)
    rows = []
    for key, listed in found.items():
        days = [one for one in listed if one is not None]
        rows.append(Pair(*key, len(listed), len(days), guarded_median(days)))
    return tuple(sorted(rows, key=lambda pair: (-pair.count, pair.party, pair.cause_type, pair.answer_type)))
