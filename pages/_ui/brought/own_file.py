"""The file that a reader brings: taken in, read with progress, and shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geo.brought.held import Room, room_of
from geo.brought.opening import ROW_LIMIT
from geo.brought.reading import Brought, Choices, read_brought
from geo.errors import DataError
from geo.words.harmless import plain
from pages._ui import state
from pages._ui.brought import asked, report, shown
from pages._ui.words import language, problem_words, say

UPLOAD_LIMIT_MB = 600
"""A million rows of UCDP GED are some 400 MB."""
_KEY = "own-file"
_HELD = "brought"
_READING = Lock()
"""Files are read one after another: what a large one needs on the way is needed once."""


@dataclass(frozen=True, eq=False)
class Held:
    """A file in the memory of a session."""

    data: bytes
    name: str
    choices: Choices
    read: Brought | DataError | None
    """None until it is read with these choices."""
    room: Room | None
    """Where map and downloads take its rows from."""


def is_there() -> bool:
    """Whether the reader has brought a file."""
    return _HELD in st.session_state


def show(now: state.State) -> None:
    """Let the reader bring a file, and show what it holds."""
    st.caption(say("brought.note", megabytes=UPLOAD_LIMIT_MB, rows=ROW_LIMIT))
    if not is_there():
        if not st.file_uploader(say("brought.label"), key=_KEY, max_upload_size=UPLOAD_LIMIT_MB):
            return
        # What the uploader returns is a copy: the file is as large as the rest of the process.
        upload: UploadedFile = st.session_state[_KEY]
        _forget(upload)
        _read(upload.getvalue(), upload.name, Choices())
        # It would stay as long as it is drawn.
        st.rerun()
    held: Held = st.session_state[_HELD]
    if held.read is None:
        _read(held.data, held.name, held.choices)
        held = st.session_state[_HELD]
    st.button(say("brought.remove"), icon=":material/close:", on_click=_remove)
    if isinstance(held.read, DataError):
        st.error(say("brought.refused"))
        for problem in held.read.problems:
            st.markdown(f"- {plain(problem_words(problem))}")
        return
    report.how_it_was_read(held.read)
    if held.read.layout is None or held.choices.columns is not None:
        asked.columns(held.read, held.choices, _chosen)
    asked.questions(held.read, held.choices, _chosen)
    if held.read.layout is None:
        return
    report.show(held.read)
    if held.read.atlas is not None:
        shown.show(now, held.room)


def _chosen(**changed: Any) -> None:
    """Read the file again with what the reader has chosen."""
    held: Held = st.session_state[_HELD]
    shown.forget()
    st.session_state[_HELD] = replace(held, choices=replace(held.choices, **changed), read=None, room=None)


def _forget(upload: UploadedFile) -> None:
    """Let Streamlit forget a file that is kept here: it would keep it until the session ends."""
    run = get_script_run_ctx()
    run.uploaded_file_mgr.remove_file(run.session_id, upload.file_id)


def _read(data: bytes, name: str, choices: Choices) -> None:
    bar = st.progress(0.0, say("brought.reading"))
    try:
        with _READING:
            read = read_brought(
                data, name, choices, lambda step, share: bar.progress(min(share, 1.0), step), language()
            )
    except DataError as error:
        read = error
    bar.empty()
    room = room_of(read.atlas, read) if isinstance(read, Brought) and read.atlas else None
    st.session_state[_HELD] = Held(data, name, choices, read, room)


def _remove() -> None:
    st.session_state.pop(_HELD, None)
    shown.forget()
    st.session_state.pop(_KEY, None)
