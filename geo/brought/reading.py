"""A file that a reader brings, read, measured and told of: good rows as an atlas, the others listed, none lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa

from geo.atlas.atlas import Atlas
from geo.brought.findings import Fault, Findings, Group, Question
from geo.brought.layouts import Layout, mapped, proposed, recognised
from geo.brought.measuring import Measuring
from geo.brought.opening import ROW_LIMIT, open_table
from geo.brought.placing import PRECISIONS
from geo.brought.rows import RowReader
from geo.brought.tables import FILE, Row, Table
from geo.catalogue.refusals import is_dangling
from geo.errors import DataError, Problem
from geo.snapshot.make import Links, Progress
from geo.text.dates import ORDERS, Order, order_of
from geo.text.encodings import OFFERED
from geo.words.table import LANGUAGES, Worded, say

CHUNK_ROWS = 5_000
"""Rows that are held at a time: as text of Python a row of fifty columns takes some 4 kB."""
_TOLD_ROWS = 20_000
"""Rows after which it is told how far counting is."""
_DATES_KEPT = 500_000
"""Different texts of a column of days that are looked at to tell their order."""


@dataclass(frozen=True)
class Choices:
    """What only the reader can say; hashable."""

    encoding: str | None = None
    columns: tuple[tuple[str, str], ...] | None = None
    """Our field and the column it is read from, for a table of no known layout."""
    dates: str | None = None
    """Of `geo.text.dates.ORDERS`."""
    swap: bool = False
    """Whether latitude and longitude that seem exchanged are."""
    precision: str = PRECISIONS[1]
    """How well places are known of which the table does not say it."""


@dataclass(frozen=True, eq=False)
class Brought:
    """All that is known of a file."""

    name: str
    table: Table
    layout: Layout | None
    """None of a table whose columns the reader has yet to choose; `proposal` has a start."""
    proposal: dict[str, str] = field(default_factory=dict)
    rows: int = 0
    faults: tuple[Group, ...] = ()
    notes: tuple[Group, ...] = ()
    """What was understood otherwise than it is written."""
    doubts: tuple[Group, ...] = ()
    """What refuses no row."""
    questions: tuple[Question, ...] = ()
    faults_by_line: Mapping[int, Sequence[Fault]] = field(default_factory=dict)
    """Of each row left out, in the order of the file."""
    atlas: Atlas | None = None
    """The good rows, measured; None where there is none."""
    lines: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))
    ids: pa.Array | None = None
    """Line and id of each good row, in the order of the file."""

    @property
    def left_out(self) -> int:
        """How many rows are left out."""
        return len(self.faults_by_line)


def read_brought(
    data: bytes, name: str, choices: Choices, progress: Progress, language: str = LANGUAGES[0]
) -> Brought:
    """Read a file.

    Parameters
    ----------
    data : bytes
        CSV, workbook, GeoJSON, GeoPackage, FlatGeobuf or Parquet.
    name : str
        Its name, to be told.
    choices : Choices
    progress : callable
        See `geo.snapshot.make.Progress`.
    language : str
        In which it is told what is being done.

    Raises
    ------
    DataError
        Where it is no table at all, or too large.
    """
    table = open_table(data, choices.encoding)
    layout = recognised(table)
    if layout is None and choices.columns is not None:
        layout = mapped(table, dict(choices.columns))
    if layout is None:
        return Brought(name, table, None, proposed(table), questions=_of_encoding(table, choices))
    count, orders = _survey(table, layout, choices.dates, progress, language)
    reader = RowReader(table.header, layout, orders, choices.swap, choices.precision)
    measuring, links = Measuring(), Links()
    left_out: dict[int, list[Fault]] = {}
    lines: list[np.ndarray] = []
    done = 0
    for rows in _chunks(table):
        read = reader.read(rows)
        left_out |= read.left_out
        if len(read.frame):
            measuring.add(read.frame)
            links.add(read.frame)
            lines.append(read.frame.index.to_numpy(np.int64))
        done += len(rows)
        progress(say("brought.measuring", language, done=done, total=count), 0.1 + 0.75 * done / count)
    atlas = None
    ids = None
    if lines:
        version = hashlib.sha256(data).hexdigest()[:8]
        generated = datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
        order = links.rows()
        ids = order["id"].combine_chunks()
        table_of = measuring.table(
            order,
            links.answers(),
            lambda share: progress(say("brought.sorting", language), 0.85 + 0.15 * share),
        )
        atlas = Atlas(table_of, measuring.boundaries, version, generated, brought=name)
        _across(links, reader.told)
    questions = _questions(table, layout, orders, reader, choices)
    return Brought(
        name,
        table,
        layout,
        {},
        count,
        reader.told.faults.listed(),
        reader.told.notes.listed(),
        reader.told.doubts.listed(),
        questions,
        left_out,
        atlas,
        np.concatenate(lines) if lines else np.empty(0, np.int64),
        ids,
    )


def _survey(
    table: Table, layout: Layout, chosen: str | None, progress: Progress, language: str
) -> tuple[int, dict[str, Order]]:
    """Count the rows, and tell how the bare numbers of each column of days are meant."""
    sources = {name: layout.fields[name][0] for name in ("date", "end_date") if name in layout.fields}
    at = {source: table.header.index(source) for source in sources.values()}
    texts: dict[str, dict[str, int]] = {source: {} for source in at}
    count = 0
    for _, cells in table.rows():
        count += 1
        for source, place in at.items():
            seen = texts[source]
            if place < len(cells) and (text := cells[place]) and (text in seen or len(seen) < _DATES_KEPT):
                seen[text] = seen.get(text, 0) + 1
        if count > ROW_LIMIT:
            raise DataError([Problem(FILE, Worded("found.more_rows", most=ROW_LIMIT), Worded("wanted.part"))])
        if count % _TOLD_ROWS == 0:
            progress(say("brought.counting", language, done=count), 0.02)
    # A start and an end are written by one hand.
    together = {text: times for seen in texts.values() for text, times in seen.items()}
    order = order_of(together, chosen)
    return count, dict.fromkeys(at, order)


def _chunks(table: Table) -> Iterator[list[Row]]:
    held: list[Row] = []
    for row in table.rows():
        held.append(row)
        if len(held) == CHUNK_ROWS:
            yield held
            held = []
    if held:
        yield held


def _across(links: Links, told: Findings) -> None:
    """Tell what rows say of one another that does not hold: a part of a catalogue need not hold what it names."""
    for problem in links.problems(""):
        line, column = problem.where.removeprefix(":").split(" ", 1)
        if is_dangling(problem):
            told.doubts.add("dangling", column, int(line), problem.found)
        else:
            told.doubts.add("rule", column, int(line), problem.found, problem.wanted)


def _questions(
    table: Table, layout: Layout, orders: dict[str, Order], reader: RowReader, choices: Choices
) -> tuple[Question, ...]:
    found = []
    order = next(iter(orders.values()), None)
    if order and order.waiting and (order.order is None or choices.dates):
        options = tuple(one for one in ORDERS if one in order.options)
        found.append(Question("dates", options, order.waiting, order.example))
    swapped = [
        one
        for one in (*reader.told.faults.listed(), *reader.told.notes.listed())
        if one.kind in ("swapped", "exchanged")
    ]
    if swapped:
        found.append(Question("swap", ("yes", "no"), sum(one.count for one in swapped), swapped[0].found[0]))
    found += _of_encoding(table, choices)
    if "location_precision" not in layout.fields and not any(
        one.field == "location_precision" for one in layout.words
    ):
        found.append(Question("precision", PRECISIONS, 0))
    return tuple(found)


def _of_encoding(table: Table, choices: Choices) -> tuple[Question, ...]:
    if table.encoding and (table.encoding.doubtful or choices.encoding):
        return (Question("encoding", OFFERED, 0, table.encoding.codec),)
    return ()
