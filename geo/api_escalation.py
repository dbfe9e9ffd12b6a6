"""The routes of action and reaction: chains, and what was in force on a day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo import schema
from geo.assets import Body
from geo.atlas import Atlas
from geo.errors import InputError, Problem
from geo.escalation import as_of_document, chains_document, zones_of_point
from geo.filters import EventFilter, parse_day
from geo.http import JSON, answer, base_url, pairs_of, parse_degrees, repeated, said, served


def chains_json(request: Request) -> Response:
    """Give the chains of the filtered events with their links and days."""
    atlas = served()
    wanted = EventFilter.from_query(pairs_of(request), atlas.boundary_ids)
    return answer(request, _chains(atlas, base_url(request), wanted), JSON)


def as_of_json(request: Request) -> Response:
    """Give agreements, channels, practices and zones as they stood on a day; with lon and lat those around a point."""
    atlas = served()
    asked = _asked(pairs_of(request))
    return answer(request, _as_of(atlas, base_url(request), *asked), JSON)


@lru_cache(maxsize=32)
def _chains(atlas: Atlas, base: str, wanted: EventFilter) -> Body:
    return Body.of(orjson.dumps(chains_document(atlas.selection(wanted), base)))


@lru_cache(maxsize=256)
def _as_of(
    atlas: Atlas, base: str, day: date, lon: float | None, lat: float | None, event_type: str | None
) -> Body:
    told = as_of_document(atlas, day, base)
    if lon is not None and lat is not None:
        told["point"] = [lon, lat]
        told["around"] = zones_of_point(atlas, day, lon, lat, event_type)
        told["inside"] = [zone["id"] for zone in told["around"] if zone["in_force"]]
    return Body.of(orjson.dumps(told))


def _asked(pairs: list[tuple[str, str]]) -> tuple[date, float | None, float | None, str | None]:
    """Read date, lon and lat, and type, and name every problem with them."""
    keys = ("date", "lon", "lat", "type")
    given = dict(pairs)
    problems = repeated(pairs)
    problems += [
        Problem(key, repr(value), f"only {', '.join(keys)}") for key, value in pairs if key not in keys
    ]
    values: dict[str, Any] = dict.fromkeys(keys)
    try:
        values["date"] = parse_day(given.get("date", ""))
    except ValueError:
        problems.append(Problem("date", repr(given.get("date", "")), "a day as YYYY-MM-DD"))
    if "lon" in given or "lat" in given:
        for key, limit in (("lon", 180), ("lat", 90)):
            values[key], wrong = parse_degrees(key, given.get(key, ""), limit)
            problems += wrong
    if "type" in given:
        values["type"] = given["type"]
        allowed = schema.vocabulary("type")
        if given["type"] not in allowed:
            problems.append(Problem("type", repr(given["type"]), f"one of {', '.join(allowed)}"))
    if problems:
        raise InputError(problems)
    return tuple(values[key] for key in keys)


ROUTES: list[BaseRoute] = [
    Route("/chains.json", said(chains_json)),
    Route("/as-of.json", said(as_of_json)),
]
"""Below /api."""
