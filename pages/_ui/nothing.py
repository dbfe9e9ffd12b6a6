"""What stands in the place of events that there are none of: why, and what a search may have meant."""

from __future__ import annotations

import streamlit as st

from geo.atlas.selection import Selection
from geo.words.harmless import plain
from pages._ui import addressbar
from pages._ui.words import language, say


def show(selection: Selection) -> None:
    """Say where a search has looked, and offer each search that is spelled nearly so and finds something as a button."""
    st.info(" ".join(filter(None, (selection.searched(language()), say("map_page.empty")))))
    if not selection.nearly:
        return
    row = st.container(horizontal=True, vertical_alignment="center")
    row.markdown(say("filter.nearly_heading"), width="content")
    for near in selection.nearly:
        count = selection.atlas.selection(near).count
        row.button(
            plain(say("filter.offered", words=near.q, count=count)),
            key=f"nearly-{near.q}",
            on_click=addressbar.write_filter,
            args=(near.to_pairs(),),
        )
