"""What only paper has: the latest events as plain rows, the citation and the address.

The tables of a page are drawn for a screen, and print no more than what is seen of them.
"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup, escape

from geo.atlas.kept import kept_with_atlas
from geo.atlas.selection import Selection
from geo.atlas.texts import dates_text, texts
from geo.query.urls import site_url, with_pairs
from pages._ui import cite_links, state
from pages._ui.words import language, say, spoken

ROWS_MOST = 25
"""So many events stand on a sheet of paper."""
_WITH_ROWS = ("", "map", "data")
_WITH_SENTENCE = ("", "map")
"""Pages that have it at their top, on paper too."""


def show(now: state.State, page: str) -> None:
    """Write the part of a page, by its path, that shows on paper alone."""
    selection = now.atlas.selection(now.wanted)
    rows = _rows(selection, language()) if page in _WITH_ROWS and selection.count else Markup()
    origin = state.origin()
    asked = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    told = Markup("<p><strong>{}</strong></p>{}<p><strong>{}</strong> {}</p><p>{} {}</p>").format(
        "" if page in _WITH_SENTENCE else selection.sentence(language()),
        rows,
        say("data.cite"),
        cite_links.citation_of(selection),
        say("page.permalink"),
        with_pairs(site_url(origin, f"/{page}", asked), spoken()),
    )
    dark = " atlas-paper-dark" if st.context.theme.type == "dark" else ""
    st.html(Markup('<div class="atlas-paper{}">{}</div>').format(dark, told))


@kept_with_atlas(64)
def _rows(selection: Selection, speech: str) -> Markup:
    """Return the latest events as a table, and how many of all these are."""
    latest = selection.page(0, ROWS_MOST)
    columns = zip(
        dates_text(latest, speech),
        texts(latest, "title", speech),
        texts(latest, "place", speech),
        strict=True,
    )
    body = Markup().join(
        Markup("<tr>{}</tr>").format(Markup().join(Markup("<td>{}</td>").format(cell) for cell in cells))
        for cells in columns
    )
    heading = escape(say("map_page.printed", shown=len(latest), count=selection.count))
    return Markup("<p>{}</p><table>{}</table>").format(heading, body)
