"""The routes of the distance layer: bands round a line or place, and the nearest point of it to each drawn event."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.api.answers import DAY_S, JSON, answer, pairs_of, said
from geo.atlas.atlas import Atlas
from geo.atlas.kept import kept_with_atlas
from geo.atlas.load import served
from geo.errors import InputError, Problem
from geo.formats.formats import FORMATS
from geo.look.address import read_address, read_own
from geo.look.distance import BANDS_KM, BANDS_WANTED, LINE_WANTED, parse_bands, parse_line
from geo.query.filter import EventFilter
from geo.query.reading import repeated
from geo.web.assets import Body
from geo.web.distance import bands_collection, nearest_table

OWN = ("id", "km", "v")
"""``v`` is the mark by which a cache tells one state of the catalogue from another."""


def bands_geojson(request: Request) -> Response:
    """Give the areas within some distances, ``km``, of one boundary, ``id``."""
    pairs = pairs_of(request)
    own, problems = read_own(pairs, OWN)
    line, bands_km = _read(own, [*problems, *repeated(pairs, OWN)])
    return answer(request, _bands(served(), line, bands_km), FORMATS["geojson"].media_type, DAY_S)


def nearest_json(request: Request) -> Response:
    """Give the nearest point of one boundary, ``id``, to each drawn event of a filter, and the bands of ``km`` it may lie in."""
    return nearest_of(request, served())


def nearest_of(request: Request, atlas: Atlas) -> Response:
    """Give the same of any atlas."""
    pairs = pairs_of(request)
    address = read_address(pairs, atlas.boundary_ids, OWN, view=False)
    line, bands_km = _read(address.own, [*address.problems, *repeated(pairs, OWN)])
    return answer(request, _nearest(atlas, address.filter, line, bands_km), JSON)


def _read(own: Any, problems: list[Problem]) -> tuple[str, tuple[float, ...]]:
    """Return the boundary and the edges of the bands that a request names; its last word counts for each."""
    line, bands_km = "", BANDS_KM
    try:
        line = parse_line(own["id"][-1] if own["id"] else "")
    except ValueError:
        problems = [*problems, Problem("id", repr(own["id"][-1] if own["id"] else ""), LINE_WANTED)]
    try:
        bands_km = parse_bands(own["km"][-1]) if own["km"] else BANDS_KM
    except ValueError:
        problems = [*problems, Problem("km", repr(own["km"][-1]), BANDS_WANTED)]
    if problems:
        raise InputError(problems)
    return line, bands_km


@kept_with_atlas(64)
def _bands(atlas: Atlas, line: str, bands_km: tuple[float, ...]) -> Body:
    return Body.of(orjson.dumps(bands_collection(atlas, line, bands_km)))


@kept_with_atlas(64)
def _nearest(atlas: Atlas, wanted: EventFilter, line: str, bands_km: tuple[float, ...]) -> Body:
    return Body.of(orjson.dumps(nearest_table(atlas.selection(wanted), line, bands_km)))


ROUTES: list[BaseRoute] = [
    Route("/bands.geojson", said(bands_geojson)),
    Route("/nearest.json", said(nearest_json)),
]
"""Below /api."""
