"""Doubts about words: those that take sides, and a type that stands where it does not belong."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from geo.catalogue import codebook
from geo.catalogue.doubts.editorial import signs
from geo.catalogue.finding import Finding

_LOADED, _ATTRIBUTED = signs("loaded_words"), signs("attribution")
_QUOTED = re.compile(r"[\"“‘'][^\"”’']*[\"”’']")


def type_in_another_category(frame: pd.DataFrame) -> Iterator[Finding]:
    known = frame[["type", "category"]].dropna()
    types = codebook.vocabulary("type")
    for label, kind, category in known.itertuples():
        if category not in types[kind].categories:
            yield label, "category", f"{category} for the type {kind}", " or ".join(types[kind].categories)


def wording(frame: pd.DataFrame) -> Iterator[Finding]:
    """Words that take sides, neither quoted nor told of somebody."""
    for column in ("title", "summary"):
        for label, text in frame[column].dropna().items():
            for word in _LOADED.findall("" if _ATTRIBUTED.search(text) else _QUOTED.sub("", text)):
                yield label, column, word, "a neutral word, or a quotation and who said it"


DOUBTS = (type_in_another_category, wording)
