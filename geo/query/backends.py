"""Where a table of events may lie: in memory, in a Parquet file asked through DuckDB, in a database through Ibis."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Full, LifoQueue
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import DataError, Problem
from geo.query.columns import OPTIONAL, missing, types
from geo.query.tables import BATCH_ROWS, Condition, Table, typed

MEMORY_LIMIT, THREADS = "300MB", 2
"""What DuckDB may hold, and its threads, all queries of a process together."""
IDLE_CONNECTIONS = 8
"""Connections to a database that are kept while no query has them."""
_OPTIONS = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_geoparquet_conversion": False,
    "parquet_metadata_cache": True,
}
"""Of DuckDB: nothing is fetched from the network, a geometry is bytes, and the footer is read once."""


_SQL = {pa.string(): "VARCHAR", pa.int64(): "BIGINT"}
"""What a type is called in DuckDB."""


def _null_type(name: str) -> pa.DataType:
    """Return the type of a column of `OPTIONAL` that is not there."""
    return pa.int64() if types()[name] == "integer" else pa.string()


@dataclass(frozen=True, eq=False)
class MemoryTable(Table):
    """A catalogue of a size that one process holds: Arrow for conditions, a frame for rows."""

    held: pa.Table
    """In order of time, so that a row's position is its place in time."""
    rows: pd.DataFrame
    """The same, as `geo.query.tables.typed` gives it."""

    @classmethod
    def of(cls, held: pa.Table) -> MemoryTable:
        """Return a table of rows that are in order of time; NaN is null, and a column of `OPTIONAL` that is not there."""
        for name in OPTIONAL:
            if name not in held.column_names:
                held = held.append_column(name, pa.nulls(len(held), _null_type(name)))
        for at, column in enumerate(held.schema):
            if pa.types.is_floating(column.type):
                numbers = held.column(at)
                held = held.set_column(at, column.name, pc.if_else(pc.is_nan(numbers), None, numbers))
        held = held.combine_chunks()
        # Copied, the columns of a type lie together: rows are then taken ten times faster.
        return cls(held, typed(held).copy())

    @property
    def frame(self) -> nw.LazyFrame:
        return nw.from_native(self.held).lazy()

    def mask(self, keep: Condition) -> np.ndarray:
        """Return which rows meet a condition, shape (n,)."""
        if keep is None:
            return np.ones(len(self.rows), dtype=bool)
        return nw.from_native(self.held).select(keep=keep)["keep"].fill_null(False).to_numpy()

    def places(self, keep: Condition, offset: int = 0, limit: int | None = None) -> list[int]:
        end = None if limit is None else offset + limit
        return np.flatnonzero(self.mask(keep))[::-1][offset:end].tolist()

    def at(self, places: Sequence[int], names: Sequence[str]) -> pd.DataFrame:
        return self.rows.iloc[list(places)][list(names)]

    def events(self, keep: Condition, names: Sequence[str]) -> pd.DataFrame:
        # The few rows first: choosing columns copies each of them.
        return (self.rows if keep is None else self.rows[self.mask(keep)])[list(names)]

    def batches(self, keep: Condition, names: Sequence[str]) -> Iterator[pd.DataFrame]:
        rows = self.events(keep, names)
        for start in range(0, len(rows), BATCH_ROWS):
            yield rows.iloc[start : start + BATCH_ROWS]


class _Elsewhere(Table):
    """What file and database share: rows are asked for by their place in time."""

    @abstractmethod
    def _window(self, frame: nw.LazyFrame, offset: int, limit: int) -> nw.LazyFrame:
        """Return some rows of a sorted frame; narwhals has no offset."""

    def places(self, keep: Condition, offset: int = 0, limit: int | None = None) -> list[int]:
        found = self.where(keep).select("nth").sort("nth", descending=True)
        if limit is not None:
            found = self._window(found, offset, limit)
        return self.collect(found)["nth"].to_pylist()[offset if limit is None else 0 :]


@dataclass(frozen=True, eq=False)
class FileTable(_Elsewhere):
    """A Parquet file, asked through DuckDB."""

    connection: Any
    """Never asked itself: every query has a cursor of its own, so that threads do not wait for one another."""
    view: str = "events"
    """What of it holds the events."""

    @classmethod
    def open(cls, path: Path) -> FileTable:
        """Return a file of events.

        Parameters
        ----------
        path : Path
            GeoParquet; its geometry is read as bytes, which needs no extension of DuckDB.
        """
        import duckdb

        connection = duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "threads": THREADS})
        # Options of an extension are not known to connect() itself.
        for option, value in _OPTIONS.items():
            connection.execute(f"SET {option} = {value}")
        held = connection.read_parquet(str(path))
        lacking = [name for name in OPTIONAL if name not in held.columns]
        nulls = (f"NULL::{_SQL[_null_type(name)]} AS {name}" for name in lacking)
        held.project(", ".join(["*", *nulls])).create_view("events")
        return cls(connection)

    @property
    def frame(self) -> nw.LazyFrame:
        return nw.from_native(self.connection.cursor().table(self.view))

    def _window(self, frame: nw.LazyFrame, offset: int, limit: int) -> nw.LazyFrame:
        return nw.from_native(frame.to_native().limit(limit, offset))

    def batches(self, keep: Condition, names: Sequence[str]) -> Iterator[pd.DataFrame]:
        for batch in self.in_order(keep, names):
            yield typed(batch)[list(names)]

    def in_order(self, keep: Condition, names: Sequence[str]) -> pa.RecordBatchReader:
        """Return ``id`` and columns of the rows that meet a condition, in order of time."""
        # The rows of the file are in order, and DuckDB keeps that order; asked to sort, it would hold all of them.
        return self.where(keep).select(*dict.fromkeys(("id", *names))).to_native().to_arrow_reader(BATCH_ROWS)


@dataclass(frozen=True, eq=False)
class DatabaseTable(_Elsewhere):
    """A table of a database, asked through Ibis."""

    address: str
    """As `ibis.connect` takes it."""
    table: Any
    """The table, bound to no connection: a query is bound to one when it runs."""
    _idle: LifoQueue = field(default_factory=lambda: LifoQueue(IDLE_CONNECTIONS))

    @classmethod
    def open(cls, address: str) -> DatabaseTable:
        """Return a table of a database.

        Parameters
        ----------
        address : str
            As `ibis.connect` takes it, with the name of the table after ``#``; ``events`` where there is none:
            ``postgres://user@host/database#events``, ``bigquery://project/dataset``.

        Raises
        ------
        DataError
            When there is no such database or table, or with every column that it lacks.
        """
        import ibis

        place, _, name = address.partition("#")
        name = name or "events"
        try:
            connection = ibis.connect(place)
            with ExitStack() as undo:
                undo.callback(connection.disconnect)
                schema = connection.table(name).schema()
                undo.pop_all()
        except Exception as error:
            # Each driver has errors of its own; all of them mean that there is nothing to serve.
            wanted = "the Ibis address of a table, its driver installed: postgres://user@host/database#events"
            raise DataError([Problem("ATLAS_EVENTS", f"{type(error).__name__}: {error}", wanted)]) from error
        lacking = {column: ibis.null(str(_null_type(column))) for column in OPTIONAL if column not in schema}
        table = cls(place, ibis.table(schema, name=name).mutate(**lacking))
        table._idle.put(connection)
        if problems := missing(name, schema):
            table.close()
            raise DataError(problems)
        return table

    def close(self) -> None:
        """Close the connections that no query has."""
        while not self._idle.empty():
            self._idle.get_nowait().disconnect()

    @property
    def frame(self) -> nw.LazyFrame:
        return nw.from_native(self.table)

    def collect(self, frame: nw.LazyFrame) -> pa.Table:
        with self._connection() as connection:
            return connection.to_pyarrow(frame.to_native())

    def batches(self, keep: Condition, names: Sequence[str]) -> Iterator[pd.DataFrame]:
        # The place in time goes along: what is sorted by must be selected in some databases.
        ordered = self.where(keep).select(*dict.fromkeys(("nth", "id", *names))).sort("nth")
        with self._connection() as connection:
            for batch in connection.to_pyarrow_batches(ordered.to_native(), chunk_size=BATCH_ROWS):
                yield typed(batch)[list(names)]

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        """Give a connection that no other thread has; one that failed, or whose stream was left, is not used again."""
        import ibis

        try:
            connection = self._idle.get_nowait()
        except Empty:
            connection = ibis.connect(self.address)
        try:
            yield connection
        except BaseException:
            connection.disconnect()
            raise
        try:
            self._idle.put_nowait(connection)
        except Full:
            connection.disconnect()

    def _window(self, frame: nw.LazyFrame, offset: int, limit: int) -> nw.LazyFrame:
        return nw.from_native(frame.to_native().limit(limit, offset=offset))
