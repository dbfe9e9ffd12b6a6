"""What a search that found nothing may have meant: the same with words that the atlas knows and that are spelled nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from itertools import islice, product
from typing import TYPE_CHECKING

import narwhals as nw

from geo.query.columns import folded
from geo.query.filter import EventFilter
from geo.query.search import Sought, read_search, spellings

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

READ_MOST = 20_000
"""Events, the latest, whose words are known."""
SHORTEST = 3
"""Signs of a word that may be offered; the shorter are near to everything."""
OFFERED = 3
TRIED = 9
"""Searches that are tried; one that finds nothing is not offered."""
LIKENESS = 0.72
"""How like a word must be, as `difflib` counts: 1 is the same."""
_PART = re.compile(r"[^\s\"“”„«»\-‐‑–—−－]+")


def nearly(atlas: Atlas, wanted: EventFilter) -> tuple[EventFilter, ...]:
    """Return filters like one that found nothing, with near words in its search, that find something; the nearest first.

    Examples
    --------
    >>> from geo.atlas.load import load_atlas
    >>> nearly(load_atlas(), EventFilter(q="baloon"))[0].q
    'balloon'
    """
    different: dict[frozenset[frozenset[str]], EventFilter] = {}
    for one in islice(_alike(atlas, wanted), TRIED):
        if _has(atlas, one.condition()):
            # Two spellings of one name ask for the same.
            asked = frozenset(frozenset(term.spellings) for term in read_search(one.q))
            different.setdefault(asked, one)
    return tuple(different.values())[:OFFERED]


def _alike(atlas: Atlas, wanted: EventFilter) -> Iterator[EventFilter]:
    """Yield a filter with every unknown word of its search replaced; none where one has nothing near it."""
    sought = [one for one in read_search(wanted.q) if one.spellings and not one.excluded]
    absent = [one.spellings[0] for one in sought if not _has(atlas, one.condition())]
    # A phrase may be unknown although its words are not.
    words = dict.fromkeys(word for text in absent for word in text.split())
    unknown = [word for word in words if not _has(atlas, Sought((word,)).condition())]
    known = atlas.kept(_vocabulary, 1)(atlas) if unknown else []
    for alike in product(*(get_close_matches(word, known, OFFERED, LIKENESS) for word in unknown)):
        q = _respelled(wanted.q, dict(zip(unknown, alike, strict=True)))
        if q != wanted.q:
            yield replace(wanted, q=q)


def _respelled(q: str, near: dict[str, str]) -> str:
    """Return a search with some words, folded, replaced; quotes, dashes and all other words stay as they are."""
    return _PART.sub(lambda part: near.get(folded(part[0]), part[0]), q)


def _has(atlas: Atlas, condition: nw.Expr | None) -> bool:
    return bool(atlas.table.places(condition, 0, 1))


def _vocabulary(atlas: Atlas) -> list[str]:
    texts = atlas.table.page(None, 0, READ_MOST, ["text"])["text"]
    words = {word for text in texts for word in text.split()}
    return sorted(word for word in words | set(spellings()) if len(word) >= SHORTEST)
