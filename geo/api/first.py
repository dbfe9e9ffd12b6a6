"""The first view in the first answer: a layer with the light map in the HTML that Streamlit answers with."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.api.answers import base_url, pairs_of
from geo.api.discovery import PAGE
from geo.api.proxy import site_path
from geo.api.rewriting import send_changed
from geo.api.spoken import Spoken, spoken
from geo.atlas.atlas import Atlas
from geo.atlas.kept import kept_with_atlas
from geo.atlas.load import served
from geo.errors import AtlasError
from geo.look.address import read_address
from geo.look.view import KEYS as VIEW_KEYS
from geo.query.filter import KEYS as FILTER_KEYS
from geo.query.filter import EventFilter
from geo.web.first import layer_html

ROOT = b'<div id="root">'
"""Where Streamlit's page will be drawn."""
_PRELOAD = b'<link rel="modulepreload"'
_SCRIPT = b'<script type="module"'
_SHOWN_KEYS = FILTER_KEYS.union(VIEW_KEYS)
_NO_SCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)


class FirstView:
    """ASGI middleware that puts the layer into the map page; the page is as it was where its address has more."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # In a thread: the sentence of a filter may ask a large catalogue.
        told = spoken(Request(scope)) if _is_page(scope) else None
        layer = await run_in_threadpool(_layer, scope, told) if told else None
        if layer is None:
            await self.app(scope, receive, send)
            return
        await send_changed(self.app, scope, receive, send, lambda page: _with_layer(page, layer), told.vary)


def _is_page(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and site_path(scope) == PAGE


def _layer(scope: Scope, told: Spoken) -> bytes | None:
    """Return the layer of a page, or nothing where there is none to be drawn."""
    request = Request(scope)
    try:
        atlas = served(wait_s=0)
        pairs = pairs_of(request)
        address = read_address(pairs, atlas.boundary_ids)
        # What the page shows beside a filtered view is not in the layer.
        more = any(key not in _SHOWN_KEYS for key, _ in pairs)
        if more or address.problems:
            return None
        return _layer_of(atlas, base_url(request), address.filter, told.language, told.said)
    except AtlasError:
        # Why there are no data to be drawn is the page's own to say.
        return None


def _with_layer(page: bytes, layer: bytes) -> bytes:
    page = _NO_SCRIPT.sub(b"", page, count=1).replace(ROOT, layer + ROOT, 1)
    # The map first: the browser has few connections, and one thread for both. first.js starts what is held.
    return page.replace(_PRELOAD, b'<link rel="held"').replace(_SCRIPT, b'<script type="held"')


@kept_with_atlas(64)
def _layer_of(
    atlas: Atlas, base: str, wanted: EventFilter, language: str = "en", said: bool = False
) -> bytes:
    return layer_html(atlas.selection(wanted), base, language, said)
