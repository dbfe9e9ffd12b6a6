"""Workbooks: the first sheet that has a table, its days as ISO text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import python_calamine

from geo.brought.tables import FILE, Row, Table, under_header
from geo.errors import DataError, Problem
from geo.words.table import Worded


def open_sheet(data: bytes) -> Table:
    """Open a workbook (XLSX, XLSB, XLS, ODS).

    Raises
    ------
    DataError
        Where it cannot be opened, as with a password.
    """
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        found = Worded("found.closed_book", error=str(error))
        raise DataError([Problem(FILE, found, Worded("wanted.open_book"))]) from error
    name = max(names, key=lambda one: bool(sheets[one]) * (1 + ("event" in one.lower())), default=None)
    if name is None or not sheets[name]:
        raise DataError([Problem(FILE, Worded("found.no_rows"), Worded("wanted.sheet"))])
    cells = [[_text(cell) for cell in row] for row in sheets[name]]

    def rows() -> Iterator[Row]:
        return ((line, row) for line, row in enumerate(cells, 1) if any(row))

    return under_header("sheet", rows, [("sheet", name)])


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        # As a spreadsheet shows it: no number of ours has more than 15 digits.
        return f"{cell:.15g}"
    return str(cell).strip()
