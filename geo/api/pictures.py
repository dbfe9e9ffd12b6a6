"""The routes of the picture and the slide. They wait for a worker without holding a thread."""

from __future__ import annotations

import asyncio

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.api.answers import (
    BUSY_S,
    RETRY_S,
    answer,
    attachment,
    base_url,
    later,
    pairs_of,
    problem,
    too_many_jobs,
)
from geo.api.waiting import TooManyJobsError, heavy
from geo.atlas.atlas import Atlas
from geo.atlas.load import served
from geo.errors import AtlasError, InputError, NotReadyError, Problem
from geo.formats.formats import DRAWN, FORMATS
from geo.look.address import Address, read_address
from geo.paper import workers
from geo.web.assets import Body


def read_request(atlas: Atlas, pairs: list[tuple[str, str]]) -> Address:
    """Read filter, view and picked events of a request.

    Raises
    ------
    InputError
        With every problem of all three.
    """
    address = read_address(pairs, atlas.boundary_ids, ("event", "download"))
    unknown = [
        Problem("event", repr(key), "the id of an event")
        for key in address.own["event"]
        if not atlas.has_event(key)
    ]
    if problems := [*address.problems, *unknown]:
        raise InputError(problems)
    return address


async def picture(request: Request) -> Response:
    """Give the picture or the slide of a filtered view."""
    form = FORMATS[request.url.path.rpartition(".")[2]]
    slides = form.extension == "pptx"
    try:
        # Held until the answer is there: a worker opens the same one.
        atlas = await run_in_threadpool(served)
        address = await run_in_threadpool(read_request, atlas, pairs_of(request))
        job = workers.Job(
            form.extension,
            atlas.source,
            address.filter,
            address.view,
            base_url(request),
            address.own["event"] if slides else (),
        )
        with heavy(request, job):
            raw = await asyncio.wrap_future(workers.order(job))
    except InputError as error:
        return problem(400, "The request cannot be answered", "Each problem is listed.", error.problems)
    except TooManyJobsError as error:
        return too_many_jobs(error)
    except workers.BusyError as error:
        return later(problem(503, "Too many pictures at once", str(error)), BUSY_S)
    except NotReadyError as error:
        return later(problem(503, "The data cannot be served yet", str(error)), RETRY_S)
    except AtlasError as error:
        return problem(503, "The data cannot be served", str(error))
    headers = {}
    if slides or "1" in address.own["download"]:
        headers = attachment(atlas.selection(address.filter).file_name(form.extension))
    return answer(request, Body.of(raw), form.media_type, headers=headers)


ROUTES: list[BaseRoute] = [Route(form.path, picture) for form in DRAWN]
"""The routes of pictures and slides."""
