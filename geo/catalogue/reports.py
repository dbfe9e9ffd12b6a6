"""The reports that an event rests on: who says what, and what each is the report of.

They stand in ``reports.csv`` beside a catalogue, as many an event as were read. A catalogue that is one flat file
brings them in columns of its own, see `geo.catalogue.flat`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import orjson

from geo.catalogue import codebook, table
from geo.errors import Problem
from geo.settings import DATA
from geo.words.dates import date_text
from geo.words.table import Worded, say

REPORTS_NAME = "reports.csv"
REPORTS_PATH, REPORTS_SCHEMA = DATA / REPORTS_NAME, DATA / "reports.schema.json"


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one event, as in ``reports.schema.json``; its text is foreign, and a page has yet to escape it."""

    role: str
    """What it supports: ``says`` what happened, ``answers`` what the event answered, ``denies`` for the other side."""
    title: str
    publisher: str
    url: str
    published: str | None = None
    """Day, ISO 8601."""
    language: str | None = None
    """Two letters, ISO 639-1."""
    voice: str | None = None
    """Whose word it relays: a word of ``initiator``; None where it speaks for itself, or nobody looked."""


Reports = tuple[Report, ...]
"""The reports of one event, in the order in which they are told."""


def roles() -> tuple[str, ...]:
    """Return what a report may support, in the order of the codebook."""
    return tuple(codebook.vocabulary("role", REPORTS_SCHEMA))


def labels(field: str, language: str = "en") -> dict[str, str]:
    """Return the reader's names of the words of a field, in the order of the codebook."""
    words = codebook.vocabulary(field, REPORTS_SCHEMA)
    return {key: word.label_ko if language == "ko" else word.label for key, word in words.items()}


def about_text(report: Report, language: str = "en") -> str:
    """Return what stands beside the title of a report: publisher, day, language where it is another, whose word.

    Examples
    --------
    >>> about_text(Report("says", "T", "KCNA", "https://example.org/1", "2024-06-03", "ko", "dprk"))
    'KCNA, 3 June 2024, in Korean, relays the DPRK'
    """
    parts = [report.publisher]
    if report.published:
        day = {"date": report.published, "end_date": None, "date_precision": "day"}
        parts.append(date_text(day, language))
    if report.language and report.language != language:
        parts.append(say("report.in", language, language_name=labels("language", language)[report.language]))
    if report.voice:
        parts.append(say("report.voice", language, who=labels("voice", language)[report.voice]))
    return ", ".join(parts)


def of_role(reports: Iterable[Report], role: str) -> Reports:
    """Return the reports that support one thing, in their order."""
    return tuple(report for report in reports if report.role == role)


def by_role(reports: Iterable[Report]) -> dict[str, Reports]:
    """Return the reports by what they support, in the order of the codebook; only roles that occur."""
    listed = tuple(reports)
    grouped = {role: of_role(listed, role) for role in roles()}
    return {role: found for role, found in grouped.items() if found}


def cell_text(reports: Iterable[Report]) -> str:
    """Return reports as readable text, for a form whose cells hold no lists.

    Examples
    --------
    >>> cell_text([Report("says", "T", "KCNA", "https://example.org/1", language="ko", voice="dprk")])
    'says: T (KCNA, ko, word of dprk) https://example.org/1'
    """
    return " | ".join(map(_told, reports))


def _told(report: Report) -> str:
    about = [report.publisher, report.published, report.language, report.voice and f"word of {report.voice}"]
    return f"{report.role}: {report.title} ({', '.join(filter(None, about))}) {report.url}"


@lru_cache(maxsize=100_000)
def to_text(reports: Reports) -> str:
    """Return reports as the JSON text that a table of events holds; what is unknown is left out.

    Examples
    --------
    >>> to_text((Report("says", "T", "P", "https://example.org/1"),))
    '[{"role":"says","title":"T","publisher":"P","url":"https://example.org/1"}]'
    """
    known = ({name: value for name, value in asdict(report).items() if value} for report in reports)
    return orjson.dumps(list(known)).decode()


def from_text(text: str | None) -> Reports:
    """Return the reports that `to_text` wrote; none of nothing."""
    return tuple(Report(**members) for members in orjson.loads(text)) if text else ()


def load_reports(
    path: Path, told: list[str] | None = None
) -> tuple[dict[str, list[tuple[int, Report]]], list[Problem]]:
    """Read a table of reports.

    Parameters
    ----------
    path : Path
        A CSV file of the schema ``data/reports.schema.json``.
    told : list of str, optional
        See `geo.catalogue.table.read_chunks`.

    Returns
    -------
    held : dict
        Event id to its reports with their lines, in the order of the file. What breaks a rule is left out.
    problems : list of Problem
        Cells against their codebook, and reports that an event has twice in one role.
    """
    frame, problems = table.read(path, REPORTS_SCHEMA, told)
    held: dict[str, list[tuple[int, Report]]] = {}
    seen: set[tuple[str, ...]] = set()
    required = ("event", "role", "title", "publisher", "url")
    for line, row in frame.to_dict("index").items():
        if not all(row[name] for name in required):
            continue
        key = (row["event"], row["role"], row["url"])
        if key in seen:
            problems.append(Problem(f"{path.name}:{line} url", row["url"], Worded("wanted.report_once")))
        seen.add(key)
        held.setdefault(row.pop("event"), []).append((line, Report(**row)))
    return held, problems
