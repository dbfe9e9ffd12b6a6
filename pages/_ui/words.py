"""The words of the interface, one table a language, and how foreign text is made safe for Markdown."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_JOINER = "\u2060"
"""Takes no room and breaks no line; put into a bare address, it keeps Markdown from making a link of it."""


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.en.toml").read_text(encoding="utf-8"))


def say(key: str, **values: object) -> str:
    """Return the words of a key such as ``sidebar.clear``, with values put in."""
    room, name = key.split(".")
    return _table()[room][name].format(**values)


def plain(text: str | None) -> str:
    """Return foreign text for use inside Markdown: it shows as it is and formats, links and loads nothing."""
    return _PUNCTUATION.sub(r"\\\1", _ADDRESS.sub(_JOINER, " ".join((text or "").split())))


def address(url: str) -> str:
    """Return an address that cannot end the Markdown link it stands in; the schema lets only http and https in."""
    return url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
