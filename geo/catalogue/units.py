"""How many of what: the quantity of an event in words, with the counter that Korean has for it."""

from __future__ import annotations

import csv
from functools import cache

from geo.settings import DATA
from geo.words.table import number, say

UNITS_PATH = DATA / "units.csv"
"""Each word of ``quantity_unit``, and its Korean with ``{count}`` where the number stands."""


@cache
def counted(language: str) -> dict[str, str]:
    """Return the words of every unit that does not simply follow its number, with ``{count}`` where that stands.

    Examples
    --------
    >>> counted("ko")["shells"], counted("en")
    ('포탄 {count}발', {})
    """
    if language != "ko":
        return {}
    with UNITS_PATH.open(encoding="utf-8", newline="") as file:
        return {row["unit"]: row["ko"] for row in csv.DictReader(file)}


def quantity_text(count: int, unit: str | None, language: str = "en") -> str:
    """Return how many of what in words; an unknown unit stands behind its number.

    Examples
    --------
    >>> quantity_text(170, "shells"), quantity_text(170, "shells", "ko"), quantity_text(3, "kites", "ko")
    ('170 shells', '포탄 170발', '3 kites')
    >>> quantity_text(500_000, "leaflets", "ko")
    '전단 50만 장'
    """
    words = counted(language).get(unit or "")
    if words is None:
        return say("card.quantity_of", language, count=count, unit=unit or "")
    told = number(count, language)
    # After a myriad the counter stands apart: 50만 장.
    return words.replace("{count}", f"{told} " if told.endswith(("만", "억")) else told).replace("  ", " ")
