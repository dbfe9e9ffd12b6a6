"""The downloads of a selection, the same bytes that the routes give."""

from __future__ import annotations

import streamlit as st

from geo.atlas.selection import Selection
from geo.formats.formats import WRITTEN
from geo.words.table import say
from pages._ui import state


def show(selection: Selection) -> None:
    """Draw the download buttons; the bytes are made when one is clicked."""
    origin = state.origin()
    for column, form in zip(st.columns(len(WRITTEN)), WRITTEN, strict=True):
        column.download_button(
            say(f"downloads.{form.extension}"),
            lambda form=form: form.make(selection, origin),
            file_name=selection.file_name(form.extension),
            mime=form.media_type,
            key=f"download-{form.extension}",
            help=say("downloads.help", count=selection.count),
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )
