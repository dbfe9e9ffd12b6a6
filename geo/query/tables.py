"""The events where they lie, asked with the same few verbs: in memory, in a file, in a database.

A condition is a narwhals expression over the columns of `geo.query.columns.types`; a row for which it is
null does not meet it. Rows have a place in time, ``nth``: 0 for the earliest, by date and then id.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import narwhals as nw
import pandas as pd
import pyarrow as pa

from geo.catalogue.reports import from_text
from geo.query.columns import types

BATCH_ROWS = 2_000
"""Rows that a stream holds at a time: as dicts of Python a row of an event takes some 10 kB."""

Aggregate = Literal["min", "max", "mean"]
Condition = nw.Expr | None
"""What a row must meet; None where every row does."""


class Table(ABC):
    """Events that can be asked; all verbs are safe in any thread."""

    @property
    @abstractmethod
    def frame(self) -> nw.LazyFrame:
        """All rows, for one query of one thread."""

    @abstractmethod
    def places(self, keep: Condition, offset: int = 0, limit: int | None = None) -> list[int]:
        """Return the places in time of the rows that meet a condition, the latest first."""

    @abstractmethod
    def batches(self, keep: Condition, names: Sequence[str]) -> Iterator[pd.DataFrame]:
        """Yield the rows that meet a condition in order of time, `BATCH_ROWS` at a time, as `typed` gives them."""

    def collect(self, frame: nw.LazyFrame) -> pa.Table:
        """Run a query over `frame`."""
        return frame.collect("pyarrow").to_native()

    def where(self, keep: Condition) -> nw.LazyFrame:
        """Return the rows that meet a condition."""
        return self.frame if keep is None else self.frame.filter(keep)

    def aggregate(self, keep: Condition, **values: nw.Expr) -> dict[str, Any]:
        """Return values over all rows that meet a condition: counts, least and greatest values."""
        return self.collect(self.where(keep).select(**values)).to_pylist()[0]

    def tally(
        self, keep: Condition, keys: dict[str, nw.Expr], **values: tuple[str, Aggregate]
    ) -> pd.DataFrame:
        """Return values for each group of the rows that meet a condition; ``count`` by default.

        Parameters
        ----------
        keep : Expr or None
        keys : dict
            Name of each key and what it is.
        **values : tuple of str
            Name of each further value: a column and how it is aggregated, ``min``, ``max`` or ``mean``.

        Returns
        -------
        DataFrame
            One row a group in no order: the keys, ``count``, the values.
        """
        named = {f"key_{name}": key for name, key in keys.items()}
        columns = list(dict.fromkeys(column for column, _ in values.values()))
        # Only what is asked for: in memory a filter copies every column that is there.
        if keep is None:
            frame = self.frame.select(*columns, **named)
        else:
            frame = self.frame.select(*columns, **named, keep=keep).filter("keep")
        found = {name: getattr(nw.col(column), how)() for name, (column, how) in values.items()}
        grouped = frame.group_by(*named).agg(count=nw.len(), **found)
        return self.collect(grouped).to_pandas().rename(columns=dict(zip(named, keys, strict=True)))

    def at(self, places: Sequence[int], names: Sequence[str]) -> pd.DataFrame:
        """Return the rows at some places in time, in the order of the places, as `typed` gives them."""
        keep = nw.col("nth").is_in(list(places))
        if places:
            # The range lets a file skip all row groups that lie elsewhere; the list alone does not.
            keep &= nw.col("nth").is_between(min(places), max(places))
        found = self.collect(_with_place(self.where(keep), names))
        at = pd.Index(found["nth"].to_pandas()).get_indexer(list(places))
        return typed(found).iloc[at[at >= 0]][list(names)]

    def events(self, keep: Condition, names: Sequence[str]) -> pd.DataFrame:
        """Return all rows that meet a condition, in order of time, as `typed` gives them; all are held at once."""
        # Sorted here: DuckDB would hold them twice.
        return typed(self.collect(_with_place(self.where(keep), names)).sort_by("nth"))[list(names)]

    def page(self, keep: Condition, offset: int, limit: int, names: Sequence[str]) -> pd.DataFrame:
        """Return some of the rows that meet a condition, the latest first.

        They are found by their place in time first and read after: a page far down costs no more.
        """
        return self.at(self.places(keep, offset, limit), names)

    def least(self, keep: Condition, by: str, limit: int, names: Sequence[str]) -> pd.DataFrame:
        """Return the rows with the least numbers in a column, least first, of equal ones the earliest."""
        # True of a number alone: not of null, and not of the NaN that a database may hold.
        slim = self.where(keep).filter(nw.col(by) < math.inf).select(*dict.fromkeys(("nth", by)))
        found = self.collect(slim.sort(*dict.fromkeys((by, "nth"))).head(limit))
        return self.at(found["nth"].to_pylist(), names)

    def ids(self, keep: Condition) -> list[str]:
        """Return the ids of the rows that meet a condition, in order of time."""
        return self.collect(self.where(keep).select("id", "nth").sort("nth"))["id"].to_pylist()


def _with_place(frame: nw.LazyFrame, names: Sequence[str]) -> nw.LazyFrame:
    return frame.select(*dict.fromkeys(("nth", "id", *names)))


def typed(rows: pa.Table | pa.RecordBatch) -> pd.DataFrame:
    """Return rows typed as by `geo.catalogue.events.load_events`: index id, None for no text, tuples of ids and reports."""
    kinds = types()
    columns = {name: _typed(rows.column(name), kinds.get(name)) for name in rows.schema.names}
    return pd.DataFrame(columns).set_index("id")


def _typed(column: pa.Array | pa.ChunkedArray, kind: str | None) -> Any:
    """Return a column by its kind, whatever type a database has for it."""
    if kind == "list":
        texts = column.to_pylist()
        split = {text: tuple(part for part in (text or "").split(";") if part) for text in set(texts)}
        return pd.Series([split[text] for text in texts], dtype=object)
    if kind == "reports":
        texts = column.cast(pa.string()).to_pylist()
        known = {text: from_text(text) for text in set(texts)}
        return pd.Series([known[text] for text in texts], dtype=object)
    if kind == "integer":
        return column.cast(pa.int64()).to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
    if kind == "number":
        return column.cast(pa.float64()).to_pandas()
    if kind == "day":
        return column.cast(pa.timestamp("us")).to_pandas()
    if kind in ("string", "date"):
        return pd.Series(column.cast(pa.string()).to_numpy(zero_copy_only=False), dtype=object)
    return column.to_pandas()
