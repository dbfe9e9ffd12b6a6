"""The routes of what a reader brought, for the map of the same session: below a path that nobody else knows, kept nowhere."""

from __future__ import annotations

from collections.abc import Callable

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.api.answers import answer, base_url, pairs_of, said
from geo.api.bands import nearest_of
from geo.api.marks import marks_of
from geo.api.spoken import data_language
from geo.atlas.atlas import Atlas
from geo.brought.held import BROUGHT, held
from geo.catalogue.flat import flattened
from geo.errors import InputError, UnknownIdError
from geo.formats.formats import FORMATS
from geo.formats.geojson import features, geojson
from geo.formats.rows import with_days, with_urls, with_whole
from geo.look.address import read_address
from geo.look.spots import OTHER
from geo.query.filter import EventFilter
from geo.web.assets import Body, mark_fields

_PRIVATE = {"Cache-Control": "private, no-store", "Cross-Origin-Resource-Policy": "same-origin"}
GEOJSON = FORMATS["geojson"].media_type


def events(request: Request, atlas: Atlas) -> Response:
    """Give what of the filtered rows can stand on a map."""
    address = read_address(pairs_of(request), atlas.boundary_ids, {"fields", "v"}, view=False)
    if address.problems:
        raise InputError(address.problems)
    selection = atlas.selection(address.filter)
    rows = selection.rows
    shown = rows[rows["lon"].notna() | rows["place_id"].notna()]
    # Its map asks for the fields that it draws, in the language of its reader.
    language = "ko" if "title_ko" in (address.last("fields") or "") else "en"
    rows, fields = with_days(_with_kind(shown)), mark_fields(selection, language)
    parts = geojson([rows], selection.metadata(base_url(request)), fields)
    return answer(request, Body.of(b"".join(parts)), GEOJSON)


def event(request: Request, atlas: Atlas) -> Response:
    """Give one row with its distances to every boundary."""
    event_id = request.path_params["id"]
    if not atlas.has_event(event_id):
        raise UnknownIdError("event", event_id)
    rows = with_days(flattened(with_urls(_with_kind(atlas.events_of([event_id])), "")))
    about = atlas.selection(EventFilter()).metadata(base_url(request))
    feature = orjson.loads(next(features(with_whole(rows, about))))
    language = data_language(pairs_of(request))
    feature["properties"]["distances"] = atlas.distances(event_id, language)
    return answer(request, Body.of(orjson.dumps(feature)), GEOJSON)


def _with_kind(rows):
    return rows.assign(category=rows["category"].astype(object).fillna(OTHER))


def _of_session(handler: Callable[[Request, Atlas], Response]) -> Callable[[Request], Response]:
    """Give a handler the atlas of the token, and let nobody keep what it answers."""
    of_token = said(lambda request: handler(request, held(request.path_params["token"])))

    def handle(request: Request) -> Response:
        response = of_token(request)
        response.headers.update(_PRIVATE)
        return response

    return handle


ROUTES: list[BaseRoute] = [
    Route(f"{BROUGHT}/{{token}}/{name}", _of_session(handler))
    for name, handler in (
        ("events.geojson", events),
        ("events/{id}", event),
        ("nearest.json", nearest_of),
        ("marks.json", marks_of),
    )
]
