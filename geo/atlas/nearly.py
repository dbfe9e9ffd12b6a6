"""What a search that found nothing may have meant: words that the atlas knows and that are spelled nearly so."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import narwhals as nw

from geo.query.filter import EventFilter
from geo.query.search import read_search, spellings

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

READ_MOST = 20_000
"""Events, the latest, whose words are known."""
SHORTEST = 3
"""Signs of a word that may be offered; the shorter are near to everything."""
OFFERED = 3
LIKENESS = 0.72
"""How like a word must be, as `difflib` counts: 1 is the same."""


def nearly(atlas: Atlas, wanted: EventFilter) -> tuple[str, ...]:
    """Return words in place of those of a search that no event has; nothing where each is known.

    Examples
    --------
    >>> from geo.atlas.load import load_atlas
    >>> nearly(load_atlas(), EventFilter(q="baloon"))[0]
    'balloon'
    """
    known = atlas.kept(_vocabulary, 1)(atlas)
    unknown = [
        one.spellings[0].strip()
        for one in read_search(wanted.q)
        if one.spellings and not one.excluded and not _has(atlas, one.condition())
    ]
    found = (get_close_matches(word, known, OFFERED, LIKENESS) for word in unknown)
    return tuple(dict.fromkeys(word for words in found for word in words))


def _has(atlas: Atlas, condition: nw.Expr) -> bool:
    return bool(atlas.table.places(condition, 0, 1))


def _vocabulary(atlas: Atlas) -> list[str]:
    texts = atlas.table.page(None, 0, READ_MOST, ["text"])["text"]
    words = {word for text in texts for word in text.split()}
    return sorted(word for word in words | set(spellings()) if len(word) >= SHORTEST)
