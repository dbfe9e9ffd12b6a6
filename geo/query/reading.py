"""Reading one value of an address: a day, a box, words of a vocabulary, degrees."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any

from geo.catalogue import codebook
from geo.catalogue.spans import agreement_names
from geo.errors import Problem
from geo.lines.places import load_places
from geo.words.lists import one_of
from geo.words.table import Worded

Pairs = Iterable[tuple[str, str]]
"""Decoded query parameters in any order; keys may repeat."""
Reader = Callable[[str, list[str], Sequence[str]], tuple[Any, list[Problem]]]
"""From a key, its values and the ids of all boundaries to what was read (or None) and the problems."""

WORLD_KM = 20_004
"""Half a meridian: no two points on Earth are farther apart (WGS 84, km)."""


def read_one(parse: Callable[[str], Any], wanted: str) -> Reader:
    """Return a reader for a key that takes one value, which ``parse`` reads or refuses with ValueError."""

    def read(key: str, texts: list[str], _boundary_ids: Sequence[str]) -> tuple[Any, list[Problem]]:
        if len(texts) > 1:
            return None, [Problem(key, Worded("found.values", count=len(texts)), Worded("wanted.one_value"))]
        try:
            return parse(texts[0]), []
        except ValueError:
            return None, [Problem(key, repr(texts[0]), wanted)]

    return read


def read_words(column: str, once: dict[str, tuple[str, ...]], more: tuple[str, ...] = ()) -> Reader:
    """Return a reader for a key that takes several words of the vocabulary of a column; what is known is kept.

    The key is repeated, or the words stand between commas.

    ``once`` are words that it had before, and those that say the same today: published addresses go on working. ``more``
    are words that the codebook does not have.
    """

    def read(key: str, texts: list[str], _boundary_ids: Sequence[str]) -> tuple[Any, list[Problem]]:
        told = _words(texts)
        today = [word for before in told for word in once.get(before, (before,))]
        return _known(key, today, (*codebook.vocabulary(column), *more))

    return read


def read_some(allowed: tuple[str, ...]) -> Reader:
    """Return a reader for a key that takes several of some words, as `read_words` does."""
    return lambda key, texts, _boundary_ids: _known(key, _words(texts), allowed)


def _known(key: str, words: list[str], allowed: tuple[str, ...]) -> tuple[tuple[str, ...], list[Problem]]:
    wrong = [Problem(key, repr(word), one_of(allowed)) for word in words if word not in allowed]
    return tuple(word for word in allowed if word in words), wrong


def plain_word(text: str) -> str:
    """Return a word of a vocabulary, or an id, as it is written there, however a reader has parted it.

    Examples
    --------
    >>> plain_word(" Balloon launch"), plain_word("balloon_launch")
    ('balloon-launch', 'balloon-launch')
    """
    return re.sub(r"[\s_-]+", "-", text.strip().lower())


def _words(texts: list[str]) -> list[str]:
    return [plain_word(word) for text in texts for word in text.split(",") if word.strip()]


def read_near(key: str, texts: list[str], boundary_ids: Sequence[str]) -> tuple[Any, list[Problem]]:
    """Read the id of one boundary."""
    return _read_id(key, texts, boundary_ids)


def read_agreement(key: str, texts: list[str], _boundary_ids: Sequence[str]) -> tuple[Any, list[Problem]]:
    """Read the id of one agreement."""
    return _read_id(key, texts, agreement_names())


def read_places(key: str, texts: list[str], _boundary_ids: Sequence[str]) -> tuple[Any, list[Problem]]:
    """Read ids of places, in the order of the gazetteer; what is known is kept."""
    allowed = load_places().index
    texts = _words(texts)
    wrong = [Problem(key, repr(text), Worded("wanted.place")) for text in texts if text not in allowed]
    return tuple(allowed[allowed.isin(texts)]), wrong


def _read_id(key: str, texts: list[str], allowed: Collection[str]) -> tuple[Any, list[Problem]]:
    def parse(text: str) -> str:
        if (word := plain_word(text)) not in allowed:
            raise ValueError(text)
        return word

    return read_one(parse, one_of(allowed))(key, texts, ())


def parse_day(text: str) -> date:
    """Read a day as YYYY-MM-DD and in no other form; ValueError otherwise.

    Examples
    --------
    >>> parse_day("2024-05-28")
    datetime.date(2024, 5, 28)
    """
    day = date.fromisoformat(text)
    if text != day.isoformat():
        raise ValueError(text)
    return day


def parse_number(text: str) -> float:
    """Read a number; ValueError otherwise, also for ``1_0``, which Python takes for 10.

    Examples
    --------
    >>> parse_number("38.5")
    38.5
    """
    if "_" in text:
        raise ValueError(text)
    return float(text)


def parse_km(text: str) -> float:
    """Read kilometres from 0 to `WORLD_KM`; ValueError otherwise."""
    value = parse_number(text)
    if not 0 <= value <= WORLD_KM:
        raise ValueError(text)
    return value


def parse_bbox(text: str) -> tuple[float, ...]:
    """Read west, south, east and north in degrees, separated by commas; ValueError otherwise."""
    box = tuple(parse_number(part) for part in text.split(","))
    west, south, east, north = box
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(text)
    return box


def parse_words(text: str) -> str:
    """Read at most 200 characters, in NFC and with single spaces; ValueError where there are more."""
    if len(text) > 200:
        raise ValueError(text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def parse_degrees(key: str, text: str, limit: int) -> tuple[float, list[Problem]]:
    """Read degrees from -limit to limit; NaN and a problem where the text says none."""
    try:
        value = parse_number(text)
    except ValueError:
        value = math.nan
    wrong = (
        [] if -limit <= value <= limit else [Problem(key, repr(text), Worded("wanted.degrees", most=limit))]
    )
    return value, wrong


def repeated(pairs: Pairs, keys: Collection[str]) -> list[Problem]:
    """Return a problem for each of some keys that came more than once.

    Examples
    --------
    >>> pairs = [("lat", "37"), ("lon", "127"), ("lat", "38"), ("type", "mine"), ("type", "tunnel")]
    >>> [str(problem) for problem in repeated(pairs, ("lon", "lat"))]
    ['lat: found 2 values; wanted one value']
    """
    counts = Counter(key for key, _ in pairs if key in keys)
    return [
        Problem(key, Worded("found.values", count=count), Worded("wanted.one_value"))
        for key, count in counts.items()
        if count > 1
    ]
