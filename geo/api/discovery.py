"""Tells who asks for a page of the atlas where its oEmbed answer is, also who reads no HTML; its head says it too."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.api.answers import base_url
from geo.api.proxy import site_path
from geo.web.oembed import oembed_link

PAGE = "/"
"""The page that an embed stands for: the map."""


class Discovery:
    """ASGI middleware that adds the `Link` header of oEmbed discovery to the map page."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or site_path(scope) != PAGE:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        asked = site_path(scope) + (f"?{request.url.query}" if request.url.query else "")
        link = oembed_link(base_url(request), asked)

        async def send_with_link(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(link)
            await send(message)

        await self.app(scope, receive, send_with_link)
