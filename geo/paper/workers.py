"""Pictures and slides are made in processes of their own, so that nobody's map waits for them.

A job is asked for by plain values and answered by bytes; equal jobs are made once, also when they come at the same
moment. The number of jobs that may wait is bounded.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import OrderedDict
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geo.errors import BusyError
from geo.look.address import framed
from geo.look.view import View
from geo.metrics import PICTURES
from geo.query.filter import EventFilter

if TYPE_CHECKING:
    from geo.atlas.selection import Selection

WORKERS = 2
"""Processes that draw; the machine we build for has two cores."""
WAITING_LIMIT = 60
"""Jobs that may be unfinished at a time, all readers together."""
KEPT = 48
"""Finished jobs that are kept for who asks again."""


@dataclass(frozen=True)
class Job:
    """What is to be made, by values that travel between processes."""

    form: str
    """Extension of one of `geo.formats.formats.DRAWN`."""
    source: str
    """`Atlas.source` of the atlas that is served: of another catalogue it is another job."""
    filter: EventFilter
    view: View
    base_url: str
    picked: tuple[str, ...] = ()
    """Ids of events that a slide lists instead of the most recent."""
    subject: str = "events"
    """``events``; ``multiples``, of which one map a step of time is drawn; ``chains``: what answered what; or ``measured``: what
    a reader measures."""
    chain: str | None = None
    """Id of an event of the chain that is told; None for all chains of the filter."""
    measured: tuple[tuple[str, str], ...] = ()
    """What is measured: pairs of an address whose key is one of `geo.atlas.measurement.KEYS`."""


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
            if self._unfinished() >= WAITING_LIMIT:
                raise BusyError(WAITING_LIMIT)
            future = self._jobs[job] = _submit(job)
            finished = [old for old, waiting in self._jobs.items() if waiting.done()]
            for old in finished[: max(0, len(self._jobs) - KEPT)]:
                del self._jobs[old]
            return future

    def unfinished(self) -> int:
        """Return how many jobs are being made or wait."""
        with self._lock:
            return self._unfinished()

    def _unfinished(self) -> int:
        return sum(not future.done() for future in self._jobs.values())


_DESK = _Desk()
PICTURES.set_function(_DESK.unfinished)


@cache
def _pool() -> ProcessPoolExecutor:
    # Spawned, not forked: the server has threads, and a fork would copy their locks.
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(WORKERS, mp_context=spawn, initializer=_end_with_server)


def _end_with_server() -> None:
    """Let a worker end when its server has, however that went: a server that is killed tells nobody."""
    server = multiprocessing.parent_process()

    def wait() -> None:
        server.join()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


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
    from geo.atlas.source import same_atlas

    selection = same_atlas(job.source).selection(job.filter)
    if job.subject == "chains":
        return _make_chains(job, selection)
    if job.subject == "measured":
        return _make_measured(job, selection)
    selection = selection.atlas.selection(framed(job.filter, job.view))
    if job.subject == "multiples":
        return _make_multiples(job, selection)
    if job.form == "pptx":
        from geo.paper.slides.deck import slide

        return slide(selection, job.view, job.base_url, job.picked)
    from geo.paper.picture.picture import figure

    return figure(selection, job.view, job.form, job.base_url)


def _make_multiples(job: Job, selection: Selection) -> bytes:
    if job.form == "pptx":
        from geo.paper.slides.multiples import multiples_slide

        return multiples_slide(selection, job.view, job.base_url)
    from geo.paper.picture.multiples import multiples

    return multiples(selection, job.view, job.form, job.base_url)


def _make_chains(job: Job, selection: Selection) -> bytes:
    from geo.escalation.chains import answers_of
    from geo.escalation.told import ToldChains

    told = ToldChains(answers_of(selection), job.chain, job.view.lang)
    if job.form == "pptx":
        from geo.paper.slides.chain import chain_slides

        return chain_slides(told, job.view, job.base_url)
    from geo.paper.picture.chain import chain_figure

    return chain_figure(told, job.view, job.form, job.base_url)


def _make_measured(job: Job, selection: Selection) -> bytes:
    from geo.atlas.measurement import read_measurement

    measurement, _ = read_measurement(selection, job.measured)
    if job.form == "pptx":
        from geo.paper.slides.measured import measured_slide

        return measured_slide(measurement, job.view, job.base_url)
    from geo.paper.picture.measured import measured_figure

    return measured_figure(measurement, job.view, job.form, job.base_url)
