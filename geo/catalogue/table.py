"""A CSV file, read and held against its codebook cell by cell.

A catalogue with its reports is read by `geo.catalogue.reading`; what ties its cells and rows together is in
`geo.catalogue.checks`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from geo.catalogue import others
from geo.catalogue.codebook import SCHEMA_PATH, Field, fields
from geo.catalogue.finding import NOTHING
from geo.errors import Problem
from geo.text.delimited import Dialect
from geo.text.encodings import Encoding
from geo.words.lists import one_of
from geo.words.table import Worded

CHUNK_ROWS = 20_000
"""Rows that are held at a time."""


def read(
    path: Path, schema_path: Path = SCHEMA_PATH, told: list[str] | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read a file and hold every cell against its codebook: that of the catalogue, where no other is named.

    Parameters
    ----------
    path : Path
        A CSV file in UTF-8, with or without byte order mark, any line ends.
    schema_path : Path
        The codebook.
    told : list of str, optional
        See `read_chunks`.

    Returns
    -------
    frame : DataFrame
        All columns of the codebook in its order. The index holds line numbers of the file. Text is str or
        None, dates are ISO text, integers Int64, numbers float64, lists tuples. A cell that breaks its rule
        is as if empty.
    problems : list of Problem
        Everything that is wrong, in the order of columns, then lines.
    """
    chunks = list(read_chunks(path, schema_path, rows=None, told=told))
    return chunks[0].frame, list(chunks[0].problems)


@dataclass(frozen=True, eq=False)
class Chunk:
    """Rows of a file that follow one another."""

    frame: pd.DataFrame
    problems: tuple[Problem, ...]
    """Both as `read` returns them."""
    end_byte: int
    """How far the file has been read, in bytes."""


def read_chunks(
    path: Path,
    schema_path: Path = SCHEMA_PATH,
    rows: int | None = CHUNK_ROWS,
    known: Mapping[str, Field] | None = None,
    told: list[str] | None = None,
) -> Iterator[Chunk]:
    """Read a file as `read` does, in bounded memory.

    Parameters
    ----------
    path, schema_path : Path
        See `read`.
    rows : int or None
        Most rows of a chunk; None for the whole file in one.
    known : mapping, optional
        The columns by name, where they are more than those of the codebook.
    told : list of str, optional
        Given of a file that others keep: it is read as `geo.catalogue.others` does, and the list takes what was
        read otherwise than it is written. Without it, nothing but the form of our own catalogue holds.

    Yields
    ------
    Chunk
        At least one, be it of no rows.
    """
    known = fields(schema_path) if known is None else known
    seen: dict[str, set[str]] = {name: set() for name, field in known.items() if field.unique}
    problems: list[Problem] = []
    header: list[str] = []
    held: dict[int, list[str]] = {}
    read_any = False
    try:
        dialect = _STRICT if told is None else others.dialect(path, problems, told)
        with dialect.open(path) as file:
            for line, cells in () if problems else _rows(file, path.name, dialect, problems):
                if not header:
                    header = cells if told is None else others.known_names(path.name, cells, known, told)
                    problems += _header_problems(
                        path.name, header if told is None else [*filter(None, header)], known
                    )
                    continue
                if told is not None:
                    cells = others.as_wide(cells, len(header))
                if len(cells) != len(header):
                    problems.append(
                        Problem(
                            f"{path.name}:{line} row",
                            Worded("found.cells", count=len(cells)),
                            Worded("wanted.cells", count=len(header)),
                        )
                    )
                held[line] = (cells + [""] * len(header))[: len(header)]
                read_any = True
                if len(held) == rows:
                    yield _chunk(path.name, header, held, problems, known, seen, file.buffer.tell(), told)
                    held = {}
                    problems.clear()
            end = file.buffer.tell()
    except OSError as error:
        found = error.strerror or str(error)
        problems.append(Problem(f"{path.name}:1 file", found, Worded("wanted.readable")))
        end = 0
    if not read_any and not problems:
        problems.append(Problem(f"{path.name}:1 file", Worded("found.no_rows"), Worded("wanted.rows")))
    if held or problems or not read_any:
        yield _chunk(path.name, header, held, problems, known, seen, end, told)


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


_STRICT = Dialect(Encoding("utf-8-sig"))


def _rows(
    file: TextIO, name: str, dialect: Dialect, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the line where each row begins and its cells, the header first; tell what is no text and no CSV."""
    reader = csv.reader(_lines(file, name, dialect, problems), delimiter=dialect.delimiter, strict=True)
    line = 1 + dialect.skip
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield line, cells
            line = reader.line_num + 1 + dialect.skip
    except csv.Error as error:
        problems.append(Problem(f"{name}:{line} row", str(error), Worded("wanted.commas")))


def _lines(file: TextIO, name: str, dialect: Dialect, problems: list[Problem]) -> Iterator[str]:
    """Yield the lines of a file; bytes that are no text are told and replaced."""
    codec = dialect.encoding.codec
    not_text = (
        _NOT_TEXT
        if codec.startswith("utf-8")
        else {Worded("found.other_bytes", codec=codec): _REPLACED} | _NOT_TEXT
    )
    for number, content in enumerate(file, 1 + dialect.skip):
        if not_text is not _NOT_TEXT or not _is_text(content):
            for found, sign in not_text.items():
                content, times = sign.subn("\ufffd", content)
                if times:
                    problems.append(Problem(f"{name}:{number} file", found, Worded("wanted.utf8")))
        yield content


def _is_text(content: str) -> bool:
    try:
        content.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in content


def _chunk(
    file: str,
    header: list[str],
    held: dict[int, list[str]],
    problems: list[Problem],
    known: Mapping[str, Field],
    seen: dict[str, set[str]],
    end_byte: int,
    told: list[str] | None,
) -> Chunk:
    """Return rows as a frame, and what is wrong with them; ``seen`` gathers the values of unique columns."""
    columns = dict(zip(reversed(header), zip(*map(reversed, held.values()), strict=True), strict=False))
    lines = list(held)
    series = {}
    for field in known.values():
        cells = columns.get(field.name, ("",) * len(held))
        if told is not None:
            cells = others.as_meant(field, cells, file, told)
        values, faults = hold_column(field, cells, seen.get(field.name))
        series[field.name] = pd.Series(values, index=lines, dtype=DTYPES.get(field.type, object))
        if field.name in header:
            problems += [Problem(f"{file}:{lines[at]} {field.name}", *fault) for at, fault in faults]
    return Chunk(pd.DataFrame(series), tuple(problems), end_byte)


def _header_problems(file: str, header: list[str], known: Mapping[str, Field]) -> list[Problem]:
    """Return what is wrong with the names of the columns."""
    missing = [name for name, field in known.items() if field.required and name not in header]
    unknown = [name for name in dict.fromkeys(header) if name not in known]
    twice = [name for name, count in Counter(header).items() if count > 1]
    return [
        *(
            Problem(f"{file}:1 {name}", Worded("found.no_column"), Worded("wanted.column"))
            for name in missing
        ),
        *(
            Problem(f"{file}:1 {_shown(name)}", Worded("found.unknown_column"), one_of(known))
            for name in unknown
        ),
        *(
            Problem(f"{file}:1 {_shown(name)}", Worded("found.column_twice"), Worded("wanted.column_once"))
            for name in twice
        ),
    ]


def hold_column(
    field: Field, cells: Sequence[str], seen: set[str] | None
) -> tuple[list[Any], list[tuple[int, tuple[str, str]]]]:
    """Return the values of one column, and where something is wrong: position, what stands there, what should.

    Each different cell is parsed once: most columns have few. ``seen`` gathers the values of a unique column.
    """
    parse = _PARSERS[field.type]
    nothing = (_EMPTY.get(field.type), _REQUIRED[field.required])
    parsed = {cell: parse(field, cell) if cell else nothing for cell in set(cells)}
    wrong = {cell: wanted for cell, (_, wanted) in parsed.items() if wanted}
    faults = {at: wrong[cell] for at, cell in enumerate(cells) if cell in wrong} if wrong else {}
    if seen is not None:
        for at, cell in enumerate(cells):
            if cell and cell in seen:
                faults[at] = Worded("wanted.once", column=field.name)
            seen.add(cell)
    return [parsed[cell][0] for cell in cells], [
        (at, (_shown(cells[at]) if cells[at] else NOTHING, wanted)) for at, wanted in sorted(faults.items())
    ]


def _string(field: Field, cell: str) -> tuple[str | None, str | None]:
    if field.words and cell not in field.values:
        return None, field.retired.get(cell, one_of(field.values))
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
        return None, Worded("wanted.day")
    return (cell, None) if cell >= field.minimum else (None, Worded("wanted.day_from", first=field.minimum))


def _number(field: Field, cell: str) -> tuple[float | None, str | None]:
    integer = field.type == "integer"
    if not (_INTEGER if integer else _DECIMAL).fullmatch(cell):
        return None, Worded("wanted.digits" if integer else "wanted.decimal")
    value = int(cell) if integer else float(cell)
    if not field.minimum <= value <= field.maximum:
        limits = {"least": field.minimum, "most": field.maximum}
        return None, Worded("wanted.whole" if integer else "wanted.within", **limits)
    return value, None


def _list(field: Field, cell: str) -> tuple[tuple[str, ...], str | None]:
    items = tuple(item.strip() for item in cell.split(";"))
    if field.words and not set(items) <= set(field.values):
        return (), Worded("wanted.several", allowed=", ".join(field.values))
    if "" in items or len(set(items)) < len(items):
        return (), Worded("wanted.different")
    return items, None


def _shown(cell: str) -> str:
    """Return a cell as a short quotation for a message."""
    return repr(cell if len(cell) <= 60 else cell[:57] + "...")


DTYPES = {"integer": "Int64", "number": "float64"}
"""The types of columns that are neither text nor lists."""
_EMPTY = {"list": ()}
_REQUIRED = {True: Worded("wanted.required"), False: None}
_PARSERS: dict[str, Callable[[Field, str], tuple[Any, str | None]]] = {
    "string": _string,
    "date": _date,
    "integer": _number,
    "number": _number,
    "list": _list,
}
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,3}(\.[0-9]{1,17})?")
_NOT_TEXT = {
    Worded("found.other_bytes", codec="UTF-8"): re.compile("[\udc80-\udcff]+"),
    Worded("found.nul"): re.compile("\0"),
}
_REPLACED = re.compile("\ufffd+")
"""What stands for bytes that another encoding does not know; in UTF-8 the sign itself is text."""
