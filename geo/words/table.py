"""The table of interface words: one file a language beside this module."""

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
"""The languages that there is a file of; a test holds that each has every word."""
_MYRIAD = 10_000
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


@cache
def limits(language: str) -> str:
    """Return what data and measuring do not tell, in a language, as Markdown."""
    return (Path(__file__).parent / f"limits.{language}.md").read_text(encoding="utf-8")


def say(key: str, language: str = LANGUAGES[0], **values: Any) -> str:
    """Return the words of a key with values put in.

    Parameters
    ----------
    key : str
        Room and name: ``sidebar.clear``.
    language : str
        One of `LANGUAGES`.
    **values
        What stands in the braces. A number is written as `number` writes it, text as `in_language` has it; a value is
        never read as a pattern. Where the words have two forms, ``count`` tells which.

    Raises
    ------
    KeyError
        When the language has no such key, or a value is wanting.

    Examples
    --------
    >>> say("number.days", count=1), say("number.days", count=1200)
    ('1 day', '1,200 days')
    >>> say("paper.subject", "ko")
    '한반도의 군사적 긴장'
    """
    words = table(language)[key]
    if isinstance(words, dict):
        words = words["one" if values["count"] == 1 and "one" in words else "other"]
    return "".join(
        [
            literal if name is None else literal + _written(values[name], language)
            for literal, name in _parts(words)
        ]
    )


class Worded(str):
    """The English words of a key with values put in, which `say` says in its own language where they are its value.

    So what finds a problem need not know who reads of it, and in which language.

    Examples
    --------
    >>> wanted = Worded("wanted.within", least=5, most=15)
    >>> wanted
    'a number from 5 to 15'
    >>> say("problem.line", "ko", where="zoom", found="99", wanted=wanted)
    'zoom: 99 (필요: 5에서 15까지의 수)'
    """

    __slots__ = ("key", "values")

    def __new__(cls, key: str, **values: Any) -> Worded:
        made = super().__new__(cls, say(key, **values))
        made.key, made.values = key, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        # From a worker it comes as it was.
        return (self.key,), self.values


class Bilingual(str):
    """The English of a text that the data have in both languages, such as a rule of the codebook; see `Worded`."""

    __slots__ = ("korean",)

    def __new__(cls, english: str, korean: str) -> Bilingual:
        made = super().__new__(cls, english)
        made.korean = korean
        return made

    def __getnewargs__(self) -> tuple[str, str]:
        return str(self), self.korean


def in_language(text: str, language: str) -> str:
    """Return a text as a language has it, where it is `Worded` or `Bilingual`; any other as it is.

    Examples
    --------
    >>> [in_language(text, "ko") for text in (Worded("found.nothing"), Bilingual("near", "근처"), "99")]
    ['없음', '근처', '99']
    """
    if isinstance(text, Worded):
        return say(text.key, language, **text.values)
    return text.korean if isinstance(text, Bilingual) and language == "ko" else str(text)


def _written(value: Any, language: str) -> str:
    return in_language(value, language) if isinstance(value, str) else number(value, language)


def script_words(rooms: Iterable[str], language: str) -> dict[str, Entry]:
    """Return the words of some rooms for a script: key to words."""
    wanted = tuple(f"{room}." for room in rooms)
    return {key: words for key, words in table(language).items() if key.startswith(wanted)}


def number(value: Real, language: str = LANGUAGES[0]) -> str:
    """Return a number as it stands in a sentence, as ``geo/web/static/words.js`` writes it too.

    Whole numbers have all their digits, others six figures at most; digits stand in threes. Korean counts from 10,000 on
    in myriads (만, 억) with a space between, as the rules of Hangul spelling have it (한글 맞춤법, 44).

    Examples
    --------
    >>> number(1464), number(3.5), number(2.0)
    ('1,464', '3.5', '2')
    >>> number(20_000, "ko"), number(1_234_567, "ko"), number(1464, "ko")
    ('2만', '123만 4567', '1,464')
    """
    shown = value if isinstance(value, Integral) else float(f"{value:.6g}")
    if shown != int(shown):
        return f"{shown:,g}"
    return _in_myriads(int(shown)) if language == "ko" and shown >= _MYRIAD else f"{int(shown):,}"


def _in_myriads(value: int) -> str:
    parts = []
    for size, name in ((_MYRIAD**2, "억"), (_MYRIAD, "만"), (1, "")):
        count, value = divmod(value, size)
        parts += [f"{count}{name}"] if count else []
    return " ".join(parts)


@lru_cache(maxsize=4096)
def _parts(words: str) -> tuple[tuple[str, str | None], ...]:
    """Take words apart at their braces, once: text and the name of the value that follows it, None at the end."""
    return tuple((literal, name) for literal, name, _, _ in string.Formatter().parse(words))
