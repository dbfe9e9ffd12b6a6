"""How many heavy jobs one client may have waiting: a picture, a slide, an offline file, a download of many events.

Equal jobs of a client count once, for they are made once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock

from starlette.requests import Request

from geo.errors import AtlasError
from geo.metrics import HEAVY_JOBS
from geo.words.table import Worded

JOBS_A_CLIENT = 8
"""Different heavy jobs that one address may have waiting: a household or a newsroom, not a loop in a script."""
_waiting: defaultdict[str, Counter[Hashable]] = defaultdict(Counter)
_lock = Lock()


class TooManyJobsError(AtlasError):
    """One client has as many heavy jobs waiting as it may have."""

    def __init__(self, found: int):
        super().__init__(Worded("problem.jobs", count=found, most=JOBS_A_CLIENT))


@contextmanager
def heavy(request: Request, job: Hashable) -> Iterator[None]:
    """Count a job of a client as waiting as long as the context lasts.

    Raises
    ------
    TooManyJobsError
        When `JOBS_A_CLIENT` others of this client wait.
    """
    client = _client(request)
    with _lock:
        jobs = _waiting.get(client, {})
        if job not in jobs and len(jobs) >= JOBS_A_CLIENT:
            raise TooManyJobsError(len(jobs))
    with _counted(client, job):
        yield


def heavy_parts(request: Request, parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the parts of a download that is written while it is sent; it counts as waiting until its end."""
    # Counted from the first part on: what is never begun, for a HEAD or a 304, has no end either.
    with _counted(_client(request), object()):
        yield from parts


@contextmanager
def _counted(client: str, job: Hashable) -> Iterator[None]:
    with _lock:
        _waiting[client][job] += 1
    try:
        yield
    finally:
        with _lock:
            # Counters that say nothing are let go: addresses are many.
            _waiting[client] -= Counter([job])
            if not _waiting[client]:
                del _waiting[client]


def _all_jobs() -> int:
    with _lock:
        return sum(jobs.total() for jobs in _waiting.values())


HEAVY_JOBS.set_function(_all_jobs)


def _client(request: Request) -> str:
    return request.client.host if request.client else ""
