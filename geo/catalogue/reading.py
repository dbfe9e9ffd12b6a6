"""A catalogue as it is read: its rows against their codebook, each with its reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from geo.catalogue import codebook, table
from geo.catalogue.flat import flat_fields, folded, reports_beside
from geo.catalogue.reports import Report, load_reports
from geo.catalogue.table import CHUNK_ROWS, Chunk
from geo.errors import Problem
from geo.words.table import Worded


def read(path: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Read a catalogue file and hold every cell of it, and of its reports, against their codebooks.

    Parameters
    ----------
    path : Path
        A CSV file as `geo.catalogue.table.read` takes it, with the flat columns of `geo.catalogue.flat`, or without
        them beside a ``reports.csv``.

    Returns
    -------
    frame : DataFrame
        As `geo.catalogue.table.read` returns it, and ``sources``: the reports of each row (`Reports`).
    problems : list of Problem
        Everything that is wrong with either file.
    """
    chunks = list(read_chunks(path, rows=None))
    return chunks[0].frame, [problem for chunk in chunks for problem in chunk.problems]


def read_chunks(path: Path, rows: int | None = CHUNK_ROWS, told: list[str] | None = None) -> Iterator[Chunk]:
    """Read a catalogue as `read` does, some rows at a time; a table of reports beside it is held as a whole.

    ``told`` is as for `geo.catalogue.table.read_chunks`.

    Yields
    ------
    Chunk
        At least one; a last one of no rows tells what only both files together show.
    """
    beside = reports_beside(path)
    if beside is None:
        for chunk in table.read_chunks(path, rows=rows, known=codebook.fields() | flat_fields(), told=told):
            frame, problems = folded(chunk.frame, path.name)
            yield replace(chunk, frame=frame, problems=(*chunk.problems, *problems))
        return
    held, problems = load_reports(beside, told)
    seen: set[str] = set()
    for chunk in table.read_chunks(path, rows=rows, told=told):
        ids = chunk.frame["id"]
        seen.update(ids.dropna())
        sources = [tuple(report for _, report in held.get(key, ())) for key in ids]
        frame = chunk.frame.assign(sources=pd.Series(sources, index=ids.index, dtype=object))
        yield replace(chunk, frame=frame, problems=(*chunk.problems, *_unsaid(frame, path.name, beside.name)))
    problems += [
        Problem(f"{beside.name}:{line} event", key, Worded("wanted.event_of", file=path.name))
        for key, reports in held.items()
        if key not in seen
        for line, _ in reports
    ]
    if problems:
        yield replace(chunk, frame=frame.iloc[:0], problems=tuple(problems))


def _unsaid(frame: pd.DataFrame, file: str, reports: str) -> Iterator[Problem]:
    """Yield a problem for each row of which no report says that it happened."""
    for line, key, sources in frame[["id", "sources"]].itertuples():
        if key and not any(_says(report) for report in sources):
            yield Problem(f"{file}:{line} id", key, Worded("wanted.said_in", file=reports))


def _says(report: Report) -> bool:
    return report.role == "says"
