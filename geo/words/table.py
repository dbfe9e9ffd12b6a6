"""The table of interface words: one file a language beside this module, and what is missing in it."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from numbers import Integral, Real
from pathlib import Path
from types import MappingProxyType
from typing import Any

LANGUAGES = ("en", "ko")
"""The languages that there is a file of; the first has every word."""
Entry = str | dict[str, str]
"""Words with places for values in braces; two forms (``one``, ``other``) where they follow the value ``count``."""


@cache
def table(language: str) -> Mapping[str, Entry]:
    """Return the words of a language as they stand in its file: key (``room.name``) to words."""
    text = (Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8")
    rooms = tomllib.loads(text)
    return MappingProxyType(
        {f"{room}.{name}": words for room, names in rooms.items() for name, words in names.items()}
    )


def say(key: str, language: str = LANGUAGES[0], **values: Any) -> str:
    """Return the words of a key with values put in; in English where the language has none.

    Parameters
    ----------
    key : str
        Room and name: ``sidebar.clear``.
    language : str
        One of `LANGUAGES`.
    **values
        What stands in the braces. A number is written as `number` writes it, text as it is; a value is never read as a
        pattern. Where the words have two forms, ``count`` tells which.

    Raises
    ------
    KeyError
        When no language has the key, or a value is wanting.

    Examples
    --------
    >>> say("number.days", count=1), say("number.days", count=1200)
    ('1 day', '1,200 days')
    >>> say("paper.subject", "ko")
    '한반도의 군사적 긴장'
    """
    words = _entry(key, language)
    if isinstance(words, dict):
        words = words["one" if values["count"] == 1 and "one" in words else "other"]
    return "".join(
        [
            literal
            if name is None
            else literal + (value if isinstance(value := values[name], str) else number(value))
            for literal, name in _parts(words)
        ]
    )


def missing(language: str) -> tuple[str, ...]:
    """Return the keys that a language has no words of, in the order of the English file."""
    return tuple(key for key in table(LANGUAGES[0]) if key not in table(language))


def script_words(rooms: Iterable[str], language: str) -> dict[str, Entry]:
    """Return the words of some rooms for a script: key to words, English ones where the language has none."""
    wanted = tuple(f"{room}." for room in rooms)
    return {key: _entry(key, language) for key in table(LANGUAGES[0]) if key.startswith(wanted)}


def number(value: Real) -> str:
    """Return a number as readers of all our languages write it: groups of three digits, no useless zeros.

    Examples
    --------
    >>> number(1464), number(3.5), number(2.0)
    ('1,464', '3.5', '2')
    """
    return f"{int(value):,}" if isinstance(value, Integral) else f"{float(value):,g}"


def _entry(key: str, language: str) -> Entry:
    own = table(language)
    return own[key] if key in own else table(LANGUAGES[0])[key]


@lru_cache(maxsize=4096)
def _parts(words: str) -> tuple[tuple[str, str | None], ...]:
    """Take words apart at their braces, once: text and the name of the value that follows it, None at the end."""
    return tuple((literal, name) for literal, name, _, _ in string.Formatter().parse(words))
