"""Files that a reader brings, opened by what they hold and not by their name."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from geo.brought.delimited import open_delimited
from geo.brought.features import open_geojson, open_layer, open_parquet
from geo.brought.placemarks import is_kmz, open_kml
from geo.brought.sheets import open_sheet
from geo.brought.tables import FILE, Table
from geo.errors import DataError, Problem
from geo.text.encodings import HIDDEN, Encoding, find_encoding
from geo.words.table import Worded

ROW_LIMIT = 2_000_000
COLUMN_LIMIT = 1_000


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
            raise DataError([Problem(FILE, Worded(kind), Worded("wanted.saved_form"))])
    if not data.strip():
        raise DataError([Problem(FILE, Worded("found.nothing"), Worded("wanted.form"))])
    if data.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")):
        return _checked(open_kml(data) if is_kmz(data) else open_sheet(data))
    if data.startswith((b"SQLite format 3\0", b"fgb\3")):
        return _checked(open_layer(data))
    if data.startswith(b"PAR1"):
        return _checked(open_parquet(data))
    found = Encoding(encoding, *_marks(data, encoding)) if encoding else find_encoding(data)
    head = data[found.marks : found.marks + 4_000].decode(found.codec, "replace").lstrip(HIDDEN)
    if head.startswith(("{", "[")):
        return _checked(replace(open_geojson(data, found), encoding=found))
    if head.startswith("<"):
        if "<kml" in head:
            return _checked(open_kml(data[found.marks :]))
        raise DataError([Problem(FILE, Worded("found.tags"), Worded("wanted.form"))])
    return _checked(open_delimited(data, found))


_NO_TABLE = {
    b"%PDF": "found.pdf",
    b"\x89PNG": "found.picture",
    b"\xff\xd8\xff": "found.picture",
    b"GIF8": "found.picture",
    b"\x1f\x8b": "found.compressed",
    b"7z\xbc\xaf": "found.compressed",
    b"Rar!": "found.compressed",
}
_MARKED = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


def _marks(data: bytes, codec: str) -> tuple[int]:
    mark, count = _MARKED.get(codec), 0
    while mark and data.startswith(mark, count):
        count += len(mark)
    return (count,)


def _checked(table: Table) -> Table:
    """Refuse what has no header or no rows; give columns without a name, and names that come twice, names of their own."""
    names = [name.strip(HIDDEN) for name in table.header]
    if not any(names):
        raise DataError([Problem(FILE, Worded("found.no_header"), Worded("wanted.header"))])
    if len(names) > COLUMN_LIMIT:
        raise DataError(
            [
                Problem(
                    FILE,
                    Worded("found.columns", count=len(names)),
                    Worded("wanted.at_most", most=COLUMN_LIMIT),
                )
            ]
        )
    if next(table.rows(), None) is None:
        raise DataError([Problem(FILE, Worded("found.no_rows"), Worded("wanted.rows"))])
    told, seen, unique = list(table.told), Counter(), []
    for name in names:
        seen[name] += 1
        unique.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
        if name and seen[name] == 2:
            told.append(("column_twice", name))
    return replace(table, header=tuple(unique), told=tuple(told))
