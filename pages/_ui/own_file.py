"""A reader's own file of events, checked as our own catalogue is and kept nowhere."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
import streamlit as st

from geo.atlas.load import read_atlas
from geo.errors import DataError
from geo.formats.formats import FORMATS
from geo.query.filter import EventFilter
from geo.words.table import say
from pages._ui import state
from pages._ui.columns import headed

UPLOAD_LIMIT_MB = 5
PROBLEMS_SHOWN = 200
PROBLEM_COLUMNS = ["where", "found", "wanted"]


def show(wanted: EventFilter) -> None:
    """Let the reader upload a file; give its filtered events back measured, or tell what is wrong with it."""
    st.caption(say("data.bring_note"))
    upload = st.file_uploader(
        say("data.bring_label"), type="csv", key="own-file", max_upload_size=UPLOAD_LIMIT_MB
    )
    if not upload:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload.csv"
        path.write_bytes(upload.getvalue())
        try:
            own = read_atlas(path).selection(wanted)
        except DataError as error:
            _refuse(error)
            return
    origin = state.origin()
    st.success(say("data.bring_good", count=own.total))
    st.download_button(
        say("data.bring_download"),
        lambda: FORMATS["geojson"].make(own, origin),
        file_name="own-events.geojson",
        mime=FORMATS["geojson"].media_type,
        on_click="ignore",
    )


def _refuse(error: DataError) -> None:
    st.error(say("data.bring_bad", count=len(error.problems)))
    shown = error.problems[:PROBLEMS_SHOWN]
    rows = pd.DataFrame((problem.as_dict() for problem in shown), columns=PROBLEM_COLUMNS)
    st.dataframe(headed(rows), hide_index=True)
