"""The zone rules: what each zone restricts, by whose word it holds, and when.

A zone stands and falls with a subject of the spans (`geo.catalogue.spans`); one that a side declared alone holds from
the day and to the day that its boundary gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
from cachetools.func import lru_cache

from geo.catalogue import codebook, table
from geo.catalogue.spans import END_OF_TIME, Period, held_periods, load_spans
from geo.errors import DataError, Problem
from geo.lines.boundaries import load_boundaries
from geo.settings import DATA

RULES_PATH, RULES_SCHEMA = DATA / "zone_rules.csv", DATA / "zone_rules.schema.json"


@dataclass(frozen=True)
class ZoneRule:
    """What a zone restricts, and by whose word it holds; fields as in ``zone_rules.schema.json``."""

    zone: str
    subject: str | None
    declared_by: str | None
    restricts: tuple[str, ...]
    unclear: tuple[str, ...]
    rule: str
    rule_ko: str
    source_title: str
    source_publisher: str
    source_url: str

    def rule_in(self, language: str) -> str:
        """Return what its text restricts, in English or Korean (``ko``)."""
        return self.rule_ko if language == "ko" else self.rule

    def verdict(self, event_type: str) -> str:
        """Return ``restricted``, ``unclear`` or ``not restricted`` for a type of event."""
        if event_type in self.restricts:
            return "restricted"
        return "unclear" if event_type in self.unclear else "not restricted"


@lru_cache(maxsize=None)
def load_rules(path: Path = RULES_PATH) -> dict[str, ZoneRule]:
    """Load what each zone restricts: zone id to its rule.

    Raises
    ------
    DataError
        Cells against their codebook; zones, subjects and types that there are not.
    """
    frame, problems = table.read(path, RULES_SCHEMA)
    known = {
        "zone": set(load_boundaries().index),
        "subject": {span.subject for span in load_spans()},
        "restricts": set(codebook.vocabulary("type")),
        "unclear": set(codebook.vocabulary("type")),
    }
    for column, allowed in known.items():
        for line, value in frame[column].dropna().items():
            wrong = [one for one in (value if isinstance(value, tuple) else (value,)) if one not in allowed]
            problems += [Problem(f"{path.name}:{line} {column}", one, "an id that there is") for one in wrong]
    if problems:
        raise DataError(problems)
    return {row["zone"]: ZoneRule(**row) for row in frame.to_dict("records")}


def zone_periods(rule: ZoneRule, zone: pd.Series) -> list[Period]:
    """Return when a zone held, by the spans of its subject or by the days of its boundary."""
    if rule.subject is not None:
        return held_periods(rule.subject)
    until = zone["valid_to"]
    return [(date.fromisoformat(zone["valid_from"]), date.fromisoformat(until) if until else END_OF_TIME)]
