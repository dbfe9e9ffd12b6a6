"""The routes of action and reaction: chains, and what was in force on a day."""

from __future__ import annotations

from datetime import date

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.api.answers import JSON, answer, base_url, pairs_of, said
from geo.atlas.atlas import Atlas
from geo.atlas.kept import kept_with_atlas
from geo.atlas.load import served
from geo.catalogue import codebook
from geo.errors import InputError, Problem
from geo.escalation.as_of import as_of_document
from geo.escalation.chains import answers_of
from geo.escalation.chains_document import chains_document
from geo.escalation.zones import zones_of_point
from geo.look.address import read_address, read_own, read_position
from geo.query.filter import EventFilter
from geo.query.reading import parse_day, repeated
from geo.web.assets import Body
from geo.words.lists import one_of
from geo.words.table import Worded


def chains_json(request: Request) -> Response:
    """Give the chains of the filtered events with their links and days."""
    atlas = served()
    address = read_address(pairs_of(request), atlas.boundary_ids, view=False)
    if address.problems:
        raise InputError(address.problems)
    return answer(request, _chains(atlas, base_url(request), address.filter), JSON)


def as_of_json(request: Request) -> Response:
    """Give agreements, channels, practices and zones as they stood on a day; with lon and lat those around a point."""
    atlas = served()
    asked = _asked(pairs_of(request))
    return answer(request, _as_of(atlas, base_url(request), *asked), JSON)


@kept_with_atlas(32)
def _chains(atlas: Atlas, base: str, wanted: EventFilter) -> Body:
    return Body.of(orjson.dumps(chains_document(answers_of(atlas.selection(wanted)), base)))


@kept_with_atlas(256)
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
    own, unknown = read_own(pairs, keys)
    problems = [*repeated(pairs, keys), *unknown]
    day_text = own["date"][-1] if own["date"] else ""
    try:
        day = parse_day(day_text)
    except ValueError:
        problems.append(Problem("date", repr(day_text), Worded("wanted.day")))
    lon, lat = None, None
    if own["lon"] or own["lat"]:
        (lon, lat), wrong = read_position(own)
        problems += wrong
    event_type = own["type"][-1] if own["type"] else None
    allowed = codebook.vocabulary("type")
    if event_type is not None and event_type not in allowed:
        problems.append(Problem("type", repr(event_type), one_of(allowed)))
    if problems:
        raise InputError(problems)
    return day, lon, lat, event_type


ROUTES: list[BaseRoute] = [
    Route("/chains.json", said(chains_json)),
    Route("/as-of.json", said(as_of_json)),
]
"""Below /api."""
