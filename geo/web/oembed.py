"""The oEmbed answer: what another site needs to show a page of the atlas as an embed."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from markupsafe import escape

from geo.atlas.atlas import Atlas
from geo.atlas.metadata import NAME
from geo.errors import InputError
from geo.look.address import read_address, view_url
from geo.query.urls import oembed_url, site_url
from geo.web.page import page_view

WIDTH_PX, HEIGHT_PX = 800, 520
"""Size of the frame that is proposed."""
OWN_PATHS = ("", "/", "/map", "/embed")
"""Below the public address: where a page or an embed shows a filtered map."""
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
    path, query = parts
    address = read_address(parse_qsl(query, keep_blank_values=True), atlas.boundary_ids)
    if path == "/embed" and address.problems:
        raise InputError(address.problems)
    view = page_view(address.view)
    width_px = min(WIDTH_PX, max_width_px or WIDTH_PX)
    height_px = min(HEIGHT_PX, max_height_px or HEIGHT_PX)
    heading = view.title or atlas.selection(address.filter).sentence(address.view.lang)
    return {
        "version": "1.0",
        "type": "rich",
        "title": heading,
        "provider_name": NAME,
        "provider_url": site_url(base),
        "cache_age": CACHE_S,
        "html": iframe(view_url(base, "/embed", address.filter, view), heading, width_px, height_px),
        "width": width_px,
        "height": height_px,
    }


def iframe(src: str, title: str, width_px: int = WIDTH_PX, height_px: int = HEIGHT_PX) -> str:
    """Return the HTML that puts an embed into another page."""
    return (
        f'<iframe src="{escape(src)}" title="{escape(title)}" width="{width_px}" height="{height_px}" '
        'loading="lazy" style="border:0;max-width:100%"></iframe>'
    )


def oembed_link(base: str, path_and_query: str) -> str:
    """Return the value of a ``Link`` header by which a page tells of its oEmbed answer.

    Parameters
    ----------
    base : str
        The public address of the atlas, without a slash at the end.
    path_and_query : str
        What follows it in the address of the page, percent-encoded: ``/?type=balloon-launch``.
    """
    return f'<{oembed_url(base, base + path_and_query)}>; rel="alternate"; type="application/json+oembed"'


def _own_parts(asked: str, base: str) -> tuple[str, str] | None:
    """Return path below ``base`` and query of an address of this site, None for a foreign one."""
    try:
        found, own = urlsplit(asked), urlsplit(base)
        same = _origin(found) == _origin(own)
    except ValueError:
        return None
    path = found.path.removeprefix(own.path)
    if not same or not found.path.startswith(own.path) or path not in OWN_PATHS:
        return None
    return path, found.query


def _origin(parts: Any) -> tuple[str, str | None, int | None, str | None]:
    ports = {"http": 80, "https": 443}
    return parts.scheme, parts.hostname, parts.port or ports.get(parts.scheme), parts.username
