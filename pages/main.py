"""The frame of every page: title, navigation, filter."""

from pathlib import Path

import streamlit as st

from geo.errors import NotReadyError
from geo.web.assets import asset_url
from geo.web.head import MAP, page_title
from pages._ui import addressbar, language, paper, said, sessions, sidebar, state
from pages._ui.words import say

# An icon of our own: Streamlit would fetch a named one from another machine.
ROOM = Path(__file__).parent / "_ui"
st.set_page_config(page_icon=str(ROOM / "icon.svg"), layout="wide")
LOOK = (ROOM / "look.css").read_text(encoding="utf-8")
st.html(f'<style>@import url("{asset_url("fonts.css")}");\n{LOOK}</style>')

page = st.navigation(
    [
        st.Page("map.py", title=say("pages.map"), url_path="map", default=True),
        st.Page("escalation.py", title=say("pages.escalation"), url_path="escalation"),
        st.Page("measure.py", title=say("pages.measure"), url_path="measure"),
        st.Page("briefing.py", title=say("pages.briefing"), url_path="briefing"),
        st.Page("data.py", title=say("pages.data"), url_path="data"),
        st.Page("sources.py", title=say("pages.sources"), url_path="sources"),
    ],
    position="top",
)
with sessions.rerun(), addressbar.kept_over(page.url_path):
    try:
        now = state.read()
    except NotReadyError as error:
        # Asking again waits some seconds by itself.
        st.progress(error.share, say("app.making", step=error.step, percent=round(100 * error.share)))
        st.rerun()
    selection = now.atlas.selection(now.wanted)
    title = page_title(page.url_path or MAP, selection, now.event, now.view.lang)
    st.set_page_config(page_title=title)
    language.show()
    sidebar.show(now)
    sidebar.tell_problems(now)
    said.show(now, selection, None if page.url_path else say("pages.map"))
    page.run()
    paper.show(now, page.url_path)
