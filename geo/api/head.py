"""The head of every page: its title, and what a link to it shows elsewhere. Streamlit answers with one head for all."""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.api.answers import base_url, pairs_of
from geo.api.discovery import PAGE
from geo.api.proxy import site_path
from geo.api.rewriting import send_changed
from geo.api.spoken import Spoken, spoken
from geo.atlas.load import served
from geo.errors import AtlasError
from geo.look.address import read_address
from geo.web.head import MAP, about_page, head_html
from geo.web.page import TABS

PAGES = {PAGE if name == MAP else f"/{name}": name for name in TABS}
"""Path of each page to its name."""
_LANGUAGE = b'<html lang="en"'
"""What Streamlit says of its page; from then on ``static/navigation.js`` keeps it true."""
_TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)


class Head:
    """ASGI middleware that puts title and preview of each page in the place of Streamlit's title."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asks = scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and site_path(scope) in PAGES
        if not asks:
            await self.app(scope, receive, send)
            return
        told = spoken(Request(scope))
        # In a thread: the sentence of a filter may ask a large catalogue.
        head = await run_in_threadpool(_head, scope, told)
        tag = f'<html lang="{told.language}"'.encode()

        def change(page: bytes) -> bytes:
            page = page.replace(_LANGUAGE, tag, 1)
            return page if head is None else _TITLE.sub(lambda _: head, page, count=1)

        await send_changed(self.app, scope, receive, send, change, told.vary)


def _head(scope: Scope, told: Spoken) -> bytes | None:
    """Return the head of a page; nothing while there are no data to tell of."""
    request, path = Request(scope), site_path(scope)
    try:
        atlas = served(wait_s=0)
        # What is bad in an address, or belongs to the page alone, changes nothing here.
        address = read_address(pairs_of(request), atlas.boundary_ids, ("event",))
        address = replace(address, view=replace(address.view, lang=told.language))
        about = about_page(PAGES[path], path, request.url.query, address, atlas, base_url(request), told.said)
        return head_html(about, told.language)
    except AtlasError:
        return None
