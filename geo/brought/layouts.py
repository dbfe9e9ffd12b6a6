"""Which columns of a table are which of ours: layouts that are known, and what a form proposes for any other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.atlas.fields import COLUMNS
from geo.brought.tables import GEOMETRY, Table
from geo.catalogue import codebook
from geo.catalogue.codebook import Field
from geo.catalogue.flat import COLUMNS as FLAT_COLUMNS
from geo.catalogue.flat import flat_fields
from geo.text.dates import read_date

TABLE = Path(__file__).with_name("layouts.toml")
POSITION = "position"
"""Stands beside our fields for a column that holds latitude and longitude together."""
OURS, FREE = "own", "free"


def known_fields() -> dict[str, Field]:
    """Return the columns that a table may bring: those of the catalogue, and its reports as flat columns."""
    return codebook.fields() | flat_fields()


MADE_ANEW = frozenset(COLUMNS) - frozenset(known_fields())
"""Columns of our own downloads that are measured again, or stand in others."""
LINE, PROBLEM = "line", "problem"
"""Columns that the list of rows left out has beside those of the file."""
_PASSED = frozenset({LINE, PROBLEM})
_OWN_NEEDS = frozenset({"id", "date", "title"})
_ROWS_LOOKED_AT = 50


@dataclass(frozen=True)
class WordMap:
    """What words of another codebook mean in ours."""

    field: str
    column: str
    whole: Mapping[str, str]
    part: Sequence[tuple[str, str]] = ()
    otherwise: str | None = None
    unlocated: frozenset[str] = frozenset()

    def meaning(self, text: str) -> str | None:
        """Return our word for one of theirs; None where there is none."""
        folded = text.casefold()
        if folded in self.whole:
            return self.whole[folded]
        return next((word for part, word in self.part if part in folded), self.otherwise)


@dataclass(frozen=True)
class Layout:
    """Which columns of a table are read as which of ours."""

    name: str
    """``own``, ``acled``, ``ucdp``, ``cns`` or ``free``."""
    fields: Mapping[str, tuple[str, ...]]
    """Our field, or `POSITION`, and the columns of the table that it is read from, joined."""
    words: tuple[WordMap, ...] = ()
    extra: tuple[str, ...] = ()
    """Columns that nothing of ours is read from; they stay with the rows as they are."""
    missing: tuple[str, ...] = ()
    """Of our own layout: required columns that the table does not have."""

    @property
    def is_own(self) -> bool:
        """Whether the rows are held against our own codebook."""
        return self.name == OURS


def recognised(table: Table) -> Layout | None:
    """Return the layout of a table by the names of its columns; None of one that is not known."""
    names = _by_folded(table.header)
    if set(names) >= _OWN_NEEDS and _has_our_ids(table):
        return _own(table)
    for name, told in _known().items():
        if set(names) >= set(told["needs"]):
            fields = {
                field: found
                for field, columns in told["fields"].items()
                if (found := tuple(names[one] for one in _several(columns) if one in names))
                and field in known_fields()
            }
            words = tuple(
                WordMap(
                    one["field"],
                    names[one["column"]],
                    one.get("is", {}),
                    [tuple(pair) for pair in one.get("has", ())],
                    one.get("otherwise"),
                    frozenset(one.get("unlocated", ())),
                )
                for one in told["words"]
                if one["column"] in names
            )
            return Layout(name, fields, words, _extra(table, fields, (one.column for one in words)))
    return None


def mapped(table: Table, columns: Mapping[str, str]) -> Layout:
    """Return the layout that a reader has chosen: our field, or `POSITION`, and the column it is read from."""
    fields = {field: (column,) for field, column in columns.items() if column in table.header}
    return Layout(FREE, fields, (), _extra(table, fields))


def known_words(name: str) -> dict[str, str]:
    """Return our words by themselves and by their labels in both languages, folded."""
    found: dict[str, str] = {}
    for value, word in codebook.vocabulary(name).items():
        found |= {one.casefold(): value for one in (value, word.label, word.label_ko) if one}
    return found


def proposed(table: Table) -> dict[str, str]:
    """Return which column may be which of ours, by its name and by what stands in it."""
    names, found = _by_folded(table.header), {}
    for field, usual in _table()["proposed"].items():
        if field != POSITION and field not in known_fields():
            continue
        column = next((names[one] for one in usual if names.get(one, "") not in ("", *found.values())), None)
        if column:
            found[field] = column
    if table.has_geometry:
        found = {field: column for field, column in found.items() if field not in ("lat", "lon")}
        found[POSITION] = GEOMETRY
    if {"lat", "lon"} <= set(found):
        found.pop(POSITION, None)
    placed = POSITION in found
    for field, fits in _BY_CONTENT.items():
        if field not in found and not (placed and field in ("lat", "lon")):
            column = _column_that(table, found, fits)
            found |= {field: column} if column else {}
    return found


def _column_that(table: Table, taken: Mapping[str, str], fits: Callable[[str], bool]) -> str | None:
    """Return the first free column nearly all of whose cells are of some sort."""
    rows = [cells for (_, cells), _ in zip(table.rows(), range(_ROWS_LOOKED_AT), strict=False)]
    for at, name in enumerate(table.header):
        texts = [row[at] for row in rows if at < len(row) and row[at]]
        if name and name not in taken.values() and texts and sum(map(fits, texts)) * 10 >= len(texts) * 8:
            return name
    return None


def _is_day(text: str) -> bool:
    return read_date(text).form not in ("", "year", "serial", "seconds")


def _is_degrees(text: str, least: float, most: float) -> bool:
    """Whether a text is degrees with decimals about Korea."""
    found = _DEGREES.fullmatch(text)
    return bool(found) and least <= float(found[1]) <= most


_DEGREES = re.compile(r"(\d{2,3})[.,]\d+")
_BY_CONTENT: dict[str, Callable[[str], bool]] = {
    "date": _is_day,
    "lat": lambda text: _is_degrees(text, 32, 43),
    "lon": lambda text: _is_degrees(text, 122, 133),
}


def _own(table: Table) -> Layout:
    names = _by_folded(table.header)
    fields = {name: (names[name],) for name in known_fields() if name in names}
    if table.has_geometry and not {"lat", "lon"} <= set(fields):
        fields[POSITION] = (GEOMETRY,)
    needed = [name for name, field in known_fields().items() if field.required and name not in fields]
    if not set(names).isdisjoint(FLAT_COLUMNS):
        # The reports of a row may stand in it or be named by it.
        needed = [name for name in needed if "source" not in name]
    return Layout(OURS, fields, (), _extra(table, fields), tuple(needed))


def _extra(table: Table, fields: Mapping[str, tuple[str, ...]], more=()) -> tuple[str, ...]:
    read = {column for columns in fields.values() for column in columns} | set(more)
    passed = MADE_ANEW | _PASSED | {GEOMETRY, ""}
    return tuple(name for name in table.header if name not in read and name not in passed)


def _has_our_ids(table: Table) -> bool:
    at = [name.casefold() for name in table.header].index("id")
    pattern = codebook.fields()["id"].pattern
    rows = (cells for (_, cells), _ in zip(table.rows(), range(_ROWS_LOOKED_AT), strict=False))
    ids = [cells[at] for cells in rows if at < len(cells) and cells[at]]
    return bool(ids) and 2 * sum(bool(pattern.fullmatch(one)) for one in ids) >= len(ids)


def _by_folded(header: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in header:
        found.setdefault(re.sub(r"\s+", " ", name.casefold()), name)
    found.pop("", None)
    return found


def _several(columns: str | list[str]) -> list[str]:
    return [columns] if isinstance(columns, str) else columns


@cache
def _table() -> dict:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _known() -> dict:
    return {name: told for name, told in _table().items() if name != "proposed"}
