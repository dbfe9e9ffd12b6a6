"""The codebooks of the data, and CSV files read by them.

Each kind of file has a Frictionless Table Schema that says what every column holds: `data/events.schema.json` for
the catalogue. This module reads it once and holds a file against it cell by cell; what ties cells and rows of the
catalogue together is in `geo.checks`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from geo.errors import Problem

# Not strftime or calendar: their names follow the locale of the machine.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

SCHEMA_PATH = Path(__file__).parent.parent / "data" / "events.schema.json"


@dataclass(frozen=True)
class Term:
    """One word of a vocabulary."""

    value: str
    label: str
    label_ko: str
    description: str
    categories: tuple[str, ...] = ()
    """Of a type: the categories that it may stand in."""
    side: str | None = None
    """Of a type: ``own`` where the point lies on the actor's side of the lines, ``other`` where beyond them."""
    element: str | None = None
    """Of a type: ``sea`` or ``land`` where the point must lie on it."""
    observed: str | None = None
    """Of a type: ``other`` where, unless the actor speaks, only the other side tells of it."""
    error_m: float | None = None
    """Of a location precision: how far the point may be off, in metres; None where it is no place."""
    holds: str | None = None
    """Of a state of an agreement, channel or practice: ``whole``, ``part``, ``no`` or ``unknown``."""
    said: str | None = None
    """Of such a state: how a sentence tells it, with {who} and {since} or {ago}."""


@dataclass(frozen=True)
class Field:
    """One column of the catalogue."""

    name: str
    title: str
    type: str
    """``string``, ``date``, ``integer``, ``number`` or ``list`` (of strings, separated by semicolons)."""
    description: str
    unit: str | None
    required: bool
    unique: bool
    minimum: Any
    maximum: Any
    pattern: re.Pattern | None
    wanted: str
    """What the pattern asks for, in words."""
    terms: tuple[Term, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The allowed words, in the order of the codebook; empty where any text is allowed."""
        return tuple(term.value for term in self.terms)


@cache
def codebook(schema_path: Path = SCHEMA_PATH) -> dict[str, Any]:
    """Return a Table Schema as it stands in its file."""
    return json.loads(schema_path.read_text(encoding="utf-8"))


@cache
def fields(schema_path: Path = SCHEMA_PATH) -> dict[str, Field]:
    """Return the columns by name, in the order of the codebook."""
    return {raw["name"]: _field(raw) for raw in codebook(schema_path)["fields"]}


def vocabulary(field: str, schema_path: Path = SCHEMA_PATH) -> dict[str, Term]:
    """Return the words that a column may hold, in the order of the codebook.

    Examples
    --------
    >>> list(vocabulary("date_precision"))
    ['day', 'month', 'year']
    """
    return {term.value: term for term in fields(schema_path)[field].terms}


def label(field: str, value: str, language: str = "en") -> str:
    """Return the reader's name of a word of a vocabulary, in English or Korean (``ko``).

    Examples
    --------
    >>> label("type", "mdl-crossing")
    'MDL crossing'
    """
    term = vocabulary(field)[value]
    return term.label_ko if language == "ko" else term.label


def read(path: Path, schema_path: Path = SCHEMA_PATH) -> tuple[pd.DataFrame, list[Problem]]:
    """Read a file and hold every cell against its codebook: that of the catalogue, where no other is named.

    Parameters
    ----------
    path : Path
        A CSV file in UTF-8, with or without byte order mark, any line ends.
    schema_path : Path
        The codebook.

    Returns
    -------
    frame : DataFrame
        All columns of the codebook in its order. The index holds line numbers of the file. Text is str or
        None, dates are ISO text, integers Int64, numbers float64, lists tuples. A cell that breaks its rule
        is as if empty.
    problems : list of Problem
        Everything that is wrong, in the order of columns, then lines.
    """
    known = fields(schema_path)
    header, rows, problems = _rows(path)
    problems += _header_problems(path.name, header, known)
    series = {}
    for field in known.values():
        absent = field.name not in header
        at = None if absent else header.index(field.name)
        values, faults = _column(field, ["" if absent else row[at] for row in rows.values()])
        series[field.name] = pd.Series(values, index=list(rows), dtype=_DTYPES.get(field.type, object))
        if not absent:
            problems += [
                Problem(f"{path.name}:{line} {field.name}", *fault)
                for line, fault in zip(rows, faults, strict=True)
                if fault
            ]
    return pd.DataFrame(series), problems


def days(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the whole span of days on which each event may lie.

    Parameters
    ----------
    frame : DataFrame
        Columns ``date``, ``end_date`` (ISO text or None) and ``date_precision``.

    Returns
    -------
    DataFrame
        ``first_day`` and ``last_day``, datetime64, same index. An event known to the month spans its month,
        one known to the year its year, one with an end date spans to that end. NaT where the date is missing.
    """
    first = pd.to_datetime(frame["date"], format="%Y-%m-%d")
    last = pd.to_datetime(
        frame["end_date"].where(frame["end_date"].notna(), frame["date"]), format="%Y-%m-%d"
    )
    for precision, period in (("month", "M"), ("year", "Y")):
        coarse = frame["date_precision"] == precision
        first = first.mask(coarse, first.dt.to_period(period).dt.start_time)
        last = last.mask(coarse, last.dt.to_period(period).dt.end_time.dt.normalize())
    return pd.DataFrame({"first_day": first, "last_day": last}, index=frame.index)


def _field(raw: dict[str, Any]) -> Field:
    rules = raw.get("constraints", {})
    return Field(
        name=raw["name"],
        title=raw["title"],
        type=raw["type"],
        description=raw["description"],
        unit=raw.get("unit"),
        required=rules.get("required", False),
        unique=rules.get("unique", False),
        minimum=rules.get("minimum"),
        maximum=rules.get("maximum"),
        pattern=re.compile(rules["pattern"]) if "pattern" in rules else None,
        wanted=raw.get("wanted", "an address that begins with http:// or https://"),
        terms=tuple(
            Term(**{**term, "categories": tuple(term.get("categories", ()))})
            for term in raw.get("categories", ())
        ),
    )


def _rows(path: Path) -> tuple[list[str], dict[int, list[str]], list[Problem]]:
    """Return the header, the rows by the line where each begins, and what is wrong with the file as such."""
    text, problems = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    rows: dict[int, list[str]] = {}
    line = 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if header is None:
                header = cells
            elif any(cells):
                if len(cells) != len(header):
                    problems.append(
                        Problem(
                            f"{path.name}:{line} row",
                            f"{len(cells)} cells",
                            f"{len(header)}, as in the header",
                        )
                    )
                rows[line] = (cells + [""] * len(header))[: len(header)]
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(
            Problem(f"{path.name}:{line} row", str(error), "comma-separated cells, quotes closed")
        )
    if not rows and not problems:
        problems.append(Problem(f"{path.name}:1 file", "no rows", "a header and at least one row"))
    return header or [], rows, problems


def _text(path: Path) -> tuple[str, list[Problem]]:
    """Return the text of a file, and its bytes that are not text as problems."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return "", [Problem(f"{path.name}:1 file", error.strerror or str(error), "a readable CSV file")]
    text = raw.decode("utf-8-sig", errors="surrogateescape")
    problems = [
        Problem(f"{path.name}:{line} file", found, "text in UTF-8")
        for line, content in enumerate(io.StringIO(text, newline=""), 1)
        for found, sign in _NOT_TEXT.items()
        if sign.search(content)
    ]
    for sign in _NOT_TEXT.values():
        text = sign.sub("\ufffd", text)
    return text, problems


def _header_problems(file: str, header: list[str], known: dict[str, Field]) -> list[Problem]:
    """Return what is wrong with the names of the columns."""
    if not header:
        return []
    missing = [name for name, field in known.items() if field.required and name not in header]
    unknown = [name for name in dict.fromkeys(header) if name not in known]
    twice = [name for name, count in Counter(header).items() if count > 1]
    return [
        *(
            Problem(f"{file}:1 {name}", "no such column", "this column: its cells are required")
            for name in missing
        ),
        *(
            Problem(f"{file}:1 {_shown(name)}", "an unknown column", f"one of {', '.join(known)}")
            for name in unknown
        ),
        *(Problem(f"{file}:1 {_shown(name)}", "the same column twice", "each column once") for name in twice),
    ]


def _column(field: Field, cells: list[str]) -> tuple[list[Any], list[tuple[str, str] | None]]:
    """Return the values of one column and, for each cell, what it holds and what it should, or None."""
    parse = _PARSERS[field.type]
    values: list[Any] = []
    faults: list[tuple[str, str] | None] = []
    seen: set[str] = set()
    for cell in cells:
        value, wanted = parse(field, cell) if cell else (_EMPTY.get(field.type), _REQUIRED[field.required])
        if field.unique and cell and cell in seen:
            wanted = f"each {field.name} once"
        seen.add(cell)
        values.append(value)
        faults.append((_shown(cell) if cell else "nothing", wanted) if wanted else None)
    return values, faults


def _string(field: Field, cell: str) -> tuple[str | None, str | None]:
    if field.terms and cell not in field.values:
        return None, f"one of {', '.join(field.values)}"
    if field.pattern and not field.pattern.fullmatch(cell):
        return None, field.wanted
    return cell, None


def _date(field: Field, cell: str) -> tuple[str | None, str | None]:
    try:
        # fromisoformat also reads 20240528 and 2024-W22-2; the length leaves only one form.
        day = date.fromisoformat(cell) if len(cell) == 10 and "W" not in cell else None
    except ValueError:
        day = None
    if day is None:
        return None, "a day as YYYY-MM-DD"
    return (cell, None) if cell >= field.minimum else (None, f"{field.minimum} or later")


def _number(field: Field, cell: str) -> tuple[float | None, str | None]:
    integer = field.type == "integer"
    if not (_INTEGER if integer else _DECIMAL).fullmatch(cell):
        return None, "a whole number in digits" if integer else "a decimal number"
    value = int(cell) if integer else float(cell)
    if not field.minimum <= value <= field.maximum:
        return None, f"{field.minimum} to {field.maximum}"
    return value, None


def _list(field: Field, cell: str) -> tuple[tuple[str, ...], str | None]:
    items = tuple(item.strip() for item in cell.split(";"))
    if field.terms and not set(items) <= set(field.values):
        return (), f"one or more of {', '.join(field.values)}, separated by semicolons"
    if "" in items or len(set(items)) < len(items):
        return (), "different items, separated by semicolons"
    return items, None


def _shown(cell: str) -> str:
    """Return a cell as a short quotation for a message."""
    return repr(cell if len(cell) <= 60 else cell[:57] + "...")


_DTYPES = {"integer": "Int64", "number": "float64"}
_EMPTY = {"list": ()}
_REQUIRED = {True: "a value: this cell is required", False: None}
_PARSERS: dict[str, Callable[[Field, str], tuple[Any, str | None]]] = {
    "string": _string,
    "date": _date,
    "integer": _number,
    "number": _number,
    "list": _list,
}
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,3}(\.[0-9]{1,17})?")
_NOT_TEXT = {"bytes that are not UTF-8": re.compile("[\udc80-\udcff]+"), "a NUL character": re.compile("\0")}
