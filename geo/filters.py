"""The filter: one grammar for page addresses, routes, embeds and downloads.

``EventFilter`` is a frozen value. It is read from a query, written back in one canonical order, applied to the
catalogue and said in words; each of its terms is one row of ``TERMS``, so a term cannot be read but not applied,
or applied but not said.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import agreements, schema
from geo.errors import InputError, Problem
from geo.events import date_text

Pairs = Iterable[tuple[str, str]]

WORLD_KM = 20_004
"""Half a meridian: no two points on Earth are farther apart (WGS 84, km)."""


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
    precision: tuple[str, ...] = ()
    """Values of ``location_precision``."""
    q: str = ""
    """Words that must all stand in title, summary or place (English or Korean)."""
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
        return urlencode(self.to_pairs(), quote_via=quote, safe=",")

    def mask(self, events: gpd.GeoDataFrame, distance_m: pd.DataFrame) -> np.ndarray:
        """Return which events match.

        Parameters
        ----------
        events : GeoDataFrame
            The catalogue (n rows).
        distance_m : DataFrame
            Metres from every event (rows) to every boundary (columns); NaN where nothing is measured.

        Returns
        -------
        ndarray of bool, shape (n,)
        """
        keep = np.ones(len(events), dtype=bool)
        for term in TERMS:
            if term.is_set(self):
                keep &= term.matches(self, events, distance_m)
        return keep

    def words(self, names: dict[str, str], language: str = "en") -> str:
        """Say the filter in words, without the count.

        Parameters
        ----------
        names : dict
            Boundary id to the name that ``near`` is said with.
        language : str
            ``en`` or ``ko``, for the labels of vocabularies.
        """
        said = [term.say(self, names, language) for term in TERMS if term.is_set(self)]
        return ", ".join(part for part in said if part)


def read_query(pairs: Pairs, boundary_ids: Sequence[str]) -> tuple[EventFilter, list[Problem]]:
    """Read what can be read of a query, and return the rest as problems: one broken term never stops the others."""
    given: dict[str, list[str]] = {}
    for key, value in pairs:
        given.setdefault(key, []).append(value)
    problems = [
        Problem(key, repr(value), f"one of the parameters {', '.join(sorted(KEYS))}")
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
    wanted, contradictions = _reconcile(EventFilter(**values))
    return wanted, problems + contradictions


def _reconcile(wanted: EventFilter) -> tuple[EventFilter, list[Problem]]:
    """Drop terms that contradict each other."""
    problems = []
    if wanted.from_date and wanted.to_date and wanted.from_date > wanted.to_date:
        problems.append(
            Problem(
                "from, to", f"{wanted.from_date} after {wanted.to_date}", "a first day not after the last"
            )
        )
        wanted = replace(wanted, from_date=None, to_date=None)
    if (wanted.near is None) != (wanted.within_km is None):
        missing = "within_km" if wanted.near else "near"
        problems.append(Problem("near, within_km", f"no {missing}", "both, or neither"))
        wanted = replace(wanted, near=None, within_km=None)
    return wanted, problems


# --- Reading one value -------------------------------------------------------------------------------------


def _read_one(parse: Callable[[str], Any], wanted: str):
    """Return a reader for a key that takes one value."""

    def read(key: str, texts: list[str], _boundary_ids: Sequence[str]) -> tuple[Any, list[Problem]]:
        if len(texts) > 1:
            return None, [Problem(key, f"{len(texts)} values", "one value")]
        try:
            return parse(texts[0]), []
        except ValueError:
            return None, [Problem(key, repr(texts[0]), wanted)]

    return read


def _read_choices(name: str):
    """Return a reader for a key that takes several values of a vocabulary; what is known is kept."""

    def read(key: str, texts: list[str], _boundary_ids: Sequence[str]) -> tuple[Any, list[Problem]]:
        allowed = schema.vocabulary(name)
        wrong = [Problem(key, repr(t), f"one of {', '.join(allowed)}") for t in texts if t not in allowed]
        return tuple(value for value in allowed if value in texts), wrong

    return read


def _read_near(key: str, texts: list[str], boundary_ids: Sequence[str]) -> tuple[Any, list[Problem]]:
    found, wrong = _read_one(str, "one value")(key, texts, boundary_ids)
    if found is not None and found not in boundary_ids:
        return None, [Problem(key, repr(found), f"one of {', '.join(boundary_ids)}")]
    return found, wrong


def parse_day(text: str) -> date:
    """Read a day as YYYY-MM-DD and in no other form; ValueError otherwise."""
    day = date.fromisoformat(text)
    if text != day.isoformat():
        raise ValueError(text)
    return day


def _parse_within(text: str) -> float:
    value = float(text)
    if not 0 <= value <= WORLD_KM:
        raise ValueError(text)
    return value


def _parse_bbox(text: str) -> tuple[float, ...]:
    box = tuple(float(part) for part in text.split(","))
    west, south, east, north = box
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(text)
    return box


def _plain(value: float) -> str:
    """Write a number so that reading it gives the same number, without a useless ``.0``."""
    return repr(value).removesuffix(".0")


def _parse_words(text: str) -> str:
    if len(text) > 200:
        raise ValueError(text)
    return " ".join(unicodedata.normalize("NFC", text).split())


# --- The terms ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """One row of the grammar: how a part of the filter is read, written, applied and said."""

    keys: tuple[str, ...]
    """Query keys that belong to the term."""
    attribute: str
    read: Callable[[str, list[str], Sequence[str]], tuple[Any, list[Problem]]]
    matches: Callable[[EventFilter, gpd.GeoDataFrame, pd.DataFrame], np.ndarray]
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


def _choice(key: str, column: str, about: str) -> Term:
    def matches(wanted: EventFilter, events: gpd.GeoDataFrame, _distance_m: pd.DataFrame) -> np.ndarray:
        return events[column].isin(getattr(wanted, key)).to_numpy()

    def say(wanted: EventFilter, _names: dict[str, str], language: str) -> str:
        labels = [schema.label(column, value, language) for value in getattr(wanted, key)]
        if key not in _SAID_AS:
            labels = [_lower(label) for label in labels]
        return (_SAID_AS[key] + " " if key in _SAID_AS else "") + _join(labels)

    return Term((key,), key, _read_choices(column), matches, say, about)


_SAID_AS = {"initiator": "by", "confidence": "confidence", "precision": "place known as"}


def _lower(label: str) -> str:
    """Return a label as it stands inside a sentence; an abbreviation keeps its capitals."""
    return label[0].lower() + label[1:] if label[1:2].islower() else label


def _join(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else ", ".join(labels[:-1]) + " or " + labels[-1]


def _starts_by(wanted: EventFilter, events: gpd.GeoDataFrame, _distance_m: pd.DataFrame) -> np.ndarray:
    return (events["first_day"] <= pd.Timestamp(wanted.to_date)).to_numpy()


def _lasts_until(wanted: EventFilter, events: gpd.GeoDataFrame, _distance_m: pd.DataFrame) -> np.ndarray:
    return (events["last_day"] >= pd.Timestamp(wanted.from_date)).to_numpy()


def _has_words(wanted: EventFilter, events: gpd.GeoDataFrame, _distance_m: pd.DataFrame) -> np.ndarray:
    text = searchable_text(events)
    keep = np.ones(len(events), dtype=bool)
    for word in wanted.q.casefold().split():
        keep &= text.str.contains(word, regex=False).to_numpy()
    return keep


def searchable_text(events: gpd.GeoDataFrame) -> pd.Series:
    """Return what ``q`` looks through: title, summary and place, NFC and case folded."""
    columns = [events[name].fillna("") for name in ("title", "summary", "place", "place_ko")]
    joined = columns[0].str.cat(columns[1:], sep="\n")
    return joined.str.normalize("NFC").str.casefold()


def _is_near(wanted: EventFilter, _events: gpd.GeoDataFrame, distance_m: pd.DataFrame) -> np.ndarray:
    # A NaN (nothing measured) compares as False: an event without a place is never near anything.
    return (distance_m[wanted.near] <= wanted.within_km * 1000).to_numpy()


def _in_box(wanted: EventFilter, events: gpd.GeoDataFrame, _distance_m: pd.DataFrame) -> np.ndarray:
    west, south, east, north = wanted.bbox
    inside = events["lon"].between(west, east) & events["lat"].between(south, north)
    return (inside & (events["location_precision"] != "representative")).to_numpy()


def _say_dates(wanted: EventFilter) -> str:
    first, last = wanted.from_date, wanted.to_date
    span = {"date": str(first or last), "end_date": str(last or first), "date_precision": "day"}
    return ("" if first and last else "from " if first else "until ") + date_text(span)


def _say_from(wanted: EventFilter, _names: dict[str, str], _language: str) -> str:
    return _say_dates(wanted)


def _say_to(wanted: EventFilter, _names: dict[str, str], _language: str) -> str:
    # The first of the two terms has said both days already.
    return "" if wanted.from_date else _say_dates(wanted)


def _say_near(wanted: EventFilter, names: dict[str, str], _language: str) -> str:
    return f"within {_plain(wanted.within_km)} km of {names.get(wanted.near, wanted.near)}"


def _read_agreement(key: str, texts: list[str], boundary_ids: Sequence[str]) -> tuple[Any, list[Problem]]:
    found, wrong = _read_one(str, "one value")(key, texts, boundary_ids)
    allowed = agreements.agreement_names()
    if found is not None and found not in allowed:
        return None, [Problem(key, repr(found), f"one of {', '.join(allowed)}")]
    return found, wrong


def _under_agreement(wanted: EventFilter, events: gpd.GeoDataFrame, _distance_m: pd.DataFrame) -> np.ndarray:
    return events["agreements_in_force"].map(lambda held: wanted.agreement in held).to_numpy(dtype=bool)


def _say_agreement(wanted: EventFilter, _names: dict[str, str], _language: str) -> str:
    return f"while the {agreements.agreement_names()[wanted.agreement]} was in force"


def _say_box(wanted: EventFilter, _names: dict[str, str], _language: str) -> str:
    west, south, east, north = wanted.bbox
    return f"between {_plain(west)} and {_plain(east)} E, {_plain(south)} and {_plain(north)} N"


_A_DAY = "a day as YYYY-MM-DD"

TERMS: tuple[Term, ...] = (
    Term(
        ("from",),
        "from_date",
        _read_one(parse_day, _A_DAY),
        _lasts_until,
        _say_from,
        "First day, inclusive; an event whose possible span meets the days asked for matches",
    ),
    Term(("to",), "to_date", _read_one(parse_day, _A_DAY), _starts_by, _say_to, "Last day, inclusive"),
    _choice("category", "category", "What kind of act; repeat for several"),
    _choice("type", "type", "What exactly; repeat for several"),
    _choice("initiator", "initiator", "Who acted; repeat for several"),
    _choice("confidence", "confidence", "How sure; repeat for several"),
    _choice("precision", "location_precision", "How well the place is known; repeat for several"),
    Term(
        ("q",),
        "q",
        _read_one(_parse_words, "at most 200 characters"),
        _has_words,
        lambda wanted, _names, _language: f"with the words “{wanted.q}”",
        "Words that must all stand in title, summary or place, Hangul included",
    ),
    Term(("near",), "near", _read_near, _is_near, _say_near, "Id of a boundary; goes with within_km"),
    Term(
        ("within_km",),
        "within_km",
        _read_one(_parse_within, f"a number of kilometres from 0 to {WORLD_KM}"),
        lambda _wanted, events, _distance_m: np.ones(len(events), dtype=bool),
        lambda _wanted, _names, _language: "",
        "Kilometres from the boundary that near names",
        _plain,
    ),
    Term(
        ("bbox",),
        "bbox",
        _read_one(_parse_bbox, "west,south,east,north in degrees, west <= east, south <= north"),
        _in_box,
        _say_box,
        "west,south,east,north in degrees; events without a place never match",
        lambda box: ",".join(_plain(value) for value in box),
    ),
    Term(
        ("agreement",),
        "agreement",
        _read_agreement,
        _under_agreement,
        _say_agreement,
        "Id of an agreement: events while at least one of its parties held to it, in whole or in part",
    ),
)
"""Every term of the grammar, in the order in which a filter is written and said."""

KEYS = frozenset(key for term in TERMS for key in term.keys)
assert {_ATTRIBUTE.get(key, key) for key in KEYS} == {each.name for each in fields(EventFilter)}
