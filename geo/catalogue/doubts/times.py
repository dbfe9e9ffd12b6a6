"""Doubts about days: dates told otherwise, beginnings without an end, and one happening told twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

import pandas as pd

from geo.catalogue.doubts.editorial import signs
from geo.catalogue.doubts.places import SAME_PLACE_M, apart_m
from geo.catalogue.finding import Finding
from geo.words.dates import MONTHS

_BEGINNING = signs("beginning")
_LASTING = ("military-exercise", "loudspeaker", "gps-jamming", "weapons-deployment", "repatriation", "talks")
"""Types of what may go on for days; of works, only the day on which they began is a fact."""


def same_happening_twice(frame: pd.DataFrame) -> Iterator[Finding]:
    """Rows of one type and actor, at most a day apart, of one number and one place, in like words."""
    rows = frame.assign(day=pd.to_datetime(frame["date"])).dropna(subset=["day", "title"]).sort_values("day")
    for _, group in rows[rows["date_precision"] == "day"].groupby(["type", "initiator"]):
        listed = list(group.iterrows())
        for place, (label, row) in enumerate(listed):
            earliest = row["day"] - pd.Timedelta(days=1)
            for _, other in takewhile(
                lambda before, limit=earliest: before[1]["day"] >= limit, listed[:place][::-1]
            ):
                if _alike(row, other):
                    yield label, "title", f"{row['title']!r}, like {other['id']}", "one row for one happening"


def _alike(one, other):
    first, second = (set(re.findall(r"\w+", row["title"].lower())) for row in (one, other))
    in_like_words = len(first & second) >= 0.6 * len(first | second)
    same_number = str(one["quantity"]) == str(other["quantity"])
    return in_like_words and same_number and _at_one_place(one, other)


def _at_one_place(one, other):
    distance_m = apart_m(one, other)
    if pd.isna(distance_m):
        return one["place_id"] is not None and one["place_id"] == other["place_id"]
    return distance_m < SAME_PLACE_M


def coarse_date_told_to_the_day(frame: pd.DataFrame) -> Iterator[Finding]:
    """Rows known to the month or year whose text names a day of that same month."""
    for label, row in frame[frame["date_precision"] != "day"].dropna(subset=["date"]).iterrows():
        month = MONTHS[int(row["date"][5:7]) - 1]
        for column in ("title", "summary"):
            day = re.search(rf"\b\d{{1,2}} {month}|\b{month} \d{{1,2}}\b", row[column] or "")
            if day:
                yield label, column, day[0], "the day in `date`, or a text without it"


def id_of_another_day(frame: pd.DataFrame) -> Iterator[Finding]:
    for label, row in frame[["id", "date"]].dropna().iterrows():
        if not row["id"].startswith(row["date"]):
            yield label, "date", row["date"], f"{row['id'][:10]}, or a note that the date was corrected since"


def beginning_without_an_end(frame: pd.DataFrame) -> Iterator[Finding]:
    """Rows whose title says that something of some days begins, without its last day."""
    open_ended = frame[
        frame["end_date"].isna() & (frame["date_precision"] == "day") & frame["type"].isin(_LASTING)
    ]
    for label, title in open_ended["title"].dropna().items():
        sign = _BEGINNING.match(title)
        if sign:
            yield (
                label,
                "end_date",
                f"nothing, and a title with {sign[1]!r}",
                "the last day, or a title of one day",
            )


DOUBTS = (coarse_date_told_to_the_day, id_of_another_day, beginning_without_an_end, same_happening_twice)
