"""The ways to take a citation along into a reference manager, and to follow what changes."""

from __future__ import annotations

import streamlit as st

from geo.atlas.metadata import citation
from geo.atlas.selection import Selection
from geo.formats.citing import CITATION_FORMS
from geo.query.urls import language_pairs, own_url, with_pairs
from pages._ui import state
from pages._ui.words import language, say, spoken


def citation_of(selection: Selection) -> str:
    """Return how the rows of a selection are cited, with an address that goes on in the reader's language."""
    url = with_pairs(selection.permalink(state.origin()), spoken())
    return citation(selection.atlas.data_version, selection.sentence(language()), url, language())


def show(pairs: list[tuple[str, str]]) -> None:
    """Show one button for each form of the citation of a filter or an event."""
    row = st.container(horizontal=True)
    for key, form in CITATION_FORMS.items():
        asked = [*pairs, ("format", key), ("download", "1"), *language_pairs(language())]
        row.link_button(form.name, own_url("/api/cite", asked))


def follow(pairs: list[tuple[str, str]]) -> None:
    """Show the ways to what was added and corrected among the events of a filter."""
    row = st.container(horizontal=True)
    feed = own_url("/feed.atom", [*pairs, *language_pairs(language())])
    row.link_button(say("data.feed"), feed, icon=":material/rss_feed:")
    row.link_button(say("data.changes"), own_url("/api/changes.json"), icon=":material/history:")
