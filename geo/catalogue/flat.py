"""Reports as columns of a flat table: what a catalogue of one file brings, and what downloads keep for a while.

Of as many reports as an event has, flat columns hold four: two that say what happened, one of the other side's word and
one of what was answered.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd

from geo.catalogue import codebook
from geo.catalogue.codebook import Field
from geo.catalogue.finding import NOTHING
from geo.catalogue.reports import REPORTS_NAME, REPORTS_SCHEMA, Report, Reports, of_role
from geo.errors import Problem
from geo.text.delimited import find_dialect
from geo.words.table import Worded

PLACES = {
    "source": ("says", 0),
    "source2": ("says", 1),
    "responds_to": ("answers", 0),
    "counterclaim": ("denies", 0),
}
"""What a column begins with, and which report it holds a part of: role, and place among the reports of that role."""
PARTS = ("title", "publisher", "url")
COLUMNS = tuple(f"{prefix}_{part}" for prefix in PLACES for part in PARTS)
"""Every flat column that holds a part of a report."""


@cache
def flat_fields() -> dict[str, Field]:
    """Return the flat columns as the codebook would have them; of an event only the first report is required."""
    parts = codebook.fields(REPORTS_SCHEMA)
    return {
        f"{prefix}_{part}": replace(parts[part], name=f"{prefix}_{part}", required=prefix == "source")
        for prefix in PLACES
        for part in PARTS
    }


def reports_beside(catalogue: Path) -> Path | None:
    """Return the table of reports that a catalogue file is read with; None where it brings them itself."""
    beside = catalogue.with_name(REPORTS_NAME)
    return None if not beside.is_file() or _is_flat(catalogue) else beside


def _is_flat(catalogue: Path) -> bool:
    try:
        dialect = find_dialect(catalogue)
        with dialect.open(catalogue) as file:
            header = next(csv.reader(file, delimiter=dialect.delimiter), [])
    except (OSError, csv.Error):
        # Whoever reads the file says what is wrong with it.
        return True
    return not {name.strip().casefold() for name in header}.isdisjoint(COLUMNS)


def folded(frame: pd.DataFrame, file: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return rows with their flat columns made one, ``sources``, and what is wrong with these.

    Parameters
    ----------
    frame : DataFrame
        n rows with `COLUMNS`, text or None; index as messages name the row.
    file : str
        The name to print before row and column.

    Returns
    -------
    DataFrame, list of Problem
        The n rows without `COLUMNS`, with ``sources`` (`Reports`); a problem for each report told by halves.
    """
    held: list[list[Report]] = [[] for _ in range(len(frame))]
    problems = []
    for prefix, (role, _) in PLACES.items():
        names = [f"{prefix}_{part}" for part in PARTS]
        cells = zip(*(frame[name].tolist() for name in names), strict=True)
        for at, values in enumerate(cells):
            if all(values):
                held[at].append(Report(role, *values))
            elif any(values) and prefix != "source":
                # Of the first report, each cell that is missing is told as required.
                problems += [
                    Problem(
                        f"{file}:{frame.index[at]} {name}",
                        NOTHING,
                        Worded("wanted.together", columns=", ".join(names)),
                    )
                    for name, value in zip(names, values, strict=True)
                    if not value
                ]
    sources = pd.Series([tuple(reports) for reports in held], index=frame.index, dtype=object)
    return frame.drop(columns=list(COLUMNS)).assign(sources=sources), problems


def flat_cells(reports: Reports) -> dict[str, str | None]:
    """Return the flat columns of one event's reports; those beyond the four have no column."""
    cells: dict[str, str | None] = dict.fromkeys(COLUMNS)
    for prefix, (role, at) in PLACES.items():
        for report in of_role(reports, role)[at : at + 1]:
            cells |= {f"{prefix}_{part}": getattr(report, part) for part in PARTS}
    return cells


def flattened(rows: pd.DataFrame, names: Sequence[str] = COLUMNS) -> pd.DataFrame:
    """Return rows with some flat columns (text or None) rebuilt from their ``sources``."""
    wanted = [name for name in names if name in COLUMNS]
    if not wanted:
        return rows
    cells = [flat_cells(reports) for reports in rows["sources"]]
    return rows.assign(
        **{name: pd.Series([one[name] for one in cells], rows.index, object) for name in wanted}
    )


def flat_rows(catalogue: Path) -> list[dict[str, str]]:
    """Return the rows of a catalogue file as they stand there, each with its reports in flat columns.

    Read as text and not held against a codebook: what is written of them as one file is the same catalogue.
    """
    rows = _rows(catalogue)
    beside = reports_beside(catalogue)
    if beside is None:
        return rows
    found: dict[str, list[Report]] = {}
    for row in _rows(beside):
        found.setdefault(row.pop("event"), []).append(Report(**row))
    return [row | _as_text(found.get(row["id"], ())) for row in rows]


def _as_text(reports: Iterable[Report]) -> dict[str, str]:
    return {name: value or "" for name, value in flat_cells(tuple(reports)).items()}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
