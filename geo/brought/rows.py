"""Rows of a foreign table as rows of the catalogue: every cell read as it is meant, and told where it is not as it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from geo.brought.days import COARSE, DAYS, coarsened, read_days
from geo.brought.findings import Fault, Findings, each
from geo.brought.layouts import Layout, WordMap, known_fields, known_words
from geo.brought.placing import known_places, read_places
from geo.brought.seen import Seen
from geo.brought.tables import Row, has_broken_text
from geo.catalogue import checks, codebook
from geo.catalogue.finding import NOTHING
from geo.catalogue.flat import folded
from geo.catalogue.table import DTYPES, hold_column
from geo.text import cells
from geo.text.dates import Order
from geo.words.harmless import unguarded
from geo.words.table import Worded, say

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_NEEDED = ("date", "title")
_ROW = Worded("found.whole_row")
"""Where a fault is of no one column."""
Column = list[str]


@dataclass(frozen=True)
class Read:
    """Rows of a part of a table."""

    frame: pd.DataFrame
    """The good ones, as `geo.catalogue.table.read` returns them: index line, all columns of the codebook."""
    left_out: dict[int, list[Fault]]
    """Line and faults of the others."""


class RowReader:
    """Reads the rows of one table, part after part."""

    def __init__(
        self, header: Sequence[str], layout: Layout, orders: dict[str, Order], swap: bool, precision: str
    ) -> None:
        self._header, self._layout, self._orders = list(header), layout, orders
        self._swap, self._precision = swap, precision
        self.told = Findings()
        self._fields = {
            name: field if layout.is_own and name not in layout.missing else _eased(field)
            for name, field in known_fields().items()
        }
        self._ids = Seen()

    def read(self, rows: Sequence[Row]) -> Read:
        """Read some rows."""
        lines = [line for line, _ in rows]
        columns = self._columns(rows)
        found: dict[str, list[Any]] = {name: [None] * len(rows) for name in self._fields}
        for name in self._fields:
            if name in self._layout.fields and name not in (*DAYS, "lat", "lon", "id"):
                found[name] = self._texts(name, columns, lines)
        read_days(found, self._layout, self._orders, columns, lines, self.told)
        for one in self._layout.words:
            self._words(one, found, columns, lines)
        self._kinds(found)
        read_places(found, self._layout, self._swap, columns, lines, self.told)
        if not self._layout.is_own:
            self._titles(found, lines)
        self._ids_of(found, columns, lines)
        frame = self._held(found, lines)
        if self._layout.is_own:
            self._own_rules(frame)
        known_places(frame, self._layout, self._precision, self.told)
        left_out = self.told.take()
        return Read(frame[~frame.index.isin(left_out)], left_out)

    # --- Cells ----------------------------------------------------------------------------------------------

    def _columns(self, rows: Sequence[Row]) -> dict[str, Column]:
        """Return the columns that are read, cleaned; tell rows of another length."""
        width, whole = len(self._header), []
        for line, row in rows:
            if len(row) != width:
                if any(row[width:]) or len(row) < width:
                    self.told.fault(line, _ROW, "cells", f"{len(row)} / {width}")
                row = (row + [""] * width)[:width]
            whole.append(row)
        lines = [line for line, _ in rows]
        by_name = dict(zip(self._header, zip(*whole, strict=True), strict=True))
        wanted = {name for columns in self._layout.fields.values() for name in columns}
        wanted |= {one.column for one in self._layout.words}
        return {name: self._cleaned(name, by_name[name], lines) for name in wanted}

    def _cleaned(self, name: str, column: Sequence[str], lines: Sequence[int]) -> Column:
        different = set(column)
        broken = {
            cell: cell.encode("utf-8", "replace").decode() for cell in different if has_broken_text((cell,))
        }
        for line, _, shown in each(column, lines, broken):
            self.told.fault(line, name, "text", shown)
        changed = {cell: "" for cell in different if cells.is_empty(cell)}
        self.told.note(dict.fromkeys(changed, ("empty",)), "", column, lines)
        guarded = {cell: plain for cell in different if (plain := unguarded(cell)) != cell}
        self.told.note(dict.fromkeys(guarded, ("apostrophe",)), name, column, lines)
        changed |= guarded
        # A Mac writes the letters of a syllable apart; they are the same text.
        changed |= {
            cell: unicodedata.normalize("NFC", changed.get(cell, cell))
            for cell in different
            if not unicodedata.is_normalized("NFC", cell)
        }
        return [changed.get(cell, cell) for cell in column] if changed else list(column)

    def _joined(self, columns: dict[str, Column], names: Sequence[str]) -> Column:
        if len(names) == 1:
            return columns[names[0]]
        rows = zip(*(columns[name] for name in names), strict=True)
        return [
            ", ".join(dict.fromkeys(text for text in row if text and not cells.is_unknown(text)))
            for row in rows
        ]

    def _texts(self, name: str, columns: dict[str, Column], lines: Sequence[int]) -> Column:
        """Return the cells of a field in the form of the codebook."""
        field, source = self._fields[name], self._layout.fields[name]
        column = self._joined(columns, source)
        turn = {"integer": cells.whole, "list": cells.listed}.get(field.type)
        told = {"integer": "whole", "list": "list"}.get(field.type, "word")
        if field.words and turn is None:
            words = known_words(name)

            def turn(text: str) -> str:
                # Of other tables a word that is not ours is no fault: the row is of another kind.
                return words.get(text.casefold(), text if self._layout.is_own else "")

        if turn is None:
            return column
        turned = {text: turn(text) for text in set(column) if text}
        changed = {text: meaning for text, meaning in turned.items() if meaning != text}
        if not self._layout.is_own and field.type == "integer":
            changed |= {text: "" for text in set(column) if cells.is_unknown(text)}
        notes = {text: (told if meaning else "kind_other",) for text, meaning in changed.items()}
        self.told.note(notes, source[0], column, lines)
        return [changed.get(text, text) for text in column] if changed else column

    def _words(
        self, one: WordMap, found: dict[str, list[Any]], columns: dict[str, Column], lines: Sequence[int]
    ) -> None:
        column = columns[one.column]
        meant = {text: one.meaning(text) for text in set(column)}
        told = [meant[text] for text in column]
        if one.unlocated:
            found["_unlocated"] = [text in one.unlocated for text in column]
            self.told.note(dict.fromkeys(one.unlocated, ("unlocated",)), one.column, column, lines)
        if one.field == "date_precision":
            read = found["date_precision"]
            told = [
                max(filter(None, pair), key=COARSE.get, default=None) for pair in zip(told, read, strict=True)
            ]
        found[one.field] = told
        if one.field == "date_precision":
            coarsened(found, one.column, lines, self.told)

    def _kinds(self, found: dict[str, list[Any]]) -> None:
        """Give rows of a known type its category where the table names none."""
        if "category" in self._layout.fields:
            return
        first = {kind: word.categories[0] for kind, word in codebook.vocabulary("type").items()}
        found["category"] = [first.get(kind) for kind in found["type"]]

    # --- Rows ----------------------------------------------------------------------------------------------

    def _titles(self, found: dict[str, list[Any]], lines: Sequence[int]) -> None:
        if "title" in self._layout.fields:
            return
        named = list(zip(found["place"], lines, strict=True))
        found["title"] = [place or say("brought.row", line=line) for place, line in named]
        found["title_ko"] = [None if place else say("brought.row", "ko", line=line) for place, line in named]

    def _ids_of(self, found: dict[str, list[Any]], columns: dict[str, Column], lines: Sequence[int]) -> None:
        """Give rows their id, and tell of those that a row before has."""
        source = self._layout.fields.get("id", ("",))[0]
        given = columns.get(source, [""] * len(lines))
        for at in self._ids.again(given):
            self.told.fault(lines[at], source, "twice", given[at])
        if self._layout.is_own:
            found["id"] = given
            return
        names = [_NOT_SLUG.sub("-", text.casefold()).strip("-") for text in given]
        found["id"] = [
            f"{day}-{name}" if name and len(name) < 60 else f"{day}-row-{line}"
            for day, name, line in zip(found["date"], names, lines, strict=True)
        ]

    def _held(self, found: dict[str, list[Any]], lines: Sequence[int]) -> pd.DataFrame:
        """Hold every cell against the codebook."""
        series = {"_reach": pd.Series(found.pop("_reach", [0.0] * len(lines)), index=lines)}
        found.pop("_unlocated", None)
        for name, field in self._fields.items():
            if name in ("lat", "lon"):
                series[name] = pd.Series(found[name], index=lines, dtype="float64")
                continue
            values, faults = hold_column(field, [text or "" for text in found[name]], None)
            source = ", ".join(self._layout.fields.get(name, (name,)))
            for at, (what, wanted) in faults:
                line = lines[at]
                if name.endswith("_url") and not self._layout.is_own:
                    self.told.notes.add("no_address", source, line, what)
                elif name in DAYS and self._has_fault(line, source):
                    # Why there is no day is told already.
                    continue
                elif what is NOTHING:
                    self.told.fault(line, source, "missing")
                else:
                    self.told.fault(line, source, "rule", what, wanted)
            series[name] = pd.Series(values, index=lines, dtype=DTYPES.get(field.type, object))
        frame, halves = folded(pd.DataFrame(series), "")
        for problem in halves if self._layout.is_own else ():
            line, column = problem.where.removeprefix(":").split(" ", 1)
            self.told.fault(int(line), column, "rule", problem.found, problem.wanted)
        return frame

    def _own_rules(self, frame: pd.DataFrame) -> None:
        """Hold rows that are good so far against the rules of our own catalogue."""
        good = frame[~frame.index.isin(list(self.told.of_rows))]
        for check in checks.CHECKS if len(good) else ():
            if check.severity == "error" and not check.across:
                for line, column, found, wanted in check.find(good):
                    self.told.fault(line, column, "rule", found, wanted)
        strange = good["place_ko"].dropna()
        for line, text in strange[~strange.str.contains(_HANGUL)].items():
            self.told.doubts.add("no_hangul", "place_ko", line, text)

    def _has_fault(self, line: int, column: str) -> bool:
        return any(one.column == column for one in self.told.of_rows.get(line, ()))


def _eased(field: codebook.Field) -> codebook.Field:
    """Return a field of which a foreign row may know nothing."""
    return replace(
        field, required=field.name in _NEEDED, pattern=None if field.name == "id" else field.pattern
    )
