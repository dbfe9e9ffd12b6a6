"""What a composed view is taken along as: a preview, files, an embed, a permalink."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo.atlas.selection import Selection
from geo.errors import AtlasError
from geo.formats.formats import DRAWN
from geo.look.address import map_url, view_url
from geo.paper import workers
from geo.paper.qr import qr_of
from geo.query.urls import oembed_url, own_url, with_pairs
from geo.web.oembed import iframe
from geo.web.offline import EVENTS_MOST, megabytes
from geo.words.harmless import plain
from pages._ui import state
from pages._ui.words import say, spoken

PREVIEW_DPI = 96


def show_preview(now: state.State) -> None:
    """Draw the picture at the resolution of a screen."""
    with st.spinner(say("briefing.drawing")):
        try:
            picture = workers.order(_job(now, "png", PREVIEW_DPI)).result()
            st.image(picture, caption=say("briefing.preview"), alt=_told(now))
        except AtlasError as error:
            st.warning(say("briefing.failed", reason=plain(str(error))))


def show_files(now: state.State, selection: Selection) -> None:
    """Draw the buttons; a file is made when its button is clicked."""
    st.markdown(f"**{say('briefing.take')}**")
    row = st.container(horizontal=True)
    for form in DRAWN:
        row.download_button(
            say(f"briefing.{form.extension}"),
            lambda form=form: _make(now, form.extension),
            file_name=selection.file_name(form.extension),
            mime=form.media_type,
            key=f"take-{form.extension}",
            on_click="ignore",
            icon=":material/download:",
        )
    pairs = [*now.wanted.to_pairs(), *now.view.to_pairs()]
    for form in ("png", "pptx"):
        row.link_button(
            say(f"briefing.multiples_{form}"),
            own_url(f"/multiples.{form}", pairs),
            icon=":material/grid_view:",
        )
    too_many = selection.count > EVENTS_MOST
    row.link_button(
        say("briefing.html", size=megabytes(selection.count)),
        with_pairs(own_url("/map.html", [*pairs, ("download", "1")]), spoken()),
        icon=":material/download:",
        disabled=too_many,
    )
    if too_many:
        st.caption(say("briefing.offline_too_many", count=selection.count, most=EVENTS_MOST))


def show_addresses(now: state.State) -> None:
    """Write what other pages embed, and the permalink with its QR code."""
    origin = state.origin()
    embed = with_pairs(view_url(origin, "/embed", now.wanted, now.view), spoken())
    st.markdown(f"**{say('briefing.embed')}**")
    st.caption(say("briefing.embed_note"))
    frame = iframe(embed, _told(now))
    st.code(frame, language="html", wrap_lines=True)
    st.caption(say("briefing.oembed_note"))
    st.code(oembed_url(origin, embed), language=None, wrap_lines=True)
    st.markdown(f"**{say('briefing.permalink')}**")
    permalink = with_pairs(map_url(origin, now.wanted, now.view), spoken())
    st.code(permalink, language=None, wrap_lines=True)
    with st.popover(say("briefing.qr")):
        code = qr_of(permalink)
        if code:
            st.image(code.svg_inline(scale=3), alt=permalink)
        else:
            st.info(say("briefing.qr_too_long", count=len(permalink)))


def _told(now: state.State) -> str:
    return now.view.title or now.atlas.selection(now.wanted).sentence(now.view.lang)


def _job(now: state.State, form: str, dpi: int | None = None) -> workers.Job:
    """Return the order for one form of the composed view."""
    view = now.view if dpi is None else replace(now.view, dpi=dpi)
    picked = (now.event,) if now.event and form == "pptx" else ()
    return workers.Job(form, now.atlas.source, now.wanted, view, state.origin(), picked)


def _make(now: state.State, form: str) -> bytes:
    with st.spinner(say("briefing.making", name=say(f"briefing.{form}"))):
        return workers.order(_job(now, form)).result()
