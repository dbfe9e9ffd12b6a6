"""Workbooks: the sheet that has the table, its days as ISO text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import orjson

from geo.brought import workbook
from geo.brought.tables import Row, Table, under_header
from geo.errors import DataError, Problem
from geo.settings import ROOT


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
        why = run.stderr.decode(errors="replace").strip() if run.returncode == 1 else "it reaches too far"
        wanted = (
            "a workbook without a password and without a stray cell far off, or CSV, GeoJSON or GeoPackage"
        )
        found = f"a workbook or archive that cannot be opened ({why.rpartition(chr(10))[2]})"
        raise DataError([Problem("file", found, wanted)])
    found = orjson.loads(run.stdout)
    if found["sheet"] is None:
        raise DataError([Problem("file", "no rows", "a sheet with a header and at least one row")])
    cells = found["rows"]

    def rows() -> Iterator[Row]:
        return ((line, row) for line, row in enumerate(cells, 1) if any(row))

    others = [("left_aside", ", ".join(found["others"]))] if found["others"] else []
    return under_header("sheet", rows, [("sheet", found["sheet"]), *others])
