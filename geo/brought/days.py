"""The days of foreign rows, and how well each is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geo.brought.findings import Findings, each
from geo.brought.layouts import Layout
from geo.text import cells
from geo.text.dates import Order, read_date

DAYS = ("date", "end_date")
COARSE = {"day": 0, "month": 1, "year": 2}
"""How well a day is known, the best first."""


def read_days(
    found: dict[str, list[Any]],
    layout: Layout,
    orders: Mapping[str, Order],
    columns: Mapping[str, Sequence[str]],
    lines: Sequence[int],
    told: Findings,
) -> None:
    """Fill in first and last day of rows, and ``date_precision``.

    Parameters
    ----------
    found : dict
        Our field to its values, of n rows; what it holds of ``date_precision`` goes before what the days show.
    layout : Layout
    orders : mapping
        Column to how the bare numbers of its days are meant.
    columns : mapping
        Column to its n cells, cleaned.
    lines : sequence of int, length n
    told : Findings
    """
    known = found["date_precision"] if layout.fields.get("date_precision") else [None] * len(lines)
    precisions: list[str | None] = [None] * len(lines)
    for name in DAYS:
        if name not in layout.fields:
            continue
        source = layout.fields[name][0]
        column = columns[source]
        read = {text: _day(orders[source].order, text) for text in set(column)}
        faults = {text: one[2] for text, one in read.items() if one[2]}
        for line, text, kind in each(column, lines, faults):
            told.fault(line, source, kind, text)
        told.note({text: one[3] for text, one in read.items() if one[3]}, source, column, lines)
        found[name] = [read[text][0] for text in column]
        if name == "date":
            precisions = [read[text][1] for text in column]
    found["date_precision"] = [said or read for said, read in zip(known, precisions, strict=True)]
    for at, (said, read) in enumerate(zip(known, precisions, strict=True)):
        if said in COARSE and read and COARSE[said] < COARSE[read]:
            told.fault(lines[at], "date_precision", "coarse_date", said)


def _day(order: str | None, text: str) -> tuple[str | None, str | None, str, tuple[str, ...]]:
    """Return the day, how well it is known, the kind of fault and the kinds of notes of a cell."""
    if not text:
        return None, None, "", ()
    written = read_date(text)
    if not written.form:
        return None, None, "missing_day" if cells.is_unknown(text) else "date", ()
    if not written.days:
        return None, None, "no_such_day", ()
    notes = ["time"] if written.has_time else []
    notes += ["short_year"] if written.short_year else []
    notes += [written.form] if written.form not in ("iso", "numbers") else []
    if written.form != "numbers":
        return written.day, written.precision, "", tuple(notes)
    day = written.days.get(order) if order else None
    if day is None and len(written.days) == 1:
        order, day = next(iter(written.days.items()))
    day = day or written.day
    if day is None:
        # Of the ways that are left none is the one that was settled.
        return None, None, "ambiguous" if order is None else "no_such_day", ()
    # Where day and month are the same number, there is nothing to tell.
    return day, "day", "", (*notes, *([order] if order in written.days else []))


def coarsened(found: dict[str, list[Any]], source: str, lines: Sequence[int], told: Findings) -> None:
    """Make days no finer than ``date_precision`` has them, by the word of a column: the first of month or year."""
    days, ends = [], []
    for at, (day, end, precision) in enumerate(
        zip(found["date"], found["end_date"], found["date_precision"], strict=True)
    ):
        kept, ending = {"month": (7, "-01"), "year": (4, "-01-01")}.get(precision, (10, ""))
        first, last = (one and one[:kept] + ending for one in (day, end))
        if first != day or (last != end and last != first):
            told.notes.add("coarse", source, lines[at], str(day))
        days.append(first)
        ends.append(None if last == first else last)
    found["date"], found["end_date"] = days, ends
