"""The routes of pictures and slides, of events, of chains and of what is measured. They wait for a worker without holding a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.api.answers import answer, asked_for_file, attachment, base_url, pairs_of, refusal
from geo.api.waiting import heavy
from geo.atlas.atlas import Atlas
from geo.atlas.load import served
from geo.atlas.measurement import KEYS, read_measurement
from geo.atlas.selection import Selection
from geo.errors import AtlasError, InputError, Problem
from geo.escalation.chains import answers_of
from geo.escalation.told import file_name
from geo.formats.formats import DRAWN, FORMATS, Format
from geo.formats.measured import measured_name
from geo.look.address import Address, framed, read_address, unknown_events
from geo.paper import workers
from geo.query.reading import repeated
from geo.web.assets import Body
from geo.words.table import Worded


def read_request(atlas: Atlas, pairs: list[tuple[str, str]]) -> Address:
    """Read filter, view and picked events of a request.

    Raises
    ------
    InputError
        With every problem of all three.
    """
    address = read_address(pairs, atlas.boundary_ids, ("event", "download"))
    if problems := [*address.problems, *unknown_events(atlas, address)]:
        raise InputError(problems)
    framed(address.filter, address.view)
    return address


def read_chain_request(atlas: Atlas, pairs: list[tuple[str, str]]) -> Address:
    """Read filter, view and chain of a request; see `read_request`."""
    address = read_address(pairs, atlas.boundary_ids, ("chain", "download"))
    problems = list(address.problems)
    chain = address.last("chain")
    if chain is not None and not problems:
        answers = answers_of(atlas.selection(address.filter))
        if answers.chain_through(chain) is None:
            problems.append(Problem("chain", repr(chain), Worded("wanted.in_chain")))
    if problems:
        raise InputError(problems)
    return address


def _events_job(request: Request, form: Format, atlas: Atlas) -> tuple[workers.Job, bool]:
    address = read_request(atlas, pairs_of(request))
    picked = address.own["event"] if form.extension == "pptx" else ()
    job = workers.Job(form.extension, atlas.source, address.filter, address.view, base_url(request), picked)
    return job, asked_for_file(address.own)


def _multiples_job(request: Request, form: Format, atlas: Atlas) -> tuple[workers.Job, bool]:
    address = read_request(atlas, pairs_of(request))
    job = workers.Job(
        form.extension, atlas.source, address.filter, address.view, base_url(request), subject="multiples"
    )
    return job, asked_for_file(address.own)


def _chains_job(request: Request, form: Format, atlas: Atlas) -> tuple[workers.Job, bool]:
    address = read_chain_request(atlas, pairs_of(request))
    job = workers.Job(
        form.extension,
        atlas.source,
        address.filter,
        address.view,
        base_url(request),
        subject="chains",
        chain=address.last("chain"),
    )
    return job, asked_for_file(address.own)


JobOf = Callable[[Request, Format, Atlas], tuple[workers.Job, bool]]
"""Reads a request: what is to be drawn, and whether it is kept as a file."""


def _measured_job(request: Request, form: Format, atlas: Atlas) -> tuple[workers.Job, bool]:
    pairs = pairs_of(request)
    address = read_address(pairs, atlas.boundary_ids, (*KEYS, "download"))
    own = tuple(pair for pair in pairs if pair[0] in KEYS)
    problems = [*address.problems, *repeated(pairs, ("ring", "around"))]
    problems += read_measurement(atlas.selection(address.filter), own)[1]
    if problems:
        raise InputError(problems)
    job = workers.Job(
        form.extension,
        atlas.source,
        address.filter,
        address.view,
        base_url(request),
        subject="measured",
        measured=own,
    )
    return job, asked_for_file(address.own)


async def picture(request: Request) -> Response:
    """Give the picture or the slides of a filtered view."""
    return await _drawn(request, _events_job)


async def multiples(request: Request) -> Response:
    """Give the sheet of small maps of a filtered view, one for each step of time."""
    return await _drawn(request, _multiples_job)


async def chain(request: Request) -> Response:
    """Give the picture or the slides of a chain of answers, or of all chains of a filter."""
    return await _drawn(request, _chains_job)


async def measured(request: Request) -> Response:
    """Give the picture or the slide of what an address of the measure page measures."""
    return await _drawn(request, _measured_job)


async def _drawn(request: Request, job_of: JobOf) -> Response:
    form = FORMATS[request.url.path.rpartition(".")[2]]
    try:
        # Held until the answer is there: a worker opens the same one.
        atlas = await run_in_threadpool(served)
        job, is_file = await run_in_threadpool(job_of, request, form, atlas)
        with heavy(request, job):
            raw = await asyncio.wrap_future(workers.order(job))
    except AtlasError as error:
        return refusal(request, error)
    headers = {}
    if form.extension == "pptx" or is_file:
        headers = attachment(_file_name(atlas.selection(job.filter), job))
    return answer(request, Body.of(raw), form.media_type, headers=headers)


def _file_name(selection: Selection, job: workers.Job) -> str:
    if job.subject == "chains":
        return file_name(selection, job.chain, job.form)
    if job.subject == "measured":
        return measured_name(selection, job.form)
    return selection.atlas.selection(framed(job.filter, job.view)).file_name(job.form)


ROUTES: list[BaseRoute] = [
    *(Route(form.path, picture) for form in DRAWN),
    *(Route(f"/multiples.{form.extension}", multiples) for form in DRAWN),
    *(Route(f"/chain.{form.extension}", chain) for form in DRAWN),
    *(Route(f"/measure.{form.extension}", measured) for form in DRAWN),
]
"""The routes of pictures and slides."""
