"""The downloads of a selection, the same bytes that the routes give."""

from __future__ import annotations

import streamlit as st

from geo.atlas.selection import Selection
from geo.formats.formats import WRITTEN
from pages._ui import state
from pages._ui.words import say


def show(selection: Selection) -> None:
    """Draw the menu of downloads; its buttons come when it is opened, and the bytes are made when one is clicked."""
    menu = st.popover(
        say("downloads.menu", count=selection.count),
        icon=":material/download:",
        key="downloads",
        on_change="rerun",
        width="stretch",
    )
    if not menu.open:
        return
    origin = state.origin()
    menu.caption(say("downloads.help"))
    for form in WRITTEN:
        too_many = form.most is not None and selection.count > form.most
        menu.download_button(
            say(
                "downloads.form",
                name=say(f"downloads.{form.extension}"),
                use=say(f"downloads.{form.extension}_for"),
            ),
            lambda form=form: form.make(selection, origin),
            file_name=selection.file_name(form.extension),
            mime=form.media_type,
            key=f"download-{form.extension}",
            help=say("downloads.too_many", most=form.most) if too_many else None,
            disabled=too_many,
            on_click="ignore",
            type="tertiary",
        )
