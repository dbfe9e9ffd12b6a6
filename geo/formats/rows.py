"""Rows of the atlas as plain values, for every format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from geo.atlas.fields import COLUMNS, OF_THE_WHOLE, kind
from geo.atlas.metadata import Metadata
from geo.atlas.texts import dates_text
from geo.catalogue.reports import Report, cell_text
from geo.query.urls import event_url

DECIMALS = 6
"""Decimals of a degree in downloads: 0.1 m, finer than any point is known."""


def records(rows: pd.DataFrame, names: Sequence[str]) -> Iterable[dict[str, Any]]:
    """Yield one dict a row with plain values; what is missing is None and distances are whole metres.

    Parameters
    ----------
    rows : DataFrame
        Index id; at least the columns ``names``.
    names : sequence of str
        Columns, in the order wanted.
    """
    columns = [plain_column(rows.index if name == "id" else rows[name]) for name in names]
    return (dict(zip(names, values)) for values in zip(*columns))  # noqa: B905 - of one frame, equally long


def plain_column(column: pd.Series | pd.Index) -> list[Any]:
    """Return a column as plain values; metres whole, and what is missing None (a NaN is JSON's null as it is)."""
    if column.name is not None and str(column.name).endswith("_m"):
        metres = column.to_numpy(dtype=float, na_value=np.nan).round().tolist()
        return [None if value != value else int(value) for value in metres]
    if isinstance(column.dtype, pd.Int64Dtype):
        return column.to_numpy(dtype=object, na_value=None).tolist()
    return column.tolist()


def cell_value(value: Any) -> Any:
    """Return a plain value as one cell holds it: ids with semicolons between, reports in words with bars between."""
    if not isinstance(value, tuple):
        return value
    if value and isinstance(value[0], Report):
        return cell_text(value)
    return ";".join(value)


def without_lists(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with every list as one text."""
    lists = [name for name in rows if name in COLUMNS and kind(name) == "list"]
    return rows.assign(**{name: rows[name].map(cell_value) for name in lists})


def with_urls(rows: pd.DataFrame, base: str) -> pd.DataFrame:
    """Return rows with the address of each event."""
    return rows.assign(event_url=[event_url(base, key) for key in rows.index])


def with_days(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with their first and last day as ISO 8601, ``time``, the first as the moment at which it begins, and the date in Korean."""
    # A database may hold days as dates.
    first, last = (pd.to_datetime(rows[name]).dt.strftime("%Y-%m-%d") for name in ("first_day", "last_day"))
    korean = dates_text(rows, "ko")
    return rows.assign(first_day=first, last_day=last, time=first + "T00:00:00Z", date_text_ko=korean)


def with_whole(rows: pd.DataFrame, metadata: Metadata) -> pd.DataFrame:
    """Return rows that each say what is said of all of them: it survives a tool that drops what stands beside the rows."""
    return rows.assign(**{name: getattr(metadata, name) for name in OF_THE_WHOLE})
