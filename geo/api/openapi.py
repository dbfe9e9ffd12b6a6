"""The OpenAPI 3.1 description of the routes, made of the tables that the routes read: filter, view, formats, citations.

What a route does and answers is its docstring and one row of `OPERATIONS`; a test holds the rows to the routes that there are.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.routing import BaseRoute, Route

from geo.api.answers import JSON
from geo.atlas.metadata import LICENCE_NAME, LICENCE_URL, TITLE
from geo.catalogue import codebook
from geo.catalogue.checked import STATES
from geo.formats.citing import CITATION_FORMS
from geo.formats.feed import MEDIA_TYPE
from geo.formats.formats import DRAWN, FORMATS, WRITTEN
from geo.look.view import KEYS as VIEW_KEYS
from geo.look.view import wanted_of
from geo.query.filter import TERMS

PROBLEM = "application/problem+json"
GEOJSON = FORMATS["geojson"].media_type
OWN = {
    "around": ("what the ring is around: the number of a point, or the id of a line or area", "1"),
    "chain": ("id of an event of the chain that is wanted", "2024-06-09-rok-resumes-loudspeakers"),
    "date": ("a day as YYYY-MM-DD", "2024-06-09"),
    "download": ("1 for a file with a name", "1"),
    "event": ("id of an event", "1953-07-27-armistice-signed"),
    "fields": ("some of the properties, separated by commas", "title,date"),
    "flat": ("1 for lists as text", "1"),
    "format": ("the form", None),
    "id": ("id of a line, area or place", "mdl"),
    "km": ("edges of the bands, km, separated by commas", "5,10"),
    "lang": ("the language of names and words, en or ko; what the catalogue has in both stays in both", "ko"),
    "lat": ("latitude in degrees, WGS 84", "37.9"),
    "lon": ("longitude in degrees, WGS 84", "126.7"),
    "maxheight": ("the greatest height of the frame, pixels", "600"),
    "maxwidth": ("the greatest width of the frame, pixels", "800"),
    "path": ("1 to measure along the points", "1"),
    "point": (
        "a point as people write it: lon,lat or any other form of coordinates, several by repeating the key",
        "126.7,37.9",
    ),
    "ring": ("radius of a ring, km", "5"),
    "since": ("a data version", None),
    "to": ("ids of the lines to measure to", "mdl"),
    "type": ("a type of event", "tunnel"),
    "url": ("the address of a page of this site", None),
    "version": (
        "an earlier data version whose rows are wanted, of those that /api/changes.json names",
        "2026-07-05-8a6bde0d",
    ),
    "v": ("a mark by which a cache tells one state of the catalogue from another", None),
    "zoom": ("zoom of a web map, a whole number", "7"),
}
"""The keys that are neither of the filter nor of the view: what each means, and an example."""


@dataclass(frozen=True)
class Operation:
    """What a route reads and answers."""

    media_types: tuple[str, ...]
    filter: bool = False
    view: bool = False
    own: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Those of the own keys without which there is no answer."""
    refused: str = PROBLEM
    """How a refusal is said."""
    more: tuple[int, ...] = ()
    """Further statuses, beside 200, 304, 400 and 503."""


OPERATIONS: dict[str, Operation] = {
    **{
        form.path: Operation(
            (form.media_type,),
            filter=True,
            own=("download", "version", *(("fields", "flat", "v") if form.fields else ())),
            more=(404,),
        )
        for form in WRITTEN
    },
    "/api/events/{id}": Operation((GEOJSON,), own=("lang",), more=(308, 404, 410)),
    "/api/boundaries.geojson": Operation((GEOJSON,), own=("id", "v"), more=(404,)),
    "/api/places.geojson": Operation((GEOJSON,), own=("id", "v"), more=(404,)),
    "/api/measure": Operation((JSON,), own=("lon", "lat", "lang"), needs=("lon", "lat")),
    "/api/schema.json": Operation((JSON,)),
    "/api/bands.geojson": Operation((GEOJSON,), own=("id", "km", "v"), needs=("id",)),
    "/api/nearest.json": Operation((JSON,), filter=True, own=("id", "km", "v"), needs=("id",)),
    "/api/chains.json": Operation((JSON,), filter=True),
    "/api/as-of.json": Operation((JSON,), own=("date", "lon", "lat", "type"), needs=("date",)),
    "/api/cite": Operation(
        tuple(form.media_type for form in CITATION_FORMS.values()),
        filter=True,
        own=("event", "format", "download", "lang"),
        more=(404,),
    ),
    "/api/changes.json": Operation((JSON,), own=("since",), more=(404,)),
    "/api/marks.json": Operation((JSON,), filter=True, own=("zoom", "v"), needs=("zoom",)),
    "/api/measure.geojson": Operation(
        (GEOJSON,),
        filter=True,
        own=("point", "path", "ring", "around", "to", "download", "v", "lang"),
    ),
    "/api/openapi.json": Operation((JSON,)),
    "/embed": Operation(("text/html",), filter=True, view=True, refused="text/html"),
    "/map.html": Operation(
        ("text/html",), filter=True, view=True, own=("download",), refused="text/html", more=(429,)
    ),
    "/oembed": Operation(
        (JSON,), own=("url", "format", "maxwidth", "maxheight"), needs=("url",), more=(404, 501)
    ),
    **{
        form.path: Operation(
            (form.media_type,), filter=True, view=True, own=("event", "download"), more=(404, 429)
        )
        for form in DRAWN
    },
    **{
        f"/chain.{form.extension}": Operation(
            (form.media_type,), filter=True, view=True, own=("chain", "download"), more=(404, 429)
        )
        for form in DRAWN
    },
    **{
        f"/measure.{form.extension}": Operation(
            (form.media_type,),
            filter=True,
            view=True,
            own=("point", "path", "ring", "around", "to", "download"),
            more=(404, 429),
        )
        for form in DRAWN
    },
    **{
        f"/multiples.{form.extension}": Operation(
            (form.media_type,), filter=True, view=True, own=("event", "download"), more=(404, 429)
        )
        for form in DRAWN
    },
    "/feed.atom": Operation((MEDIA_TYPE,), filter=True, own=("lang",)),
    "/healthz": Operation((JSON,)),
    "/metrics": Operation(("text/plain",)),
}
"""Every route that answers with data, by its path; /map, which leads to the first page, is not one."""


def description(base: str, routes: dict[str, str]) -> dict[str, Any]:
    """Return the description.

    Parameters
    ----------
    base : str
        The public address of the atlas, without a slash at the end.
    routes : dict
        Path to the docstring of what answers there.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "version": "1",
            "description": "Read only; no key is needed. Equal requests have equal answers, with an ETag.",
            "license": {"name": LICENCE_NAME, "url": LICENCE_URL},
        },
        "servers": [{"url": base}],
        "paths": {
            path: {"get": _operation(path, OPERATIONS[path], about)}
            for path, about in routes.items()
            if path in OPERATIONS
        },
        "components": {
            "schemas": {
                "Problem": {
                    "type": "object",
                    "description": "RFC 9457 problem details; in Korean where the address says lang=ko.",
                    "required": ["type", "title", "status", "detail"],
                    "properties": {
                        "type": {"type": "string"},
                        "title": {"type": "string"},
                        "status": {"type": "integer"},
                        "detail": {"type": "string"},
                        "problems": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "required": ["where", "found", "wanted"],
                                "properties": {
                                    name: {"type": "string"} for name in ("where", "found", "wanted")
                                },
                            },
                        },
                    },
                }
            }
        },
    }


def _operation(path: str, operation: Operation, about: str) -> dict[str, Any]:
    parameters = [*_of_path(path), *_own(operation)]
    if operation.filter:
        parameters += _of_filter({one["name"] for one in parameters})
    if operation.view:
        parameters += _of_view()
    refusal = {"schema": {"$ref": "#/components/schemas/Problem"}} if operation.refused == PROBLEM else {}
    problem = {"description": "Every problem of the request.", "content": {operation.refused: refusal}}
    other = {
        "description": "Why there is no answer.",
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    answers = {
        "200": {"description": "The answer.", "content": {kind: {} for kind in operation.media_types}},
        "304": {"description": "The asker has it already."},
        "400": problem,
        "503": other
        if path != "/healthz"
        else {"description": "Not yet, or not at all.", "content": {JSON: {}}},
    }
    for status in operation.more:
        answers[str(status)] = {"description": "It is at another address now."} if status == 308 else other
    return {
        "summary": about.strip().partition("\n")[0],
        "operationId": path.strip("/").replace("/", "-").replace(".", "-").replace("{", "").replace("}", ""),
        "parameters": parameters,
        "responses": answers,
    }


def _of_path(path: str) -> Iterator[dict[str, Any]]:
    if "{id}" in path:
        yield _parameter("id", OWN["event"][0], OWN["event"][1], required=True, where="path")


def _own(operation: Operation) -> Iterator[dict[str, Any]]:
    for key in operation.own:
        about, example = OWN[key]
        yield _parameter(key, about, example, required=key in operation.needs)


def _of_filter(taken: set[str]) -> Iterator[dict[str, Any]]:
    for term in TERMS:
        for key in term.keys:
            if key not in taken:
                yield _parameter(key, term.about, None, values=_vocabulary(term.attribute))


def _vocabulary(attribute: str) -> list[str] | None:
    if attribute == "checked":
        return list(STATES)
    column = "location_precision" if attribute == "precision" else attribute
    return (
        list(codebook.vocabulary(column))
        if attribute in ("category", "type", "initiator", "confidence", "precision")
        else None
    )


def _of_view() -> Iterator[dict[str, Any]]:
    for key in VIEW_KEYS:
        yield _parameter(key, wanted_of(key), None)


def _parameter(
    name: str,
    about: str,
    example: str | None,
    required: bool = False,
    where: str = "query",
    values: list[str] | None = None,
) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if values:
        schema = {"type": "array", "items": {"type": "string", "enum": values}}
    told = {"name": name, "in": where, "description": about, "required": required, "schema": schema}
    return told | ({"example": example} if example else {})


def documented(routes: list[BaseRoute], before: str = "") -> dict[str, str]:
    """Return path to docstring of every route below some routes."""
    found: dict[str, str] = {}
    for route in routes:
        path = before + getattr(route, "path", "")
        if getattr(route, "routes", None):
            found |= documented(route.routes, path)
        elif isinstance(route, Route):
            endpoint = inspect.unwrap(route.endpoint)
            found[path] = inspect.getdoc(getattr(endpoint, "func", endpoint)) or ""
    return found
