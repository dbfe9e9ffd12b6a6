"""The light page for a frame of another site: scripts, styles and data come from our own addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from geo.atlas.selection import Selection
from geo.look.address import view_url
from geo.look.view import LANGUAGES, View
from geo.query.urls import oembed_url, with_pairs
from geo.web.assets import LAYERS, asset_url, leaflet_url, map_urls
from geo.web.drawn import drawn_from
from geo.web.head import LOCALES, PICTURE_PX, About, alternates, picture_url
from geo.web.page import page_html
from geo.words.table import say

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""Content-Security-Policy of the embed: nothing inline, nothing from elsewhere. Whoever likes may frame it: no word of
frame-ancestors, whose ``*`` leaves out a page on a disk, in an editor or in a frame without an origin."""


def embed_html(
    selection: Selection, view: View, base: str, event: str | None = None, said: bool = False
) -> bytes:
    """Return the light page: HTML that takes scripts, styles and data from our own addresses.

    Parameters
    ----------
    selection : Selection
    view : View
    base : str
        The public address of the atlas, without a slash at the end.
    event : str, optional
        Id of the event whose card is open.
    said : bool
        Whether the address says the language; where not, it is that of the reader's browser.
    """
    plain = view_url(base, "/embed", selection.wanted, replace(view, lang=View().lang), event)
    own = [("lang", view.lang)] if said else []
    url = with_pairs(plain, own)
    sentence = selection.sentence(view.lang)
    about = About(
        view.title or sentence,
        view.note or sentence,
        with_pairs(selection.permalink(base), own),
        url,
        picture_url(base, selection.wanted, view),
        oembed_url(base, url),
        alternates(plain),
    )
    (other,) = (language for language in LANGUAGES if language != view.lang)
    return light_html(
        "embed.html",
        selection,
        view,
        base,
        map_urls(view.lang),
        event=event,
        said=said,
        about=about,
        language=view.lang,
        locales=LOCALES,
        picture_px=PICTURE_PX,
        other=(other, say(f"briefing.lang_{other}", other), with_pairs(plain, [("lang", other)])),
    )


def light_html(
    template: str,
    selection: Selection,
    view: View,
    base: str,
    urls: dict[str, str],
    first: bool = False,
    event: str | None = None,
    said: bool = False,
    **more: Any,
) -> bytes:
    """Return a page with a map that takes scripts, styles and data from our own addresses.

    Parameters
    ----------
    template : str
        Name of a file in ``static`` that extends ``light.html``.
    selection : Selection
    view : View
    base : str
        The public address of the atlas, without a slash at the end.
    urls : dict
        Where the map takes its data from; see `geo.web.assets.map_urls`.
    first : bool
        Whether the map stands in for that of our own page, until that is drawn.
    event : str, optional
        Id of the event whose card is open.
    said : bool
        Whether the address says the language.
    **more
        Further values of the template.
    """
    drawn = drawn_from(selection, language=view.lang)
    return page_html(
        template,
        selection,
        view,
        base,
        config={"urls": urls, "drawn": drawn, "first": first, "picked": event},
        said=said,
        styles=[leaflet_url("leaflet.css"), asset_url("atlas.css"), asset_url("page.css")],
        scripts=[
            leaflet_url("leaflet.js"),
            *(asset_url(name) for name in (f"words-{view.lang}.js", "atlas.js", "page.js")),
        ],
        preloads=[
            *([drawn["events"]] if "events" in drawn else []),
            *(urls[name] for name in LAYERS),
        ],
        **more,
    )
