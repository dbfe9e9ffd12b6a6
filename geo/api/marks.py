"""The route of the map's marks by view: what lies in each cell, where there are too many events to send one by one."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.api.answers import JSON, answer, pairs_of, said
from geo.atlas.atlas import Atlas
from geo.atlas.kept import kept_with_atlas
from geo.atlas.load import served
from geo.errors import InputError, Problem
from geo.look.address import read_address
from geo.look.spots import KINDS, Spot, in_cells
from geo.query.columns import PLACED
from geo.query.filter import EventFilter
from geo.query.reading import repeated
from geo.web.assets import Body
from geo.words.table import Worded

ZOOM_MOST = 18
DECIMALS = 5
"""Of a degree: 1 m, a fifth of a pixel at the highest zoom."""


def marks_json(request: Request) -> Response:
    """Give counts by category in the cells of a view: the filter's ``bbox`` at a whole ``zoom``."""
    return marks_of(request, served())


def marks_of(request: Request, atlas: Atlas) -> Response:
    """Give the same of any atlas."""
    pairs = pairs_of(request)
    address = read_address(pairs, atlas.boundary_ids, ("zoom",), view=False)
    zoom, wrong = _zoom(address.own["zoom"])
    problems = [*address.problems, *repeated(pairs, ("zoom",)), *wrong]
    if problems:
        raise InputError(problems)
    return answer(request, _marks(atlas, address.filter, zoom), JSON)


def _zoom(values: tuple[str, ...]) -> tuple[int, list[Problem]]:
    text = values[-1] if values else ""
    if text.isascii() and text.isdigit() and int(text[:3]) <= ZOOM_MOST:
        return int(text), []
    return 0, [Problem("zoom", repr(text), Worded("wanted.whole", least=0, most=ZOOM_MOST))]


@kept_with_atlas(256)
def _marks(atlas: Atlas, wanted: EventFilter, zoom: int) -> Body:
    found = in_cells(atlas.selection(wanted), zoom)
    return Body.of(
        orjson.dumps(
            {
                "metadata": {
                    "filter": wanted.to_query(),
                    "placed": sum(spot.count for spot in found),
                    "data_version": atlas.data_version,
                    "zoom": zoom,
                },
                "categories": KINDS,
                "precisions": PLACED,
                "spots": [_row(spot) for spot in found],
                **({"own": [at for at, spot in enumerate(found) if spot.own]} if atlas.beside else {}),
            }
        )
    )


def _row(spot: Spot) -> list[Any]:
    """Return a spot as longitude, latitude, precision, id of a lone event or null, then category and count in turn."""
    counts = [number for key, count in spot.counts.items() for number in (KINDS.index(key), count)]
    alone = spot.members[0] if spot.count == 1 and spot.members else None
    at = (round(spot.lon, DECIMALS), round(spot.lat, DECIMALS))
    return [*at, PLACED.index(spot.precision), alone, *counts]


ROUTES: list[BaseRoute] = [Route("/marks.json", said(marks_json))]
"""Below /api."""
