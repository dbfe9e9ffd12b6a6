"""What the escalation page and its routes tell, as plain values: the same for a reader, a download and a script."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pandas as pd

from geo import agreements, chains, export
from geo.atlas import Atlas, Selection
from geo.filters import EventFilter
from geo.smallnumbers import before_and_after
from geo.zones import ZoneStanding, zone_standings

SUBJECTS = {"agreements": "agreement", "clauses": "clause", "channels": "channel", "practices": "practice"}
"""Member of an as-of answer to the kind of the subjects in it."""


# --- Chains ------------------------------------------------------------------------------------------------


def chains_document(selection: Selection, base: str) -> dict[str, Any]:
    """Return the chains of a selection with their events, links and days, as `/api/chains.json` gives them.

    Parameters
    ----------
    selection : Selection
    base : str
        The public address of the atlas, without a slash at the end.
    """
    return {
        "metadata": asdict(chains_metadata(selection, base)),
        "summary": summary(selection),
        "pairs": [asdict(pair) for pair in pairs(selection)],
        "chains": [_chain(selection, chain, base) for chain in selection.chains],
    }


def chains_metadata(selection: Selection, base: str) -> export.Metadata:
    """Return what a download of a selection's chains says of itself."""
    url = selection.permalink(base, "/escalation")
    return _cited(selection.metadata(base), url, f"answers to and by {selection.text}", chains.METHOD)


def as_of_metadata(atlas: Atlas, day: date, base: str) -> export.Metadata:
    """Return what a download of agreements, channels and practices on a day says of itself."""
    what = f"agreements, channels, practices and zones as of {agreements.day_text(day)}"
    return _cited(
        atlas.selection(EventFilter()).metadata(base),
        f"{base}/escalation?asof={day}",
        what,
        agreements.METHOD,
    )


def _cited(told: export.Metadata, url: str, what: str, method: str) -> export.Metadata:
    citation = f"MDL Atlas, data version {told.data_version}: {what}. {url}. CC BY 4.0."
    return replace(told, url=url, citation=citation, method=method)


def summary(selection: Selection) -> dict[str, Any]:
    """Return the few numbers of a selection's chains; ``longest`` is None without any."""
    found = selection.chains
    longest = found[0] if found else None
    return {
        "chains": len(found),
        "links": len(selection.links),
        "events": sum(len(chain.events) for chain in found),
        "longest": longest and {"id": longest.id, "links": longest.length, "events": len(longest.events)},
        "answered": {
            side: asdict(one) for side, one in chains.answered(selection.links, selection.rows).items()
        },
    }


def pairs(selection: Selection) -> tuple[chains.Pair, ...]:
    """Return which type answered which, in the links of a selection."""
    return chains.pairs(selection.links, selection.atlas.events)


def _chain(selection: Selection, chain: chains.Chain, base: str) -> dict[str, Any]:
    events = selection.atlas.events
    chosen = selection.rows.index
    return {
        "id": chain.id,
        "title": events.at[chain.id, "title"],
        "first": events.at[chain.events[0], "date"],
        "last": max(events.at[event, "date"] for event in chain.events),
        "roots": chain.roots,
        "length": chain.length,
        "branching": chain.branching,
        "events": [
            {
                "step": step,
                "id": event,
                **{name: events.at[event, name] for name in _TOLD},
                "event_url": f"{base}/api/events/{event}",
                "in_filter": event in chosen,
            }
            for step, event in enumerate(chain.events, 1)
        ],
        "links": [asdict(link) for link in chain.links],
    }


_TOLD = ("date", "date_precision", "date_text", "title", "type", "initiator", "confidence")


def chain_through(selection: Selection, event_id: str) -> chains.Chain | None:
    """Return the chain of a selection that an event is part of."""
    return next((chain for chain in selection.chains if event_id in chain.events), None)


_OF_AN_END = ("date", "title", "type", "initiator")
_OF_A_LINK = ("days", "said_by", "title", "publisher", "url")


def links_table(selection: Selection) -> pd.DataFrame:
    """Return the links of a selection as a table: act, answer, days, who says so, the report."""
    events = selection.atlas.events
    columns: dict[str, list[Any]] = {}
    for end, ids in (
        ("act", [link.cause for link in selection.links]),
        ("answer", [link.answer for link in selection.links]),
    ):
        columns[f"{end}_id"] = ids
        columns |= {f"{end}_{name}": events.loc[ids, name].tolist() for name in _OF_AN_END}
    for name in _OF_A_LINK:
        of_report = name in ("title", "publisher", "url")
        columns[f"source_{name}" if of_report else name] = [getattr(link, name) for link in selection.links]
    return pd.DataFrame(columns).astype({"days": "Int64"})


# --- As of a day -------------------------------------------------------------------------------------------


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


def as_of(atlas: Atlas, day: date) -> dict[str, Any]:
    """Return agreements, channels, practices and zones as they stood on a day."""
    names = {span.subject: span for span in agreements.load_spans()}
    found = {
        member: [
            _subject(day, subject)
            for subject, span in names.items()
            if span.kind == kind and _begun(day, subject)
        ]
        for member, kind in SUBJECTS.items()
    }
    return {
        "date": str(day),
        "sentences": [one["sentence"] for one in found["agreements"]],
        **found,
        "zones": [_zone(zone) for zone in zone_standings(day, atlas.boundaries).values()],
    }


def _begun(day: date, subject: str) -> bool:
    return any(span.start_date <= day for span in agreements.load_spans() if span.subject == subject)


def _subject(day: date, subject: str) -> dict[str, Any]:
    rows = [span for span in agreements.load_spans() if span.subject == subject]
    now = agreements.standings(day, rows)
    told = agreements.telling(now)
    return {
        "id": subject,
        "name": rows[0].name,
        "name_ko": rows[0].name_ko,
        "sentence": agreements.sentence(day, subject),
        "in_force": bool(agreements.held_by(told)),
        "held_by": agreements.held_by(told),
        "standings": [
            {
                **{name: getattr(one.span, name) for name in ("id", "aspect", "party", "state")},
                "since": str(one.span.start_date),
                "since_precision": one.span.start_precision,
                "days": one.days if one.span.start_precision == "day" else None,
                "certain": one.certain,
                "event": one.span.start_event,
                "text": one.text,
                "note": one.span.note,
                **{
                    f"source_{part}": getattr(one.span, f"source_{part}")
                    for part in ("title", "publisher", "url")
                },
            }
            for one in now
        ],
    }


def _zone(standing: ZoneStanding) -> dict[str, Any]:
    rule = standing.rule
    return {
        "id": rule.zone,
        "name": standing.name,
        "in_force": standing.in_force,
        "held_by": standing.held_by,
        "text": standing.text,
        "agreement": rule.subject,
        "declared_by": rule.declared_by,
        **{name: getattr(rule, name) for name in ("rule", "restricts", "unclear")},
        **{f"source_{part}": getattr(rule, f"source_{part}") for part in ("title", "publisher", "url")},
    }


def zones_around(
    atlas: Atlas, day: date, zones: Collection[str], event_type: str | None = None
) -> list[dict[str, Any]]:
    """Return what is to be said of the zones that hold a point on a day, also of those that did not hold then.

    Parameters
    ----------
    atlas : Atlas
    day : date
    zones : collection of str
        Ids of the areas around the point.
    event_type : str, optional
        A type of act: each zone in force then also tells whether its text restricts it.
    """
    found = []
    for key, standing in zone_standings(day, atlas.boundaries).items():
        if key not in zones:
            continue
        agreed = standing.rule.subject is not None and standing.in_force
        verdict = standing.rule.verdict(event_type) if event_type and agreed else None
        found.append({**_zone(standing), "verdict": verdict, "sentence": _zone_sentence(standing, verdict)})
    return found


def _zone_sentence(standing: ZoneStanding, verdict: str | None) -> str:
    return f"{standing.name}: {standing.text}. {_VERDICTS.get(verdict, '')}".strip()


_VERDICTS = {
    "restricted": "Its text restricts acts of this type.",
    "unclear": "Whether its text restricts this act cannot be told from the catalogue.",
    "not restricted": "Its text does not restrict acts of this type.",
}


def zones_of_event(atlas: Atlas, event_id: str) -> list[dict[str, Any]]:
    """Return what `zones_around` says of an event, on its first day; empty for a representative place."""
    event = atlas.event(event_id)
    inside = [row["to"] for row in atlas.distances(event_id) if row["inside"]]
    return zones_around(atlas, event.first_day.date(), inside, event.type)


def zones_of_point(
    atlas: Atlas, day: date, lon: float, lat: float, event_type: str | None = None
) -> list[dict[str, Any]]:
    """Return what `zones_around` says of a point (degrees, WGS 84) on a day.

    Raises
    ------
    InputError
        When lon or lat is no place on Earth.
    """
    inside = [row["to"] for row in atlas.measure(lon, lat)["distances"] if row["inside"]]
    return zones_around(atlas, day, inside, event_type)


def standings_table(day: date) -> pd.DataFrame:
    """Return every span that held on a day as a table."""
    return pd.DataFrame(
        {
            "subject": one.span.name,
            "kind": one.span.kind,
            "aspect": one.span.aspect,
            "party": one.span.party,
            "state": agreements.state_label(one.span.state),
            "since": str(one.span.start_date),
            "since_precision": one.span.start_precision,
            "certain": one.certain,
            "event": one.span.start_event,
            "note": one.span.note,
        }
        for one in agreements.standings(day)
    )


def spans_table() -> pd.DataFrame:
    """Return every span of the atlas as a table, in the columns of its file."""
    return pd.DataFrame([asdict(span) for span in agreements.load_spans()])


# --- Before and after --------------------------------------------------------------------------------------


def changes() -> dict[str, tuple[date, str]]:
    """Return the days on which a span began or ended, known to the day: id to day and words, the latest first."""
    found: dict[str, tuple[date, str]] = {}
    for span in agreements.load_spans():
        if span.start_precision == "day":
            words = (
                f"{span.name}: {agreements.state_label(span.state)} ({agreements.party_label(span.party)})"
            )
            found[f"{span.id}-start"] = (span.start_date, words)
        if (
            span.end_date
            and span.end_precision == "day"
            and span.holds == "whole"
            and span.aspect == "practised"
        ):
            found[f"{span.id}-end"] = (span.end_date, f"{span.name}: ends")
    return dict(sorted(found.items(), key=lambda item: item[1][0], reverse=True))


def before_after_table(selection: Selection, change: date, days: int) -> pd.DataFrame:
    """Count a selection's events before and after a change, by who acted; a last row holds all of them.

    Columns ``who``, ``before``, ``after`` and ``change``: words, a percentage only where enough events came before.
    """
    rows = selection.rows[selection.rows["date_precision"] == "day"]
    side = rows["initiator"].map(chains.SIDE_OF)
    parts = {chains.SIDES[key].name: rows[side == key] for key in chains.SIDES} | {"All": rows}
    table = []
    for name, part in parts.items():
        told = before_and_after(part["first_day"], change, days, selection.atlas.last_known)
        table.append({"who": name, "before": told.before, "after": told.after, "change": told.change_text})
    return pd.DataFrame(table)
