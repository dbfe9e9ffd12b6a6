"""What became of the catalogue: its versions, and every change with its reason.

``data/versions.csv`` has the version that is served as its last row, ``data/changes.csv`` what changed with which version.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from geo.errors import UnknownIdError, WithdrawnError
from geo.settings import DATA
from geo.words.table import Bilingual

VERSIONS_PATH, CHANGES_PATH = DATA / "versions.csv", DATA / "changes.csv"
KINDS = ("added", "changed", "merged", "withdrawn")
"""What may become of an event; a merged one goes on under the id that ``into`` names, a withdrawn one nowhere."""


@dataclass(frozen=True)
class Version:
    """A state of the catalogue that was published."""

    version: str
    """As `geo.atlas.atlas.Atlas.data_version`."""
    released: date
    events: int
    what: str
    """What is new in it, in a few words."""
    what_ko: str


@dataclass(frozen=True)
class Change:
    """What became of one event with one version."""

    version: str
    id: str
    change: str
    """Of `KINDS`."""
    fields: tuple[str, ...]
    """The columns that changed; empty of an added event."""
    into: str | None
    """The id under which a merged event goes on."""
    why: str
    why_ko: str


@cache
def versions() -> tuple[Version, ...]:
    """Return the published versions, the oldest first."""
    return tuple(
        Version(
            row["version"],
            date.fromisoformat(row["released"]),
            int(row["events"]),
            row["what"],
            row["what_ko"],
        )
        for row in _rows(VERSIONS_PATH)
    )


@cache
def changes() -> tuple[Change, ...]:
    """Return every change, the oldest version first."""
    return tuple(
        Change(
            row["version"],
            row["id"],
            row["change"],
            tuple(filter(None, row["fields"].split(";"))),
            row["into"] or None,
            row["why"],
            row["why_ko"],
        )
        for row in _rows(CHANGES_PATH)
    )


def changes_since(version: str) -> tuple[Change, ...]:
    """Return what changed after a version.

    Raises
    ------
    UnknownIdError
        If it was never published; the error names those that were.
    """
    known = [one.version for one in versions()]
    if version not in known:
        raise UnknownIdError("version", version, allowed=known)
    later = set(known[known.index(version) + 1 :])
    return tuple(change for change in changes() if change.version in later)


@cache
def merged() -> dict[str, str]:
    """Return ids that were published and are merged: to the id under which each event goes on today."""
    found: dict[str, str] = {}
    for change in reversed(changes()):
        if change.into:
            # What it was merged into may have been merged since.
            found[change.id] = found.get(change.into, change.into)
    return found


@cache
def withdrawn() -> dict[str, Bilingual]:
    """Return ids that were published and are withdrawn: to why."""
    return {
        change.id: Bilingual(change.why, change.why_ko)
        for change in changes()
        if change.change == "withdrawn"
    }


def no_event(event_id: str) -> UnknownIdError:
    """Return the error of an id that the catalogue has not; a `WithdrawnError` where it had it."""
    why = withdrawn().get(event_id)
    return UnknownIdError("event", event_id) if why is None else WithdrawnError(event_id, why)


def released(version: str) -> date | None:
    """Return when a version was published; None of a catalogue that is not the atlas's own."""
    return next((one.released for one in versions() if one.version == version), None)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
