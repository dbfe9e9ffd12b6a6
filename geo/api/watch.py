"""Counts every request, and writes one line about it: by its route, and without what a reader searched for."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from starlette.routing import BaseRoute, Mount, Route, compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.api.routes import ROUTES
from geo.brought.held import BROUGHT
from geo.metrics import REQUEST_S, REQUESTS
from geo.settings import Settings
from geo.web.page import TABS

OTHER = "other"
"""The one name of all that has none: whoever makes up paths or methods makes no counts."""
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH")
STREAMLITS = ("/_stcore", "/static", "/component", "/media")
FOLDERS = (*STREAMLITS, "/assets")
"""What lies below one of these is counted together: constant files, and what Streamlit gives by itself."""
FAILED = 500
LOG = logging.getLogger("atlas.requests")


def _templates(routes: Iterable[BaseRoute], below: str = "") -> Iterator[str]:
    for route in routes:
        if isinstance(route, Mount):
            yield from _templates(route.routes or [], below + route.path)
        elif isinstance(route, Route) and "path:path" not in route.path:
            yield below + route.path


_TEMPLATES = [path for path in _templates(ROUTES) if not path.startswith(FOLDERS)]
ROUTE_NAMES = ("/", *(f"/{name}" for name in TABS), *_TEMPLATES, *FOLDERS)
"""Every name of a route but `OTHER`."""
_BY_PATTERN = {compile_path(path)[0]: path for path in _TEMPLATES if "{" in path}


def route_name(path: str) -> str:
    """Return the route that answers a path of the site.

    Examples
    --------
    >>> route_name("/api/events/1976-08-18-panmunjom"), route_name("/made-up")
    ('/api/events/{id}', 'other')
    """
    if path in ROUTE_NAMES:
        return path
    below = "/" + path.lstrip("/").partition("/")[0]
    if below in FOLDERS:
        return below
    return next((name for pattern, name in _BY_PATTERN.items() if pattern.match(path)), OTHER)


class Watch:
    """ASGI middleware, the outermost: it sees each request as it came, and its answer as it goes."""

    def __init__(self, app: ASGIApp):
        self.app = app
        self.prefix = Settings.from_environment().path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, sent_bytes, start_s = FAILED, 0, time.perf_counter()

        async def watched(message: Message) -> None:
            nonlocal status, sent_bytes
            if message["type"] == "http.response.start":
                status = message["status"]
            sent_bytes += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            self._tell(scope, status, time.perf_counter() - start_s, sent_bytes)

    def _tell(self, scope: Scope, status: int, duration_s: float, sent_bytes: int) -> None:
        path, method = scope["path"].removeprefix(self.prefix) or "/", scope["method"]
        route = route_name(path)
        method = method if method in METHODS else OTHER
        REQUESTS.labels(route, method, f"{status // 100}xx").inc()
        REQUEST_S.labels(route).observe(duration_s)
        # Quoted: a path may hold line breaks, which would make up lines.
        # What a reader brought is found by a path that nobody else may know.
        # Nor is a query to be written down whose question mark was escaped.
        asked = quote(route if route.startswith(BROUGHT) else re.split("[?&]", path)[0])
        asked += _names_only(scope["query_string"].decode("latin-1"))
        LOG.info("%s %s %d %.1f ms %d bytes", method, asked, status, 1000 * duration_s, sent_bytes)


def _names_only(query: str) -> str:
    """Return the names of a query: what readers search for is nobody's business."""
    # What has no name is left out too: it may be the search itself.
    names = [quote(pair.partition("=")[0], safe="%") for pair in query.split("&") if "=" in pair]
    return f"?{'&'.join(names)}" if names else ""


def write_lines() -> None:
    """Write the lines of the atlas to standard error, each with its time, and nowhere else."""
    log = logging.getLogger("atlas")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
