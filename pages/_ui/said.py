"""What a reader who hears a page is told when it changes (``geo/web/static/announcing.js``); nothing of it is seen."""

from __future__ import annotations

import streamlit as st
from markupsafe import escape

from geo.atlas.selection import Selection
from geo.atlas.texts import text_of
from geo.words.dates import date_text
from pages._ui import state
from pages._ui.words import language, say


def show(now: state.State, selection: Selection, heading: str | None = None) -> None:
    """Draw how many events the filter leaves, and the event whose card is open, for the ear alone.

    Parameters
    ----------
    now : State
    selection : Selection
    heading : str or None
        The heading of a page that shows none.
    """
    speech = language()
    told = {"filter": selection.sentence(speech), "event": _opened(now, speech)}
    # In attributes: whoever looks for a text on the page finds what is seen.
    lines = [
        f'<p class="atlas-said-{name}" lang="{speech}" data-said="{escape(text)}"></p>'
        for name, text in told.items()
    ]
    with st.container(key="atlas-said"):
        st.html((f"<h1>{escape(heading)}</h1>" if heading else "") + f"<div hidden>{''.join(lines)}</div>")


def _opened(now: state.State, speech: str) -> str:
    if not now.event:
        return ""
    event = now.atlas.event(now.event)
    return say("map_page.opened", title=text_of(event, "title", speech), when=date_text(event, speech))
