"""What audits of random samples found: ``data/audits.csv``, and how a sample is drawn.

A sample can be drawn again by anybody who knows its seed: which of the events come depends on nothing but their ids.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256

from geo.settings import DATA

AUDITS_PATH = DATA / "audits.csv"


@dataclass(frozen=True)
class Audit:
    """A sample of events whose fields were judged, those with a seed by somebody who had written none of them."""

    day: date
    of: str
    """What it was drawn from, in a few words."""
    of_ko: str
    seed: str | None
    """Of `draw`; None of a sample that was drawn otherwise."""
    events: int
    fields: int
    """How many fields could be judged."""
    wrong: int
    missing: int | None
    """What a row ought to have said besides; None where that was not counted."""

    @property
    def rate_percent(self) -> float:
        """How many of a hundred judged fields were wrong."""
        return 100 * self.wrong / self.fields


@cache
def audits() -> tuple[Audit, ...]:
    """Return all audits, the oldest first."""
    with AUDITS_PATH.open(encoding="utf-8", newline="") as file:
        return tuple(
            Audit(
                date.fromisoformat(row["day"]),
                row["of"],
                row["of_ko"],
                row["seed"] or None,
                int(row["events"]),
                int(row["fields"]),
                int(row["wrong"]),
                int(row["missing"]) if row["missing"] else None,
            )
            for row in csv.DictReader(file)
        )


def draw(ids: Iterable[str], seed: str, count: int) -> list[str]:
    """Draw a sample: the ids whose SHA-256 of ``seed:id`` comes first.

    Parameters
    ----------
    ids : iterable of str
        Of the events to draw from, in any order.
    seed : str
    count : int

    Returns
    -------
    list of str
        At most ``count`` ids, in the order in which they are drawn.
    """
    return sorted(ids, key=lambda one: sha256(f"{seed}:{one}".encode()).digest())[:count]
