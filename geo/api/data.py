"""The data face: cacheable GET routes for scripts, journalists and the maps themselves."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict
from functools import partial

import orjson
from cachetools.func import lru_cache
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from geo.api.answers import (
    DAY_S,
    JSON,
    answer,
    asked_for_file,
    attachment,
    base_url,
    is_set,
    pairs_of,
    said,
    stream,
)
from geo.api.spoken import data_language
from geo.api.waiting import heavy, heavy_parts
from geo.atlas.atlas import Atlas
from geo.atlas.fields import derived_schema
from geo.atlas.kept import kept_with_atlas
from geo.atlas.load import served
from geo.atlas.source import archived_atlas
from geo.atlas.texts import text_of
from geo.catalogue import codebook
from geo.catalogue.flat import flattened
from geo.catalogue.history import merged, no_event
from geo.catalogue.reports import REPORTS_SCHEMA
from geo.errors import InputError, Problem
from geo.escalation.zones import zones_of_event
from geo.formats.formats import FORMATS, WRITTEN, Format
from geo.formats.geojson import features
from geo.formats.rows import with_days, with_urls, with_whole
from geo.lines import boundaries, places
from geo.look.address import Address, read_address, read_own, read_position
from geo.look.arrival import without_sentence
from geo.query.filter import TERMS, EventFilter
from geo.query.reading import repeated
from geo.query.urls import event_page_url, language_pairs, own_url, with_pairs
from geo.web.assets import Body
from geo.words.table import Worded, say

# --- What is answered --------------------------------------------------------------------------------------


def events(request: Request, form: Format) -> Response:
    """Give the filtered events, of an earlier ``version`` if asked.

    Where a form can, ``fields`` keeps only some of their properties, and ``flat=1`` has no lists.
    """
    atlas = served()
    address = _read(request, atlas, ("download", "version", *(("fields", "flat") if form.fields else ())))
    version = address.last("version") or atlas.data_version
    if version != atlas.data_version:
        atlas = archived_atlas(version)
    query, names = address.filter, _fields(address.own.get("fields"), form)
    flat = is_set(address.own, "flat")
    headers = {"Link": f'<{own_url("/api/schema.json")}>; rel="describedby"'}
    if asked_for_file(address.own):
        headers |= attachment(atlas.selection(query).file_name(form.extension))
    base, media_type = base_url(request), form.media_type + form.parameters
    selection = atlas.selection(query)
    if selection.one_by_one:
        wanted = (atlas, base, query, form, names, flat)
        with heavy(request, wanted) if form.heavy else nullcontext():
            body = _events(*wanted)
        return answer(request, body, media_type, headers=headers)
    state = f"{atlas.data_version} {atlas.generated} {base} {query} {form.extension} {names} {flat}"
    with heavy(request, object()):
        parts = heavy_parts(request, form.parts(selection, base, names, flat))
        return stream(request, parts, state, media_type, headers)


def event(request: Request) -> Response:
    """Give one event with its distances to every boundary, what it answered and what answered it; ``lang`` is of metadata, distances and zones."""
    base, event_id = base_url(request), without_sentence(request.path_params["id"])
    if event_id in merged():
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(own_url(f"/api/events/{merged()[event_id]}") + query, 308)
    language = data_language(pairs_of(request))
    return answer(request, _event(served(), base, event_id, language), FORMATS["geojson"].media_type)


def boundaries_geojson(request: Request) -> Response:
    """Give the lines and areas, all or those named by ``id``."""
    return _geometries(request, _boundaries, "boundaries")


def places_geojson(request: Request) -> Response:
    """Give the gazetteer, all of it or the places named by ``id``."""
    return _geometries(request, _places, "places")


def _geometries(request: Request, make: Callable[[tuple[str, ...]], Body], what: str) -> Response:
    own, problems = read_own(pairs_of(request), ("id", "download"))
    if problems:
        raise InputError(problems)
    form = FORMATS["geojson"]
    headers = attachment(f"mdl-atlas_{what}.{form.extension}") if asked_for_file(own) else None
    return answer(request, make(own["id"]), form.media_type, DAY_S, headers)


def measured(request: Request) -> Response:
    """Give the distances from one point to every boundary; ``lang`` is of names and words."""
    pairs = pairs_of(request)
    keys = ("lon", "lat")
    own, problems = read_own(pairs, keys)
    (lon, lat), wrong = read_position(own)
    if problems := [*problems, *repeated(pairs, keys), *wrong]:
        raise InputError(problems)
    found = served().measure(lon, lat, language=data_language(pairs))
    return answer(request, Body.of(orjson.dumps(found)), JSON)


def schema_json(request: Request) -> Response:
    """Give the codebook: every field, its type, unit, vocabulary and meaning, the forms, the grammar of the filter."""
    book = {
        **codebook.codebook(),
        "fields": [*codebook.codebook()["fields"], *derived_schema()],
        "reports": codebook.codebook(REPORTS_SCHEMA),
        "places": places.schema_fields(),
        "forms": [
            {"path": form.path, "media_type": form.media_type, "most_events": form.most} for form in WRITTEN
        ],
        "filter": [{"keys": term.keys, "about": term.about} for term in TERMS],
        "method": say("method.distances"),
    }
    return answer(request, Body.of(orjson.dumps(book)), JSON)


# --- How it is made ----------------------------------------------------------------------------------------


@kept_with_atlas(64)
def _events(
    atlas: Atlas, base: str, query: EventFilter, form: Format, names: tuple[str, ...], flat: bool = False
) -> Body:
    return Body.of(form.make(atlas.selection(query), base, names, flat))


@kept_with_atlas(256)
def _event(atlas: Atlas, base: str, event_id: str, language: str = "en") -> Body:
    if not atlas.has_event(event_id):
        raise no_event(event_id)
    everything = atlas.selection(EventFilter())
    rows = with_days(flattened(with_urls(atlas.events_of([event_id]), base)))
    title = text_of(rows.iloc[0], "title", language)
    url = with_pairs(event_page_url(base, event_id), language_pairs(language))
    about = everything.metadata(base, language).about(title, url, language, filter_text=title, count=1)
    feature = orjson.loads(next(features(with_whole(rows, about))))
    feature["properties"]["distances"] = atlas.distances(event_id, language)
    feature["properties"]["zones"] = zones_of_event(atlas, event_id, language)
    feature["metadata"] = asdict(about)
    return Body.of(orjson.dumps(feature))


@lru_cache(maxsize=8)
def _boundaries(ids: tuple[str, ...]) -> Body:
    return Body.of(boundaries.boundaries_geojson(ids or None))


@lru_cache(maxsize=8)
def _places(ids: tuple[str, ...]) -> Body:
    return Body.of(places.places_geojson(ids or None))


def _read(request: Request, atlas: Atlas, names: tuple[str, ...]) -> Address:
    """Read the filter of a request and what it asks about its form."""
    pairs = pairs_of(request)
    address = read_address(pairs, atlas.boundary_ids, names, view=False)
    if problems := [*address.problems, *repeated(pairs, names)]:
        raise InputError(problems)
    return address


def _fields(asked: tuple[str, ...] | None, form: Format) -> tuple[str, ...]:
    if not asked:
        return form.fields
    names = tuple(dict.fromkeys(asked[-1].split(",")))
    wrong = [
        Problem("fields", repr(name), Worded("wanted.some_of", allowed=", ".join(form.fields)))
        for name in names
        if name not in form.fields
    ]
    if wrong:
        raise InputError(wrong)
    return names


ROUTES: list[BaseRoute] = [
    *(Route(form.path.removeprefix("/api"), said(partial(events, form=form))) for form in WRITTEN),
    Route("/events/{id}", said(event)),
    Route("/boundaries.geojson", said(boundaries_geojson)),
    Route("/places.geojson", said(places_geojson)),
    Route("/measure", said(measured)),
    Route("/schema.json", said(schema_json)),
]
"""Below /api."""
