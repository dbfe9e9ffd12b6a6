"""The reader's own table as it came: its good rows with what the atlas measured, the others with what is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas.selection import Selection
from geo.brought.layouts import LINE, PROBLEM
from geo.brought.reading import Brought
from geo.query.columns import PUBLISHED_DISTANCES
from geo.words.harmless import cell

METRES = (*PUBLISHED_DISTANCES, "location_error_m")
MEASURED = (*PUBLISHED_DISTANCES, "mdl_side", "location_error_m")
"""The columns that stand beside those of the reader, after ``atlas_``."""
PREFIX = "atlas_"
_MARK = b"\xef\xbb\xbf"
"""Of UTF-8, without which Excel reads another encoding."""
_ROWS = 5_000
"""Rows of a part."""


def table_with_distances(read: Brought, selection: Selection) -> Iterator[bytes]:
    """Yield the rows of a file that a selection of it wants, every column as it came, with distances beside.

    Yields
    ------
    bytes
        Parts of a CSV (RFC 4180) in UTF-8 with byte order mark, in the order of the file; metres are whole.
    """
    measured = _measured(selection)
    # The place of each good row of the file among those that are wanted; -1 of any other.
    at = pc.fill_null(pc.index_in(read.ids, measured["id"]), -1).to_numpy()
    lines, at = read.lines[at >= 0], at[at >= 0]
    width = len(read.table.header)
    yield _MARK + _lines([[*map(cell, read.table.header), *(PREFIX + name for name in MEASURED)]])
    rows = _at_lines(read, lines.tolist())
    for start in range(0, len(at), _ROWS):
        part = measured.take(at[start : start + _ROWS])
        beside = zip(*(part[name].to_pylist() for name in MEASURED), strict=True)
        yield _lines(
            [*map(cell, (cells + [""] * width)[:width]), *told]
            for cells, told in zip(islice(rows, _ROWS), beside, strict=True)
        )


def rows_left_out(read: Brought, language: str) -> Iterator[bytes]:
    """Yield the rows of a file that are left out, every column as it came, with their line and what is wrong beside.

    Yields
    ------
    bytes
        Parts of a CSV as those of `table_with_distances`.
    """
    width = len(read.table.header)
    yield _MARK + _lines([[*map(cell, read.table.header), LINE, PROBLEM]])
    rows = zip(_at_lines(read, read.faults_by_line), read.faults_by_line.items(), strict=True)
    while part := list(islice(rows, _ROWS)):
        yield _lines(
            [
                *map(cell, _as_text(cells + [""] * (width - len(cells)))),
                line,
                cell("; ".join(fault.said(language) for fault in faults)),
            ]
            for cells, (line, faults) in part
        )


def _as_text(cells: Iterable[str]) -> Iterator[str]:
    """Yield cells as they can be written: a byte that their encoding does not know becomes a question mark."""
    return (one.encode("utf-8", "replace").decode() for one in cells)


def _measured(selection: Selection) -> pa.Table:
    table = selection.atlas.table
    rows = table.collect(table.where(selection.condition).select("id", *MEASURED))
    for name in METRES:
        metres = pc.round(rows[name].cast(pa.float64())).cast(pa.int32())
        rows = rows.set_column(rows.schema.get_field_index(name), name, metres)
    return rows


def _at_lines(read: Brought, lines: Iterable[int]) -> Iterator[list[str]]:
    """Yield the rows of a file that stand at some lines, in its order."""
    wanted = iter(lines)
    line = next(wanted, None)
    for number, cells in read.table.rows():
        if number == line:
            yield cells
            line = next(wanted, None)


def _lines(rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
