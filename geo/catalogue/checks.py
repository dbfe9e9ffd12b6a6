"""What no single cell can tell: whether the catalogue agrees with itself, with the map and with good editing.

An *error* refuses a file. A *doubt* is printed and refuses nothing; one that is explained (`geo.catalogue.explained`) is
passed over. Only doubts judge what a text says: odd text is valid text. A *note* says which events rest on one voice.
``python -m geo.checks`` prints them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from geo.catalogue.doubts import DOUBTS, NOTES
from geo.catalogue.explained import explained
from geo.catalogue.finding import Finding
from geo.catalogue.refusals import ACROSS_ROWS, REFUSALS
from geo.errors import Problem


@dataclass(frozen=True)
class Check:
    """One kind of error."""

    name: str
    find: Callable[[pd.DataFrame], Iterator[Finding]]
    severity: str
    """``error``, ``doubt`` or ``note``."""
    across: bool = False
    """Whether it holds rows against one another; the others need no row but the one that they look at."""


CHECKS = tuple(
    Check(find.__name__.replace("_", " "), find, severity, find in ACROSS_ROWS)
    for severity, finders in (("error", REFUSALS), ("doubt", DOUBTS), ("note", NOTES))
    for find in finders
)


_OR_WHY = "; or why it is right, in explained.csv as: {}"
"""The other cure of a doubt, with its name."""


def problems(frame: pd.DataFrame, file: str = "events.csv") -> list[Problem]:
    """Return every editorial error of a catalogue.

    Parameters
    ----------
    frame : DataFrame
        As `geo.catalogue.reading.read` or `geo.catalogue.events.load_events` returns it; empty cells are passed over.
    file : str
        The name to print before row (line as read, id as loaded) and column.
    """
    return _run(frame, "error", file)


def row_problems(frame: pd.DataFrame, file: str = "events.csv") -> list[Problem]:
    """Return the errors that each row shows by itself; parameters and form as for `problems`."""
    return _run(frame, "error", file, (False,))


def problems_across(frame: pd.DataFrame, file: str = "events.csv") -> list[Problem]:
    """Return the errors that rows show beside one another; parameters and form as for `problems`.

    Of each row only id, dates and links are looked at.
    """
    return _run(frame, "error", file, (True,))


def doubts(frame: pd.DataFrame, file: str = "events.csv") -> list[Problem]:
    """Return everything that an editor should look at and nobody has explained; parameters and form as for `problems`."""
    return _run(frame, "doubt", file)


def notes(frame: pd.DataFrame, file: str = "events.csv") -> list[Problem]:
    """Return what is good to know of a catalogue; parameters and form as for `problems`."""
    return _run(frame, "note", file)


def _run(
    frame: pd.DataFrame, severity: str, file: str, across: tuple[bool, ...] = (False, True)
) -> list[Problem]:
    frame = frame if "id" in frame else frame.assign(id=frame.index)
    ids = frame["id"].to_dict()
    return [
        Problem(
            f"{file}:{label} {column}",
            found,
            wanted + _OR_WHY.format(check.name) if severity == "doubt" else wanted,
        )
        for check in CHECKS
        if check.severity == severity and check.across in across
        for label, column, found, wanted in check.find(frame)
        if (ids[label], check.name) not in explained()
    ]
