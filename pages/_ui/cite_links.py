"""The ways to take a citation along into a reference manager."""

from __future__ import annotations

import streamlit as st

from geo.formats.citing import CITATION_FORMS
from geo.query.urls import own_url


def show(pairs: list[tuple[str, str]]) -> None:
    """Show one button for each form of the citation of a filter or an event."""
    row = st.container(horizontal=True)
    for key, form in CITATION_FORMS.items():
        row.link_button(form.name, own_url("/api/cite", [*pairs, ("format", key), ("download", "1")]))
