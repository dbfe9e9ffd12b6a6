"""What no single cell can tell: whether the catalogue agrees with itself, with the map and with good editing.

An *error* refuses a file. A *doubt* is printed and refuses nothing; our own catalogue has none that is not
explained in `tests/data/test_catalogue.py`. Only doubts judge what a text says: odd text is valid text. A *note* says
which events rest on one voice. ``python -m geo.catalogue.checks [--notes] [FILE]`` prints all errors and doubts, counts
the notes, and prints them too where it is asked to.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.catalogue import codebook, reading
from geo.catalogue.doubts import DOUBTS, NOTES
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
    """Return everything that an editor should look at; parameters and form as for `problems`."""
    return _run(frame, "doubt", file)


def notes(frame: pd.DataFrame, file: str = "events.csv") -> list[Problem]:
    """Return what is good to know of a catalogue; parameters and form as for `problems`."""
    return _run(frame, "note", file)


def _run(
    frame: pd.DataFrame, severity: str, file: str, across: tuple[bool, ...] = (False, True)
) -> list[Problem]:
    frame = frame if "id" in frame else frame.assign(id=frame.index)
    return [
        Problem(f"{file}:{label} {column}", found, wanted)
        for check in CHECKS
        if check.severity == severity and check.across in across
        for label, column, found, wanted in check.find(frame)
    ]


def main(arguments: list[str]) -> int:
    """Print what is wrong or doubtful in a file; return 1 where it would be refused."""
    files = [argument for argument in arguments if argument != "--notes"]
    path = Path(files[0] if files else codebook.SCHEMA_PATH.with_name("events.csv"))
    frame, wrong = reading.read(path)
    found = {"error": wrong + problems(frame, path.name), "doubt": doubts(frame, path.name)}
    found["note"] = notes(frame, path.name)
    for severity, listed in found.items():
        if severity != "note" or len(files) < len(arguments):
            print(*(f"{severity}: {problem}" for problem in listed), sep="\n", end="\n" if listed else "")
    told = f"{len(frame)} events, {len(found['error'])} errors, {len(found['doubt'])} doubts"
    print(f"{told}; {len(found['note'])} events rest on one voice")
    return 1 if found["error"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
