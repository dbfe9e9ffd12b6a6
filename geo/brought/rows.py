"""Rows of a foreign table as rows of the catalogue: every cell read as it is meant, and told where it is not as it was."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from geo.brought.findings import Fault, Groups, each
from geo.brought.layouts import POSITION, Layout, WordMap, known_fields, known_words
from geo.brought.positions import Placed, read_pair, read_position
from geo.brought.seen import Seen
from geo.brought.tables import Row, has_broken_text
from geo.catalogue import checks, codebook
from geo.catalogue.flat import folded
from geo.catalogue.table import DTYPES, hold_column
from geo.text import cells
from geo.text.dates import Order, read_date
from geo.words.harmless import unguarded
from geo.words.table import say

PRECISIONS = ("exact", "near", "area")
"""How well places may be known of which a table does not say it."""
WIDE_KM = 50.0
"""A geometry that reaches farther is no place of an event: the coarsest that the atlas measures."""
_DAYS = ("date", "end_date")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

_NEEDED = ("date", "title")

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
        self.faults, self.notes, self.doubts = Groups(), Groups(), Groups()
        self._fields = {
            name: field if layout.is_own and name not in layout.missing else _eased(field)
            for name, field in known_fields().items()
        }
        self._ids = Seen()
        self._faults: dict[int, list[Fault]] = {}

    def read(self, rows: Sequence[Row]) -> Read:
        """Read some rows."""
        self._faults = defaultdict(list)
        lines = [line for line, _ in rows]
        columns = self._columns(rows)
        found: dict[str, list[Any]] = {name: [None] * len(rows) for name in self._fields}
        for name in self._fields:
            if name in self._layout.fields and name not in (*_DAYS, "lat", "lon", "id"):
                found[name] = self._texts(name, columns, lines)
        self._days(found, columns, lines)
        for one in self._layout.words:
            self._words(one, found, columns, lines)
        self._kinds(found)
        self._positions(found, columns, lines)
        if not self._layout.is_own:
            self._titles(found, lines)
        self._ids_of(found, columns, lines)
        frame = self._held(found, lines)
        if self._layout.is_own:
            self._own_rules(frame)
        self._known_places(frame)
        left_out = {line: self._faults[line] for line in lines if self._faults.get(line)}
        for faults in left_out.values():
            self.faults.add_faults(faults)
        return Read(frame[~frame.index.isin(left_out)], left_out)

    # --- Cells ----------------------------------------------------------------------------------------------

    def _columns(self, rows: Sequence[Row]) -> dict[str, Column]:
        """Return the columns that are read, cleaned; tell rows of another length."""
        width, whole = len(self._header), []
        for line, row in rows:
            if len(row) != width:
                if any(row[width:]) or len(row) < width:
                    self._fault(line, "row", "cells", f"{len(row)} / {width}")
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
            self._fault(line, name, "text", shown)
        changed = {cell: "" for cell in different if cells.is_empty(cell)}
        self._note(dict.fromkeys(changed, ("empty",)), "", column, lines)
        guarded = {cell: plain for cell in different if (plain := unguarded(cell)) != cell}
        self._note(dict.fromkeys(guarded, ("apostrophe",)), name, column, lines)
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
        self._note(notes, source[0], column, lines)
        return [changed.get(text, text) for text in column] if changed else column

    def _days(self, found: dict[str, list[Any]], columns: dict[str, Column], lines: Sequence[int]) -> None:
        known = found["date_precision"]
        known = [None] * len(lines) if not self._layout.fields.get("date_precision") else known
        precisions: list[str | None] = [None] * len(lines)
        for name in _DAYS:
            if name not in self._layout.fields:
                continue
            source = self._layout.fields[name][0]
            column = columns[source]
            read = {text: self._day(source, text) for text in set(column)}
            for line, text, kind in each(
                column, lines, {text: one[2] for text, one in read.items() if one[2]}
            ):
                self._fault(line, source, kind, text)
            self._note({text: one[3] for text, one in read.items() if one[3]}, source, column, lines)
            found[name] = [read[text][0] for text in column]
            if name == "date":
                precisions = [read[text][1] for text in column]
        found["date_precision"] = [told or read for told, read in zip(known, precisions, strict=True)]
        for at, (told, read) in enumerate(zip(known, precisions, strict=True)):
            if told in _COARSE and read and _COARSE[told] < _COARSE[read]:
                self._fault(lines[at], "date_precision", "coarse_date", told)

    def _day(self, source: str, text: str) -> tuple[str | None, str | None, str, tuple[str, ...]]:
        """Return the day, how well it is known, the kind of fault and the kinds of notes of a cell."""
        if not text:
            return None, None, "", ()
        written = read_date(text)
        if not written.form:
            return None, None, "missing_day" if cells.is_unknown(text) else "date", ()
        if not written.days:
            return None, None, "no_such_day", ()
        notes = ["time"] if written.has_time else []
        notes += ["short_year"] if written.short_year else []
        notes += [written.form] if written.form not in ("iso", "numbers") else []
        if written.form != "numbers":
            return written.day, written.precision, "", tuple(notes)
        order = self._orders[source].order
        day = written.days.get(order) if order else None
        if day is None and len(written.days) == 1:
            order, day = next(iter(written.days.items()))
        day = day or written.day
        if day is None:
            # Of the ways that are left none is the one that was settled.
            return None, None, "ambiguous" if order is None else "no_such_day", ()
        # Where day and month are the same number, there is nothing to tell.
        return day, "day", "", (*notes, *([order] if order in written.days else []))

    def _words(
        self, one: WordMap, found: dict[str, list[Any]], columns: dict[str, Column], lines: Sequence[int]
    ) -> None:
        column = columns[one.column]
        meant = {text: one.meaning(text) for text in set(column)}
        told = [meant[text] for text in column]
        if one.unlocated:
            found["_unlocated"] = [text in one.unlocated for text in column]
            self._note(dict.fromkeys(one.unlocated, ("unlocated",)), one.column, column, lines)
        if one.field == "date_precision":
            read = found["date_precision"]
            told = [
                max(filter(None, pair), key=_COARSE.get, default=None)
                for pair in zip(told, read, strict=True)
            ]
        found[one.field] = told
        if one.field == "date_precision":
            found["date"], found["end_date"] = self._coarse(found, one.column, lines)

    def _coarse(
        self, found: dict[str, list[Any]], source: str, lines: Sequence[int]
    ) -> tuple[list[Any], list[Any]]:
        """Return days no finer than they are known: the first of the month or year."""
        days, ends = [], []
        for at, (day, end, precision) in enumerate(
            zip(found["date"], found["end_date"], found["date_precision"], strict=True)
        ):
            kept, ending = {"month": (7, "-01"), "year": (4, "-01-01")}.get(precision, (10, ""))
            first, last = (one and one[:kept] + ending for one in (day, end))
            if first != day or (last != end and last != first):
                self.notes.add("coarse", source, lines[at], str(day))
            days.append(first)
            ends.append(None if last == first else last)
        return days, ends

    def _kinds(self, found: dict[str, list[Any]]) -> None:
        """Give rows of a known type its category where the table names none."""
        if "category" in self._layout.fields:
            return
        first = {kind: word.categories[0] for kind, word in codebook.vocabulary("type").items()}
        found["category"] = [first.get(kind) for kind in found["type"]]

    # --- Positions ------------------------------------------------------------------------------------------

    def _positions(
        self, found: dict[str, list[Any]], columns: dict[str, Column], lines: Sequence[int]
    ) -> None:
        fields = self._layout.fields
        if {"lat", "lon"} <= set(fields):
            source = fields["lat"][0]
            texts = list(zip(columns[source], columns[fields["lon"][0]], strict=True))
            read = {pair: self._pair(pair) for pair in set(texts)}
        elif POSITION in fields:
            source = fields[POSITION][0]
            texts = columns[source]
            read = {text: read_position(text, self._swap) if text else Placed() for text in set(texts)}
        else:
            return
        placed = [read[one] for one in texts]
        told = {
            one: spot
            for one, spot in read.items()
            if spot.fault or spot.has_comma or spot.swapped or spot.reach_km
        }
        for line, one, spot in each(texts, lines, told):
            text = ", ".join(one) if isinstance(one, tuple) else one
            if spot.fault:
                self._fault(line, source, spot.fault, text)
            for kind, is_so in (
                ("decimal_comma", spot.has_comma),
                ("exchanged", spot.swapped),
                ("wide", spot.reach_km > WIDE_KM),
                ("middle", 0 < spot.reach_km <= WIDE_KM),
            ):
                if is_so and not spot.fault:
                    self.notes.add(kind, source, line, text)
        wide = [spot.reach_km > WIDE_KM for spot in placed]
        hidden = found.pop("_unlocated", [False] * len(lines))
        gone = [one or other for one, other in zip(wide, hidden, strict=True)]
        found["lon"] = [None if off else spot.lon for spot, off in zip(placed, gone, strict=True)]
        found["lat"] = [None if off else spot.lat for spot, off in zip(placed, gone, strict=True)]
        found["_reach"] = [spot.reach_km for spot in placed]

    def _pair(self, pair: tuple[str, str]) -> Placed:
        if not any(pair):
            return Placed()
        if not all(pair):
            return Placed(fault="half")
        return read_pair(*pair, self._swap)

    def _known_places(self, frame: pd.DataFrame) -> None:
        """Say how well a place is known of which the table does not say it."""
        told = "location_precision" in self._layout.fields or any(
            one.field == "location_precision" for one in self._layout.words
        )
        placed = frame["lon"].notna()
        reach = frame.pop("_reach") > 0
        if not told:
            frame["location_precision"] = frame["location_precision"].mask(placed, self._precision)
            frame["location_precision"] = frame["location_precision"].mask(placed & reach, "area")
        elif not self._layout.is_own:
            frame["location_precision"] = frame["location_precision"].where(placed, None)
            frame["location_precision"] = frame["location_precision"].mask(
                placed & frame["location_precision"].isna(), self._precision
            )
        for line in frame.index[~placed & frame["place_id"].isna()] if len(frame) else ():
            if not self._faults.get(line):
                self.notes.add("no_point", "", line)

    # --- Rows -----------------------------------------------------------------------------------------------

    def _titles(self, found: dict[str, list[Any]], lines: Sequence[int]) -> None:
        if "title" in self._layout.fields:
            return
        places = found["place"]
        found["title"] = [
            place or say("brought.row", line=line) for place, line in zip(places, lines, strict=True)
        ]

    def _ids_of(self, found: dict[str, list[Any]], columns: dict[str, Column], lines: Sequence[int]) -> None:
        """Give rows their id, and tell of those that a row before has."""
        source = self._layout.fields.get("id", ("",))[0]
        given = columns.get(source, [""] * len(lines))
        for at in self._ids.again(given):
            self._fault(lines[at], source, "twice", given[at])
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
                    self.notes.add("no_address", source, line, what)
                elif name not in _DAYS or not any(one.column == source for one in self._faults.get(line, ())):
                    kind, wanted = ("missing", "") if what == "nothing" else ("rule", wanted)
                    self._fault(line, source, kind, "" if kind == "missing" else what, wanted)
            series[name] = pd.Series(values, index=lines, dtype=DTYPES.get(field.type, object))
        frame, halves = folded(pd.DataFrame(series), "")
        for problem in halves if self._layout.is_own else ():
            line, column = problem.where.removeprefix(":").split(" ", 1)
            self._fault(int(line), column, "rule", problem.found, problem.wanted)
        return frame

    def _own_rules(self, frame: pd.DataFrame) -> None:
        """Hold rows that are good so far against the rules of our own catalogue."""
        good = frame[~frame.index.isin([line for line, faults in self._faults.items() if faults])]
        for check in checks.CHECKS if len(good) else ():
            if check.severity == "error" and not check.across:
                for line, column, found, wanted in check.find(good):
                    self._fault(line, column, "rule", found, wanted)
        strange = good["place_ko"].dropna()
        for line, text in strange[~strange.str.contains(_HANGUL)].items():
            self.doubts.add("no_hangul", "place_ko", line, text)

    def _fault(self, line: int, column: str, kind: str, found: str, wanted: str = "") -> None:
        self._faults[line].append(Fault(line, column, kind, found, wanted))

    def _note(
        self, kinds: Mapping[str, Sequence[str]], name: str, column: Sequence[str], lines: Sequence[int]
    ) -> None:
        """Note what was understood of each cell that has one of some texts."""
        for line, text, told in each(column, lines, kinds):
            for kind in told:
                self.notes.add(kind, name, line, text)


_COARSE = {"day": 0, "month": 1, "year": 2}


def _eased(field: codebook.Field) -> codebook.Field:
    """Return a field of which a foreign row may know nothing."""
    return replace(
        field, required=field.name in _NEEDED, pattern=None if field.name == "id" else field.pattern
    )
