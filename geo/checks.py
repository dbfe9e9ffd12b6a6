"""What no single cell can tell: whether the catalogue agrees with itself, with the map and with good editing.

An *error* refuses a file. A *doubt* is printed and refuses nothing: our own catalogue has none that is not
explained in `tests/data/test_catalogue.py`. Titles and other text are never judged for what they contain, except by
doubts. ``python -m geo.checks [FILE]`` prints all of both.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

import pandas as pd

from geo import schema
from geo.errors import Problem

Finding = tuple[Hashable, str, str, str]
"""Label of the row (line or id), column, what stands there, what is wanted."""

WINDOW = {"lat": (33.0, 43.5), "lon": (123.0, 132.5)}
"""The map, in degrees."""


@dataclass(frozen=True)
class Check:
    """One kind of error."""

    name: str
    find: Callable[[pd.DataFrame], Iterator[Finding]]
    severity: str
    """``error`` or ``doubt``."""


def problems(frame: pd.DataFrame, file: str = "events.csv") -> list[Problem]:
    """Return every editorial error of a catalogue.

    Parameters
    ----------
    frame : DataFrame
        As `geo.schema.read` or `geo.events.load_events` returns it.
    file : str
        The name to print.

    Returns
    -------
    list of Problem
        Each names file, row (line as read, id as loaded) and column. Empty cells are no concern of these checks.
    """
    return run(frame, "error", file)


def doubts(frame: pd.DataFrame, file: str = "events.csv") -> list[Problem]:
    """Return everything that an editor should look at; parameters as for `problems`."""
    return run(frame, "doubt", file)


def run(frame: pd.DataFrame, severity: str, file: str = "events.csv") -> list[Problem]:
    """Return what the checks of one severity find."""
    if "id" not in frame:
        frame = frame.assign(id=frame.index)
    return [
        Problem(f"{file}:{label} {column}", found, wanted)
        for check in CHECKS
        if check.severity == severity
        for label, column, found, wanted in check.find(frame)
    ]


def id_begins_with_a_day(frame: pd.DataFrame) -> Iterator[Finding]:
    prefix = frame["id"].str[:10]
    wrong = frame["id"].notna() & pd.to_datetime(prefix, format="%Y-%m-%d", errors="coerce").isna()
    for label, found in prefix[wrong].items():
        yield label, "id", found, "an id that begins with a day of the calendar"


def end_before_start(frame: pd.DataFrame) -> Iterator[Finding]:
    wrong = frame["end_date"].notna() & frame["date"].notna() & (frame["end_date"] < frame["date"])
    for label, row in frame[wrong].iterrows():
        yield label, "end_date", row["end_date"], f"{row['date']} or later"


def coarse_date_with_a_day(frame: pd.DataFrame) -> Iterator[Finding]:
    for precision, ending in (("month", "-01"), ("year", "-01-01")):
        wrong = (frame["date_precision"] == precision) & ~frame["date"].fillna(ending).str.endswith(ending)
        for label, found in frame["date"][wrong].items():
            yield (
                label,
                "date",
                found,
                f"a date that ends in {ending}, as it is known to the {precision} only",
            )


def outside_the_window(frame: pd.DataFrame) -> Iterator[Finding]:
    elsewhere = (frame["location_precision"] == "representative") | frame["location_basis"].fillna(
        ""
    ).str.startswith("abroad:")
    for column, (least, most) in WINDOW.items():
        wrong = ~elsewhere & frame[column].notna() & ~frame[column].between(least, most)
        for label, found in frame[column][wrong].items():
            yield (
                label,
                column,
                str(found),
                f"{least} to {most}, or a location_basis that begins with 'abroad:'",
            )


def answers(frame: pd.DataFrame) -> Iterator[Finding]:
    """Answers to nothing, to themselves, to what came later, or in a circle."""
    first_day = dict(zip(frame["id"], schema.days(frame)["first_day"], strict=True))
    last_day = schema.days(frame)["last_day"]
    for label, row in frame[frame["responds_to"].map(len) > 0].iterrows():
        for cause in row["responds_to"]:
            if cause == row["id"]:
                yield label, "responds_to", cause, "another event than itself"
            elif cause not in first_day:
                yield label, "responds_to", cause, "the id of an event of this file"
            elif first_day[cause] > last_day[label]:
                yield (
                    label,
                    "responds_to",
                    cause,
                    f"a cause that began by {last_day[label]:%Y-%m-%d}, the last day of the answer",
                )
    try:
        TopologicalSorter(dict(zip(frame["id"], frame["responds_to"], strict=True))).prepare()
    except CycleError as circle:
        ring = circle.args[1]
        if len(set(ring)) > 1:
            label = frame.index[frame["id"] == ring[0]][0]
            yield label, "responds_to", " > ".join(ring), "answers without a circle"


def type_in_another_category(frame: pd.DataFrame) -> Iterator[Finding]:
    allowed = {value: term.categories for value, term in schema.vocabulary("type").items()}
    known = frame[frame["type"].notna() & frame["category"].notna()]
    for label, kind, category in zip(known.index, known["type"], known["category"], strict=True):
        if category not in allowed[kind]:
            yield label, "category", f"{category} for the type {kind}", " or ".join(allowed[kind])


def number_without_its_unit(frame: pd.DataFrame) -> Iterator[Finding]:
    wrong = frame["quantity"].isna() != frame["quantity_unit"].isna()
    for label, unit in frame["quantity_unit"][wrong].items():
        yield label, "quantity_unit", unit or "nothing", "a quantity and its unit, or neither"
    for column in ("deaths", "injured", "quantity"):
        wrong = frame[column].isna() & (frame[f"{column}_of"].map(len) > 0)
        for label, parties in frame[f"{column}_of"][wrong].items():
            yield label, f"{column}_of", ";".join(parties), f"{column} beside it, or nothing"


def half_a_source(frame: pd.DataFrame) -> Iterator[Finding]:
    for columns in (
        ("source2_title", "source2_publisher", "source2_url"),
        ("counterclaim", "counterclaim_title", "counterclaim_publisher", "counterclaim_url"),
    ):
        given = frame[list(columns)].notna()
        for label, row in given[given.any(axis=1) & ~given.all(axis=1)].iterrows():
            for column in row.index[~row]:
                yield label, column, "nothing", f"{', '.join(columns)} together, or none of them"


CHECKS: tuple[Check, ...] = (
    Check("id begins with a day", id_begins_with_a_day, "error"),
    Check("end before start", end_before_start, "error"),
    Check("coarse date with a day", coarse_date_with_a_day, "error"),
    Check("outside the window", outside_the_window, "error"),
    Check("answers", answers, "error"),
    Check("type in another category", type_in_another_category, "error"),
    Check("number without its unit", number_without_its_unit, "error"),
    Check("half a source", half_a_source, "error"),
)
