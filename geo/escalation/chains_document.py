"""The chains of a selection, as plain values and as tables: the same for a reader, a download and a script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

import pandas as pd

from geo.atlas.kept import kept_with_atlas
from geo.catalogue import codebook
from geo.catalogue.flat import PARTS
from geo.catalogue.reports import cell_text
from geo.escalation import chains
from geo.escalation.chains import Answers
from geo.escalation.metadata import chains_metadata
from geo.query.urls import event_url
from geo.words.numbers import days_text

_OF_A_STEP = ("date", "date_precision", "date_text", "title", "type", "initiator", "confidence")
_OF_AN_END = ("date", "title", "type", "initiator")
_PUBLISHED = {"party": "side", "cause_party": "cause_side", "answer_party": "answer_side"}
"""Fields that answers and downloads give under another name, the one they were first published with."""


def chains_document(answers: Answers, base: str) -> dict[str, Any]:
    """Return the chains of a selection with their events, links and days, as `/api/chains.json` gives them.

    Parameters
    ----------
    answers : Answers
    base : str
        The public address of the atlas, without a slash at the end.
    """
    # A row is asked for by every event of every chain, and a table is slow to give one value.
    events = answers.linked[list(_OF_A_STEP)].to_dict("index")
    return {
        "metadata": asdict(chains_metadata(answers.selection, base)),
        "summary": summary(answers),
        "pairs": [_published(pair) for pair in answers.pairs],
        "chains": [_chain(answers, events, chain, base) for chain in answers.chains],
    }


@kept_with_atlas(64)
def summary(answers: Answers) -> dict[str, Any]:
    """Return the few numbers of a selection's chains, kept and not to be changed; ``longest`` is None without any."""
    found = answers.chains
    longest = found[0] if found else None
    return {
        "chains": len(found),
        "links": len(answers.links),
        "events": sum(len(chain.events) for chain in found),
        "longest": longest and {"id": longest.id, "links": longest.length, "events": len(longest.events)},
        "answered": {party: asdict(one) for party, one in answers.answered.items()},
    }


def _chain(
    answers: Answers, events: Mapping[str, Mapping[str, Any]], chain: chains.Chain, base: str
) -> dict[str, Any]:
    return {
        "id": chain.id,
        "title": events[chain.id]["title"],
        "first": events[chain.events[0]]["date"],
        "last": max(events[event]["date"] for event in chain.events),
        "roots": chain.roots,
        "length": chain.length,
        "branching": chain.branching,
        "events": [
            {
                "step": step,
                "id": event,
                **events[event],
                "event_url": event_url(base, event),
                "in_filter": event in answers.chosen,
            }
            for step, event in enumerate(chain.events, 1)
        ],
        "links": [_link(link) for link in chain.links],
    }


def _published(record: chains.Link | chains.Pair) -> dict[str, Any]:
    return {_PUBLISHED.get(field.name, field.name): getattr(record, field.name) for field in fields(record)}


def _link(link: chains.Link) -> dict[str, Any]:
    """Return a link with every report that states it, and what tools that know one report read of the first."""
    first = {part: getattr(link.report, part) for part in PARTS}
    sources = [asdict(report) for report in link.reports]
    return (
        {name: value for name, value in _published(link).items() if name != "reports"}
        | first
        | {"sources": sources}
    )


def links_table(answers: Answers) -> pd.DataFrame:
    """Return the links of a selection as a table: act, answer, days, who says so, the report."""
    events = answers.linked
    columns: dict[str, list[Any]] = {}
    for end, ids in (
        ("act", [link.cause for link in answers.links]),
        ("answer", [link.answer for link in answers.links]),
    ):
        columns[f"{end}_id"] = ids
        columns |= {f"{end}_{name}": events.loc[ids, name].tolist() for name in _OF_AN_END}
    columns |= {name: [getattr(link, name) for link in answers.links] for name in ("days", "said_by")}
    columns |= {f"source_{part}": [getattr(link.report, part) for link in answers.links] for part in PARTS}
    columns["sources"] = [cell_text(link.reports) for link in answers.links]
    return pd.DataFrame(columns).astype({"days": "Int64"})


def pairs_table(answers: Answers) -> pd.DataFrame:
    """Return which type answered which as a table, in the members of `/api/chains.json`."""
    return pd.DataFrame([_published(pair) for pair in answers.pairs])


@kept_with_atlas(64)
def labelled_pairs(answers: Answers, language: str = "en") -> pd.DataFrame:
    """Return which type answered which with the labels that a reader knows; kept, and not to be changed.

    Columns ``party`` (a key of `geo.escalation.chains.PARTIES`), ``who`` (its name), ``act``, ``answer``, ``count``,
    ``counted`` and ``median``: days in words.
    """
    columns = ("party", "who", "act", "answer", "count", "counted", "median")
    rows = [
        (
            pair.party,
            chains.party_name(pair.party, language),
            codebook.label("type", pair.cause_type, language),
            codebook.label("type", pair.answer_type, language),
            pair.count,
            pair.counted,
            days_text(pair.median_days, language),
        )
        for pair in answers.pairs
    ]
    return pd.DataFrame(rows, columns=columns)
