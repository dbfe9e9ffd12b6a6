"""What arrives bruised is led to where it was meant to go, and what leads nowhere is told so."""

from __future__ import annotations

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

SCRIPTS = "/static"
"""What lies below are Streamlit's files; for one that it has not, it gives its page."""
MOVED = 308
"""For another path: for good. For another query: this time."""
FOUND = 302


class Arrival:
    """ASGI middleware for addresses that are not as we write them.

    A page whose query is bruised is asked for again with it mended: the browser, and what Streamlit tells us of it,
    then have it whole. A path in capitals, or with the end of a sentence, is led to the one that was meant. Streamlit gives its
    empty page for every path that it does not know: that becomes an answer with status 404.
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
        elif route_name(path) == OTHER and route_name(meant := _meant(path)) != OTHER:
            query = f"?{request.url.query}" if request.url.query else ""
            await RedirectResponse(own_url(meant) + query, MOVED)(scope, receive, send)
        elif route_name(path) == OTHER or path.startswith(SCRIPTS):
            await self._sought(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _sought(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, but for its page."""
        is_page = False

        async def send_if_found(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                is_page = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            if not is_page:
                await send(message)

        await self.app(scope, receive, send_if_found)
        if is_page:
            request = Request(scope)
            told = spoken(request)
            asked = (site_path(scope), base_url(request), told.language, told.to_pairs())
            page = await run_in_threadpool(no_page_html, *asked)
            headers = {"Cache-Control": "no-store", **told.headers}
            answer = Response(page, 404, headers, "text/html; charset=utf-8")
            await answer(scope, receive, send)


def _meant(path: str) -> str:
    """Return the path that was meant, as far as its letters tell."""
    return without_sentence(path) or ("" if any(sign.isalnum() for sign in path) else PAGE)
