"""What the catalogue says of events in a reader's language: Korean where it has Korean words, else English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from geo.words.dates import date_text


def text_of(event: Mapping[str, Any] | pd.Series, name: str, language: str = "en") -> str | None:
    """Return one of the texts of an event, a column with a Korean one beside it, as ``title`` has ``title_ko``; see `language_of` for what it is written in."""
    return event[f"{name}_ko" if language_of(event, name, language) == "ko" else name]


def language_of(event: Mapping[str, Any] | pd.Series, name: str, language: str) -> str:
    """Return the language in which `text_of` tells one of the texts of an event: English where it has no Korean."""
    return "ko" if language == "ko" and pd.notna(event[f"{name}_ko"]) else "en"


def texts(rows: pd.DataFrame, name: str, language: str = "en") -> pd.Series:
    """Return one of the texts of many events, as `text_of` does of one."""
    return rows[f"{name}_ko"].fillna(rows[name]) if language == "ko" else rows[name]


def dates_text(rows: pd.DataFrame, language: str = "en") -> pd.Series:
    """Return the dates of events in words, index id."""
    if language == "en":
        return rows["date_text"]
    columns = ("date", "end_date", "date_precision")
    told = [
        _date_text(first, None if pd.isna(end) else end, known, language)
        for first, end, known in zip(*(rows[name] for name in columns), strict=True)
    ]
    return pd.Series(told, rows.index, dtype=object)


@lru_cache(maxsize=65_536)
def _date_text(first: str, end: str | None, known: str, language: str) -> str:
    # Every selection of the same catalogue tells the same days.
    return date_text({"date": first, "end_date": end, "date_precision": known}, language)
