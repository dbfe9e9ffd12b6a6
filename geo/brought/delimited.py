"""Text with a delimiter between cells: which one, and the rows, read anew each time that they are needed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from geo.brought.tables import Row, Table, under_header
from geo.errors import DataError, Problem
from geo.text.delimited import SNIFFED_LINES, find_delimiter
from geo.text.encodings import HIDDEN, Encoding
from geo.words.table import Worded

CELL_LIMIT = 1_000_000
"""Characters of the longest cell."""


def open_delimited(data: bytes, encoding: Encoding) -> Table:
    """Open CSV with any delimiter, also one that its first line names (``sep=;``)."""
    with _text(data, encoding) as text:
        head = [line for line, _ in zip(text, range(SNIFFED_LINES), strict=False)]
    told = [("encoding", encoding.codec)]
    delimiter, is_named = find_delimiter(head)
    if is_named:
        told.append(("sep_line", delimiter))
    elif delimiter != ",":
        told.append(("delimiter", delimiter))

    def rows() -> Iterator[Row]:
        return _rows(data, encoding, delimiter, int(is_named))

    return replace(under_header("csv", rows, told), encoding=encoding)


def _text(data: bytes, encoding: Encoding) -> io.TextIOWrapper:
    # The end of a line stays as it is: a quoted cell may hold one.
    raw = io.BytesIO(data)
    raw.seek(encoding.marks)
    errors = "surrogateescape" if encoding.codec == "utf-8" else "replace"
    return io.TextIOWrapper(raw, encoding=encoding.codec, errors=errors, newline="")


def _rows(data: bytes, encoding: Encoding, delimiter: str, skip: int) -> Iterator[Row]:
    csv.field_size_limit(CELL_LIMIT)
    with _text(data, encoding) as text:
        for _ in range(skip):
            next(text, None)
        reader = csv.reader(text, delimiter=delimiter, skipinitialspace=True)
        line = 1 + skip
        try:
            for cells in reader:
                trimmed = [cell.strip(HIDDEN) for cell in cells]
                if any(trimmed):
                    yield line, trimmed
                line = reader.line_num + 1 + skip
        except csv.Error as error:
            raise DataError(
                [
                    Problem(
                        Worded("found.row", number=line),
                        Worded("found.endless_cell", most=CELL_LIMIT),
                        Worded("wanted.quotes"),
                    )
                ]
            ) from error
