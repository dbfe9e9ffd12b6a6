"""Rows as a workbook (ECMA-376): the events on the first sheet, what is said of them and of each column on the second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geo.atlas.fields import DERIVED, ORIGIN, kind
from geo.atlas.metadata import CONTRIBUTORS, Metadata
from geo.catalogue import codebook
from geo.formats.files import file_parts
from geo.formats.flat import GEOMETRY
from geo.words.table import say

CELL_LIMIT = 32_767
"""Signs that a cell of a spreadsheet holds."""
WIDTHS = {"date": 12, "datetime": 17, "integer": 11, "number": 11}
TEXT_WIDTH, WIDE_WIDTH = 18, 48
WIDE = ("title", "summary")
AS_KNOWN = {"day": "yyyy-mm-dd", "month": "yyyy-mm", "year": "yyyy"}
"""How a cell shows a date, by date_precision: the date itself is a whole day."""
KNOWN_SO = ("date", "end_date")
"""The columns that are no finer than date_precision says."""


def xlsx(rows: pa.RecordBatchReader, metadata: Metadata) -> Iterator[bytes]:
    """Yield rows as the parts of a workbook; text stays text, whatever it looks like, and days are days.

    Parameters
    ----------
    rows : RecordBatchReader
        Of `geo.formats.flat.schema`.
    metadata : Metadata
        On the second sheet and in the properties of the document.
    """

    def write(path: Path) -> None:
        with xlsxwriter.Workbook(path, {"constant_memory": True, "remove_timezone": True}) as book:
            book.set_properties(
                {
                    "title": metadata.title,
                    "subject": metadata.filter_text,
                    "author": CONTRIBUTORS,
                    "keywords": metadata.url,
                    "comments": f"{metadata.citation} {metadata.attribution}",
                    "created": datetime.fromisoformat(metadata.generated),
                }
            )
            for name, text in metadata.to_texts().items():
                book.set_custom_property(name, text[:255], "text")
            head = book.add_format({"bold": True, "bottom": 1})
            _events(book, book.add_worksheet(say("downloads.sheet_events")), head, rows)
            _about(book.add_worksheet(say("downloads.sheet_about")), head, metadata, rows.schema.names)

    return file_parts(write, "xlsx")


def _events(book: xlsxwriter.Workbook, sheet: Worksheet, head: Format, rows: pa.RecordBatchReader) -> None:
    names = [name for name in rows.schema.names if name != GEOMETRY]
    for at, name in enumerate(names):
        sheet.set_column(at, at, WIDE_WIDTH if name in WIDE else WIDTHS.get(kind(name), TEXT_WIDTH))
        sheet.write_string(0, at, name, head)
    sheet.freeze_panes(1, 1)
    day, moment = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"))
    as_known = {known: book.add_format({"num_format": form}) for known, form in AS_KNOWN.items()}
    line = 0
    for batch in rows:
        for cells in batch.to_pylist():
            line += 1
            known = as_known[cells["date_precision"]]
            for at, name in enumerate(names):
                value = cells[name]
                if isinstance(value, str):
                    sheet.write_string(line, at, value[:CELL_LIMIT])
                elif isinstance(value, date):
                    form = known if name in KNOWN_SO else moment if isinstance(value, datetime) else day
                    sheet.write_datetime(line, at, value, form)
                elif value is not None:
                    sheet.write_number(line, at, value)
    sheet.autofilter(0, 0, max(line, 1), len(names) - 1)


def _about(sheet: Worksheet, head: Format, metadata: Metadata, names: Sequence[str]) -> None:
    sheet.set_column(0, 0, TEXT_WIDTH)
    sheet.set_column(1, 3, WIDE_WIDTH)
    told = [
        *metadata.to_texts().items(),
        (),
        (*(say(f"data.{name}") for name in ("field", "meaning", "unit")), say("data.meaning", "ko")),
    ]
    titles = len(told) - 1
    told += [
        (field.name, field.description, field.unit or "", field.description_ko)
        for field in (*codebook.fields().values(), *DERIVED, ORIGIN)
        if field.name in names
    ]
    for line, cells in enumerate(told):
        for at, text in enumerate(cells):
            sheet.write_string(line, at, text, head if line == titles or at == 0 else None)
