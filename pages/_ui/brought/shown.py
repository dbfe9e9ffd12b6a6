"""What a reader brought: on a map, as a table, by its card, beside the catalogue, and as files."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from geo.atlas.selection import Selection
from geo.atlas.texts import text_of
from geo.brought.changes import changes
from geo.brought.reading import Brought
from geo.brought.taking import table_with_distances
from geo.formats.formats import WRITTEN
from geo.query.filter import EventFilter
from geo.web.folium_map import brought_map, events_layer
from geo.words.dates import date_text
from geo.words.harmless import plain
from pages._ui import card, state, table
from pages._ui.words import language, say

HEIGHT_PX = 460
TABLE_PX = 320
CHANGES_SHOWN = 200
_PICKED = "brought-picked"


def show(now: state.State, read: Brought, room: str) -> None:
    """Show the rows that the filter of the sidebar wants."""
    selection = read.atlas.selection(now.wanted)
    if read.layout.is_own:
        _changes(now, read)
    st.markdown(f"**{plain(say('brought.shown', text=selection.sentence(language()), name=read.name))}**")
    st.caption(plain(say("brought.beside", text=now.atlas.selection(now.wanted).sentence(language()))))
    picked = st.session_state.get(_PICKED)
    picked = picked if picked and read.atlas.has_event(picked) else None
    key = f"map{room}"
    with st.container(key="atlas-own-map"):
        st_folium(
            brought_map(room, language()),
            key=key,
            height=HEIGHT_PX,
            use_container_width=True,
            feature_group_to_add=events_layer(
                selection, picked, st.context.theme.type == "dark", room=room, language=language()
            ),
            returned_objects=["last_active_drawing"],
            on_change=lambda: _picked_on(key),
        )
    if picked:
        _card(read, picked)
    if selection.count:
        _table(selection)
    _downloads(selection, read)


def _changes(now: state.State, read: Brought) -> None:
    if not read.atlas.selection(EventFilter()).one_by_one:
        return
    found = changes(read.atlas, now.atlas, (*read.layout.fields, "lat", "lon"))
    if found.events:
        st.markdown(f"**{say('brought.changes', count=found.events)}**")
        names = {name: say(f"brought.change_{name}") for name in found.cells}
        st.dataframe(found.cells.head(CHANGES_SHOWN).rename(columns=names), hide_index=True)
    elif len(found.new) < read.atlas.total:
        st.caption(say("brought.no_changes"))
    if found.new:
        st.caption(say("brought.new_events", count=len(found.new)))


def _table(selection: Selection) -> None:
    pages = -(-selection.count // table.PAGE_ROWS)
    page = 1
    if pages > 1:
        page = st.number_input(
            say("map_page.page", pages=pages, rows=table.PAGE_ROWS), 1, pages, key="brought-page", width=260
        )
    rows = selection.page((page - 1) * table.PAGE_ROWS, table.PAGE_ROWS)
    ids, lean = table.lean(rows, selection.wanted, language())
    key = f"brought-table-{selection.atlas.data_version}-{selection.wanted.to_query()}-{page}"
    st.dataframe(
        lean,
        key=key,
        height=TABLE_PX,
        hide_index=True,
        placeholder="",
        column_config=table.headings(),
        on_select=lambda: _picked_in(key, ids),
        selection_mode="single-row",
    )


def _card(read: Brought, event_id: str) -> None:
    event = read.atlas.event(event_id)
    with st.container(border=True):
        st.markdown(f"**{plain(event.title)}**")
        st.caption(
            plain(
                " · ".join(filter(None, (date_text(event, language()), text_of(event, "place", language()))))
            )
        )
        if event.summary:
            st.markdown(plain(event.summary))
        told = card.distances(read.atlas, event, language())
        st.markdown(told) if told else st.caption(say("map_page.no_point"))


def _downloads(selection: Selection, read: Brought) -> None:
    origin = state.origin()
    row = st.container(horizontal=True)
    for form in WRITTEN:
        row.download_button(
            say(f"downloads.{form.extension}"),
            lambda form=form: form.make(selection, origin),
            file_name=selection.file_name(form.extension),
            mime=form.media_type,
            key=f"brought-{form.extension}",
            on_click="ignore",
            icon=":material/download:",
        )
    row.download_button(
        say("brought.own_rows"),
        lambda: table_with_distances(read, selection),
        file_name=selection.file_name("csv", ("own-rows",)),
        mime="text/csv",
        key="brought-own-rows",
        on_click="ignore",
        icon=":material/download:",
    )


def _picked_on(key: str) -> None:
    feature = (st.session_state.get(key) or {}).get("last_active_drawing")
    if feature and feature["id"]:
        st.session_state[_PICKED] = feature["id"]


def _picked_in(key: str, ids) -> None:
    chosen = st.session_state[key]["selection"]["rows"]
    st.session_state[_PICKED] = str(ids[chosen[0]]) if chosen else None
