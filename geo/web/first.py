"""The first view: the light map stands where the map of the pages will, until that is drawn and takes over.

A layer for the page that Streamlit answers with, and in it, in the same bytes, the page of its frame, its style and its script: what is asked for beside it would come later.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from geo.atlas.selection import Selection
from geo.look.view import View
from geo.query.urls import language_pairs, own_url
from geo.web.assets import STATIC, page_urls
from geo.web.embed import light_html
from geo.web.head import MAP
from geo.web.page import TABS, page_html
from geo.words.table import say

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Content-Security-Policy of the frame."""


def layer_html(selection: Selection, base: str, language: str = View().lang, said: bool = False) -> bytes:
    """Return the layer that lies over Streamlit's page until that is there.

    It stays where JavaScript or WebSocket are missing: counts, downloads and links in place of an empty page.

    Parameters
    ----------
    selection : Selection
    base : str
        The public address of the atlas, without a slash at the end.
    language : str
    said : bool
        Whether the address says the language.
    """
    # The map alone, as the page of Streamlit has it.
    view = View(lang=language)
    frame = light_html(
        "first_frame.html", selection, view, base, page_urls(language), first=True, said=said, policy=POLICY
    )
    more = {"frame": frame.decode(), "style": _own("first.css"), "script": _own("first.js")}
    return page_html(
        "first.html", selection, view, base, config={}, **_ways(selection, language, said), **more
    )


def plain_html(page: str, selection: Selection, base: str, language: str, said: bool) -> bytes:
    """Return what a page says where JavaScript or WebSocket are missing: what it is, count, downloads and links.

    Parameters
    ----------
    page : str
        The name of the page, one of `geo.web.page.TABS`.
    selection : Selection
    base : str
        The public address of the atlas, without a slash at the end.
    language : str
    said : bool
        Whether the address says the language.
    """
    is_map = page == MAP
    return page_html(
        "plain.html",
        selection,
        View(lang=language),
        base,
        config={},
        title=say("app.title" if is_map else f"pages.{page}", language),
        intro=say("app.tagline", language)
        if is_map
        else say(f"{page}.intro", language, count=selection.count),
        style=_own("plain.css"),
        script=_own("plain.js"),
        **_ways(selection, language, said),
    )


def _ways(selection: Selection, language: str, said: bool) -> dict[str, Any]:
    pairs = selection.wanted.to_pairs()
    pages = [*pairs, *language_pairs(language, said)]
    return {
        "light": own_url("/embed", pages),
        "geojson": own_url("/api/events.geojson", pairs),
        "table": own_url("/api/events.csv", pairs),
        "tabs": [(name, own_url("/" if name == MAP else f"/{name}", pages)) for name in TABS],
    }


def _own(name: str) -> Markup:
    """Return a file of ours as it stands in a page."""
    return Markup((STATIC / name).read_text(encoding="utf-8"))
