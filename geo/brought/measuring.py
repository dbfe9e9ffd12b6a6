"""Rows of a brought table, measured and put in order as a snapshot is, all in memory: no file has a name."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.atlas.selection import EVENTS_AT_ONCE
from geo.lines.boundaries import load_boundaries
from geo.query.backends import FileTable, MemoryTable
from geo.query.columns import distance_column
from geo.query.tables import Table
from geo.snapshot.columns import Measurer
from geo.snapshot.merge import Part, merge, write_part

PART_ROWS = 40_000
"""Rows of a part: of each, merging reads some thousand rows at a time, so that few large ones need least memory."""


APART = 1 << 16
"""How far the places in time of many rows lie apart: between two of them is room for a whole catalogue that is held
(`EVENTS_AT_ONCE`)."""


class MemoryFile:
    """A file that lies in memory and goes with whoever holds it; what opens files by name can open it by its path."""

    def __init__(self) -> None:
        self._descriptor = os.memfd_create("brought")

    @property
    def path(self) -> Path:
        """Where this process finds it."""
        return Path(f"/proc/{os.getpid()}/fd/{self._descriptor}")

    def close(self) -> None:
        """Give the memory back."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __del__(self) -> None:
        self.close()


class Measuring:
    """Measures rows as they come and makes one table of them."""

    def __init__(self) -> None:
        self.boundaries = load_boundaries()
        self._measurer = Measurer()
        self._parts: list[Part] = []
        self._files: list[MemoryFile] = []
        self._waiting: list[pa.Table] = []

    def add(self, rows: pd.DataFrame) -> None:
        """Measure some rows, at least one, as `geo.catalogue.table.read` returns them."""
        self._waiting.append(_in_whole_metres(self._measurer.measured(rows)))
        if sum(map(len, self._waiting)) >= PART_ROWS:
            self._write()

    def _write(self) -> None:
        file = MemoryFile()
        self._files.append(file)
        self._parts.append(write_part(pa.concat_tables(self._waiting), file.path, "zstd"))
        self._waiting.clear()
        # What the pool keeps for later would add up to as much again.
        pa.default_memory_pool().release_unused()

    def table(self, order: pa.Table, answers: dict[str, str], progress: Callable[[float], None]) -> Table:
        """Return all rows in order of time; parameters as for `geo.snapshot.merge.merge`."""
        if self._waiting:
            self._write()
        # What it keeps of points is needed no more, and is as large as some of the parts.
        del self._measurer
        whole = MemoryFile()
        small = len(order) <= EVENTS_AT_ONCE
        merge(self._parts, order, answers, whole.path, progress, 1 if small else APART)
        for file in self._files:
            file.close()
        if small:
            return MemoryTable.of(pq.read_table(whole.path))
        return _Held(FileTable.open(whole.path).connection, file=whole)


def _in_whole_metres(rows: pa.Table) -> pa.Table:
    """Return measured rows with distances as downloads have them: a third as large, and far finer than any place is known."""
    for key in map(distance_column, load_boundaries().index):
        metres = pc.round(rows[key]).cast(pa.int32())
        rows = rows.set_column(rows.schema.get_field_index(key), key, metres)
    return rows


@dataclass(frozen=True, eq=False)
class _Held(FileTable):
    """A table of a file in memory, which stays as long as the table does."""

    file: MemoryFile | None = None
