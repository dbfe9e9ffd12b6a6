"""Pictures and slides are made in processes of their own, so that nobody's map waits for them.

A job is asked for by plain values and answered by bytes; equal jobs are made once, also when they come at the same
moment. The number of jobs that may wait is bounded.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections import OrderedDict
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.errors import AtlasError

WORKERS = 2
"""Processes that draw; the machine we build for has two cores."""
WAITING_LIMIT = 60
"""Jobs that may be unfinished at a time, all readers together."""
KEPT = 48
"""Finished jobs that are kept for who asks again."""
FORMS = ("svg", "png", "pdf", "pptx")


class BusyError(AtlasError):
    """More pictures are asked for than can be drawn in good time."""


@dataclass(frozen=True)
class Job:
    """What is to be made, by values that travel between processes."""

    form: str
    """One of `FORMS`."""
    events_path: Path | None
    """The catalogue file; None for the atlas's own."""
    query: tuple[tuple[str, str], ...]
    """The filter, as `EventFilter.to_pairs` writes it."""
    view: tuple[tuple[str, str], ...]
    """The view, as `View.to_pairs` writes it."""
    base_url: str
    picked: tuple[str, ...] = ()
    """Ids of events that a slide lists instead of the most recent."""


class _Desk:
    """The jobs that are being made or have been."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[Job, Future[bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, job: Job) -> Future[bytes]:
        with self._lock:
            known = self._jobs.get(job)
            if known and not (known.done() and known.exception()):
                self._jobs.move_to_end(job)
                return known
            if sum(not future.done() for future in self._jobs.values()) >= WAITING_LIMIT:
                raise BusyError(f"{WAITING_LIMIT} pictures are being drawn already; ask again in a minute")
            future = self._jobs[job] = _submit(job)
            finished = [old for old, waiting in self._jobs.items() if waiting.done()]
            for old in finished[: max(0, len(self._jobs) - KEPT)]:
                del self._jobs[old]
            return future


_DESK = _Desk()


@cache
def _pool() -> ProcessPoolExecutor:
    # Spawned, not forked: the server has threads, and a fork would copy their locks.
    return ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn"))


def _submit(job: Job) -> Future[bytes]:
    try:
        return _pool().submit(make, job)
    except BrokenProcessPool:
        # A worker was killed, for want of memory perhaps: its pool takes no more jobs, a new one does.
        _pool.cache_clear()
        return _pool().submit(make, job)


def order(job: Job) -> Future[bytes]:
    """Order a job, or join it where it is being made or kept.

    Raises
    ------
    BusyError
        When `WAITING_LIMIT` jobs are unfinished.
    """
    return _DESK.take(job)


def make(job: Job) -> bytes:
    """Make a job here and now; runs in a worker."""
    # Imported where they are used: the server itself never draws, and starts faster without matplotlib.
    from geo.atlas import load_atlas
    from geo.filters import EventFilter
    from geo.view import View

    atlas = load_atlas(job.events_path)
    selection = atlas.selection(EventFilter.from_query(job.query, atlas.boundary_ids))
    view = View.from_query(job.view)
    if job.form == "pptx":
        from geo.slide import slide

        return slide(selection, view, job.base_url, job.picked)
    from geo.figure import figure

    return figure(selection, view, job.form, job.base_url)
