"""The words of this room, in the language of the address."""

from __future__ import annotations

from typing import Any

from geo.words.table import say
from pages._ui import state


def language() -> str:
    """Return the language that the reader has chosen."""
    return state.current().view.lang


def spoken(key: str, **values: Any) -> str:
    """Return the words of a key in that language; see `geo.words.table.say`."""
    return say(key, language(), **values)
