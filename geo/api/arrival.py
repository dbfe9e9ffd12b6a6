"""What arrives bruised is led to where it was meant to go, and what leads nowhere is told so."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.api.answers import base_url, pairs_of
from geo.api.discovery import PAGE
from geo.api.head import PAGES
from geo.api.proxy import site_path
from geo.api.spoken import spoken
from geo.api.watch import OTHER, route_name
from geo.look.arrival import is_bruised, without_sentence
from geo.query.urls import own_url
from geo.web.page import no_page_html

SCRIPTS = ("/static", "/_stcore")
"""What lies below is Streamlit's; where it has nothing, it gives its page."""
_RUN_ON = re.compile(r"([^?&]*)[?&]*(.*)", re.DOTALL)
"""A path, and the query whose question mark was escaped or left out."""
MOVED = 308
"""For another path: for good. For another query: this time."""
FOUND = 302
REFUSED = 400


class Arrival:
    """ASGI middleware for addresses that are not as we write them.

    A page whose query is bruised is asked for again with it mended: the browser, and what Streamlit tells us of it,
    then have it whole. A path in capitals, with a slash too many, with its query run on or with the end of a sentence is
    led to the one that was meant. Streamlit gives its empty page for every path that it does not know, or another path:
    that becomes an answer with status 404.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, request = site_path(scope), Request(scope)
        if path in PAGES and is_bruised(request.url.query):
            await RedirectResponse(own_url(path, pairs_of(request)), FOUND)(scope, receive, send)
        elif route_name(path) == OTHER and (meant := _meant(path, request.url.query)):
            await RedirectResponse(own_url(meant[0]) + meant[1], MOVED)(scope, receive, send)
        elif route_name(path) == OTHER or path.startswith(SCRIPTS):
            await self._sought(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _sought(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, but for its page and for the way to it."""
        is_lost, is_unknown = False, route_name(site_path(scope)) == OTHER

        async def send_if_found(message: Message) -> None:
            nonlocal is_lost
            if message["type"] == "http.response.start":
                headers = Headers(raw=message["headers"])
                is_page = headers.get("content-type", "").startswith("text/html")
                is_lost = is_page or "location" in headers or (is_unknown and message["status"] >= REFUSED)
            if not is_lost:
                await send(message)

        await self.app(scope, receive, send_if_found)
        if is_lost:
            request = Request(scope)
            told = spoken(request)
            asked = (site_path(scope), base_url(request), told.language, told.to_pairs())
            page = await run_in_threadpool(no_page_html, *asked)
            headers = {"Cache-Control": "no-store", **told.headers}
            answer = Response(page, 404, headers, "text/html; charset=utf-8")
            await answer(scope, receive, send)


def _meant(path: str, query: str) -> tuple[str, str] | None:
    """Return path and query that were meant, the latter with its question mark; None where they lead nowhere either."""
    path, more = _RUN_ON.fullmatch(re.sub("/+", "/", path)).groups()
    meant = without_sentence(path) or ("" if any(sign.isalnum() for sign in path) else PAGE)
    if route_name(meant) == OTHER:
        return None
    query = "&".join(filter(None, (quote(more, safe="=&,;"), query)))
    return meant, f"?{query}" if query else ""
