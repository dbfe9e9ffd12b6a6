"""Doubts that somebody has looked into: the row is right as it stands, and ``data/explained.csv`` says why."""

from __future__ import annotations

import csv
from functools import cache

from geo.settings import DATA

EXPLAINED_PATH = DATA / "explained.csv"


@cache
def explained() -> dict[tuple[str, str], str]:
    """Return id and doubt, as `geo.catalogue.checks.CHECKS` names it, to why the row is right."""
    with EXPLAINED_PATH.open(encoding="utf-8", newline="") as file:
        return {(row["id"], row["doubt"]): row["why"] for row in csv.DictReader(file)}
