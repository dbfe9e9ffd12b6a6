"""A catalogue file measured and written as one GeoParquet file, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.catalogue import checks
from geo.catalogue.reading import read_chunks
from geo.catalogue.refusals import is_dangling
from geo.catalogue.table import CHUNK_ROWS
from geo.errors import DataError, Problem
from geo.query.columns import joined
from geo.snapshot.columns import Measurer
from geo.snapshot.merge import Part, merge, write_part
from geo.words.table import Worded

_LINKS = ["responds_to", "carries_out"]
_SLIM = ["id", "date", "end_date", "date_precision", *_LINKS]
"""All that the checks across rows look at."""

Progress = Callable[[str, float], None]
"""Called with what is being done and the share of it that is done, 0 to 1."""


def make(
    catalogue: Path,
    target: Path,
    work: Path,
    progress: Progress,
    chunk_rows: int = CHUNK_ROWS,
    told: list[str] | None = None,
) -> int:
    """Check and measure a catalogue, and write it.

    Parameters
    ----------
    catalogue : Path
        A CSV file as `geo.catalogue.reading` takes it, with its reports in it or beside it.
    target : Path
        The GeoParquet 1.1 file to write: rows in order of time, columns as `geo.query.columns.types`.
    work : Path
        An empty folder for what is written on the way, about as large as the file that is read.
    progress : callable
        See `Progress`.
    chunk_rows : int
        Rows that are held at a time.
    told : list of str, optional
        See `geo.catalogue.table.read_chunks`; such a file may also name events that it does not hold.

    Returns
    -------
    int
        How many events there are.

    Raises
    ------
    DataError
        With everything that is wrong with the file.
    """
    size = max(catalogue.stat().st_size, 1) if catalogue.exists() else 1
    measurer, links = Measurer(), Links()
    problems: list[Problem] = []
    parts: list[Part] = []
    for chunk in read_chunks(catalogue, rows=chunk_rows, told=told):
        problems += chunk.problems
        problems += checks.row_problems(chunk.frame, catalogue.name)
        links.add(chunk.frame)
        if not problems:
            # With a problem nothing more is measured; what else is wrong is still looked for.
            parts.append(write_part(measurer.measured(chunk.frame), work / f"{len(parts):05}.arrow"))
        progress(Worded("app.step_measuring"), min(chunk.end_byte / size, 1.0))
    across = links.problems(catalogue.name)
    if told is not None:
        dangling = [problem for problem in across if is_dangling(problem)]
        across = [problem for problem in across if not is_dangling(problem)]
        if dangling:
            told.append(f"events are named that the file does not hold ({len(dangling)}): {dangling[0]}")
    problems += across
    if problems:
        raise DataError(problems)
    order = links.rows()
    merge(parts, order, links.answers(), target, lambda share: progress(Worded("app.step_sorting"), share))
    return len(order)


class Links:
    """What the rows of a catalogue say of one another, gathered while they go by."""

    def __init__(self) -> None:
        self._slim: list[pa.Table] = []

    def add(self, rows: pd.DataFrame) -> None:
        """Take the next rows, as `geo.catalogue.table.read` returns them."""
        # As Arrow: a million rows of Python objects would be the largest thing in memory.
        columns = {name: rows[name] for name in _SLIM} | {name: rows[name].map(joined) for name in _LINKS}
        texts = {name: pa.array(cells, pa.string(), from_pandas=True) for name, cells in columns.items()}
        self._slim.append(pa.table({"line": pa.array(rows.index, pa.int64()), **texts}))

    def rows(self) -> pa.Table:
        """Return ``line`` and `_SLIM` of all rows, in the order of the file."""
        return pa.concat_tables(self._slim)

    def problems(self, file: str) -> list[Problem]:
        """Return what is wrong across rows: of those that answer, and those that they name."""
        rows = self.rows()
        linked = _linked(rows, *_LINKS)
        named = {key for name in _LINKS for text in linked[name].to_pylist() for key in text.split(";")}
        is_named = pc.is_in(rows["id"], pa.array(sorted(named), pa.string()))
        is_linked = pc.is_in(rows["line"], linked["line"])
        columns = rows.filter(pc.or_(is_named, is_linked)).to_pydict()
        for name in _LINKS:
            columns[name] = [tuple(filter(None, text.split(";"))) for text in columns[name]]
        # Cells as objects keep None as None; pandas would make it NaN.
        frame = pd.DataFrame(columns, dtype=object).set_index("line")
        return checks.problems_across(frame, file) if len(frame) else []

    def answers(self) -> dict[str, str]:
        """Return id and ``answered_by`` of what was answered: the events that did, in order of time."""
        linked = _linked(self.rows(), "responds_to").sort_by([("date", "ascending"), ("id", "ascending")])
        found: dict[str, list[str]] = {}
        for key, causes in zip(linked["id"].to_pylist(), linked["responds_to"].to_pylist(), strict=True):
            for cause in filter(None, causes.split(";")):
                found.setdefault(cause, []).append(key)
        return {cause: joined(keys) for cause, keys in found.items()}


def _linked(rows: pa.Table, *names: str) -> pa.Table:
    """Return the rows in which at least one column is not empty."""
    return rows.filter(pc.not_equal(pc.binary_join_element_wise(*(rows[name] for name in names), ""), ""))
