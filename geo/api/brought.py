"""The routes of what a reader brought, for the page of the same session: below a path that nobody else knows, kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.api.answers import answer, attachment, base_url, pairs_of, said, stream
from geo.api.bands import nearest_of
from geo.api.marks import marks_of
from geo.api.spoken import data_language
from geo.api.waiting import heavy, heavy_parts
from geo.atlas.fields import ORIGIN
from geo.atlas.selection import Selection
from geo.brought.held import BROUGHT, Room, held
from geo.brought.taking import table_with_distances
from geo.catalogue.flat import flattened
from geo.errors import InputError, UnknownIdError
from geo.formats.formats import FORMATS, WRITTEN, Format
from geo.formats.geojson import features, geojson
from geo.formats.rows import with_days, with_urls, with_whole
from geo.look.address import read_address
from geo.query.columns import OTHER
from geo.query.filter import EventFilter
from geo.web.assets import KOREAN_FIELDS, Body, mark_fields

_PRIVATE = {"Cache-Control": "private, no-store", "Cross-Origin-Resource-Policy": "same-origin"}
GEOJSON, CSV = FORMATS["geojson"].media_type, FORMATS["csv"].media_type


def events(request: Request, room: Room) -> Response:
    """Give what of the filtered rows can stand on a map."""
    selection = _wanted(request, room, {"fields", "v"})
    rows = selection.rows
    shown = rows[rows["lon"].notna() | rows["place_id"].notna()]
    # Its map asks for the fields that it draws, in the language of its reader.
    asked = dict(pairs_of(request)).get("fields", "")
    names = mark_fields(selection, "ko" if KOREAN_FIELDS["title"] in asked.split(",") else "en")
    names = (*names, ORIGIN.name) if room.atlas.beside else names
    parts = geojson([with_days(_with_kind(shown))], selection.metadata(base_url(request)), names)
    return answer(request, Body.of(b"".join(parts)), GEOJSON)


def event(request: Request, room: Room) -> Response:
    """Give one row with its distances to every boundary."""
    event_id, atlas = request.path_params["id"], room.atlas
    if not atlas.has_event(event_id):
        raise UnknownIdError("event", event_id)
    rows = with_days(flattened(with_urls(_with_kind(atlas.events_of([event_id])), "")))
    about = atlas.selection(EventFilter()).metadata(base_url(request))
    feature = orjson.loads(next(features(with_whole(rows, about))))
    language = data_language(pairs_of(request))
    feature["properties"]["distances"] = atlas.distances(event_id, language)
    return answer(request, Body.of(orjson.dumps(feature)), GEOJSON)


def file(request: Request, room: Room, form: Format) -> Response:
    """Give the filtered rows as a file, written while it is sent."""
    selection, base = _wanted(request, room), base_url(request)
    name = selection.file_name(form.extension, ("both",) if room.atlas.beside else ())
    return _sent(request, form.parts(selection, base), name, form.media_type + form.parameters)


def own_rows(request: Request, room: Room) -> Response:
    """Give the filtered rows of the file with every column as it came, and distances beside."""
    wanted = _wanted(request, room).wanted
    selection = room.read.atlas.selection(wanted)
    parts = table_with_distances(room.read, selection)
    return _sent(request, parts, selection.file_name("csv", ("own-rows",)), CSV)


def _wanted(request: Request, room: Room, more: set[str] = frozenset()) -> Selection:
    address = read_address(pairs_of(request), room.atlas.boundary_ids, more, view=False)
    if address.problems:
        raise InputError(address.problems)
    return room.atlas.selection(address.filter)


def _sent(request: Request, parts: Iterator[bytes], name: str, media_type: str) -> Response:
    with heavy(request, object()):
        return stream(request, heavy_parts(request, parts), name, media_type, attachment(name))


def _with_kind(rows):
    return rows.assign(category=rows["category"].astype(object).fillna(OTHER))


def _of_session(handler: Callable[[Request, Room], Response]) -> Callable[[Request], Response]:
    """Give a handler the room of the token, and let nobody keep what it answers."""
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
        ("nearest.json", lambda request, room: nearest_of(request, room.atlas)),
        ("marks.json", lambda request, room: marks_of(request, room.atlas)),
        *((f"files/events.{form.extension}", partial(file, form=form)) for form in WRITTEN),
        ("files/own-rows.csv", own_rows),
    )
]
