"""The routes of citing and following: citations, what changed between two versions, the Atom feed."""

from __future__ import annotations

from dataclasses import asdict

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.api.answers import JSON, answer, asked_for_file, attachment, base_url, pairs_of, said
from geo.api.spoken import data_language
from geo.atlas.atlas import Atlas
from geo.atlas.kept import kept_with_atlas
from geo.atlas.load import served
from geo.catalogue.history import changes, changes_since, no_event, versions
from geo.errors import InputError, Problem
from geo.formats.citing import CITATION_FORMS, cited_event, cited_selection
from geo.formats.feed import MEDIA_TYPE, feed
from geo.look.address import read_address, read_own
from geo.query.filter import EventFilter
from geo.query.reading import repeated
from geo.web.assets import Body
from geo.words.lists import one_of


def cite(request: Request) -> Response:
    """Give the citation of the rows of a filter, or of one ``event``, in one of `CITATION_FORMS`; ``lang`` is of its title."""
    pairs, atlas, names = pairs_of(request), served(), ("event", "format", "download")
    language = data_language(pairs)
    address = read_address(pairs, atlas.boundary_ids, names, view=False)
    problems = [*address.problems, *repeated(pairs, names)]
    form = address.last("format") or "csl"
    if form not in CITATION_FORMS:
        problems.append(Problem("format", repr(form), one_of(CITATION_FORMS)))
    try:
        is_file = asked_for_file(address.own)
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(problems)
    event = address.last("event")
    if event is not None and not atlas.has_event(event):
        raise no_event(event)
    known = CITATION_FORMS[form]
    body = _cited(atlas, base_url(request), address.filter, event, form, language)
    name = event or atlas.selection(address.filter).file_name(known.extension).rpartition(".")[0]
    headers = attachment(f"{name}.{known.extension}") if is_file else {}
    return answer(request, body, f"{known.media_type}; charset=utf-8", headers=headers)


@kept_with_atlas(64)
def _cited(
    atlas: Atlas, base: str, wanted: EventFilter, event: str | None, form: str, language: str = "en"
) -> Body:
    selection = atlas.selection(wanted)
    if event:
        item = cited_event(selection, atlas.event(event), base, language)
    else:
        item = cited_selection(selection, base, language)
    return Body.of(CITATION_FORMS[form].write(item).encode())


def changes_json(request: Request) -> Response:
    """Give what became of events after the version ``since``; without it every change, and the versions that there were."""
    pairs = pairs_of(request)
    own, problems = read_own(pairs, ("since",))
    if problems := [*problems, *repeated(pairs, ("since",))]:
        raise InputError(problems)
    found = changes_since(own["since"][0]) if own["since"] else changes()
    told = {
        "data_version": served().data_version,
        "versions": [asdict(version) for version in versions()],
        "changes": [asdict(change) for change in found],
    }
    return answer(request, Body.of(orjson.dumps(told)), JSON)


def feed_atom(request: Request) -> Response:
    """Give what was added and corrected among the events of a filter as Atom; ``lang`` is of titles and summaries."""
    atlas, pairs = served(), pairs_of(request)
    address = read_address(pairs, atlas.boundary_ids, view=False)
    if address.problems:
        raise InputError(address.problems)
    body = _feed(atlas, base_url(request), address.filter, data_language(pairs))
    return answer(request, body, f"{MEDIA_TYPE}; charset=utf-8")


@kept_with_atlas(64)
def _feed(atlas: Atlas, base: str, wanted: EventFilter, language: str = "en") -> Body:
    return Body.of(feed(atlas.selection(wanted), changes(), base, language))


ROUTES: list[BaseRoute] = [Route("/cite", said(cite)), Route("/changes.json", said(changes_json))]
"""Below /api."""
FEED: list[BaseRoute] = [Route("/feed.atom", said(feed_atom))]
