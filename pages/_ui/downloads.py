"""The downloads of a selection, the same bytes that the routes give."""

from __future__ import annotations

import streamlit as st

from geo import export
from geo.atlas import Selection
from pages._ui import state
from pages._ui.words import say

FORMATS = (("geojson", "application/geo+json", export.geojson), ("csv", "text/csv", export.csv_bytes))


def show(selection: Selection) -> None:
    """Draw the download buttons; the bytes are made when one is clicked."""
    origin = state.origin()
    for column, (extension, mime, make) in zip(st.columns(len(FORMATS)), FORMATS, strict=True):
        column.download_button(
            say(f"downloads.{extension}"),
            lambda make=make: make(selection.rows_with_urls(origin), selection.metadata(origin)),
            file_name=selection.file_name(extension),
            mime=mime,
            key=f"download-{extension}",
            help=say("downloads.help", count=f"{selection.count:,}"),
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )
