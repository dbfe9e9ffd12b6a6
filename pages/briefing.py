"""The briefing page: compose a view, see it, take it along in any form."""

import io
from urllib.parse import quote, urlencode

import segno
import streamlit as st

from geo import style, work
from geo.api_pictures import MEDIA_TYPES
from geo.config import Settings
from geo.errors import AtlasError
from geo.view import DPI, LANGUAGES, NOTE_LIMIT, SIZES, TITLE_LIMIT, View
from pages._ui import extents, state
from pages._ui.words import plain, say

PREVIEW_DPI = 96

now = state.read()
selection = now.atlas.selection(now.wanted)
origin = state.origin()
choices = extents.of(selection)


def compose() -> None:
    """Write what the widgets say into the address."""
    widgets = st.session_state
    extent = choices.get(widgets["v_extent"], (now.view.center, now.view.zoom))
    composed = View(
        title=" ".join(widgets["v_title"].split()),
        note=" ".join(widgets["v_note"].split()),
        layers=tuple(layer.id for layer in style.LAYERS if layer.id in widgets["v_layers"]),
        center=extent[0],
        zoom=extent[1],
        legend=widgets["v_legend"],
        lang=widgets["v_lang"],
        size=widgets["v_size"],
        dpi=widgets["v_dpi"],
    )
    state.write_view(composed.to_pairs())


def job(form: str, dpi: int | None = None) -> work.Job:
    """Return the order for one form of the composed view."""
    pairs = [pair for pair in now.view.to_pairs() if dpi is None or pair[0] != "dpi"]
    shown = tuple(pairs + ([("dpi", str(dpi))] if dpi else []))
    events_path = Settings.from_environment().events_path
    picked = (now.event,) if now.event and form == "pptx" else ()
    return work.Job(form, events_path, tuple(now.wanted.to_pairs()), shown, origin, picked)


def take(form: str) -> bytes:
    """Return the bytes of one form; called when its button is clicked."""
    with st.spinner(say("briefing.making", name=say(f"briefing.{form}"))):
        return work.order(job(form)).result()


for key, value in {
    "v_title": now.view.title,
    "v_note": now.view.note,
    "v_layers": list(now.view.layers),
    "v_legend": now.view.legend,
    "v_lang": now.view.lang,
    "v_size": now.view.size,
    "v_dpi": now.view.dpi,
    "v_extent": next(
        (name for name, one in choices.items() if one == (now.view.center, now.view.zoom)), "own"
    ),
}.items():
    st.session_state[key] = value

st.subheader(say("briefing.heading"))
st.caption(say("briefing.intro", count=f"{selection.count:,}"))
left, right = st.columns([1, 2], gap="medium")
with left:
    st.text_input(
        say("briefing.title"),
        key="v_title",
        max_chars=TITLE_LIMIT,
        placeholder=say("briefing.title_hint"),
        on_change=compose,
    )
    st.text_area(say("briefing.note"), key="v_note", max_chars=NOTE_LIMIT, height=80, on_change=compose)
    st.selectbox(
        say("briefing.extent"),
        [*choices, *(["own"] if st.session_state["v_extent"] == "own" else [])],
        format_func=lambda name: say(f"briefing.extent_{name}"),
        key="v_extent",
        on_change=compose,
    )
    st.selectbox(
        say("briefing.size"),
        list(SIZES),
        format_func=lambda name: say(f"briefing.size_{name}"),
        key="v_size",
        on_change=compose,
    )
    st.segmented_control(
        say("briefing.language"),
        LANGUAGES,
        format_func=lambda name: say(f"briefing.lang_{name}"),
        key="v_lang",
        required=True,
        on_change=compose,
    )
    st.toggle(say("briefing.legend"), key="v_legend", on_change=compose)
    with st.expander(say("briefing.layers")):
        names = {layer.id: layer.name for layer in style.LAYERS}
        st.multiselect(
            say("briefing.layers"),
            list(names),
            format_func=names.get,
            key="v_layers",
            label_visibility="collapsed",
            on_change=compose,
        )
        st.slider(say("briefing.dpi"), *DPI, step=12, key="v_dpi", on_change=compose)
with right:
    with st.spinner(say("briefing.drawing")):
        try:
            st.image(work.order(job("png", PREVIEW_DPI)).result(), caption=say("briefing.preview"))
        except AtlasError as error:
            st.warning(say("briefing.failed", reason=plain(str(error))))
    st.markdown(f"**{say('briefing.take')}**")
    row = st.container(horizontal=True)
    for form, mime in MEDIA_TYPES.items():
        row.download_button(
            say(f"briefing.{form}"),
            lambda form=form: take(form),
            file_name=selection.file_name(form),
            mime=mime,
            key=f"take-{form}",
            on_click="ignore",
            icon=":material/download:",
        )
    query = urlencode([*now.wanted.to_pairs(), *now.view.to_pairs()], quote_via=quote, safe=",")
    row.link_button(say("briefing.html"), f"/map.html?{query}", icon=":material/download:")

    st.markdown(f"**{say('briefing.embed')}**")
    embed = f"{origin}/embed" + (f"?{query}" if query else "")
    st.caption(say("briefing.embed_note"))
    st.code(
        f'<iframe src="{embed.replace("&", "&amp;")}" width="100%" height="480" style="border:0" loading="lazy" '
        f'title="MDL Atlas" allowfullscreen></iframe>',
        language="html",
        wrap_lines=True,
    )
    st.caption(say("briefing.oembed_note"))
    st.code(f"{origin}/oembed?format=json&url={quote(embed, safe='')}", language=None, wrap_lines=True)
    st.markdown(f"**{say('briefing.permalink')}**")
    permalink = selection.permalink(origin)
    st.code(permalink, language=None, wrap_lines=True)
    picture = io.BytesIO()
    segno.make(permalink, error="m").save(picture, kind="svg", scale=3, xmldecl=False, svgns=True)
    with st.popover(say("briefing.qr")):
        st.image(picture.getvalue().decode())
