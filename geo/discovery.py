"""Tells who asks for a page of the atlas where its oEmbed answer is: pages of Streamlit cannot say it in their head."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.embed import oembed_link
from geo.http import base_url

PAGES = ("/", "/map")
"""The pages that an embed stands for."""


class Discovery:
    """ASGI middleware that adds the `Link` header of oEmbed discovery to the map page."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in PAGES:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        link = oembed_link(base_url(request), asked)

        async def send_with_link(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Link", link)
            await send(message)

        await self.app(scope, receive, send_with_link)
