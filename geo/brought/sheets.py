"""Workbooks: the sheet that has the table, its days as ISO text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import orjson

from geo.brought import workbook
from geo.brought.tables import FILE, Row, Table, under_header
from geo.errors import DataError, Problem
from geo.settings import ROOT
from geo.words.table import Worded

_FOUND = {workbook.CLOSED: "found.closed_book", workbook.LOCKED: "found.locked_book"}


def open_sheet(data: bytes) -> Table:
    """Open a workbook (XLSX, XLSB, XLS, ODS).

    Raises
    ------
    DataError
        Where it cannot be opened, as with a password, or only with more than `geo.brought.workbook.MEMORY_BYTES`.
    """
    run = subprocess.run(
        [sys.executable, "-m", workbook.__name__], input=data, capture_output=True, cwd=ROOT, check=False
    )
    if run.returncode:
        found = Worded(_FOUND.get(run.returncode, "found.endless_book"))
        raise DataError([Problem(FILE, found, Worded("wanted.open_book"))])
    found = orjson.loads(run.stdout)
    if found["sheet"] is None:
        raise DataError([Problem(FILE, Worded("found.no_rows"), Worded("wanted.sheet"))])
    cells = found["rows"]

    def rows() -> Iterator[Row]:
        return ((line, row) for line, row in enumerate(cells, 1) if any(row))

    others = [("left_aside", ", ".join(found["others"]))] if found["others"] else []
    return under_header("sheet", rows, [("sheet", found["sheet"]), *others])
