"""The widgets that compose a view; what they say goes into the address."""

from __future__ import annotations

import streamlit as st

from geo.look import distance, style
from geo.look.extents import Extent
from geo.look.moment import Moment
from geo.look.view import DPI, NOTE_LIMIT, SIZES, TITLE_LIMIT, View
from pages._ui import addressbar, state
from pages._ui.words import language, say

OWN = "own"
"""The extent of an address that is none of those on offer."""


def show(now: state.State, extents: dict[str, Extent]) -> None:
    """Draw the widgets as the address has them.

    Parameters
    ----------
    now : State
    extents : dict
        What the map may show, by name, as `geo.look.extents.of` returns it.
    """
    view = now.view
    shown = next((name for name, one in extents.items() if one == (view.center, view.zoom)), OWN)
    change = {"on_change": _compose, "args": (view, extents)}
    with addressbar.filled("v_title", view.title):
        st.text_input(
            say("briefing.title"),
            key="v_title",
            max_chars=TITLE_LIMIT,
            placeholder=say("briefing.title_hint"),
            **change,
        )
    with addressbar.filled("v_note", view.note):
        st.text_area(say("briefing.note"), key="v_note", max_chars=NOTE_LIMIT, height=80, **change)
    with addressbar.filled("v_extent", shown):
        st.selectbox(
            say("briefing.extent"),
            [*extents, *([OWN] if shown == OWN else [])],
            format_func=lambda name: say(f"briefing.extent_{name}"),
            key="v_extent",
            **change,
        )
    with addressbar.filled("v_size", view.size):
        st.selectbox(
            say("briefing.size"),
            list(SIZES),
            format_func=lambda name: say(f"briefing.size_{name}"),
            key="v_size",
            **change,
        )
    with addressbar.filled("v_legend", view.legend):
        st.toggle(say("briefing.legend"), key="v_legend", **change)
    with addressbar.filled("v_distance", view.distance):
        st.selectbox(
            say("bands.from"),
            list(dict.fromkeys([*distance.OFFERED, *([view.distance] if view.distance else [])])),
            index=None,
            format_func=lambda line: distance.name_of(line, language()),
            key="v_distance",
            placeholder=say("briefing.no_distance"),
            **change,
        )
    if view.distance:
        with addressbar.filled("v_bands", distance.bands_text(view.bands)):
            st.text_input(say("bands.own"), key="v_bands", **change)
    with addressbar.filled("v_at", str(view.at or "")):
        st.text_input(say("briefing.at"), key="v_at", placeholder=say("briefing.no_at"), **change)
    with st.expander(say("briefing.layers")):
        names = {layer.id: layer.name_ko if language() == "ko" else layer.name for layer in style.LAYERS}
        with addressbar.filled("v_layers", list(view.layers)):
            st.multiselect(
                say("briefing.layers"),
                list(names),
                format_func=names.get,
                key="v_layers",
                label_visibility="collapsed",
                **change,
            )
        with addressbar.filled("v_dpi", view.dpi):
            st.slider(say("briefing.dpi"), *DPI, step=12, key="v_dpi", **change)


def _compose(view: View, extents: dict[str, Extent]) -> None:
    """Write what the widgets say into the address."""
    widgets = st.session_state
    center, zoom = extents.get(widgets["v_extent"], (view.center, view.zoom))
    composed = View(
        title=" ".join(widgets["v_title"].split()),
        note=" ".join(widgets["v_note"].split()),
        layers=tuple(layer.id for layer in style.LAYERS if layer.id in widgets["v_layers"]),
        center=center,
        zoom=zoom,
        legend=widgets["v_legend"],
        lang=view.lang,
        size=widgets["v_size"],
        dpi=widgets["v_dpi"],
        distance=widgets["v_distance"],
        bands=_bands(view),
        at=_moment(view),
    )
    addressbar.write_view(composed.to_pairs())


def _bands(view: View) -> tuple[float, ...]:
    """Return the bands that the reader has written, or those before where what stands there is none."""
    try:
        return distance.parse_bands(st.session_state["v_bands"]) if view.distance else view.bands
    except ValueError:
        return view.bands


def _moment(view: View) -> Moment | None:
    """Return the moment that the reader has written, or that before where what stands there is none."""
    text = st.session_state["v_at"].strip()
    try:
        return Moment.read(text) if text else None
    except ValueError:
        return view.at
