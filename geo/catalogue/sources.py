"""The reports that an event rests on: which columns they stand in, and what each is the report of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

ROLES = ("source", "source2", "counterclaim", "responds_to")
"""What a report stands for: the event, the event once more, what the other side says, and what was answered.

Its columns are the role with ``_title``, ``_publisher`` and ``_url``.
"""
SOURCE_COLUMNS = tuple(f"{role}_{part}" for role in ROLES for part in ("title", "publisher", "url"))
"""Every column of the catalogue that holds a part of a report."""


@dataclass(frozen=True)
class Source:
    """One report; text as it stands in the catalogue, which a page has yet to escape."""

    role: str
    """Of `ROLES`: the first in which the event cites it."""
    title: str
    publisher: str
    url: str


def sources(event: Mapping[str, Any] | pd.Series) -> tuple[Source, ...]:
    """Return the reports of one event, each address once, in the order of `ROLES`.

    Parameters
    ----------
    event : mapping or Series
        With `SOURCE_COLUMNS`: a row of `geo.catalogue.events.load_events`, or of its ``to_dict("records")``.

    Examples
    --------
    >>> from geo.catalogue.events import load_events
    >>> event = load_events().loc["1953-07-27-armistice-signed"]
    >>> [(source.role, source.publisher) for source in sources(event)]
    [('source', 'Wikipedia'), ('source2', 'Maeil Shinmun')]
    """
    found: dict[str, Source] = {}
    for role in ROLES:
        url = event[f"{role}_url"]
        if pd.notna(url):
            # The report that says what was answered is often the event's own source.
            found.setdefault(url, Source(role, event[f"{role}_title"], event[f"{role}_publisher"], url))
    return tuple(found.values())


def cited_sources(events: pd.DataFrame) -> dict[str, Source]:
    """Return every report that events cite: address to the report as it is first cited, in the order of the rows.

    Parameters
    ----------
    events : DataFrame
        The catalogue or a selection of it, with `SOURCE_COLUMNS`. The length of the answer is the number of sources.
    """
    found: dict[str, Source] = {}
    for event in events[list(SOURCE_COLUMNS)].to_dict("records"):
        for source in sources(event):
            found.setdefault(source.url, source)
    return found


def publisher_counts(events: pd.DataFrame) -> pd.Series:
    """Return how many events cite each publisher, most cited first.

    Parameters
    ----------
    events : DataFrame
        The catalogue or a selection of it, with `SOURCE_COLUMNS`; ``count`` where a row stands for several alike.

    Returns
    -------
    Series of int
        Index publisher. An event counts once for a publisher, however many of its reports it cites.
    """
    alike = events["count"] if "count" in events else pd.Series(1, index=events.index)
    counts: Counter[str] = Counter()
    for event, number in zip(events[list(SOURCE_COLUMNS)].to_dict("records"), alike.tolist(), strict=True):
        for name in {one.publisher for one in sources(event)}:
            counts[name] += number
    return pd.Series(dict(counts.most_common()), dtype="int64")
