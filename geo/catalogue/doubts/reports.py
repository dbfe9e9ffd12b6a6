"""Doubts about reports: who publishes them, and whether they are of this event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

import pandas as pd

from geo.catalogue.doubts.editorial import signs
from geo.catalogue.finding import Finding, each
from geo.catalogue.reports import Report, of_role
from geo.catalogue.sources import alone

_WEAK_HOST, _FORBIDDEN_HOST = signs("weak_hosts"), signs("forbidden_hosts")
_DAY_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])")
EARLY, LATE, LOOKING_BACK = timedelta(2), timedelta(30), timedelta(730)
"""A report may be dated some days before what it tells, and is of another event months later; years later it looks back."""


def weak_source_alone(frame: pd.DataFrame) -> Iterator[Finding]:
    for label, reports in frame["sources"].items():
        hosts = [host_of(report.url) for report in of_role(reports, "says")]
        if hosts and all(map(_WEAK_HOST.search, hosts)):
            yield label, "sources", ", ".join(hosts), "a publisher, not a blog, forum or mirror"


def source_that_forbids_reuse(frame: pd.DataFrame) -> Iterator[Finding]:
    for label, reports in frame["sources"].items():
        for host in dict.fromkeys(host_of(report.url) for report in reports):
            if _FORBIDDEN_HOST.fullmatch(host):
                yield label, "sources", host, "a source other than ACLED, ISW or CSIS"


def answer_without_its_source(frame: pd.DataFrame) -> Iterator[Finding]:
    bare = frame["responds_to"][(frame["responds_to"].map(len) > 0) & frame["responds_to_said_by"].isna()]
    yield from each("responds_to", bare.str.join(";"), "who says so, and the report of it")


def report_of_another_time(frame: pd.DataFrame) -> Iterator[Finding]:
    """Reports that say what happened, and are dated before it; or months after it, where nobody has read them beside the row."""
    known = frame[frame["date_precision"] == "day"].dropna(subset=["date"])
    for label, row in known.iterrows():
        first, last = (date.fromisoformat(day) for day in (row["date"], row["end_date"] or row["date"]))
        unread = pd.isna(row["checked_against"]) or row["checked_against"] == 0
        for report in of_role(row["sources"], "says"):
            day = published(report)
            if day and (first - day > EARLY or (unread and LATE < day - last < LOOKING_BACK)):
                yield label, "sources", f"{report.url} of {day}", f"a report of what began on {first}"


def published(report: Report) -> date | None:
    """Return the day of a report: that which is known, else one that stands in its address."""
    if report.published:
        return date.fromisoformat(report.published)
    found = _DAY_IN_ADDRESS.search(report.url)
    try:
        return date(int(found[1]), int(found[3]), int(found[4])) if found else None
    except ValueError:
        return None


def rests_on_one_voice(frame: pd.DataFrame) -> Iterator[Finding]:
    """Rows that one report, one publisher or one party's word carries alone; of statements that is no fault."""
    for label, reports in frame["sources"].items():
        only = alone(reports)
        if only:
            (first, *_) = of_role(reports, "says")
            yield (
                label,
                "sources",
                f"one {only}: {getattr(first, _NAMED_BY[only])}",
                "nothing, or another source",
            )


def host_of(url: str) -> str:
    """Return the machine that an address names, without its ``www.``."""
    return (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")


_NAMED_BY = {"report": "publisher", "publisher": "publisher", "voice": "voice"}


DOUBTS = (weak_source_alone, source_that_forbids_reuse, answer_without_its_source, report_of_another_time)
