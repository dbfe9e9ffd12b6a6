"""Rows of the atlas as plain values, for every format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from geo.catalogue.reports import Report
from geo.query.urls import event_url


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


def with_urls(rows: pd.DataFrame, base: str) -> pd.DataFrame:
    """Return rows with the address of each event."""
    return rows.assign(event_url=[event_url(base, key) for key in rows.index])


def with_text(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with their reports as readable text, for a form whose cells hold no lists."""
    return rows.assign(sources=[" | ".join(map(_told, reports)) for reports in rows["sources"]])


def _told(report: Report) -> str:
    about = [report.publisher, report.published, report.language, report.voice and f"word of {report.voice}"]
    return f"{report.role}: {report.title} ({', '.join(filter(None, about))}) {report.url}"
