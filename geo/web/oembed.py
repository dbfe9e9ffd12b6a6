"""The oEmbed answer: what another site needs to show a page of the atlas as an embed."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from markupsafe import escape

from geo.atlas.atlas import Atlas
from geo.atlas.metadata import NAME
from geo.atlas.texts import text_of
from geo.errors import InputError
from geo.look.address import read_address, unknown_events, view_url
from geo.look.arrival import read_pairs, without_sentence
from geo.query.urls import language_pairs, oembed_url, site_url, with_pairs
from geo.web.head import PICTURE_PX, picture_url
from geo.web.page import page_view

WIDTH_PX, HEIGHT_PX = 800, 520
"""Size of the frame that is proposed."""
EMBED = "/embed"
OWN_PATHS = ("", "/map", EMBED)
"""Below the public address: where a page or an embed shows a filtered map."""
PORTS = {"http": 80, "https": 443}
LINK_LONGEST = 2_000
"""Signs of a ``Link`` header."""
CACHE_S = 60
"""How long an answer holds: its title has the count of events, and a catalogue may be replaced."""


def oembed_answer(
    asked: str, base: str, atlas: Atlas, max_width_px: int | None, max_height_px: int | None
) -> dict[str, Any] | None:
    """Return the oEmbed 1.0 answer of type ``rich`` for a page or embed address of this site, None for any other.

    A page drops what is bad in its address, so its embed does too; an embed refuses it.

    Raises
    ------
    InputError
        When ``asked`` is an embed that would be refused.
    """
    parts = _own_parts(asked, base)
    if parts is None:
        return None
    base, path, query = parts
    pairs = list(read_pairs(query))
    address = read_address(pairs, atlas.boundary_ids, ("event",))
    event = address.last("event")
    problems = [*address.problems, *unknown_events(atlas, address)]
    if path == EMBED and problems:
        raise InputError(problems)
    if event and not atlas.has_event(event):
        event = None
    view = page_view(address.view)
    width_px = min(WIDTH_PX, max_width_px or WIDTH_PX)
    height_px = min(HEIGHT_PX, max_height_px or HEIGHT_PX)
    told = (
        text_of(atlas.event(event), "title", view.lang)
        if event
        else atlas.selection(address.filter).sentence(view.lang)
    )
    heading = view.title or told
    embed = view_url(base, EMBED, address.filter, view, event)
    spoken = language_pairs(view.lang, said=("lang", view.lang) in pairs)
    return {
        "version": "1.0",
        "type": "rich",
        "title": heading,
        "provider_name": NAME,
        "provider_url": site_url(base),
        "cache_age": CACHE_S,
        "html": iframe(with_pairs(embed, spoken), heading, width_px, height_px),
        "width": width_px,
        "height": height_px,
        "thumbnail_url": picture_url(base, address.filter, view),
        "thumbnail_width": PICTURE_PX[0],
        "thumbnail_height": PICTURE_PX[1],
    }


def iframe(src: str, title: str, width_px: int = WIDTH_PX, height_px: int = HEIGHT_PX) -> str:
    """Return the HTML that puts an embed into another page.

    One frame with nothing beside it: WordPress hides a frame that comes with a quotation. It strikes out style, too, so
    that the border is said in the old way as well.
    """
    return (
        f'<iframe src="{escape(src)}" title="{escape(title)}" width="{width_px}" height="{height_px}" '
        'frameborder="0" loading="lazy" allow="clipboard-write; fullscreen" style="border:0;max-width:100%"></iframe>'
    )


def oembed_link(base: str, path_and_query: str) -> dict[str, str]:
    """Return the ``Link`` header by which a page tells of its oEmbed answer; none where it would be too long.

    Proxies refuse an answer whose head is longer than some kilobytes; the page says it in its HTML as well.

    Parameters
    ----------
    base : str
        The public address of the atlas, without a slash at the end.
    path_and_query : str
        What follows it in the address of the page, percent-encoded: ``/?type=balloon-launch``.
    """
    link = f'<{oembed_url(base, base + path_and_query)}>; rel="alternate"; type="application/json+oembed"'
    return {"Link": link} if len(link) <= LINK_LONGEST else {}


def _own_parts(asked: str, base: str) -> tuple[str, str, str] | None:
    """Return base, path below it and query of an address of this site, None for a foreign one.

    A proxy that ends TLS may not have told us of it: the base is with TLS where what was asked for is.
    """
    try:
        # Some escape it twice.
        found, own = urlsplit((asked if "://" in asked else unquote(asked)).strip()), urlsplit(base)
        same = found.scheme in PORTS and _host(found) == _host(own)
    except ValueError:
        return None
    path = without_sentence(re.sub("/+", "/", found.path.removeprefix(own.path)))
    if not same or not found.path.startswith(own.path) or path not in OWN_PATHS:
        return None
    scheme = max(found.scheme, own.scheme)
    return urlunsplit((scheme, *own[1:])), path, found.query


def _host(parts: SplitResult) -> tuple[str | None, int | None, str | None]:
    port = parts.port if parts.port != PORTS.get(parts.scheme) else None
    return parts.hostname, port, parts.username
