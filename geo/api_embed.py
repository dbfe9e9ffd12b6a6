"""The routes of the embed, the file that opens offline and oEmbed, and of what only they draw."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo import embed, mapfile
from geo.assets import Body, asset
from geo.atlas import Atlas
from geo.errors import InputError, Problem
from geo.filters import EventFilter
from geo.http import DAY_S, JSON, OPEN, answer, base_url, pairs_of, problem, said, served
from geo.view import View

HTML = "text/html; charset=utf-8"
LARGEST_PX = 100_000


def embedded(request: Request) -> Response:
    """Give the light page of a filtered view, for a frame."""
    base = base_url(request)
    wanted, view = _asked(request)
    link = embed.oembed_link(base, embed.address("", "/embed", wanted, view))
    headers = {"Content-Security-Policy": embed.POLICY, "Link": link}
    return answer(request, _embed(served(), base, wanted, view), HTML, headers=headers)


def file(request: Request) -> Response:
    """Give the same view as one file; ``download=1`` for a file name."""
    wanted, view = _asked(request, "download")
    headers = {}
    if ("download", "1") in pairs_of(request):
        name = served().selection(wanted).file_name("html")
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer(request, _file(served(), base_url(request), wanted, view), HTML, headers=headers)


def oembed(request: Request) -> Response:
    """Give the oEmbed answer for an address of this site."""
    pairs = pairs_of(request)
    given = dict(pairs)
    if given.get("format", "json") != "json":
        return problem(501, "Not implemented", "Only format=json is given.")
    # Other parameters are the consumer's own: oEmbed lets it send what a provider does not know.
    sizes, problems = _sizes(given)
    if "url" not in given:
        problems.append(Problem("url", "nothing", "the address of a page or embed of this site"))
    if problems:
        raise InputError(problems)
    found = embed.oembed(given["url"], base_url(request), served(), *sizes)
    if found is None:
        return problem(404, "Not found", "Not an address of a map of this site.")
    return answer(request, Body.of(orjson.dumps(found)), JSON, embed.CACHE_S, OPEN)


def _constant(name: str, media_type: str) -> Callable[[Request], Response]:
    def handle(request: Request) -> Response:
        return answer(request, asset(name), media_type, DAY_S, OPEN)

    return handle


def _refusable(handler: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Say what is wrong with an address as a page: a reader of a frame does not read JSON."""

    def handle(request: Request) -> Response:
        try:
            return handler(request)
        except InputError as error:
            page = embed.refused_html(error.problems, base_url(request))
            headers = {"Cache-Control": "no-store", "Content-Security-Policy": embed.POLICY}
            return Response(page, 400, headers, HTML)

    return said(handle)


def _asked(request: Request, *own: str) -> tuple[EventFilter, View]:
    pairs = [pair for pair in pairs_of(request) if pair[0] not in own]
    wanted, view, problems = embed.read_pairs(pairs, served())
    if problems:
        raise InputError(problems)
    return wanted, view


def _sizes(given: dict[str, str]) -> tuple[list[int | None], list[Problem]]:
    sizes: list[int | None] = []
    problems = []
    for key in ("maxwidth", "maxheight"):
        text = given.get(key)
        good = text is None or (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= LARGEST_PX)
        if not good:
            problems.append(Problem(key, repr(text), f"a whole number of pixels from 1 to {LARGEST_PX}"))
        sizes.append(int(text) if text and good else None)
    return sizes, problems


@lru_cache(maxsize=64)
def _embed(atlas: Atlas, base: str, wanted: EventFilter, view: View) -> Body:
    return Body.of(embed.embed_html(atlas.selection(wanted), view, base))


@lru_cache(maxsize=8)
def _file(atlas: Atlas, base: str, wanted: EventFilter, view: View) -> Body:
    return Body.of(mapfile.file_html(atlas.selection(wanted), view, base))


ROUTES: list[BaseRoute] = [
    Route("/embed", _refusable(embedded)),
    Route("/map.html", _refusable(file)),
    Route("/oembed", said(oembed)),
    Route("/assets/page.js", _constant("page.js", "text/javascript; charset=utf-8")),
    Route("/assets/page.css", _constant("page.css", "text/css; charset=utf-8")),
    Route("/assets/boundaries.json", _constant("boundaries.json", JSON)),
]
"""The routes, for the data face to serve."""
