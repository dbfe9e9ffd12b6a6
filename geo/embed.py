"""The map without Streamlit: a light page for frames, and the oEmbed answer that tells of it.

What is foreign becomes HTML by autoescape and JSON by `script_json`, nowhere else. `geo.mapfile` makes the same page as
one file.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import jinja2
from markupsafe import Markup, escape

from geo import schema
from geo.assets import (
    STATIC,
    asset_url,
    leaflet_url,
)
from geo.atlas import Atlas, Selection
from geo.errors import InputError, Problem
from geo.filters import EventFilter, read_query
from geo.leaflet import script_json
from geo.view import KEYS as VIEW_KEYS
from geo.view import View, read_view

PAGE_VIEW_KEYS = ("title", "note", "layers", "center", "zoom", "legend")
"""What of a view shows on a page. The others are of pictures: they are read, so that one address serves every
output, and leave the page as it is."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors * file:; base-uri 'none'; form-action 'none'"
)
"""Content-Security-Policy of the embed: nothing inline, nothing from elsewhere; framed by whoever likes, a
page on a disk too, which `*` leaves out."""
FIELDS = "title,date_text,category,location_precision"
"""What the map needs of an event before it is picked."""
WORDS = ("category", "type", "initiator", "location_precision", "confidence", "deaths_of")
"""The vocabularies of a card."""
WIDTH_PX, HEIGHT_PX = 800, 520
"""Size of the frame that oEmbed proposes."""
PROVIDER = "MDL Atlas"
OWN_PATHS = ("", "/", "/map", "/embed")
"""Below the public address: where a page or an embed shows a filtered map."""
CACHE_S = 3_600


# --- The request --------------------------------------------------------------------------------------------


def read_pairs(pairs: Iterable[tuple[str, str]], atlas: Atlas) -> tuple[EventFilter, View, list[Problem]]:
    """Read filter and view of an address, what is of no use on a page set to its default, and the problems."""
    pairs = list(pairs)
    wanted, problems = read_query([pair for pair in pairs if pair[0] not in VIEW_KEYS], atlas.boundary_ids)
    view, more = read_view([pair for pair in pairs if pair[0] in VIEW_KEYS])
    return wanted, View(**{key: getattr(view, key) for key in PAGE_VIEW_KEYS}), problems + more


def address(base: str, path: str, wanted: EventFilter, view: View) -> str:
    """Return the one canonical address of a filtered view below ``base``."""
    query = urlencode([*wanted.to_pairs(), *view.to_pairs()], quote_via=quote, safe=",")
    return f"{base}{path}" + (f"?{query}" if query else "")


# --- The embed ----------------------------------------------------------------------------------------------


def embed_html(selection: Selection, view: View, base: str) -> bytes:
    """Return the light page: HTML that takes scripts, styles and data from our own addresses.

    Parameters
    ----------
    selection : Selection
    view : View
    base : str
        The public address of the atlas, without a slash at the end.
    """
    urls = {
        "style": asset_url("style.json"),
        "basemap": asset_url("basemap.json"),
        "boundaries": asset_url("boundaries.json"),
        "events": selection.permalink("", "/api/events.geojson")
        + f"{'&' if selection.wanted.to_pairs() else '?'}fields={FIELDS}",
        "event": "/api/events/",
    }
    return page_html(
        "embed.html",
        selection,
        view,
        base,
        config={"urls": urls},
        oembed=oembed_url(base, address(base, "/embed", selection.wanted, view)),
        styles=[leaflet_url("leaflet.css"), asset_url("atlas.css"), asset_url("page.css")],
        scripts=[leaflet_url("leaflet.js"), asset_url("atlas.js"), asset_url("page.js")],
        preloads=[urls[name] for name in ("style", "events", "boundaries", "basemap")],
    )


def refused_html(problems: Iterable[Problem], base: str) -> bytes:
    """Return the page that says in a frame why there is no map."""
    text = _templates().get_template("refused.html")
    return text.render(problems=problems, home=f"{base}/", style=asset_url("page.css")).encode()


# --- oEmbed -------------------------------------------------------------------------------------------------


def oembed(
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
    wanted, view, problems = read_pairs(parse_qsl(query), atlas)
    if path == "/embed" and problems:
        raise InputError(problems)
    width_px = min(WIDTH_PX, max_width_px or WIDTH_PX)
    height_px = min(HEIGHT_PX, max_height_px or HEIGHT_PX)
    heading = view.title or atlas.selection(wanted).text
    return {
        "version": "1.0",
        "type": "rich",
        "title": heading,
        "provider_name": PROVIDER,
        "provider_url": f"{base}/",
        "cache_age": CACHE_S,
        "html": iframe(address(base, "/embed", wanted, view), heading, width_px, height_px),
        "width": width_px,
        "height": height_px,
    }


def iframe(src: str, title: str, width_px: int = WIDTH_PX, height_px: int = HEIGHT_PX) -> str:
    """Return the HTML that puts an embed into another page."""
    return (
        f'<iframe src="{escape(src)}" title="{escape(title)}" width="{width_px}" height="{height_px}" '
        'loading="lazy" style="border:0;max-width:100%"></iframe>'
    )


def oembed_url(base: str, shown: str) -> str:
    """Return the address of the oEmbed answer for a page or embed address."""
    return f"{base}/oembed?{urlencode({'url': shown, 'format': 'json'}, quote_via=quote, safe='')}"


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


# --- What the pages share -----------------------------------------------------------------------------------


def page_html(
    template: str, selection: Selection, view: View, base: str, config: dict[str, Any], **more: Any
) -> bytes:
    config = {
        **config,
        "layers": view.layers,
        "legend": view.legend,
        "view": [view.center[1], view.center[0], view.zoom] if view.center else None,
        "words": {
            name: {value: schema.label(name, value) for value in schema.vocabulary(name)} for name in WORDS
        },
    }
    text = _templates().get_template(template)
    return text.render(
        selection=selection,
        view=view,
        heading=view.title or selection.text,
        metadata=selection.metadata(base),
        csv=selection.permalink(base, "/api/events.csv"),
        config=in_script(config),
        **more,
    ).encode()


def in_script(value: Any) -> Markup:
    """Return a value as JSON that stands in a script element."""
    return Markup(script_json(value))


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(STATIC),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
