"""Rows as CSV that carries its own provenance (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from geo.atlas.fields import COLUMNS, OF_THE_WHOLE, ORIGIN
from geo.atlas.metadata import Metadata
from geo.formats.rows import cell_value, records
from geo.words.harmless import cell

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def csv_parts(
    batches: Iterable[pd.DataFrame], metadata: Metadata, names: Sequence[str] = COLUMNS
) -> Iterator[bytes]:
    """Yield rows as the parts of one CSV file (RFC 4180, UTF-8 with byte order mark: spreadsheets then read Hangul).

    A cell of text that a spreadsheet would run as a formula gets an apostrophe in front.

    Parameters
    ----------
    batches : iterable of DataFrame
        Index id, the columns ``names`` but those of the whole; those too where rows of several origins tell them apart.
    metadata : Metadata
    names : sequence of str
        The columns to write.
    """
    whole = () if ORIGIN.name in names else OF_THE_WHOLE
    present = [name for name in names if name not in whole]
    yield BYTE_ORDER_MARK + _lines([[*present, *whole]])
    same = [_cell(getattr(metadata, name)) for name in whole]
    for rows in batches:
        yield _lines([*map(_cell, record.values()), *same] for record in records(rows, present))


def table_csv(table: pd.DataFrame, metadata: Metadata) -> bytes:
    """Return any table as CSV of the same form as `csv_parts`, with the same last columns.

    Parameters
    ----------
    table : DataFrame
        Plain values; its index is left out.
    metadata : Metadata
        What is said of the rows as a whole.
    """
    same = [_cell(getattr(metadata, name)) for name in OF_THE_WHOLE]
    rows = table.astype(object).itertuples(index=False, name=None)
    cells = (["" if _missing(value) else _cell(value) for value in row] + same for row in rows)
    return BYTE_ORDER_MARK + _lines([[*table.columns, *OF_THE_WHOLE], *cells])


def _lines(rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _missing(value: Any) -> bool:
    return not isinstance(value, tuple) and bool(pd.isna(value))


def _cell(value: Any) -> Any:
    value = cell_value(value)
    if isinstance(value, str):
        return cell(value)
    # What is missing is NaN in a column of numbers.
    return "" if value != value else value
