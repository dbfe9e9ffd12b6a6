"""What is told of a reader's file: how it was read, what is wrong and how to mend it, each kind once."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from geo.brought.findings import Group
from geo.brought.layouts import FREE, MADE_ANEW
from geo.brought.reading import Brought
from geo.words.harmless import plain
from pages._ui.brought.spoken import spoken

TAB = "\t"
CSV = "text/csv"


def how_it_was_read(read: Brought) -> None:
    """Say as what the file was read."""
    parts = [spoken(f"brought.form_{read.table.form}")]
    parts += [
        spoken(f"brought.told_{kind}", what=spoken("brought.tab") if what == TAB else what)
        for kind, what in read.table.told
    ]
    layout = read.layout.name if read.layout else FREE
    told = spoken("brought.as_read", layout=spoken(f"brought.layout_{layout}"), how=", ".join(parts))
    st.markdown(f"**{plain(read.name)}**: {plain(told)}")


def show(read: Brought) -> None:
    """Say what is used, what is left out and why, and what was understood."""
    used = read.rows - read.left_out
    said = spoken("brought.used", count=used, total=read.rows)
    if read.left_out:
        st.warning(f"{said} {spoken('brought.left_out', count=read.left_out)}")
        st.dataframe(_table(read.faults), hide_index=True)
        st.download_button(
            spoken("brought.left_out_download"),
            read.left_out_csv,
            file_name="rows-left-out.csv",
            mime=CSV,
            on_click="ignore",
            icon=":material/download:",
        )
    else:
        st.success(said)
    if read.doubts:
        st.markdown(f"**{spoken('brought.doubtful')}**")
        st.dataframe(_table(read.doubts), hide_index=True)
    if read.notes:
        with st.expander(spoken("brought.understood")):
            st.dataframe(_table(read.notes), hide_index=True)
    for line in _columns(read):
        st.caption(plain(line))


def _columns(read: Brought) -> Iterable[str]:
    layout = read.layout
    if layout.extra:
        yield spoken("brought.extra", names=", ".join(layout.extra))
    if layout.missing:
        yield spoken("brought.missing_columns", names=", ".join(layout.missing))
    if layout.is_own and MADE_ANEW.intersection(read.table.header):
        yield spoken("brought.anew")


def _table(groups: Iterable[Group]) -> pd.DataFrame:
    """Return one row a kind: what, where, how often, the first places, what stands there."""
    return pd.DataFrame(
        {
            spoken("brought.reason"): ": ".join(
                filter(None, (spoken(f"brought.{group.kind}"), group.wanted))
            ),
            spoken("brought.cure_column"): group.column,
            spoken("brought.times"): group.count,
            spoken("brought.first_rows"): ", ".join(map(str, sorted(group.lines))),
            spoken("brought.examples"): " | ".join(group.found),
        }
        for group in groups
    )
