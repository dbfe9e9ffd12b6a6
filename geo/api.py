"""The data face: cacheable GET routes for scripts, journalists and the maps themselves."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from geo import api_embed, api_escalation, api_pictures, boundaries, export, measure, schema
from geo.assets import Body, asset
from geo.atlas import Atlas
from geo.errors import DataError, InputError, Problem, UnknownIdError
from geo.escalation import zones_of_event
from geo.filters import TERMS, EventFilter, read_query
from geo.http import (
    DAY_S,
    JSON,
    OPEN,
    answer,
    base_url,
    json_answer,
    pairs_of,
    parse_degrees,
    repeated,
    said,
    served,
)

GEOJSON = "application/geo+json"


# --- What is answered --------------------------------------------------------------------------------------


def healthz(_request: Request) -> Response:
    """Say whether the data can be served, and which."""
    try:
        atlas = served()
    except DataError as error:
        body = {"status": "unavailable", "problems": [problem.as_dict() for problem in error.problems]}
        return json_answer(body, 503)
    return json_answer({"status": "ok", "events": len(atlas.events), "data_version": atlas.data_version})


def events_geojson(request: Request) -> Response:
    """Give the filtered events as GeoJSON; ``fields`` keeps only some of their properties."""
    query, options = _options(request, {"download", "fields"})
    names = _fields(options.get("fields"))
    body = _events_geojson(served(), base_url(request), query, names)
    return answer(request, body, GEOJSON, headers=_download(query, options, "geojson"))


def events_csv(request: Request) -> Response:
    """Give the same rows as CSV."""
    query, options = _options(request, {"download"})
    body = _events_csv(served(), base_url(request), query)
    headers = _download(query, options, "csv")
    return answer(request, body, "text/csv; charset=utf-8; header=present", headers=headers)


def event(request: Request) -> Response:
    """Give one event with its distances to every boundary, what it answered and what answered it."""
    base = base_url(request)
    return answer(request, _event(served(), base, request.path_params["id"]), GEOJSON)


def boundaries_geojson(request: Request) -> Response:
    """Give the lines and areas, all or those named by ``id``."""
    unknown = [
        Problem(key, repr(value), "only the parameter id")
        for key, value in pairs_of(request)
        if key not in ("id", "v")
    ]
    if unknown:
        raise InputError(unknown)
    return answer(request, _boundaries(tuple(request.query_params.getlist("id"))), GEOJSON, DAY_S)


def measured(request: Request) -> Response:
    """Give the distances from one point to every boundary."""
    lon, lat = _point(pairs_of(request))
    return answer(request, Body.of(orjson.dumps(served().measure(lon, lat))), JSON)


def schema_json(request: Request) -> Response:
    """Give the codebook: every field, its type, unit, vocabulary and meaning, and the grammar of the filter."""
    book = {
        **schema.codebook(),
        "fields": [*schema.codebook()["fields"], *(asdict(field) for field in export.DERIVED)],
        "filter": [{"keys": term.keys, "about": term.about} for term in TERMS],
        "method": measure.METHOD,
    }
    return answer(request, Body.of(orjson.dumps(book)), JSON)


def not_found(request: Request) -> Response:
    """Answer an unknown address below /api as every other error."""
    raise HTTPException(404, f"no such address: {request.url.path}; see /api/schema.json and the README")


def script(request: Request) -> Response:
    """Give our own scripts as one file."""
    return answer(request, asset("atlas.js"), "text/javascript; charset=utf-8", DAY_S)


def stylesheet(request: Request) -> Response:
    """Give our own style sheet."""
    return answer(request, asset("atlas.css"), "text/css; charset=utf-8", DAY_S)


def style_json(request: Request) -> Response:
    """Give the style table that map and legend are drawn from."""
    return answer(request, asset("style.json"), JSON, DAY_S, OPEN)


def basemap_json(request: Request) -> Response:
    """Give the built-in base map: land, provinces, cities."""
    return answer(request, asset("basemap.json"), JSON, DAY_S, OPEN)


# --- How it is made ----------------------------------------------------------------------------------------


@lru_cache(maxsize=32)
def _events_geojson(atlas: Atlas, base: str, query: EventFilter, names: tuple[str, ...]) -> Body:
    selection = atlas.selection(query)
    return Body.of(export.geojson(selection.rows_with_urls(base), selection.metadata(base), names))


@lru_cache(maxsize=32)
def _events_csv(atlas: Atlas, base: str, query: EventFilter) -> Body:
    selection = atlas.selection(query)
    return Body.of(export.csv_bytes(selection.rows_with_urls(base), selection.metadata(base)))


@lru_cache(maxsize=256)
def _event(atlas: Atlas, base: str, event_id: str) -> Body:
    if event_id not in atlas.events.index:
        raise UnknownIdError("event", event_id)
    everything = atlas.selection(EventFilter())
    rows = everything.rows_with_urls(base).loc[[event_id]]
    feature = orjson.loads(next(export.features(rows)))
    feature["properties"]["distances"] = atlas.distances(event_id)
    feature["properties"]["zones"] = zones_of_event(atlas, event_id)
    feature["metadata"] = asdict(
        replace(
            everything.metadata(base),
            url=f"{base}/?event={event_id}",
            filter_text=feature["properties"]["title"],
            count=1,
        )
    )
    return Body.of(orjson.dumps(feature))


@lru_cache(maxsize=8)
def _boundaries(ids: tuple[str, ...]) -> Body:
    return Body.of(boundaries.boundaries_geojson(ids or None))


def _options(request: Request, names: set[str]) -> tuple[EventFilter, dict[str, str]]:
    """Tell the filter of a request from what is asked about its form."""
    pairs = pairs_of(request)
    own = [pair for pair in pairs if pair[0] in names]
    query, problems = read_query(
        [pair for pair in pairs if pair not in own], list(boundaries.load_boundaries().index)
    )
    problems += repeated(own)
    problems += [
        Problem(key, repr(value), "0 or 1") for key, value in own if key == "download" and value not in "01"
    ]
    if problems:
        raise InputError(problems)
    return query, dict(own)


def _point(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """Read lon and lat, and name every problem with them."""
    given = dict(pairs)
    problems = [
        Problem(key, repr(value), "only lon and lat") for key, value in pairs if key not in ("lon", "lat")
    ] + repeated(pairs)
    values = []
    for key, limit in (("lon", 180), ("lat", 90)):
        value, wrong = parse_degrees(key, given.get(key, ""), limit)
        problems += wrong
        values.append(value)
    if problems:
        raise InputError(problems)
    return values[0], values[1]


def _fields(asked: str | None) -> tuple[str, ...]:
    if asked is None:
        return export.PROPERTIES
    names = tuple(dict.fromkeys(asked.split(",")))
    wrong = [
        Problem("fields", repr(name), f"some of {', '.join(export.PROPERTIES)}")
        for name in names
        if name not in export.PROPERTIES
    ]
    if wrong:
        raise InputError(wrong)
    return names


def _download(query: EventFilter, options: dict[str, str], extension: str) -> dict[str, str]:
    headers = {"Link": '</api/schema.json>; rel="describedby"'}
    if options.get("download") == "1":
        headers["Content-Disposition"] = (
            f'attachment; filename="{served().selection(query).file_name(extension)}"'
        )
    return headers


class _Leaflet(StaticFiles):
    """Leaflet's own files, from the package that carries them unmodified."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = f"public, max-age={DAY_S}"
        return response


_READABLE = [
    Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD"],
        expose_headers=["ETag", "Link", "Content-Disposition"],
    )
]

ROUTES: list[BaseRoute] = [
    *api_embed.ROUTES,
    *api_pictures.ROUTES,
    Route("/healthz", healthz),
    Route("/assets/atlas.js", script),
    Route("/assets/atlas.css", stylesheet),
    Route("/assets/style.json", said(style_json)),
    Route("/assets/basemap.json", said(basemap_json)),
    Mount("/assets", _Leaflet(packages=[("js_lib_leaflet", "static/js_lib_leaflet")])),
    Mount(
        "/api",
        routes=[
            Route("/events.geojson", said(events_geojson)),
            Route("/events.csv", said(events_csv)),
            Route("/events/{id}", said(event)),
            Route("/boundaries.geojson", said(boundaries_geojson)),
            Route("/measure", said(measured)),
            Route("/schema.json", said(schema_json)),
            *api_escalation.ROUTES,
            Route("/{path:path}", said(not_found)),
        ],
        middleware=_READABLE,
    ),
]
"""All routes of the data face, for the launcher to mount."""
