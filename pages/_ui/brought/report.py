"""What is told of a reader's file: how it was read, what is wrong and how to mend it, each kind once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import pandas as pd
import streamlit as st

from geo.brought.findings import Group, reason
from geo.brought.layouts import FREE, MADE_ANEW
from geo.brought.reading import Brought
from geo.brought.taking import rows_left_out
from geo.words.harmless import plain
from geo.words.table import in_language
from pages._ui.words import language, say

TAB = "\t"
CSV = "text/csv"


def how_it_was_read(read: Brought) -> None:
    """Say as what the file was read."""
    parts = [say(f"brought.form_{read.table.form}")]
    parts += [
        say(f"brought.told_{kind}", what=say("brought.tab") if what == TAB else what)
        for kind, what in read.table.told
    ]
    layout = read.layout.name if read.layout else FREE
    told = say("brought.as_read", layout=say(f"brought.layout_{layout}"), how=", ".join(parts))
    st.markdown(f"**{plain(read.name)}**: {plain(told)}")


def show(read: Brought) -> None:
    """Say what is used, what is left out and why, and what was understood."""
    used = read.rows - read.left_out
    said = say("brought.used", count=used, total=read.rows)
    if read.left_out:
        st.warning(f"{said} {say('brought.left_out', count=read.left_out)}")
        st.dataframe(_table(read.faults), hide_index=True)
        st.download_button(
            say("brought.left_out_download"),
            # Made when it is asked for.
            partial(_left_out, read, language()),
            file_name="rows-left-out.csv",
            mime=CSV,
            on_click="ignore",
            icon=":material/download:",
        )
    else:
        st.success(said)
    if read.doubts:
        st.markdown(f"**{say('brought.doubtful')}**")
        st.dataframe(_table(read.doubts), hide_index=True)
    if read.notes:
        with st.expander(say("brought.understood")):
            st.dataframe(_table(read.notes), hide_index=True)
    for line in _columns(read):
        st.caption(plain(line))


def _left_out(read: Brought, speech: str) -> bytes:
    return b"".join(rows_left_out(read, speech))


def _columns(read: Brought) -> Iterable[str]:
    layout = read.layout
    if layout.extra:
        yield say("brought.extra", names=", ".join(layout.extra))
    if layout.missing:
        yield say("brought.missing_columns", names=", ".join(layout.missing))
    if layout.is_own and MADE_ANEW.intersection(read.table.header):
        yield say("brought.anew")


def _table(groups: Iterable[Group]) -> pd.DataFrame:
    """Return one row a kind: what, where, how often, the first places, what stands there."""
    return pd.DataFrame(
        {
            say("brought.reason"): reason(group, language()),
            say("brought.cure_column"): in_language(group.column, language()),
            say("brought.times"): group.count,
            say("brought.first_rows"): ", ".join(map(str, sorted(group.lines))),
            say("brought.examples"): " | ".join(in_language(found, language()) for found in group.found),
        }
        for group in groups
    )
