"""The filter in words: what each term says, and the sentence with the count that they make together.

Every language has its own pattern and order in the table of words; here stand only the values.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from geo.catalogue import codebook
from geo.catalogue.checked import state_text
from geo.catalogue.spans import agreement_names
from geo.lines.places import load_places
from geo.words.dates import day_text, span_text
from geo.words.lists import inside_sentence, joined
from geo.words.table import say


def plain_number(value: float) -> str:
    """Write a number so that reading it gives the same number, without a useless ``.0``."""
    return repr(value).removesuffix(".0")


def say_days(first: date | None, last: date | None, language: str) -> str:
    """Say the days that are asked for: from one, until one, or both."""
    if first and last:
        return say("filter.days", language, span=span_text(first, last, language=language))
    if first:
        return say("filter.from", language, day=day_text(first, language))
    return say("filter.to", language, day=day_text(last, language))


def say_choices(key: str, column: str, values: Iterable[str], language: str) -> str:
    """Say the wanted values of a vocabulary; a bare list of kinds stands in the sentence with small letters."""
    known = codebook.vocabulary(column)
    labels = [
        codebook.label(column, value, language) if value in known else say("filter.other_kind", language)
        for value in values
    ]
    if key in ("category", "type"):
        labels = [inside_sentence(label) for label in labels]
    return say(f"filter.{key}", language, values=joined(labels, "or", language))


def say_checked(states: Iterable[str], language: str) -> str:
    """Say whether somebody has read the events against their reports."""
    return say(
        "filter.checked",
        language,
        values=joined([state_text(one, language) for one in states], "or", language),
    )


def say_places(ids: Iterable[str], language: str) -> str:
    """Say which places of the gazetteer."""
    names = load_places()["name_ko" if language == "ko" else "name"]
    return say("filter.place", language, values=joined([names[key] for key in ids], "or", language))


def say_text(words: str, language: str) -> str:
    """Say which words are searched for."""
    return say("filter.q", language, words=words)


def say_near(name: str, within_km: float, language: str) -> str:
    """Say near which line or place."""
    return say("filter.near", language, name=name, km=plain_number(within_km))


def say_box(box: Iterable[float], language: str) -> str:
    """Say between which degrees (west, south, east, north)."""
    west, south, east, north = map(plain_number, box)
    return say("filter.bbox", language, west=west, south=south, east=east, north=north)


def say_agreement(agreement: str, language: str) -> str:
    """Say which agreement was in force."""
    return say("filter.agreement", language, name=agreement_names(language)[agreement])


def say_terms(terms: Iterable[str], language: str) -> str:
    """Return what the terms say as one list, the words of the filter."""
    return say("filter.between_terms", language).join(terms)


def sentence(words: str, count: int, total: int, language: str = "en") -> str:
    """Return the words of a filter with the count: ``142 of 1,070 events, 28 May – 30 November 2024``."""
    counted = say("filter.count", language, count=count, total=total)
    return say("filter.count_and_terms", language, count=counted, terms=words) if words else counted
