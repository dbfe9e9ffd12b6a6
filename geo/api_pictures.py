"""The routes of the picture and the slide. They wait for a worker without holding a thread."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo import view, work
from geo.assets import Body
from geo.config import Settings
from geo.errors import InputError, Problem
from geo.filters import read_query
from geo.http import answer, base_url, pairs_of, problem, served
from geo.view import read_view

MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
KEPT_S = 3_600


def job_of(pairs: list[tuple[str, str]], form: str, base: str) -> work.Job:
    """Read filter, view and picked events of a request.

    Raises
    ------
    InputError
        With every problem of both.
    """
    atlas = served()
    shown = [pair for pair in pairs if pair[0] in view.KEYS]
    picked = tuple(value for key, value in pairs if key == "event")
    rest = [pair for pair in pairs if pair[0] not in (*view.KEYS, "event", "download")]
    wanted, problems = read_query(rest, atlas.boundary_ids)
    seen, more = read_view(shown)
    unknown = [
        Problem("event", repr(key), "the id of an event") for key in picked if key not in atlas.events.index
    ]
    if problems + more + unknown:
        raise InputError(problems + more + unknown)
    return work.Job(
        form,
        Settings.from_environment().events_path,
        tuple(wanted.to_pairs()),
        tuple(seen.to_pairs()),
        base,
        picked if form == "pptx" else (),
    )


async def picture(request: Request) -> Response:
    """Give the picture or the slide of a filtered view."""
    form = request.url.path.rpartition(".")[2]
    pairs = pairs_of(request)
    try:
        job = job_of(pairs, form, base_url(request))
        raw = await asyncio.wrap_future(work.order(job))
    except InputError as error:
        return problem(400, "The request cannot be answered", "Each problem is listed.", error.problems)
    except work.BusyError as error:
        busy = problem(503, "Too many pictures at once", str(error))
        busy.headers["Retry-After"] = "30"
        return busy
    headers = {}
    if ("download", "1") in pairs or form == "pptx":
        atlas = served()
        wanted, _ = read_query(job.query, atlas.boundary_ids)
        headers["Content-Disposition"] = f'attachment; filename="{atlas.selection(wanted).file_name(form)}"'
    return answer(request, Body.of(raw), MEDIA_TYPES[form], KEPT_S, headers)


ROUTES: list[BaseRoute] = [
    *(Route(f"/figure.{form}", picture) for form in ("svg", "png", "pdf")),
    Route("/briefing.pptx", picture),
]
"""The routes of pictures and slides, for the launcher to mount."""
