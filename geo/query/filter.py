"""The filter: one grammar for page addresses, routes, embeds and downloads.

``EventFilter`` is a frozen value. It is read from a query, written back in one canonical order, applied to the
events wherever they lie and said in words; each of its terms is one row of ``TERMS``, so a term cannot be read but not applied,
or applied but not said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time
from functools import reduce
from operator import and_, or_
from typing import Any

import narwhals as nw

from geo.catalogue.checked import STATES
from geo.errors import InputError, Problem
from geo.query import sentences
from geo.query.columns import BADGED, OTHER, PLACED, distance_column, joined
from geo.query.reading import (
    WORLD_KM,
    Pairs,
    Reader,
    parse_bbox,
    parse_day,
    parse_km,
    parse_words,
    read_agreement,
    read_near,
    read_one,
    read_places,
    read_some,
    read_words,
)
from geo.query.search import search_condition
from geo.query.sentences import plain_number
from geo.query.urls import query_string
from geo.words.table import Worded


@dataclass(frozen=True)
class EventFilter:
    """Which events a reader wants; the default wants all of them."""

    from_date: date | None = None
    """First day wanted, inclusive."""
    to_date: date | None = None
    """Last day wanted, inclusive."""
    category: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    initiator: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    """Words of `geo.catalogue.checked.STATES`."""
    precision: tuple[str, ...] = ()
    """Values of ``location_precision``."""
    place: tuple[str, ...] = ()
    """Ids of places of the gazetteer, `geo.lines.places`."""
    q: str = ""
    """What must stand in title, summary, place or kind (English or Korean), or be the date; see `geo.query.search`."""
    near: str | None = None
    """Id of a boundary; goes with ``within_km``."""
    within_km: float | None = None
    bbox: tuple[float, float, float, float] | None = None
    """west, south, east, north in degrees (EPSG:4326)."""
    agreement: str | None = None
    """Id of an agreement: only events while at least one of its parties held to it."""

    @classmethod
    def from_query(cls, pairs: Pairs, boundary_ids: Sequence[str]) -> EventFilter:
        """Read a filter from query parameters.

        Parameters
        ----------
        pairs : iterable of (str, str)
            Decoded query parameters in any order; keys may repeat.
        boundary_ids : sequence of str
            The ids that ``near`` may name.

        Raises
        ------
        InputError
            With every problem of the query, not just the first.
        """
        wanted, problems = read_query(pairs, boundary_ids)
        if problems:
            raise InputError(problems)
        return wanted

    def to_pairs(self) -> list[tuple[str, str]]:
        """Return the query parameters in canonical order; defaults stay out, so equal filters are equal here."""
        return [pair for term in TERMS for pair in term.write(self)]

    def to_query(self) -> str:
        """Return the query string, percent-encoded, without the question mark."""
        return query_string(self.to_pairs())

    def condition(self) -> nw.Expr | None:
        """Return what a row must meet, wherever the rows lie; None where every row does.

        Use it to filter, never negated or shown: where a column is null the answer is null, not false.
        """
        terms = [term.condition(self) for term in TERMS if term.condition and term.is_set(self)]
        terms = [term for term in terms if term is not None]
        return reduce(and_, terms) if terms else None

    def words(self, names: dict[str, str], language: str = "en") -> str:
        """Return the filter in words, without the count.

        Parameters
        ----------
        names : dict
            Boundary id to the name that ``near`` is said with, in the language.
        language : str
            ``en`` or ``ko``.
        """
        said = [term.say(self, names, language) for term in TERMS if term.is_set(self)]
        return sentences.say_terms(filter(None, said), language)


def read_query(pairs: Pairs, boundary_ids: Sequence[str]) -> tuple[EventFilter, list[Problem]]:
    """Read what can be read of a query, and return the rest as problems: one broken term never stops the others."""
    given: dict[str, list[str]] = {}
    for key, value in pairs:
        given.setdefault(key, []).append(value)
    problems = [
        Problem(key, repr(value), Worded("wanted.parameter", allowed=", ".join(sorted(KEYS))))
        for key in sorted(given.keys() - KEYS)
        for value in given[key]
    ]
    values: dict[str, Any] = {}
    for term in TERMS:
        for key in term.keys:
            texts = [text.strip() for text in given.get(key, []) if text.strip()]
            if texts:
                value, wrong = term.read(key, texts, boundary_ids)
                problems += wrong
                if value not in (None, (), ""):
                    values[_ATTRIBUTE.get(key, key)] = value
    wanted, contradictions = _reconcile(EventFilter(**values), given)
    return wanted, problems + contradictions


def _reconcile(wanted: EventFilter, given: Collection[str]) -> tuple[EventFilter, list[Problem]]:
    """Drop terms that contradict each other; what was given and could not be read has been told of."""
    problems = []
    if wanted.from_date and wanted.to_date and wanted.from_date > wanted.to_date:
        problems.append(
            Problem(
                "from, to",
                Worded("found.after", first=str(wanted.from_date), last=str(wanted.to_date)),
                Worded("wanted.order"),
            )
        )
        wanted = replace(wanted, from_date=None, to_date=None)
    if (wanted.near is None) != (wanted.within_km is None):
        missing = "within_km" if wanted.near else "near"
        if missing not in given:
            problems.append(
                Problem("near, within_km", Worded("found.not_given", name=missing), Worded("wanted.both"))
            )
        wanted = replace(wanted, near=None, within_km=None)
    return wanted, problems


# --- The terms ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """One row of the grammar: how a part of the filter is read, written, applied and said."""

    keys: tuple[str, ...]
    """Query keys that belong to the term."""
    attribute: str
    read: Reader
    condition: Callable[[EventFilter], nw.Expr | None] | None
    """What a row must meet, over the columns of `geo.query.columns`; None where another term says it, or every row does."""
    say: Callable[[EventFilter, dict[str, str], str], str]
    about: str
    """What the term means, for the codebook."""
    format: Callable[[Any], str] = field(default=str)

    def is_set(self, wanted: EventFilter) -> bool:
        return getattr(wanted, self.attribute) not in (None, (), "")

    def write(self, wanted: EventFilter) -> list[tuple[str, str]]:
        pairs = []
        for key in self.keys:
            value = getattr(wanted, _ATTRIBUTE.get(key, key))
            if value in (None, (), ""):
                continue
            repeated = value if isinstance(value, tuple) and self.attribute != "bbox" else (value,)
            pairs += [(key, self.format(one)) for one in repeated]
        return pairs


_ATTRIBUTE = {"from": "from_date", "to": "to_date"}


def _choice(
    key: str,
    column: str,
    about: str,
    once: dict[str, tuple[str, ...]] | None = None,
    more: tuple[str, ...] = (),
) -> Term:
    def condition(wanted: EventFilter) -> nw.Expr:
        known = [value for value in getattr(wanted, key) if value not in more]
        terms = [nw.col(column).is_in(known)] if known else []
        if len(known) < len(getattr(wanted, key)):
            terms.append(nw.col(column).is_null())
        return reduce(or_, terms)

    def say(wanted: EventFilter, _names: dict[str, str], language: str) -> str:
        return sentences.say_choices(key, column, getattr(wanted, key), language)

    return Term((key,), key, read_words(column, once or {}, more), condition, say, about)


def _is_checked(wanted: EventFilter) -> nw.Expr:
    against = nw.col("checked_against")
    states = {"yes": against > 0, "no": against.is_null(), "unconfirmed": against == 0}
    return reduce(or_, (states[state] for state in wanted.checked))


def _lasts_until(wanted: EventFilter) -> nw.Expr:
    return nw.col("last_day") >= _midnight(wanted.from_date)


def _starts_by(wanted: EventFilter) -> nw.Expr:
    return nw.col("first_day") <= _midnight(wanted.to_date)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


def _has_words(wanted: EventFilter) -> nw.Expr | None:
    return search_condition(wanted.q)


def _is_near(wanted: EventFilter) -> nw.Expr:
    return nw.col(distance_column(wanted.near)) <= wanted.within_km * 1000


def _in_box(wanted: EventFilter) -> nw.Expr:
    west, south, east, north = wanted.bbox
    inside = nw.col("lon").is_between(west, east) & nw.col("lat").is_between(south, north)
    return inside & nw.col("location_precision").is_in(list(PLACED))


def _under_agreement(wanted: EventFilter) -> nw.Expr:
    return nw.col("agreements_in_force").str.contains(joined((wanted.agreement,)), literal=True)


def _say_from(wanted: EventFilter, _names: dict[str, str], language: str) -> str:
    return sentences.say_days(wanted.from_date, wanted.to_date, language)


def _say_to(wanted: EventFilter, _names: dict[str, str], language: str) -> str:
    # The first of the two terms has said both days already.
    return "" if wanted.from_date else sentences.say_days(None, wanted.to_date, language)


def _say_near(wanted: EventFilter, names: dict[str, str], language: str) -> str:
    return sentences.say_near(names.get(wanted.near, wanted.near), wanted.within_km, language)


_A_DAY = Worded("wanted.day")

TERMS: tuple[Term, ...] = (
    Term(
        ("from",),
        "from_date",
        read_one(parse_day, _A_DAY),
        _lasts_until,
        _say_from,
        "First day, inclusive; an event whose possible span meets the days asked for matches",
    ),
    Term(("to",), "to_date", read_one(parse_day, _A_DAY), _starts_by, _say_to, "Last day, inclusive"),
    _choice(
        "category",
        "category",
        "What kind of act; repeat for several; other is what a file of a reader's own has beside our kinds",
        more=(OTHER,),
    ),
    _choice("type", "type", "What exactly; repeat for several"),
    _choice("initiator", "initiator", "Who acted; repeat for several"),
    _choice("confidence", "confidence", "How sure; repeat for several"),
    Term(
        ("checked",),
        "checked",
        read_some(STATES),
        _is_checked,
        lambda wanted, _names, language: sentences.say_checked(wanted.checked, language),
        "Whether somebody has read the event against its reports: yes, no (not yet), or unconfirmed (no report could be "
        "read); repeat for several",
    ),
    _choice(
        "precision",
        "location_precision",
        "How well the place is known; repeat for several",
        # What it said before events named a place of the gazetteer.
        {"representative": BADGED},
    ),
    Term(
        ("place",),
        "place",
        read_places,
        lambda wanted: nw.col("place_id").is_in(list(wanted.place)),
        lambda wanted, _names, language: sentences.say_places(wanted.place, language),
        "Id of a place of /api/places.geojson that the event names; repeat for several",
    ),
    Term(
        ("q",),
        "q",
        read_one(parse_words, Worded("wanted.characters", most=200)),
        _has_words,
        lambda wanted, _names, language: sentences.say_text(wanted.q, language),
        'Words that must all stand in title, summary, place or kind, in English or Korean; "a phrase", -without, a year '
        "or date; case, width, accents, apostrophes and dashes do not count, and names are found in their other spellings",
    ),
    Term(("near",), "near", read_near, _is_near, _say_near, "Id of a boundary; goes with within_km"),
    Term(
        ("within_km",),
        "within_km",
        read_one(parse_km, Worded("wanted.km", most=str(WORLD_KM))),
        None,
        lambda _wanted, _names, _language: "",
        "Kilometres from the boundary that near names",
        plain_number,
    ),
    Term(
        ("bbox",),
        "bbox",
        read_one(parse_bbox, Worded("wanted.bbox")),
        _in_box,
        lambda wanted, _names, language: sentences.say_box(wanted.bbox, language),
        "west,south,east,north in degrees; events without a place never match",
        lambda box: ",".join(plain_number(value) for value in box),
    ),
    Term(
        ("agreement",),
        "agreement",
        read_agreement,
        _under_agreement,
        lambda wanted, _names, language: sentences.say_agreement(wanted.agreement, language),
        "Id of an agreement: events while at least one of its parties held to it, in whole or in part",
    ),
)
"""Every term of the grammar, in the order in which a filter is written and said."""

KEYS = frozenset(key for term in TERMS for key in term.keys)
assert {_ATTRIBUTE.get(key, key) for key in KEYS} == {each.name for each in fields(EventFilter)}
