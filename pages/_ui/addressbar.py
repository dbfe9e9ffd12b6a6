"""The address of a page: what the reader wants now. It is written here, nowhere else.

A browser that has not yet heard of a new address still comes with the one before: a reader far away, or a busy server,
must not undo what was just wanted. So the newest address is kept here until the browser comes with it.

The view of the map page is the browser's own: its map writes center, zoom and layers into the address by itself, and
Streamlit may go on telling those of before. They say nothing about whether an address is the newest, and what is written
here hands on what was told; the map puts its own in place (``geo/web/static/view.js``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.look import view
from geo.look.arrival import CARRIED_KEYS, PAGE_KEYS, mended

OWN_KEYS = (*PAGE_KEYS, *view.KEYS)
"""Keys of the address that are no part of the filter."""
LEFT_KEYS = tuple(key for key in OWN_KEYS if key not in CARRIED_KEYS)
"""Keys that stay behind when the reader goes to another page; what is measured and the language go along, as the filter does."""
MAP_PAGE = ""
"""The path of the page whose view the browser writes."""

Pairs = list[tuple[str, str]]


def pairs() -> Pairs:
    """Return keys and values of the newest address, mended, also where the browser comes with an older one."""
    _settle()
    return mended(_told())


def write_filter(wanted: Pairs) -> None:
    """Set the filter in the address; the page's own keys stay."""
    _write(wanted + [pair for pair in pairs() if pair[0] in OWN_KEYS])


def write_view(wanted: Pairs) -> None:
    """Set the view in the address; filter and the other keys stay."""
    _write([pair for pair in pairs() if pair[0] not in view.KEYS] + wanted)


def write_own(key: str, values: list[str]) -> None:
    """Set one of the page's own keys; the filter stays."""
    _write([pair for pair in pairs() if pair[0] != key] + [(key, value) for value in values])


def take(key: str, widget: str, values: Callable[[str], list[str]] = lambda value: [str(value)]) -> None:
    """Set one of the page's own keys to what the reader has done to a widget."""
    if by_reader(widget):
        write_own(key, values(st.session_state[widget]))


def carried(but: str) -> Pairs:
    """Return what of the address goes along to another page, without one key."""
    return [pair for pair in pairs() if pair[0] not in (*LEFT_KEYS, but)]


@contextmanager
def kept_over(page: str) -> Iterator[None]:
    """Run a page: the filter and what is measured stay when the reader goes to another, which Streamlit opens with an empty address."""
    kept = st.session_state
    kept.setdefault("page", page)
    if _settle() and kept["page"] != page:
        _write([pair for pair in kept["address"] if pair[0] not in LEFT_KEYS])
    kept["page"] = page
    try:
        yield
    finally:
        # What the browser comes with next is its own.
        kept["written"] = False


@contextmanager
def filled(widget: str, value: object) -> Iterator[None]:
    """Draw a widget with what the address says.

    It is written only where the browser shows something else: to write the same again would undo what the reader does
    meanwhile. A run may be broken off before the widget is drawn, then it is written again.
    """
    kept = st.session_state
    undrawn, unheard = kept.setdefault("undrawn", set()), kept.setdefault("unheard", {})
    if widget not in kept or widget in undrawn or kept[widget] != value:
        undrawn.add(widget)
        unheard[widget] = kept.get(widget)
        kept[widget] = value
    yield
    undrawn.discard(widget)


def by_reader(widget: str) -> bool:
    """Tell whether it was the reader who changed a widget, not a browser that has yet to hear what it shows now."""
    _settle()
    kept = st.session_state
    unheard = kept.get("unheard", {})
    return not (kept.get("superseded") and widget in unheard and kept[widget] == unheard[widget])


def _told() -> Pairs:
    return [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]


def _held(address: Pairs) -> Pairs:
    """Return what of an address only the server writes, on the page that is open."""
    if st.session_state.get("page") != MAP_PAGE:
        return address
    return [pair for pair in address if pair[0] not in view.MAP_KEYS]


def _went_back() -> bool:
    """Tell whether the browser comes from its history: an older address is then what the reader wants."""
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation


def _settle() -> bool:
    """Put the newest address in the place of an older one, or of none, that the browser came with; tell whether it was so."""
    kept = st.session_state
    told, newest = _told(), kept.get("address")
    held = _held(told)
    if newest is not None and held == _held(newest):
        kept["address"] = told
        if not kept["written"]:
            # The browser has it.
            kept["superseded"], kept["unheard"] = [], {}
    elif newest is None or _went_back() or (held and held not in map(_held, kept["superseded"])):
        kept["address"], kept["superseded"], kept["unheard"], kept["written"] = told, [], {}, False
    else:
        _set(_held(newest) + [pair for pair in told if pair not in held])
        return True
    return False


def _write(wanted: Pairs) -> None:
    kept = st.session_state
    if sorted(wanted) == sorted(kept["address"]):
        return
    kept["superseded"] = [*kept["superseded"], kept["address"]]
    _set(wanted)


def _set(wanted: Pairs) -> None:
    table: dict[str, list[str]] = {}
    for key, value in wanted:
        table.setdefault(key, []).append(value)
    st.query_params.from_dict(table)
    # Read again, it is in the order that the address has.
    st.session_state["address"] = _told()
    st.session_state["written"] = True
