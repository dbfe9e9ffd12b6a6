"""Opens a workbook in a process of its own: ``python -m geo.brought.workbook`` reads one and writes its table as JSON.

A single cell at the far corner of a sheet has the library ask for more memory than there is, and that ends the process.
"""

from __future__ import annotations

import io
import resource
import sys
from datetime import date, datetime, time
from typing import Any

import orjson
import python_calamine

MEMORY_BYTES = 4 << 30
CLOSED, TOO_LARGE, LOCKED = 1, 2, 3
"""What the process returns where the workbook cannot be opened, where Python notices that there is no more memory (the
library is killed before it does), and where there is a password."""


def main() -> int:
    """Read a workbook (XLSX, XLSB, XLS, ODS) from the standard input; return why it cannot be opened, or 0.

    The sheet is one that is named after events, or else the one with most cells that hold something; ``others`` are those
    beside it that hold something too.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except python_calamine.PasswordError:
        return LOCKED
    except (python_calamine.CalamineError, ValueError, OSError):
        return CLOSED
    filled = {name: sum(cell != "" for row in rows for cell in row) for name, rows in sheets.items()}
    holding = [name for name, count in filled.items() if count]
    best = max(holding, key=lambda name: (_is_of_events(name, sheets[name]), filled[name]), default=None)
    found = {
        "sheet": best,
        "others": [name for name in holding if name != best],
        "rows": [[_text(cell) for cell in row] for row in sheets.get(best, ())],
    }
    sys.stdout.buffer.write(orjson.dumps(found))
    return 0


def _is_of_events(name: str, rows: list[list[Any]]) -> bool:
    return "event" in name.lower() and len(rows) > 1


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        # As a spreadsheet shows it: no number of ours has more than 15 digits.
        return f"{cell:.15g}"
    return str(cell).strip()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except MemoryError:
        sys.exit(TOO_LARGE)
