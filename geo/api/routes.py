"""All routes, for the launcher to mount."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from geo.api import (
    bands,
    brought,
    data,
    embed,
    escalation,
    files,
    history,
    marks,
    measured,
    metrics,
    openapi,
    pictures,
)
from geo.api.answers import JSON, MINUTE_S, answer, base_url, json_answer, problem, said_language
from geo.atlas.load import followed, served
from geo.errors import DataError, NotReadyError
from geo.query.urls import own_url
from geo.web.assets import Body
from geo.words.table import Worded


def healthz(_request: Request) -> Response:
    """Say whether the data can be served, and which; while they are being measured, how far that is."""
    try:
        atlas = served(wait_s=0)
    except NotReadyError as error:
        return json_answer({"status": "making", "step": error.step, "share": round(error.share, 3)}, 503)
    except DataError as error:
        body = {"status": "unavailable", "problems": [problem.as_dict() for problem in error.problems]}
        return json_answer(body, 503)
    body = {"status": "ok", "events": atlas.total, "data_version": atlas.data_version}
    if refused := followed().refused:
        # What stands in its place now; the one before goes on being served.
        body["refused"] = [problem.as_dict() for problem in refused]
    return json_answer(body)


def map_page(request: Request) -> Response:
    """Lead to the map: it is the first page, which Streamlit knows by no name of its own."""
    query = request.url.query
    return RedirectResponse(own_url() + (f"?{query}" if query else ""), 308, _KEPT)


def openapi_json(request: Request) -> Response:
    """Give the OpenAPI description of all routes: what each reads and answers."""
    told = openapi.description(base_url(request), openapi.documented(ROUTES))
    return answer(request, Body.of(orjson.dumps(told)), JSON)


_KEPT = {"Cache-Control": f"public, max-age={MINUTE_S}"}


def not_found(request: Request) -> Response:
    """Answer an unknown address below /api as every other error."""
    return problem(said_language(request), 404, "missing", Worded("answer.no_address", path=request.url.path))


ROUTES: list[BaseRoute] = [
    *embed.ROUTES,
    *pictures.ROUTES,
    *files.ROUTES,
    *history.FEED,
    *brought.ROUTES,
    *metrics.ROUTES,
    Route("/healthz", healthz),
    Route("/map", map_page),
    Mount(
        "/api",
        routes=[
            *(route for room in (data, bands, escalation, history, marks, measured) for route in room.ROUTES),
            Route("/openapi.json", openapi_json),
            Route("/{path:path}", not_found),
        ],
    ),
]
