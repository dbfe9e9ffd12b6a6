"""The first view: the light map stands where the map of the pages will, until that is drawn and takes over.

A layer for the page that Streamlit answers with, and in it, in the same bytes, the page of its frame, its style and its script: what is asked for beside it would come later.
"""

from __future__ import annotations

from markupsafe import Markup

from geo.atlas.selection import Selection
from geo.look.view import View
from geo.query.urls import own_url
from geo.web.assets import STATIC, page_urls
from geo.web.embed import light_html
from geo.web.page import TABS, page_html

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Content-Security-Policy of the frame."""


def layer_html(selection: Selection, base: str) -> bytes:
    """Return the layer that lies over Streamlit's page until that is there.

    It stays where JavaScript or WebSocket are missing: counts, downloads and links in place of an empty page.

    Parameters
    ----------
    selection : Selection
    base : str
        The public address of the atlas, without a slash at the end.
    """
    # The map alone, as the page of Streamlit has it.
    frame = light_html("first_frame.html", selection, View(), base, page_urls(), first=True, policy=POLICY)
    pairs = selection.wanted.to_pairs()
    return page_html(
        "first.html",
        selection,
        View(),
        base,
        config={},
        frame=frame.decode(),
        light=own_url("/embed", pairs),
        geojson=own_url("/api/events.geojson", pairs),
        table=own_url("/api/events.csv", pairs),
        tabs=[(name, own_url("/" if name == "map" else f"/{name}", pairs)) for name in TABS],
        style=_own("first.css"),
        script=_own("first.js"),
    )


def _own(name: str) -> Markup:
    """Return a file of ours as it stands in a page."""
    return Markup((STATIC / name).read_text(encoding="utf-8"))
