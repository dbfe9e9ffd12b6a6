"""Action and reaction: the graph of what a source says answered what.

A link is only what the catalogue's ``responds_to`` holds, with the report that states it; nothing is inferred from
dates or places. Days are counted from the first day of an act to the first day of its answer, and only where both
are known to the day.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from geo.smallnumbers import guarded_median


@dataclass(frozen=True)
class Side:
    """Initiators that are counted together."""

    name: str
    initiators: tuple[str, ...]


SIDES: dict[str, Side] = {
    "dprk": Side("DPRK", ("dprk",)),
    "rok-allies": Side("ROK and allies", ("rok", "us", "rok-us", "unc")),
    "civil-society": Side("Civil society", ("civil-society",)),
    "others": Side("Both together, others", ("joint", "other")),
}
"""Who answers whom. Private groups are a side of their own: neither state ordered their acts."""
SIDE_OF = {initiator: key for key, side in SIDES.items() for initiator in side.initiators}

METHOD = (
    "A link is drawn only where a report says that one event answered another; the report stands beside it. Days run "
    "from the first day of an act to the first day of its answer and are counted only where both days are known. An "
    "act that several events answered counts once, with its first answer by another side. What merely carries out an "
    "earlier agreement, order or announcement is no answer. That no link is recorded does not mean that nothing was "
    "answered, and a link tells what a side or a report gave as the reason, not that it was the cause."
)
"""How answers are found and counted, in words."""


@dataclass(frozen=True)
class Link:
    """One event that a source says answered another."""

    cause: str
    """Id of the act."""
    answer: str
    """Id of the event that answered it."""
    cause_side: str
    answer_side: str
    """Who acted and who answered: keys of `SIDES`."""
    days: int | None
    """From the first day of the act to the first day of the answer; None where either is not known to the day."""
    said_by: str | None
    """``actor``, ``other`` or ``observer``: who says that it is an answer; None where the catalogue does not tell."""
    title: str
    publisher: str
    url: str
    """The report that states the link."""

    @property
    def across(self) -> bool:
        """Whether one side answered another."""
        return self.cause_side != self.answer_side


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
        counts = pd.Series([link.cause for link in self.links]).value_counts()
        return int(counts.iloc[0])

    @cached_property
    def causes(self) -> dict[str, list[Link]]:
        """Event to the links by which it answered others."""
        found: dict[str, list[Link]] = {event: [] for event in self.events}
        for link in self.links:
            found[link.answer].append(link)
        return found


@dataclass(frozen=True)
class Answered:
    """How the acts of one side were answered by other sides."""

    acts: int
    """How many acts there are."""
    answered: int
    """How many of them a source says were answered by another side."""
    counted: int
    """Of those, how many have a first answer whose days can be counted."""
    median_days: float | None
    """Median days to the first answer; None where too few are counted."""


@dataclass(frozen=True)
class Pair:
    """How often one type of act was answered by another type, by one side."""

    side: str
    """Who answered: a key of `SIDES`."""
    cause_type: str
    answer_type: str
    count: int
    counted: int
    """Of those, how many have days that can be counted."""
    median_days: float | None
    """None where too few are counted."""


def find_links(events: pd.DataFrame) -> tuple[Link, ...]:
    """Return every link of a catalogue, in the order of the answers.

    Parameters
    ----------
    events : DataFrame
        As `geo.events.load_events` returns it.
    """
    day = events["first_day"].where(events["date_precision"] == "day").to_dict()
    side = events["initiator"].map(SIDE_OF).to_dict()
    return tuple(
        Link(cause, answer, side[cause], side[answer], _days(day[cause], day[answer]), *_report(row))
        for answer, row in events[events["responds_to"].map(len) > 0].iterrows()
        for cause in row["responds_to"]
    )


def _days(cause: pd.Timestamp, answer: pd.Timestamp) -> int | None:
    return None if pd.isna(cause) or pd.isna(answer) else (answer - cause).days


def _report(row: pd.Series) -> tuple[str | None, str, str, str]:
    """Return who says that an event is an answer, and where; the event's own source where nothing else is named."""
    prefix = "source" if row["responds_to_said_by"] is None else "responds_to"
    return row["responds_to_said_by"], *(row[f"{prefix}_{part}"] for part in ("title", "publisher", "url"))


def links_of(links: Iterable[Link], ids: Collection[str]) -> tuple[Link, ...]:
    """Return the links that begin or end at one of the events named."""
    return tuple(link for link in links if link.cause in ids or link.answer in ids)


def find_chains(links: Iterable[Link], first_day: Mapping[str, pd.Timestamp]) -> tuple[Chain, ...]:
    """Return the chains that links make, the longest first.

    Parameters
    ----------
    links : iterable of Link
        Without a circle; `geo.checks` refuses a catalogue with one.
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
    """Return how the acts of each side were answered by other sides.

    Parameters
    ----------
    links : iterable of Link
    events : DataFrame
        The acts to count: index id, column ``initiator``.

    Returns
    -------
    dict
        Keys of `SIDES` to `Answered`.
    """
    side = events["initiator"].map(SIDE_OF)
    answers: dict[str, list[int | None]] = defaultdict(list)
    for link in links:
        if link.across:
            answers[link.cause].append(link.days)
    found = {}
    for key in SIDES:
        acts = [answers.get(act, []) for act in side.index[side == key]]
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
        found[link.answer_side, kind[link.cause], kind[link.answer]].append(link.days)
    rows = []
    for key, listed in found.items():
        days = [one for one in listed if one is not None]
        rows.append(Pair(*key, len(listed), len(days), guarded_median(days)))
    return tuple(sorted(rows, key=lambda pair: (-pair.count, pair.side, pair.cause_type, pair.answer_type)))
