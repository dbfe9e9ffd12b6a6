"""Text with a delimiter between cells: which one, and the rows, read anew each time that they are needed."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.brought.encodings import Encoding
from geo.brought.tables import HIDDEN, Row, Table, under_header
from geo.errors import DataError, Problem
from geo.words.table import Worded

CELL_LIMIT = 1_000_000
"""Characters of the longest cell."""
_SNIFFED_LINES = 200
_DELIMITERS = ",;\t|"
_SEP = re.compile(r'"?sep=(.)"?,*\s*$', re.IGNORECASE)


def open_delimited(data: bytes, encoding: Encoding) -> Table:
    """Open CSV with any delimiter, also one that its first line names (``sep=;``)."""
    with _text(data, encoding) as text:
        head = [line for line, _ in zip(text, range(_SNIFFED_LINES), strict=False)]
    told = [("encoding", encoding.codec)]
    named = _SEP.match(head[0].lstrip(HIDDEN)) if head else None
    delimiter = named[1] if named else _delimiter(head)
    if named:
        told.append(("sep_line", delimiter))
    elif delimiter != ",":
        told.append(("delimiter", delimiter))

    def rows() -> Iterator[Row]:
        return _rows(data, encoding, delimiter, 1 if named else 0)

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
                [Problem(Worded("found.row", number=line), str(error), Worded("wanted.quotes"))]
            ) from error


def _delimiter(lines: Sequence[str]) -> str:
    """Return the sign that parts the first rows into the same number of cells, the most of them."""
    best, most = ",", (0.0, 0)
    for sign in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign) if any(row)]
        if not widths:
            continue
        width, rows = Counter(widths).most_common(1)[0]
        score = (round(rows / len(widths), 1), width)
        if width > 1 and score > most:
            best, most = sign, score
    return best
