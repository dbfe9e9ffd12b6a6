"""What the reports of many events are together: how many there are, whose, and which events rest on one voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple

import pandas as pd

from geo.catalogue.reports import Report, Reports, of_role, roles


def alone(reports: Iterable[Report]) -> str | None:
    """Return what an event rests on where that is one: ``report``, ``publisher`` or ``voice``; None where it is more.

    Only what says that the event happened counts. One voice is one party's word, whoever relays it: two publishers who
    relay one statement are one source.

    Examples
    --------
    >>> relayed = [Report("says", "T", name, f"https://{name}.example/", voice="dprk") for name in ("a", "b")]
    >>> alone(relayed), alone(relayed[:1])
    ('voice', 'report')
    """
    says = of_role(reports, "says")
    if len(says) <= 1:
        return "report" if says else None
    if len({report.publisher for report in says}) == 1:
        return "publisher"
    voices = {report.voice for report in says}
    return "voice" if len(voices) == 1 and None not in voices else None


def each_once(reports: Iterable[Report]) -> dict[str, Report]:
    """Return reports by their address, each as it is first cited: that of an answer is often the event's own, too."""
    found: dict[str, Report] = {}
    for report in reports:
        found.setdefault(report.url, report)
    return found


def cited_sources(events: pd.DataFrame) -> dict[str, Report]:
    """Return every report that events cite: address to the report as it is first cited, in the order of the rows.

    Parameters
    ----------
    events : DataFrame
        The catalogue or a selection of it, with ``sources``. The length of the answer is the number of sources.
    """
    return each_once(report for reports in events["sources"] for report in reports)


def publisher_counts(events: pd.DataFrame) -> pd.Series:
    """Return how many events cite each publisher, most cited first.

    Parameters
    ----------
    events : DataFrame
        The catalogue or a selection of it, with ``sources``; ``count`` where a row stands for several alike.

    Returns
    -------
    Series of int
        Index publisher. An event counts once for a publisher, however many of its reports it cites.
    """
    counts: Counter[str] = Counter()
    for reports, number in _counted(events):
        for name in {report.publisher for report in reports}:
            counts[name] += number
    return pd.Series(dict(counts.most_common()), dtype="int64")


def alone_counts(events: pd.DataFrame) -> Counter[str]:
    """Return how many events rest on one ``report``, ``publisher`` or ``voice``; parameters: `publisher_counts`."""
    counts: Counter[str] = Counter()
    for reports, number in _counted(events):
        counts.update({alone(reports) or "several": number})
    return counts


def reports_table(events: pd.DataFrame) -> pd.DataFrame:
    """Return every different report by what it supports, with the number of events that cite it so.

    Parameters
    ----------
    events : DataFrame
        As for `publisher_counts`.

    Returns
    -------
    DataFrame
        The fields of `Report` and ``events``, the address last, in the order of roles and publishers.
    """
    counts: Counter[Report] = Counter()
    for reports, number in _counted(events):
        counts.update(dict.fromkeys(reports, number))
    names = list(Report.__dataclass_fields__)
    order = sorted(counts, key=lambda report: (roles().index(report.role), report.publisher, report.title))
    table = pd.DataFrame([astuple(report) for report in order], columns=names)
    table["events"] = [counts[report] for report in order]
    return table[[*(name for name in table if name != "url"), "url"]]


def _counted(events: pd.DataFrame) -> Iterator[tuple[Reports, int]]:
    """Yield the reports of each row, and how many events it stands for."""
    alike = events["count"] if "count" in events else pd.Series(1, index=events.index)
    return zip(events["sources"], alike.tolist(), strict=True)
