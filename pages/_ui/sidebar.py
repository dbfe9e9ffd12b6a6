"""The filter in the sidebar, and the sentence that it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import streamlit as st

from geo.catalogue import codebook
from geo.catalogue.checked import STATES, state_text
from geo.catalogue.spans import END_OF_TIME, agreement_names, held_by, party_label
from geo.query.columns import OTHER
from geo.query.filter import EventFilter
from geo.query.reading import WORLD_KM
from geo.words.dates import day_text, span_text
from geo.words.harmless import plain
from geo.words.lists import joined
from pages._ui import addressbar, downloads, state
from pages._ui.brought import own_file
from pages._ui.words import label, language, problem_words, say

CHOICES = {"category": "category", "type": "type", "initiator": "initiator"}
MORE_CHOICES = {"confidence": "confidence", "precision": "location_precision"}
DEFAULT_WITHIN_KM = 10.0


def show(now: state.State) -> None:
    """Draw the filter as the address has it; whatever the reader changes goes into the address."""
    wanted = now.wanted
    with st.sidebar:
        st.markdown(f"#### {say('app.title')}")
        st.caption(say("app.tagline"))
        _sentence(now)
        with addressbar.filled("f_q", wanted.q):
            st.text_input(
                say("sidebar.search"),
                key="f_q",
                placeholder=say("sidebar.search_hint"),
                on_change=_changed,
                args=("q",),
            )
        _day("from", wanted.from_date)
        _day("to", wanted.to_date)
        for key, column in CHOICES.items():
            _choice(key, column, wanted)
        _more(now)
        st.button(say("sidebar.clear"), on_click=addressbar.write_filter, args=([],), width="stretch")


def _more(now: state.State) -> None:
    """Draw the terms that few readers use, once they are asked for."""
    wanted = now.wanted
    more = st.expander(
        say("sidebar.more"), expanded=_uses_more(wanted), key="more-filters", on_change="rerun"
    )
    if not more.open:
        return
    with more:
        for key, column in MORE_CHOICES.items():
            _choice(key, column, wanted)
        _some_of("checked", STATES, wanted.checked, lambda state: state_text(state, language()))
        _one_of("near", now.atlas.names(language()), wanted.near)
        with addressbar.filled("f_within_km", wanted.within_km):
            st.number_input(
                say("sidebar.within_km"),
                0.0,
                float(WORLD_KM),
                step=1.0,
                key="f_within_km",
                value=None,
                on_change=_changed,
                args=("within_km",),
            )
        if wanted.near:
            _tell_near(now)
        with addressbar.filled("f_bbox", dict(wanted.to_pairs()).get("bbox", "")):
            st.text_input(say("sidebar.bbox"), key="f_bbox", on_change=_changed, args=("bbox",))
        _one_of("agreement", agreement_names(language()), wanted.agreement)
        if wanted.agreement:
            st.caption(say("sidebar.agreement_counts", held=plain(_held(wanted.agreement))))


def _tell_near(now: state.State) -> None:
    """Tell how many of the events are known so coarsely that they may lie on the other side of the limit."""
    selection = now.atlas.selection(now.wanted)
    known = selection.by_precision
    near, area = known.get("near", 0), known.get("area", 0)
    if near or area:
        st.caption(say("sidebar.near_counts", count=selection.count, near=near, area=area))


def _held(agreement: str) -> str:
    """Return by whose word an agreement was in force, and when."""
    held = []
    for party, (first, after) in held_by(agreement):
        name = party_label(party, language())
        if after == END_OF_TIME:
            held.append(say("sidebar.agreement_open", party=name, day=day_text(first, language())))
        else:
            span = span_text(first, after - timedelta(1), language=language())
            held.append(say("sidebar.agreement_held", party=name, span=span))
    return joined(held, language=language())


def tell_problems(now: state.State) -> None:
    """Tell the reader what of the address was left out, and why."""
    if now.problems:
        lines = [f"- {plain(problem_words(problem))}" for problem in now.problems]
        st.warning("\n".join([say("sidebar.dropped"), "", *lines]))


def _sentence(now: state.State) -> None:
    selection = now.atlas.selection(now.wanted)
    st.markdown(f"**{plain(selection.sentence(language()))}**")
    hidden = selection.total - selection.count
    notes = [say("sidebar.hidden", hidden=hidden)] if hidden else []
    if notes:
        st.caption(" ".join(notes))
    downloads.show(selection)


def _day(key: str, day: date | None) -> None:
    with addressbar.filled(f"f_{key}", day and state.in_reach(day)):
        st.date_input(
            say(f"sidebar.{key}"),
            key=f"f_{key}",
            value=None,
            min_value=state.FIRST_DAY,
            max_value=state.today(),
            format="YYYY-MM-DD",
            on_change=_changed,
            args=(key,),
        )


def _choice(key: str, column: str, wanted: EventFilter) -> None:
    chosen = getattr(wanted, key)
    _some_of(key, _options(column, chosen), chosen, lambda value: _label(column, value))


def _some_of(key: str, words: Sequence[str], chosen: Sequence[str], called: Callable[[str], str]) -> None:
    with addressbar.filled(f"f_{key}", list(chosen)):
        st.multiselect(
            say(f"sidebar.{key}"),
            words,
            format_func=called,
            key=f"f_{key}",
            placeholder=say("sidebar.any"),
            on_change=_changed,
            args=(key,),
        )


def _options(column: str, chosen: Sequence[str]) -> list[str]:
    """Return the words of a column; of the categories also what none of ours is, where a file of the reader's may have it."""
    words = list(codebook.vocabulary(column))
    return [*words, OTHER] if column == "category" and (own_file.is_there() or OTHER in chosen) else words


def _label(column: str, value: str) -> str:
    return label(column, value) if value in codebook.vocabulary(column) else say("filter.other_kind")


def _one_of(key: str, names: dict[str, str], chosen: str | None) -> None:
    with addressbar.filled(f"f_{key}", chosen):
        st.selectbox(
            say(f"sidebar.{key}"),
            list(names),
            index=None,
            format_func=names.get,
            key=f"f_{key}",
            placeholder=say("sidebar.any"),
            on_change=_changed,
            args=(key,),
        )


def _uses_more(wanted: EventFilter) -> bool:
    few = (
        wanted.confidence,
        wanted.checked,
        wanted.precision,
        wanted.near,
        wanted.bbox,
        wanted.agreement,
    )
    return any(few)


def _changed(key: str) -> None:
    """Write what one widget says into the address; the other terms stay as the address has them."""
    if not addressbar.by_reader(f"f_{key}"):
        return
    told = st.session_state[f"f_{key}"]
    values = told if isinstance(told, list) else [] if told in (None, "") else [told]
    changed = {key: [f"{value:.12g}" if isinstance(value, float) else str(value) for value in values]}
    before = state.read().wanted.to_pairs()
    now = dict(before)
    if key == "near":
        kept = now.get("within_km", f"{DEFAULT_WITHIN_KM:g}")
        changed["within_km"] = [kept] if values else []
    elif key == "within_km" and "near" not in now:
        changed = {}
    elif key == "within_km" and not values:
        changed["near"] = []
    others = [pair for pair in before if pair[0] not in changed]
    addressbar.write_filter(others + [(name, value) for name, listed in changed.items() for value in listed])
