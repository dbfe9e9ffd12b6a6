"""Catalogue files that others keep: how they are read where spreadsheets and programs write otherwise than we do.

What has one meaning is read and told. What may have two is refused, for nobody can be asked: an encoding that is not
certain, a day as 3/4/2024.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from geo.catalogue.codebook import Field
from geo.errors import Problem
from geo.text.cells import decimal, is_empty, listed, whole
from geo.text.dates import read_date
from geo.text.delimited import Dialect, find_dialect
from geo.text.encodings import Encoding
from geo.words.harmless import unguarded
from geo.words.table import Worded

_NO_CSV = {
    b"PK\3\4": "found.workbook",
    b"\xd0\xcf\x11\xe0": "found.workbook",
    b"SQLite format 3\0": "found.geopackage",
    b"PAR1": "found.bare_parquet",
    b"{": "found.json",
    b"<": "found.tags",
}
_SAID_ONCE = ("iso", "compact", "year-first", "korean", "named")
"""Forms of a day that have one meaning; the number of a spreadsheet counts from 1900 or, of an old Mac, from 1904."""


def dialect(path: Path, problems: list[Problem], told: list[str]) -> Dialect:
    """Return how the rows of a file are written; with a problem where it is no CSV, or its encoding not certain."""
    with path.open("rb") as file:
        head = file.read(16)
    kind = next((Worded(kind) for begins, kind in _NO_CSV.items() if head.startswith(begins)), None)
    found = Dialect(Encoding("utf-8")) if kind else find_dialect(path)
    if found.encoding.doubtful:
        kind = Worded("found.unsure", codec=found.encoding.codec)
    if kind:
        problems.append(Problem(f"{path.name}:1 file", kind, Worded("wanted.utf8_csv")))
    if found.encoding.codec != "utf-8":
        told.append(f"{path.name}: read as {found.encoding.codec}")
    if found.delimiter != ",":
        told.append(f"{path.name}: read with {found.delimiter!r} between cells")
    return found


def known_names(file: str, header: Sequence[str], known: Mapping[str, Field], told: list[str]) -> list[str]:
    """Return the names of columns as the codebook writes them; empty, and told, where it has none such."""
    folded = {name.casefold(): name for name in known}
    if passed := [name for name in header if name and name.casefold() not in folded]:
        told.append(f"{file}: columns that the codebook does not have are passed over: {', '.join(passed)}")
    return [folded.get(name.casefold(), "") for name in header]


def as_wide(cells: list[str], width: int) -> list[str]:
    """Return a row without what is empty beyond its header."""
    return cells if any(cells[width:]) else cells[:width]


def as_meant(field: Field, cells: Sequence[str], file: str, told: list[str]) -> list[str]:
    """Return the cells of a column in the form of the codebook where they have one meaning; the others as they are."""
    meant, notes = {}, dict[str, None]()
    for cell in filter(None, set(cells)):
        if is_empty(cell):
            meant[cell] = ""
            notes["cells with NA, NaN, null and the like count as empty"] = None
            continue
        turn, what = _TURNS.get(field.type, (None, ""))
        # A Mac writes the letters of a syllable apart; they are the same text.
        plain = unicodedata.normalize("NFC", unguarded(cell))
        meant[cell] = turn(plain) if turn else plain
        if meant[cell] != plain:
            notes[what] = None
    told += [note for what in notes if (note := f"{file}: {what}") not in told]
    return [meant.get(cell, cell) for cell in cells]


def _day(text: str) -> str:
    found = read_date(text)
    is_certain = found.form in _SAID_ONCE and found.precision == "day" and not found.short_year
    return (found.day if is_certain else None) or text


_TURNS: dict[str, tuple[Callable[[str], str], str]] = {
    "integer": (whole, "whole numbers are read as 30 where 30.0 is written"),
    "number": (decimal, "a comma is read as the decimal point"),
    "list": (listed, "lists as other programs write them are read as lists"),
    "date": (_day, "days that are written otherwise than 2024-05-28 are read where they have one meaning"),
}
"""By type of a field: what makes the form of the codebook, and how that is told."""
