"""A larger catalogue, made of the rows of the shipped one."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from geo.catalogue.events import EVENTS_PATH
from geo.catalogue.flat import flat_rows

SEED = 1953
SHIFT_DAYS = 300
SHIFT_DEGREES = 0.0005
"""About 50 m: less than any check minds, and enough that events of one place do not all coincide."""


def enlarge(n_events: int, path: Path) -> None:
    """Write a valid catalogue of many events, each like one of the shipped ones on another day, reports in flat columns.

    Parameters
    ----------
    n_events : int
        How many rows to write.
    path : Path
        The CSV file to write.
    """
    rows = flat_rows(EVENTS_PATH)
    random_ = random.Random(SEED)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(_another(random_.choice(rows), at, random_) for at in range(n_events))


def _another(row: dict[str, str], at: int, random_: random.Random) -> dict[str, str]:
    days = _earlier(row, random_.randrange(SHIFT_DAYS))
    lat, lon = (
        row[name] and f"{float(row[name]) + random_.random() * SHIFT_DEGREES:.4f}" for name in ("lat", "lon")
    )
    links = {name: "" for name in row if name.startswith("responds_to") or name == "carries_out"}
    return {**row, **days, **links, "id": f"{days['date']}-event-{at}", "lat": lat, "lon": lon}


def _earlier(row: dict[str, str], days: int) -> dict[str, str]:
    """Move an event back in time; one whose day is not known stays, as it must begin a month or a year."""
    moved = {name: row[name] for name in ("date", "end_date")}
    first = date.fromisoformat(row["date"]) - timedelta(days)
    if row["date_precision"] != "day" or first < date(1953, 7, 27):
        return moved
    return {
        name: str(date.fromisoformat(day) - timedelta(days)) if day else "" for name, day in moved.items()
    }
