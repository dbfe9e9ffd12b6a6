"""What a reader brought, alone or beside the catalogue: on a map, as a table, by its card, and as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import streamlit as st
from streamlit_folium import st_folium

from geo.atlas.atlas import Atlas
from geo.atlas.fields import CATALOGUE, ORIGIN, OWN
from geo.atlas.selection import EVENTS_AT_ONCE, Selection
from geo.atlas.texts import text_of
from geo.brought.beside import Beside, beside
from geo.brought.changes import changes
from geo.brought.held import Room, room_of
from geo.brought.reading import Brought
from geo.catalogue import codebook
from geo.formats.formats import WRITTEN
from geo.query.filter import EventFilter
from geo.query.urls import own_url
from geo.web.folium_map import brought_map, events_layer
from geo.words.dates import date_text
from geo.words.harmless import plain
from pages._ui import card, state, table
from pages._ui.words import language, said, say, spoken

HEIGHT_PX = 540
"""High enough for the legend to stand open beside the marks."""
TABLE_PX = 320
CHANGES_SHOWN = 200
BOTH = "both"
_PICKED, _SHOWN, _BESIDE = "brought-picked", "brought-shown", "brought-beside"


@dataclass(frozen=True, eq=False)
class Both:
    """A file beside the catalogue, as long as neither changes."""

    beside: Beside
    room: Room


def show(now: state.State, room: Room) -> None:
    """Show the rows that the filter of the sidebar wants: the reader's, the catalogue's, or both."""
    read = room.read
    if read.layout.is_own:
        _changes(now, read)
    chosen = _choice(now)
    atlas, path = room.atlas, room.path
    if chosen == CATALOGUE:
        atlas, path = now.atlas, "/api"
    elif chosen == BOTH:
        both = _both(now, read)
        room = both.room
        atlas, path = room.atlas, room.path
    selection = atlas.selection(now.wanted)
    st.markdown(f"**{plain(_sentence(chosen, selection, read))}**")
    # In a place of its own, so that the map stays in its place whatever is told.
    told = st.container()
    if chosen == OWN:
        text = now.atlas.selection(now.wanted).sentence(language())
        told.caption(plain(say("brought.beside", text=text)))
    elif chosen == BOTH:
        renamed = len(both.beside.renamed)
        words = (say("brought.framed"), say("brought.renamed", count=renamed) if renamed else "")
        told.caption(" ".join(filter(None, words)))
    _map(selection, path)
    picked = _picked(atlas)
    if picked:
        _card(atlas, picked, read)
    if selection.count:
        _table(selection, chosen)
    _downloads(selection, room, chosen)


def forget() -> None:
    """Let go what was shown of a file."""
    for key in (_BESIDE, _PICKED):
        st.session_state.pop(key, None)


def _choice(now: state.State) -> str:
    """Let the reader choose whose rows are shown."""
    few = now.atlas.total <= EVENTS_AT_ONCE
    names = {name: _whose(name) for name in (OWN, CATALOGUE, *((BOTH,) if few else ()))}
    chosen = st.segmented_control(
        say("brought.whose"),
        list(names),
        format_func=names.get,
        default=OWN,
        required=True,
        key=_SHOWN,
    )
    if not few:
        st.caption(say("brought.not_beside", most=EVENTS_AT_ONCE))
    return chosen


def _both(now: state.State, read: Brought) -> Both:
    kept: Both | None = st.session_state.get(_BESIDE)
    if kept is None or kept.room.read is not read or kept.room.atlas.beside is not now.atlas:
        made = beside(read.atlas, now.atlas)
        kept = Both(made, room_of(made.atlas, read))
        st.session_state[_BESIDE] = kept
    return kept


def _sentence(chosen: str, selection: Selection, read: Brought) -> str:
    counts = {name: selection.by_origin.get(name, 0) for name in (CATALOGUE, OWN)} if chosen == BOTH else {}
    return say(f"brought.shown_{chosen}", text=selection.sentence(language()), name=read.name, **counts)


def _map(selection: Selection, path: str) -> None:
    key = f"map{path}"
    dark = st.context.theme.type == "dark"
    with st.container(key="atlas-own-map"):
        st_folium(
            brought_map(path, selection.atlas, language(), said()),
            key=key,
            height=HEIGHT_PX,
            use_container_width=True,
            feature_group_to_add=events_layer(
                selection, _picked(selection.atlas), dark, room=path, language=language()
            ),
            returned_objects=["last_active_drawing"],
            on_change=lambda: _picked_on(key),
        )


def _picked(atlas: Atlas) -> str | None:
    picked = st.session_state.get(_PICKED)
    return picked if picked and atlas.has_event(picked) else None


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


def _table(selection: Selection, chosen: str) -> None:
    pages = -(-selection.count // table.PAGE_ROWS)
    page = 1
    if pages > 1:
        words = say("map_page.page", pages=pages, rows=table.PAGE_ROWS)
        page = st.number_input(words, 1, pages, key="brought-page", width=260)
    ids, rows = _lean(selection.page((page - 1) * table.PAGE_ROWS, table.PAGE_ROWS), selection.wanted)
    key = f"brought-table-{chosen}-{selection.atlas.data_version}-{selection.wanted.to_query()}-{page}"
    st.dataframe(
        rows,
        key=key,
        height=TABLE_PX,
        hide_index=True,
        placeholder="",
        column_config=table.headings() | {ORIGIN.name: st.column_config.Column(say("brought.origin"))},
        on_select=lambda: _picked_in(key, ids),
        selection_mode="single-row",
    )


def _lean(rows: pd.DataFrame, wanted: EventFilter) -> tuple[pd.Index, pa.Table]:
    """Return ids, and the few columns of the table; of both sets also whose each row is."""
    ids, lean = table.lean(rows, wanted, language())
    other = say("filter.other_kind")
    kinds = [kind or other for kind in lean["category"].to_pylist()]
    lean = lean.set_column(lean.schema.get_field_index("category"), "category", _words(kinds))
    if ORIGIN.name not in rows:
        return ids, lean
    return ids, lean.add_column(0, ORIGIN.name, _words([_whose(name) for name in rows[ORIGIN.name]]))


def _words(texts: Sequence[str]) -> pa.Array:
    return pa.array(texts, pa.string()).dictionary_encode()


def _whose(origin: str) -> str:
    return say(f"brought.whose_{origin}")


def _card(atlas: Atlas, event_id: str, read: Brought) -> None:
    event = atlas.event(event_id)
    own = event.get(ORIGIN.name, OWN if atlas.brought else CATALOGUE) == OWN
    kind = codebook.label("category", event.category, language()) if event.category else None
    with st.container(border=True):
        st.markdown(f"**{plain(text_of(event, 'title', language()))}**")
        told = (
            date_text(event, language()),
            kind or say("filter.other_kind"),
            text_of(event, "place", language()),
        )
        st.caption(plain(" · ".join(filter(None, told))))
        if own:
            st.markdown(plain(say("brought.of_file", name=read.name)))
        else:
            link = own_url("/", [("event", event_id), *spoken()])
            st.markdown(say("brought.of_catalogue", address=link))
        if event.summary:
            st.markdown(plain(text_of(event, "summary", language())))
        measured = card.distances(atlas, event, language())
        st.markdown(measured) if measured else st.caption(say("map_page.no_point"))


def _downloads(selection: Selection, room: Room, chosen: str) -> None:
    """Offer what is shown in every format, and the reader's own table: written while it is sent, however large."""
    pairs = selection.wanted.to_pairs()
    row = st.container(horizontal=True)
    for form in WRITTEN:
        if chosen == CATALOGUE:
            address = own_url(form.path, [*pairs, ("download", "1")])
        else:
            address = own_url(f"{room.path}/files/events.{form.extension}", pairs)
        too_many = form.most is not None and selection.count > form.most
        row.link_button(
            say(f"downloads.{form.extension}"),
            address,
            icon=":material/download:",
            disabled=too_many,
            help=say("downloads.too_many", most=form.most) if too_many else None,
        )
    if chosen != CATALOGUE:
        address = own_url(f"{room.path}/files/own-rows.csv", pairs)
        row.link_button(say("brought.own_rows"), address, icon=":material/download:")


def _picked_on(key: str) -> None:
    feature = (st.session_state.get(key) or {}).get("last_active_drawing")
    if feature and feature["id"]:
        st.session_state[_PICKED] = feature["id"]


def _picked_in(key: str, ids: pd.Index) -> None:
    chosen = st.session_state[key]["selection"]["rows"]
    st.session_state[_PICKED] = str(ids[chosen[0]]) if chosen else None
