"""Where an atlas comes from, and how it is opened: a catalogue file, a snapshot, a table of a database."""

from __future__ import annotations

import logging
import weakref
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import narwhals as nw
import pyarrow.parquet as pq

from geo.atlas.atlas import Atlas
from geo.atlas.selection import EVENTS_AT_ONCE
from geo.catalogue.events import EVENTS_PATH
from geo.catalogue.history import released
from geo.catalogue.reports import REPORTS_NAME
from geo.errors import DataError, Problem
from geo.lines.boundaries import load_boundaries
from geo.query.backends import DatabaseTable, FileTable, MemoryTable
from geo.snapshot.archive import open_archived
from geo.snapshot.make import Progress
from geo.snapshot.store import (
    EVENTS,
    MANIFEST,
    Snapshot,
    open_or_copy,
    open_or_make,
    open_snapshot,
    other_inputs,
)

_LOG = logging.getLogger("atlas.catalogue")
Mark = tuple[tuple[int, int, int] | None, ...]
"""Of each file: number, size (bytes) and time of change (ns); None where there is none."""


@dataclass(frozen=True, eq=False)
class Source:
    """What ``ATLAS_EVENTS`` says; opened again and again, it gives the catalogue as it is by then."""

    events: str | None
    """See `geo.settings.Settings.events`."""
    cache: Path
    """The folder of the snapshots."""
    _others: dict[str, str] = field(default_factory=other_inputs, repr=False)

    @property
    def is_database(self) -> bool:
        """Whether it is a table that others keep, which is asked anew for each answer."""
        return self.events is not None and _is_database(self.events)

    def mark(self) -> Mark:
        """Return what changes when the files are written or replaced; empty for a database."""
        if self.is_database:
            return ()
        path = EVENTS_PATH if self.events is None else Path(self.events)
        return tuple(
            _mark(one) for one in (path, path.with_name(REPORTS_NAME), path / MANIFEST, path / EVENTS)
        )

    def open(self, progress: Progress) -> Atlas:
        """Return the atlas, its snapshot made first where there is none.

        Raises
        ------
        DataError
            With everything that is wrong with the catalogue.
        """
        if self.is_database:
            return _of_database(self.events)
        path = None if self.events is None else Path(self.events)
        if path is not None and (path / MANIFEST).exists():
            return _held(_told(open_or_copy(path, self.cache)))
        # What this process has read of them would be measured by, and the snapshot named by what is there now.
        found = other_inputs()
        changed = [name for name in found | self._others if found.get(name) != self._others.get(name)]
        if changed:
            wanted = "what the atlas was started with, beside any catalogue; start it again"
            raise DataError(Problem(name, "changed since the atlas was started", wanted) for name in changed)
        return _held(_told(open_or_make(path, self.cache, progress)))


def _told(snapshot: Snapshot) -> Snapshot:
    """Tell how the catalogue of a snapshot was read."""
    for what in snapshot.manifest.told:
        _LOG.warning("catalogue: %s", what)
    return snapshot


def _is_database(source: str) -> bool:
    return "://" in source


def _mark(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


@lru_cache(maxsize=2)
def same_atlas(source: str) -> Atlas:
    """Return the atlas that another process serves, by its `Atlas.source`; the last two are kept.

    Raises
    ------
    DataError
        When its snapshot is gone.
    """
    return _of_database(source) if _is_database(source) else _held(open_snapshot(Path(source)))


def atlas_of(snapshot: Snapshot) -> Atlas:
    """Return an atlas over a snapshot: held in memory where it is small, asked through DuckDB where it is not."""
    told = snapshot.manifest
    small = told.events <= EVENTS_AT_ONCE
    table = MemoryTable.of(pq.read_table(snapshot.events)) if small else FileTable.open(snapshot.events)
    return Atlas(table, load_boundaries(), told.data_version, told.generated, str(snapshot.folder))


@lru_cache(maxsize=2)
def archived_atlas(version: str) -> Atlas:
    """Return the atlas of an earlier version of our own catalogue, for its rows alone; the last two are kept.

    Raises
    ------
    UnknownIdError
        If it is not kept; the error names those that are.
    """
    table = MemoryTable.of(open_archived(version))
    day = released(version)
    return Atlas(table, load_boundaries(), version, f"{day}T00:00:00Z", archived=True)


def _held(snapshot: Snapshot) -> Atlas:
    """Return an atlas whose snapshot stays as long as anybody has it."""
    atlas = atlas_of(snapshot)
    weakref.finalize(atlas, snapshot.close)
    return atlas


def _of_database(address: str) -> Atlas:
    """Return an atlas over a table; its version names the newest day and the number of events as it was opened."""
    table = DatabaseTable.open(address)
    state = table.aggregate(None, events=nw.len(), newest=nw.col("date").max())
    now = datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    return Atlas(table, load_boundaries(), f"{state['newest']}-{state['events']}", now, address)
