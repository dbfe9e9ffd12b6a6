"""Where the atlas is for its readers, when a proxy stands before it."""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from geo.settings import Settings

HOST = re.compile(r"[\w.-]+(:\d+)?|\[[\da-f:]+\](:\d+)?", re.ASCII | re.IGNORECASE)
"""A host with or without its port: what ``X-Forwarded-Host`` may say."""


def site_path(scope: Scope) -> str:
    """Return the path that a request asks for on the site itself, without that of ``ATLAS_URL``."""
    return scope["path"].removeprefix(scope.get("root_path", ""))


class BehindProxy:
    """ASGI middleware that gives every request the path and the host that the reader asked for.

    The path of ``ATLAS_URL`` becomes the ``root_path``, and the path begins with it whether the proxy has stripped it
    or not: so ASGI wants it, and so redirects of any part of the application stay below it.
    Scheme and client are uvicorn's to set, from ``X-Forwarded-Proto`` and ``X-Forwarded-For``; the host is set here,
    from ``X-Forwarded-Host``, where uvicorn trusts who sent it (``FORWARDED_ALLOW_IPS``).
    """

    def __init__(self, app: ASGIApp):
        self.app = app
        settings = Settings.from_environment()
        self.prefix = settings.path
        self.trusted = ProxyHeadersMiddleware(app, settings.proxies).trusted_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope = dict(scope)
        self._set_host(scope)
        if self.prefix:
            if scope["path"] == self.prefix and scope["type"] == "http":
                # Without the slash at its end the relative addresses of the page would lie beside the prefix.
                query = scope["query_string"].decode("latin-1")
                redirect = RedirectResponse(f"{self.prefix}/" + (f"?{query}" if query else ""))
                await redirect(scope, receive, send)
                return
            self._set_path(scope)
        await self.app(scope, receive, send)

    def _set_path(self, scope: Scope) -> None:
        scope["root_path"] = self.prefix
        if not scope["path"].startswith(f"{self.prefix}/"):
            scope["path"] = self.prefix + scope["path"]
            if scope.get("raw_path") is not None:
                scope["raw_path"] = self.prefix.encode() + scope["raw_path"]

    def _set_host(self, scope: Scope) -> None:
        headers = MutableHeaders(scope=scope)
        # Each proxy adds at the end: the last one is what the proxy that is trusted was asked for.
        host = headers.get("x-forwarded-host", "").rpartition(",")[2].strip()
        if HOST.fullmatch(host) and self._is_trusted(scope["client"]):
            headers["host"] = host

    def _is_trusted(self, client: tuple[str, int] | None) -> bool:
        host, port = client or (None, None)
        # uvicorn has put the client of X-Forwarded-For here, whose port it does not know, if it trusts who sent it.
        return port == 0 or host in self.trusted
