"""A reader's rows and the events of the catalogue as one atlas, each row with its origin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa

from geo.atlas.atlas import Atlas
from geo.atlas.fields import CATALOGUE, ORIGIN, OWN
from geo.atlas.selection import EVENTS_AT_ONCE
from geo.brought.measuring import APART
from geo.errors import TooManyError
from geo.query.backends import FileTable, MemoryTable
from geo.query.columns import types
from geo.query.tables import Condition, Table
from geo.snapshot.columns import arrow_type
from geo.snapshot.merge import ORDER

_SCHEMA = pa.schema([(name, arrow_type(kind)) for name, kind in types().items()])
_FEW, _REST, _ALL = "beside_few", "beside_rest", "beside_all"
"""In DuckDB: the catalogue and what of the reader's has another id, the reader's other rows, both together."""


@dataclass(frozen=True, eq=False)
class Beside:
    """A reader's rows and a catalogue."""

    atlas: Atlas
    renamed: dict[str, str]
    """Id of each row of the reader that an event of the catalogue has too, and the id that it has here."""


def beside(own: Atlas, catalogue: Atlas) -> Beside:
    """Return a reader's rows among the events of a catalogue, in order of time.

    Parameters
    ----------
    own : Atlas
        As `geo.brought.reading` makes it.
    catalogue : Atlas

    Returns
    -------
    Beside
        The atlas has the column `geo.atlas.fields.ORIGIN`; no two of its rows have one id.

    Raises
    ------
    TooManyError
        When the catalogue has more than `EVENTS_AT_ONCE` events.
    """
    if catalogue.total > EVENTS_AT_ONCE:
        raise TooManyError(catalogue.total, EVENTS_AT_ONCE)
    ours = _rows(catalogue.table, None, CATALOGUE)
    same = _rows(own.table, nw.col("id").is_in(ours["id"].to_pylist()), OWN)
    renamed = _renamed(same["id"].to_pylist(), (own, catalogue))
    at = same.schema.get_field_index("id")
    same = same.set_column(at, same.schema.field(at), pa.array(renamed.values(), pa.string()))
    if isinstance(own.table, FileTable):
        table: Table = _together(own.table, ours, same)
    else:
        others = _rows(own.table, ~nw.col("id").is_in(list(renamed)) if renamed else None, OWN)
        rows = pa.concat_tables([ours, same, others]).sort_by([*ORDER, (ORIGIN.name, "ascending")])
        table = MemoryTable.of(_at_places(rows, np.arange(len(rows))))
    return Beside(
        Atlas(table, own.boundaries, own.data_version, own.generated, brought=own.brought, beside=catalogue),
        renamed,
    )


def _rows(table: Table, keep: Condition, origin: str) -> pa.Table:
    """Return rows in order of time, with the columns of every table of events and their origin."""
    rows = table.collect(table.where(keep).select(*_SCHEMA.names)).sort_by("nth").cast(_SCHEMA)
    return rows.append_column(ORIGIN.name, pa.array([origin] * len(rows), pa.string()))


def _renamed(ids: Iterable[str], atlases: Sequence[Atlas]) -> dict[str, str]:
    """Return a new id for each of some, which no atlas has."""
    found = {key: f"{key}-{OWN}" for key in ids}
    while taken := {key for one in atlases for key in one.events_of(list(found.values())).index}:
        found = {key: f"{name}-{OWN}" if name in taken else name for key, name in found.items()}
    return found


def _at_places(rows: pa.Table, nth: np.ndarray) -> pa.Table:
    return rows.set_column(rows.schema.get_field_index("nth"), "nth", pa.array(nth, pa.int64()))


def _together(own: FileTable, ours: pa.Table, same: pa.Table) -> FileTable:
    """Return the rows of a large file, which stay where they are, with the few that are held beside them."""
    cursor = own.connection.cursor()
    few = pa.concat_tables([_at_places(ours, _between(own, ours)), same])
    for kind, name in (("VIEW", _ALL), ("VIEW", _REST), ("TABLE", _FEW)):
        cursor.execute(f"DROP {kind} IF EXISTS {name}")
    cursor.from_arrow(few).create(_FEW)
    names = ", ".join(_SCHEMA.names)
    gone = ", ".join(map(str, same["nth"].to_pylist()))
    but = f"WHERE nth NOT IN ({gone})" if gone else ""
    cursor.execute(f"CREATE VIEW {_REST} AS SELECT {names}, '{OWN}' AS {ORIGIN.name} FROM {own.view} {but}")
    cursor.execute(f"CREATE VIEW {_ALL} AS FROM {_REST} UNION ALL BY NAME FROM {_FEW}")
    return _Together(own.connection, _ALL, own)


def _between(own: FileTable, ours: pa.Table) -> np.ndarray:
    """Return places in time for the events of a catalogue: of a day they come before the reader's rows."""
    first = own.tally(None, {"date": nw.col("date")}, nth=("nth", "min")).sort_values("date")
    last = own.aggregate(None, last=nw.col("nth").max())["last"]
    nth = np.append(first["nth"].to_numpy(np.int64), last + APART)
    following = nth[np.searchsorted(first["date"].to_numpy(str), ours["date"].to_numpy().astype(str))]
    # Those that come before one row of the reader, by their own order: the last of them just before it.
    after = pd.Series(following).groupby(following).cumcount(ascending=False).to_numpy()
    return following - 1 - after


@dataclass(frozen=True, eq=False)
class _Together(FileTable):
    """Rows of a file and some that are held, through one view."""

    own: FileTable | None = None
    """The table of the file: it keeps that."""

    def in_order(self, keep: Condition, names: Sequence[str]) -> Iterator[pa.Table]:
        """See `FileTable.in_order`; the view itself has one set after the other."""
        names = list(dict.fromkeys((*names, "nth")))
        few = FileTable(self.connection, _FEW)
        waiting = few.collect(few.where(keep).select(*dict.fromkeys(("id", *names)))).sort_by("nth")
        for batch in FileTable(self.connection, _REST).in_order(keep, names):
            rows = pa.Table.from_batches([batch]).cast(waiting.schema)  # whole metres as the catalogue's
            due = int(np.searchsorted(waiting["nth"].to_numpy(), rows["nth"][-1].as_py())) if len(rows) else 0
            yield pa.concat_tables([rows, waiting.slice(0, due)]).sort_by("nth") if due else rows
            waiting = waiting.slice(due)
        if len(waiting):
            yield waiting
