"""Agreements, channels, practices and zones as of a day, as plain values and as tables."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd
from cachetools.func import lru_cache

from geo.atlas.atlas import Atlas
from geo.atlas.kept import kept_with_atlas
from geo.catalogue.spans import load_spans, state_label
from geo.escalation import standings
from geo.escalation.metadata import as_of_metadata
from geo.escalation.zones import zone_document, zone_standings

SUBJECTS = {"agreements": "agreement", "clauses": "clause", "channels": "channel", "practices": "practice"}
"""Member of an as-of answer to the kind of the subjects in it."""


def as_of_document(atlas: Atlas, day: date, base: str) -> dict[str, Any]:
    """Return what `as_of` tells with what is said of it as a whole, as `/api/as-of.json` gives it."""
    told = as_of_metadata(atlas, day, base)
    names = (
        "url",
        "data_version",
        "generated",
        "licence",
        "licence_url",
        "attribution",
        "citation",
        "method",
    )
    return {"metadata": {name: getattr(told, name) for name in names}, **as_of(atlas, day)}


@kept_with_atlas(64)
def as_of(atlas: Atlas, day: date, language: str = "en") -> dict[str, Any]:
    """Return agreements, channels, practices and zones as they stood on a day; kept, and not to be changed."""
    names = {span.subject: span for span in load_spans()}
    found = {
        member: [
            _subject(day, subject, language)
            for subject, span in names.items()
            if span.kind == kind and _begun(day, subject)
        ]
        for member, kind in SUBJECTS.items()
    }
    return {
        "date": str(day),
        "sentences": [one["sentence"] for one in found["agreements"]],
        **found,
        "zones": [zone_document(zone) for zone in zone_standings(day, atlas.boundaries, language).values()],
    }


def _begun(day: date, subject: str) -> bool:
    return any(span.start_date <= day for span in load_spans() if span.subject == subject)


def _subject(day: date, subject: str, language: str) -> dict[str, Any]:
    rows = [span for span in load_spans() if span.subject == subject]
    now = standings.standings(day, rows)
    told = standings.telling(now)
    return {
        "id": subject,
        "name": rows[0].name,
        "name_ko": rows[0].name_ko,
        "sentence": standings.sentence(day, subject, language),
        "in_force": bool(standings.held_by(told)),
        "held_by": standings.held_by(told),
        "standings": [
            {
                **{name: getattr(one.span, name) for name in ("id", "aspect", "party", "state")},
                "since": str(one.span.start_date),
                "since_precision": one.span.start_precision,
                "days": one.days if one.span.start_precision == "day" else None,
                "certain": one.certain,
                "event": one.span.start_event,
                "text": one.said([one.span.party], language),
                "note": one.span.note,
                "note_ko": one.span.note_ko,
                **{
                    f"source_{part}": getattr(one.span, f"source_{part}")
                    for part in ("title", "publisher", "url")
                },
            }
            for one in now
        ],
    }


@lru_cache(maxsize=64)
def standings_table(day: date, language: str = "en") -> pd.DataFrame:
    """Return every span that held on a day as a table, its labels in a language; kept, and not to be changed."""
    return pd.DataFrame(
        {
            "subject": one.span.name_in(language),
            "kind": one.span.kind,
            "aspect": one.span.aspect,
            "party": one.span.party,
            "state": state_label(one.span.state, language),
            "since": str(one.span.start_date),
            "since_precision": one.span.start_precision,
            "certain": one.certain,
            "event": one.span.start_event,
            "note": one.span.note_in(language),
        }
        for one in standings.standings(day)
    )


def spans_table() -> pd.DataFrame:
    """Return every span of the atlas as a table, in the columns of its file."""
    return pd.DataFrame([asdict(span) for span in load_spans()])
