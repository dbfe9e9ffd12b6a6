"""The catalogue of events: one row, one happening."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import checks, schema
from geo.errors import DataError

EVENTS_PATH = Path(__file__).parent.parent / "data" / "events.csv"


def load_events(path: Path | None = None) -> gpd.GeoDataFrame:
    """Load a catalogue file, refusing it with every problem named when it does not hold.

    Parameters
    ----------
    path : Path, optional
        A CSV file of the schema `data/events.schema.json`; the atlas's own catalogue by default.

    Returns
    -------
    GeoDataFrame
        One row an event, index ``id``, ordered by ``date``, then id. The other columns of the schema in its
        order (text as str or None; ``date`` and ``end_date`` as ISO text; ``lat``, ``lon`` float64 in degrees;
        ``deaths``, ``injured``, ``quantity`` Int64; ``responds_to`` and the ``*_of`` columns tuples of str),
        then ``first_day`` and ``last_day`` (datetime64, the whole possible span) and ``geometry``
        (points, EPSG:4326).

    Raises
    ------
    DataError
        With one `Problem` for each thing that is wrong: file, line and column, what stands there, the cure.
    """
    path = Path(path or EVENTS_PATH)
    frame, problems = schema.read(path)
    problems += checks.problems(frame, path.name)
    if problems:
        raise DataError(problems)
    frame = frame.join(schema.days(frame)).sort_values(["date", "id"]).set_index("id")
    points = gpd.points_from_xy(frame["lon"], frame["lat"])
    return gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")


def data_version(path: Path | None = None, *others: Path) -> str:
    """Return a name for the state of a catalogue file: its newest date and a hash of its bytes.

    Parameters
    ----------
    path : Path, optional
        The atlas's own catalogue by default.
    *others : Path
        Files whose bytes also count.

    Examples
    --------
    >>> data_version()  # doctest: +SKIP
    '2026-08-20-1f0c9a3e'
    """
    path = Path(path or EVENTS_PATH)
    frame, _ = schema.read(path)
    newest = frame["date"].dropna().max() if frame["date"].notna().any() else "undated"
    digest = hashlib.sha256(b"".join(one.read_bytes() for one in (path, *others)))
    return f"{newest}-{digest.hexdigest()[:8]}"


def date_text(event: Mapping[str, Any] | pd.Series) -> str:
    """Return the date of an event in words, no finer than it is known.

    Parameters
    ----------
    event : mapping or Series
        With ``date``, ``end_date`` and ``date_precision``: a row of `load_events`, for one.

    Examples
    --------
    >>> date_text({"date": "2024-05-28", "end_date": "2024-06-02", "date_precision": "day"})
    '28 May – 2 June 2024'
    >>> date_text({"date": "2024-05-01", "end_date": None, "date_precision": "month"})
    'May 2024'
    """
    first = _words(event["date"], event["date_precision"])
    last = _words(event["end_date"] or event["date"], event["date_precision"])
    if first == last:
        return " ".join(first)
    shared = 0
    while first[-1 - shared] == last[-1 - shared]:
        shared += 1
    dash = "–" if len(first) - shared == 1 else " – "
    return " ".join(first[: len(first) - shared]) + dash + " ".join(last)


def _words(day: str, precision: str) -> list[str]:
    """Return day, month and year as words, as many as are known."""
    known = date.fromisoformat(day)
    words = [str(known.day), schema.MONTHS[known.month - 1], str(known.year)]
    return words[{"day": 0, "month": 1, "year": 2}[precision] :]
