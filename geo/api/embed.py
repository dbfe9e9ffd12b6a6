"""The routes of the embed, the offline map and oEmbed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.api.answers import (
    JSON,
    answer,
    asked_for_file,
    attachment,
    base_url,
    pairs_of,
    problem,
    said,
    said_language,
)
from geo.api.spoken import spoken
from geo.api.waiting import heavy
from geo.atlas.atlas import Atlas
from geo.atlas.kept import kept_with_atlas
from geo.atlas.load import served
from geo.errors import InputError, Problem
from geo.look.address import Address, read_address, unknown_events, view_url
from geo.look.view import View
from geo.query.filter import EventFilter
from geo.query.urls import with_pairs
from geo.web import embed, offline
from geo.web.assets import Body
from geo.web.oembed import CACHE_S, EMBED, oembed_answer, oembed_link
from geo.web.page import page_view, refused_html
from geo.words.table import Worded

HTML = "text/html; charset=utf-8"
LARGEST_PX = 100_000


def embedded(request: Request) -> Response:
    """Give the light page of a filtered view, for a frame."""
    atlas, base, language = served(), base_url(request), spoken(request)
    address = _read(request, atlas)
    event = address.last("event")
    plain = view_url("", EMBED, address.filter, address.view, event)
    headers = {
        "Content-Security-Policy": embed.POLICY,
        # A page that is cut off from all others frames only what is cut off too.
        "Cross-Origin-Embedder-Policy": "require-corp",
        **oembed_link(base, with_pairs(plain, [("lang", language.language)] if language.said else [])),
        **language.headers,
    }
    view = replace(address.view, lang=language.language)
    body = _embed(atlas, base, address.filter, view, event, language.said)
    return answer(request, body, HTML, headers=headers)


def offline_map(request: Request) -> Response:
    """Give the same view as one file that opens offline; ``download=1`` for a file name."""
    atlas = served()
    address = _read(request, atlas, "download")
    headers = {}
    if asked_for_file(address.own):
        headers = attachment(atlas.selection(address.filter).file_name("html"))
    wanted = (
        *(atlas, base_url(request), address.filter, address.view),
        *(address.last("event"), spoken(request).said),
    )
    with heavy(request, wanted):
        body = _offline(*wanted)
    return answer(request, body, HTML, headers=headers)


def oembed(request: Request) -> Response:
    """Give the oEmbed answer for an address of this site."""
    pairs = pairs_of(request)
    given, language = dict(pairs), said_language(request)
    if given.get("format", "json") != "json":
        return problem(language, 501, "other_form", Worded("answer.only_json"))
    # Other parameters are the consumer's own: oEmbed lets it send what a provider does not know.
    sizes, problems = _sizes(given)
    if "url" not in given:
        problems.append(Problem("url", Worded("found.nothing"), Worded("wanted.our_address")))
    if problems:
        raise InputError(problems)
    found = oembed_answer(given["url"], base_url(request), served(), *sizes)
    if found is None:
        detail = Worded("answer.foreign_address", found=repr(given["url"]), site=base_url(request))
        return problem(language, 404, "missing", detail)
    return answer(request, Body.of(orjson.dumps(found)), JSON, CACHE_S)


def _refusable(handler: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Say what is wrong with an address as a page: a reader of a frame does not read JSON."""

    @wraps(handler)
    def handle(request: Request) -> Response:
        try:
            return handler(request)
        except InputError as error:
            told = spoken(request)
            page = refused_html(error.problems, base_url(request), told.language, told.to_pairs())
            headers = {
                "Cache-Control": "no-store",
                "Content-Security-Policy": embed.POLICY,
                **told.headers,
            }
            return Response(page, 400, headers, HTML)

    return said(handle)


def _read(request: Request, atlas: Atlas, *own: str) -> Address:
    """Read an address whose view is that of a page: what only pictures have is at its default."""
    address = read_address(pairs_of(request), atlas.boundary_ids, ("event", *own))
    if problems := [*address.problems, *unknown_events(atlas, address)]:
        raise InputError(problems)
    return replace(address, view=page_view(address.view))


def _sizes(given: dict[str, str]) -> tuple[list[int | None], list[Problem]]:
    sizes: list[int | None] = []
    problems = []
    for key in ("maxwidth", "maxheight"):
        text = given.get(key)
        good = text is None or (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= LARGEST_PX)
        if not good:
            problems.append(Problem(key, repr(text), Worded("wanted.pixels", most=LARGEST_PX)))
        sizes.append(int(text) if text and good else None)
    return sizes, problems


@kept_with_atlas(64)
def _embed(
    atlas: Atlas, base: str, wanted: EventFilter, view: View, event: str | None, said: bool = False
) -> Body:
    return Body.of(embed.embed_html(atlas.selection(wanted), view, base, event, said))


@kept_with_atlas(8)
def _offline(
    atlas: Atlas, base: str, wanted: EventFilter, view: View, event: str | None, said: bool = False
) -> Body:
    return Body.of(offline.offline_html(atlas.selection(wanted), view, base, event, said))


ROUTES: list[BaseRoute] = [
    Route(EMBED, _refusable(embedded)),
    Route("/map.html", _refusable(offline_map)),
    Route("/oembed", said(oembed)),
]
"""The routes of the pages without Streamlit."""
