"""Files that a reader brings, opened by what they hold and not by their name: rows of text under a header."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from geo.brought.encodings import Encoding, find_encoding
from geo.errors import DataError, Problem

Row = tuple[int, list[str]]
"""Where it stands in the file, and its cells, trimmed."""
CELL_LIMIT = 1_000_000
"""Characters of the longest cell."""
ROW_LIMIT = 2_000_000
COLUMN_LIMIT = 1_000
_SNIFFED_LINES = 200
_DELIMITERS = ",;\t|"
_HIDDEN = "\ufeff\u200b\u200c\u200d\u2060\u00a0 \t\r\n"
_SEP = re.compile(r'"?sep=(.)"?,*\s*$', re.IGNORECASE)
_NO_TEXT = re.compile("[\udc80-\udcff\0]+")


@dataclass(frozen=True, eq=False)
class Table:
    """A table as it was found."""

    form: str
    """``csv``, ``sheet``, ``geojson``, ``layer`` or ``parquet``."""
    header: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    """Gives the rows anew each time, blank ones left out."""
    told: tuple[tuple[str, str], ...] = ()
    """How it was read: kind and what, as ``("delimiter", ";")``."""
    has_geometry: bool = False
    """Whether the last column, `GEOMETRY`, is made of the geometry of each row, as WKT."""
    encoding: Encoding | None = None


GEOMETRY = "geometry"


def open_table(data: bytes, encoding: str | None = None) -> Table:
    """Open a file.

    Parameters
    ----------
    data : bytes
    encoding : str, optional
        The codec that the reader chose for a text; found by default.

    Raises
    ------
    DataError
        With what the file is where it is no table, and the cure.
    """
    for begins, kind in _NO_TABLE.items():
        if data.startswith(begins):
            raise DataError([Problem("file", kind, "CSV, XLSX, GeoJSON or GeoPackage: save it as one of them")])
    # Imported where they are needed: most files are text.
    if data.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")):
        from geo.brought.sheets import open_sheet

        return _checked(open_sheet(data))
    if data.startswith((b"SQLite format 3\0", b"PAR1", b"fgb\3")):
        from geo.brought.features import open_layer

        return _checked(open_layer(data))
    found = Encoding(encoding, *_marks(data, encoding)) if encoding else find_encoding(data)
    head = data[found.marks : found.marks + 400].decode(found.codec, "replace").lstrip(_HIDDEN)
    if head.startswith(("{", "[")):
        from geo.brought.features import open_geojson

        return _checked(replace(open_geojson(data, found), encoding=found))
    if head.lower().startswith(("<!doctype", "<html", "<?xml", "<kml", "<gpx")):
        raise DataError([Problem("file", "a page or a document of tags", "CSV, XLSX, GeoJSON or GeoPackage")])
    return _checked(_open_csv(data, found))


_NO_TABLE = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
}
_MARKED = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


def _marks(data: bytes, codec: str) -> tuple[int]:
    mark, count = _MARKED.get(codec), 0
    while mark and data.startswith(mark, count):
        count += len(mark)
    return (count,)


def _checked(table: Table) -> Table:
    """Refuse what has no header or no rows; give columns without a name, and names that come twice, names of their own."""
    names = [name.strip(_HIDDEN) for name in table.header]
    if not any(names):
        raise DataError([Problem("file", "no header", "a first row with the names of the columns")])
    if len(names) > COLUMN_LIMIT:
        raise DataError([Problem("file", f"{len(names)} columns", f"at most {COLUMN_LIMIT}")])
    if next(table.rows(), None) is None:
        raise DataError([Problem("file", "no rows", "a header and at least one row")])
    told, seen, unique = list(table.told), Counter(), []
    for name in names:
        seen[name] += 1
        unique.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
        if name and seen[name] == 2:
            told.append(("column_twice", name))
    return replace(table, header=tuple(unique), told=tuple(told))


# --- CSV ----------------------------------------------------------------------------------------------------


def _open_csv(data: bytes, encoding: Encoding) -> Table:
    with _text(data, encoding) as text:
        head = [line for line, _ in zip(text, range(_SNIFFED_LINES), strict=False)]
    told = [("encoding", encoding.codec)]
    named = _SEP.match(head[0].lstrip(_HIDDEN)) if head else None
    delimiter = named[1] if named else _delimiter(head)
    if named:
        told.append(("sep_line", delimiter))
    elif delimiter != ",":
        told.append(("delimiter", delimiter))

    def rows() -> Iterator[Row]:
        return _csv_rows(data, encoding, delimiter, 1 if named else 0)

    skipped, header = _header_at(rows())
    if skipped:
        told.append(("preamble", str(skipped)))

    def below() -> Iterator[Row]:
        found = rows()
        for _ in range(skipped + 1):
            next(found, None)
        return found

    return Table("csv", tuple(header), below, tuple(told), encoding=encoding)


def _text(data: bytes, encoding: Encoding) -> io.TextIOWrapper:
    # The end of a line stays as it is: a quoted cell may hold one.
    raw = io.BytesIO(data)
    raw.seek(encoding.marks)
    errors = "surrogateescape" if encoding.codec == "utf-8" else "replace"
    return io.TextIOWrapper(raw, encoding=encoding.codec, errors=errors, newline="")


def _csv_rows(data: bytes, encoding: Encoding, delimiter: str, skip: int) -> Iterator[Row]:
    csv.field_size_limit(CELL_LIMIT)
    with _text(data, encoding) as text:
        for _ in range(skip):
            next(text, None)
        reader = csv.reader(text, delimiter=delimiter, skipinitialspace=True)
        line = 1 + skip
        try:
            for cells in reader:
                trimmed = [cell.strip(_HIDDEN) for cell in cells]
                if any(trimmed):
                    yield line, trimmed
                line = reader.line_num + 1 + skip
        except csv.Error as error:
            raise DataError([Problem(f"line {line}", str(error), "cells with quotes closed, none longer than a book")]) from error


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


def _header_at(rows: Iterator[Row]) -> tuple[int, list[str]]:
    """Return how many lines of a title stand before the header, and the header: the first row as wide as the rest."""
    first = [cells for (_, cells), _ in zip(rows, range(20), strict=False)]
    filled = [sum(map(bool, cells)) for cells in first]
    usual = Counter(filled).most_common(1)[0][0] if filled else 0
    for at, (cells, count) in enumerate(zip(first, filled, strict=True)):
        if count > 1 and 2 * count >= usual:
            return at, cells
    return 0, first[0] if first else []


def has_broken_text(cells: Sequence[str]) -> bool:
    """Whether a byte stands in a row that its encoding does not know."""
    return any(_NO_TEXT.search(cell) or "\ufffd" in cell for cell in cells)
