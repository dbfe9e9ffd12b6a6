"""The codebooks of the data: which columns a file has, and which words they may hold.

Each kind of file has a Frictionless Table Schema that says what every column holds: `data/events.schema.json` for
the catalogue. `geo.catalogue.table` holds a file against it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geo.settings import DATA
from geo.words.table import Bilingual, Worded

SCHEMA_PATH = DATA / "events.schema.json"


@dataclass(frozen=True)
class Word:
    """One word of a vocabulary."""

    value: str
    label: str
    label_ko: str
    description: str
    description_ko: str
    categories: tuple[str, ...] = ()
    """Of a type: the categories that it may stand in."""
    side: str | None = None
    """Of a type: ``own`` where the place lies on the actor's side of the lines, ``other`` where beyond them."""
    element: str | None = None
    """Of a type: ``sea`` or ``land`` where the place must lie on it."""
    observed: str | None = None
    """Of a type: ``other`` where, unless the actor speaks, only the other side tells of it."""
    error_m: float | None = None
    """Of a location precision: how far the point may be off, in metres; None where it has no point."""
    holds: str | None = None
    """Of a state of an agreement, channel or practice: ``whole``, ``part``, ``no`` or ``unknown``."""
    said: str | None = None
    """Of such a state: how a sentence tells it, with {who} and {since} or {ago}."""
    said_ko: str | None = None
    """The same in Korean."""


@dataclass(frozen=True)
class Field:
    """One column of the catalogue."""

    name: str
    title: str
    title_ko: str
    type: str
    """``string``, ``date``, ``integer``, ``number``, ``list`` (of strings, separated by semicolons) or ``datetime``."""
    description: str
    description_ko: str
    unit: str | None
    required: bool
    unique: bool
    minimum: Any
    maximum: Any
    pattern: re.Pattern | None
    wanted: Bilingual | Worded
    """What the pattern asks for, in words."""
    words: tuple[Word, ...]
    retired: dict[str, Bilingual]
    """Words that there were, and what to write in their stead."""

    @property
    def values(self) -> tuple[str, ...]:
        """The allowed words, in the order of the codebook; empty where any text is allowed."""
        return tuple(word.value for word in self.words)

    def title_in(self, language: str) -> str:
        """Return the name of the column in English or Korean (``ko``)."""
        return self.title_ko if language == "ko" else self.title

    def description_in(self, language: str) -> str:
        """Return what the column means in English or Korean (``ko``)."""
        return self.description_ko if language == "ko" else self.description


@cache
def codebook(schema_path: Path = SCHEMA_PATH) -> dict[str, Any]:
    """Return a Table Schema as it stands in its file."""
    return json.loads(schema_path.read_text(encoding="utf-8"))


@cache
def fields(schema_path: Path = SCHEMA_PATH) -> dict[str, Field]:
    """Return the columns by name, in the order of the codebook."""
    return {raw["name"]: field_of(raw) for raw in codebook(schema_path)["fields"]}


def vocabulary(field: str, schema_path: Path = SCHEMA_PATH) -> dict[str, Word]:
    """Return the words that a column may hold, in the order of the codebook.

    Examples
    --------
    >>> list(vocabulary("date_precision"))
    ['day', 'month', 'year']
    """
    return {word.value: word for word in fields(schema_path)[field].words}


def label(field: str, value: str, language: str = "en") -> str:
    """Return the reader's name of a word of a vocabulary, in English or Korean (``ko``).

    Examples
    --------
    >>> label("type", "mdl-crossing")
    'MDL crossing'
    """
    return label_of(vocabulary(field)[value], language)


def label_of(word: Word, language: str) -> str:
    """Return the reader's name of a word, in English or Korean (``ko``)."""
    return word.label_ko if language == "ko" else word.label


def field_of(raw: dict[str, Any]) -> Field:
    """Return a column from what a Table Schema says of it."""
    rules = raw.get("constraints", {})
    return Field(
        name=raw["name"],
        title=raw["title"],
        title_ko=raw["title_ko"],
        type=raw["type"],
        description=raw["description"],
        description_ko=raw["description_ko"],
        unit=raw.get("unit"),
        required=rules.get("required", False),
        unique=rules.get("unique", False),
        minimum=rules.get("minimum"),
        maximum=rules.get("maximum"),
        pattern=re.compile(rules["pattern"]) if "pattern" in rules else None,
        wanted=Bilingual(raw["wanted"], raw["wanted_ko"]) if "wanted" in raw else Worded("wanted.address"),
        words=tuple(
            Word(**{**word, "categories": tuple(word.get("categories", ()))})
            for word in raw.get("categories", ())
        ),
        retired={
            word: Bilingual(cure, raw["retired_ko"][word]) for word, cure in raw.get("retired", {}).items()
        },
    )
