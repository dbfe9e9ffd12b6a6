"""The snapshots in their folder: made when missing, swapped in whole, removed when nobody has them open.

A snapshot is a folder named by the hash of all that it was made from, with the measured events and a manifest. It is
made beside and renamed when whole, so that a start finds a whole one or none; a process that dies half way leaves only
what the next start removes.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import orjson
import pyarrow.parquet as pq

from geo.catalogue import codebook, spans, zone_rules
from geo.catalogue.events import EVENTS_PATH
from geo.catalogue.flat import reports_beside
from geo.catalogue.reports import REPORTS_SCHEMA
from geo.errors import DataError, Problem
from geo.lines import boundaries, places
from geo.query.columns import missing
from geo.settings import ROOT
from geo.snapshot.columns import KIND_WORDS_PATH
from geo.snapshot.make import Progress, make

EVENTS, MANIFEST = "events.parquet", "manifest.json"
CODE = ("lines", "catalogue", "query", "snapshot", "text", "words")
"""The packages that decide what a snapshot holds: another code makes another snapshot."""
LIBRARIES = ("numpy", "pandas", "pyproj", "shapely")
"""The libraries that measure."""
KEPT = 4
"""Snapshots that stay when another is made, the ones opened last; one that is open stays in any case."""


@dataclass(frozen=True)
class Manifest:
    """What a snapshot was made from."""

    inputs: dict[str, str]
    """Name of each file and library, and its SHA-256 or version."""
    events: int
    sha256: str
    """Of the file of events."""
    data_version: str
    """Newest day of the catalogue, and a hash of the data files that are not the code's."""
    generated: str
    """When it was made, UTC, ISO 8601."""
    told: tuple[str, ...] = ()
    """What of a catalogue of others was read otherwise than it is written, and passed over."""


@dataclass(frozen=True)
class Snapshot:
    """A snapshot that is open: nobody removes it until its process ends."""

    folder: Path
    manifest: Manifest
    _lock: int
    """File descriptor that holds the shared lock."""

    @property
    def events(self) -> Path:
        """The GeoParquet file."""
        return self.folder / EVENTS

    def close(self) -> None:
        """Let others remove it."""
        os.close(self._lock)


def open_or_make(catalogue: Path | None, cache: Path, progress: Progress) -> Snapshot:
    """Open the snapshot of a catalogue file, made first where there is none.

    Parameters
    ----------
    catalogue : Path or None
        A CSV file as `geo.catalogue.reading` takes it; None for the atlas's own.
    cache : Path
        The folder of all snapshots.
    progress : callable
        See `geo.snapshot.make.Progress`.

    Raises
    ------
    DataError
        With everything that is wrong with the file.
    """
    path = catalogue or EVENTS_PATH
    if not path.is_file():
        raise DataError([Problem(f"{path.name}:1 file", "no such file", "a readable CSV file")])
    inputs = _inputs(path)
    named = orjson.dumps(inputs, option=orjson.OPT_SORT_KEYS)
    return _stored(named, cache, lambda folder: _make(path, inputs, folder, progress))


def open_or_copy(given: Path, cache: Path) -> Snapshot:
    """Open a snapshot of any folder by a copy of our own, which stays whole when that folder is replaced.

    Parameters
    ----------
    given : Path
        The folder of a snapshot; one of the cache itself is opened as it is.
    cache : Path
        The folder of all snapshots.

    Raises
    ------
    DataError
        See `open_snapshot`; or when the cache cannot be written.
    """
    snapshot = open_snapshot(given)
    if given.resolve().parent == cache.resolve():
        return snapshot
    try:
        manifest = (given / MANIFEST).read_bytes()
        return _stored(manifest, cache, lambda folder: _copy(given / EVENTS, manifest, folder))
    finally:
        snapshot.close()


def _stored(named: bytes, cache: Path, make_whole: Callable[[Path], None]) -> Snapshot:
    """Open the snapshot of a name in the cache, made first where there is none, by one process at a time."""
    folder = cache / hashlib.sha256(named).hexdigest()[:16]
    snapshot = _opened(folder)
    if snapshot is None:
        try:
            cache.mkdir(parents=True, exist_ok=True)
            # Processes that start together make it once; a lock falls with its process, also by kill -9.
            with _locked(cache / "making.lock"):
                snapshot = _opened(folder)
                if snapshot is None:
                    _sweep(cache)
                    shutil.rmtree(folder, ignore_errors=True)
                    make_whole(folder)
                    snapshot = open_snapshot(folder)
        except OSError as error:
            wanted = "a folder that can be written and has space: name another one by ATLAS_CACHE"
            raise DataError([Problem(f"ATLAS_CACHE {cache}", str(error), wanted)]) from error
    # When it was opened last; a folder that is only read forgets it.
    with suppress(OSError):
        os.utime(folder / MANIFEST)
    return snapshot


def open_snapshot(folder: Path) -> Snapshot:
    """Open a snapshot by its folder.

    Raises
    ------
    DataError
        When the folder holds no whole snapshot, or with every column that it lacks.
    """
    with ExitStack() as undo:
        try:
            descriptor = os.open(folder / MANIFEST, os.O_RDONLY)
            undo.callback(os.close, descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            # Read and compared under the lock: from here on nobody removes it.
            manifest = Manifest(**orjson.loads((folder / MANIFEST).read_bytes()))
            if _sha256(folder / EVENTS) != manifest.sha256:
                raise ValueError(f"{EVENTS} is not the file that {MANIFEST} names")
        except (OSError, TypeError, ValueError) as error:
            wanted = f"a folder with {EVENTS} and {MANIFEST}; make it anew with python -m geo.snapshot"
            raise DataError([Problem(folder.name, f"no whole snapshot ({error})", wanted)]) from error
        if problems := missing(f"{folder.name}/{EVENTS}", pq.read_schema(folder / EVENTS).names):
            raise DataError(problems)
        undo.pop_all()
        return Snapshot(folder, manifest, descriptor)


def _opened(folder: Path) -> Snapshot | None:
    """Open a snapshot of the cache; None where there is none, or a damaged one that is to be made anew."""
    try:
        return open_snapshot(folder)
    except DataError:
        return None


def _make(path: Path, inputs: dict[str, str], folder: Path, progress: Progress) -> None:
    with _making(folder) as whole:
        parts = whole.parent / "parts"
        parts.mkdir()
        is_own = inputs["catalogue"] == _sha256(EVENTS_PATH)
        told: list[str] = []
        count = make(path, whole / EVENTS, parts, progress, told=None if is_own else told)
        if not _catalogue(path).items() <= inputs.items():
            raise DataError(
                [Problem(f"{path.name}:1 file", "changed while it was read", "one state; start again")]
            )
        if is_own:
            # Another catalogue need not hold the events that bound our spans.
            events = pq.read_table(whole / EVENTS, columns=["id", "date", "first_day", "last_day"])
            problems = spans.span_problems(spans.load_spans(), events.to_pandas().set_index("id"))
            if problems:
                raise DataError(problems)
        newest = pq.read_table(whole / EVENTS, columns=["date"])["date"][-1].as_py()
        manifest = Manifest(
            inputs,
            count,
            _sha256(whole / EVENTS),
            f"{newest}-{_sha256(*_files(path), spans.SPANS_PATH, zone_rules.RULES_PATH, *places.FILES)[:8]}",
            datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z"),
            tuple(told),
        )
        (whole / MANIFEST).write_bytes(orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2))


def _copy(events: Path, manifest: bytes, folder: Path) -> None:
    with _making(folder) as whole:
        shutil.copyfile(events, whole / EVENTS)
        (whole / MANIFEST).write_bytes(manifest)


@contextmanager
def _making(folder: Path) -> Iterator[Path]:
    """Give a folder to make a snapshot in, which takes its place when the context ends without an error."""
    with tempfile.TemporaryDirectory(prefix="making-", dir=folder.parent, ignore_cleanup_errors=True) as work:
        whole = Path(work) / "whole"
        whole.mkdir()
        yield whole
        for one in (whole / EVENTS, whole / MANIFEST, whole):
            _to_disk(one)
        whole.replace(folder)
        _to_disk(folder.parent)


def _sweep(cache: Path) -> None:
    """Remove what a process left half made, and old snapshots that no process has open.

    To be called under the lock of the cache: nothing is being made then.
    """
    for folder in cache.glob("making-*/"):
        shutil.rmtree(folder, ignore_errors=True)
    whole = sorted(cache.glob(f"*/{MANIFEST}"), key=lambda manifest: manifest.stat().st_mtime)
    for manifest in whole[:-KEPT]:
        # Whoever opens it meanwhile waits, and then finds it gone.
        with manifest.open("rb") as file, suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(manifest.parent, ignore_errors=True)


def _inputs(catalogue: Path) -> dict[str, str]:
    """Return everything that a snapshot depends on."""
    return _catalogue(catalogue) | other_inputs()


def _catalogue(path: Path) -> dict[str, str]:
    return dict(zip(("catalogue", "reports"), map(_sha256, _files(path)), strict=False))


def _files(catalogue: Path) -> list[Path]:
    """Return a catalogue file and, where it does not bring its reports itself, the table of these."""
    beside = reports_beside(catalogue)
    return [catalogue] if beside is None else [catalogue, beside]


def other_inputs() -> dict[str, str]:
    """Return everything but the catalogue that a snapshot depends on: name to hash or version."""
    code = [path for package in CODE for path in sorted((ROOT / "geo" / package).rglob("*.py"))]
    data = [
        *boundaries.FILES,
        *places.FILES,
        spans.SPANS_PATH,
        spans.SPANS_SCHEMA,
        zone_rules.RULES_PATH,
        codebook.SCHEMA_PATH,
        REPORTS_SCHEMA,
        KIND_WORDS_PATH,
    ]
    files = {str(path.relative_to(ROOT)): _sha256(path) for path in (*data, *code)}
    return files | {name: version(name) for name in LIBRARIES}


def _sha256(*paths: Path) -> str:
    """Return the hash of files one after another."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
