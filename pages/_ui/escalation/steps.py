"""One chain: numbered steps on the map, and the same as a list that can be read aloud."""

from __future__ import annotations

from datetime import date

import streamlit as st
from streamlit_folium import st_folium

from geo.atlas.kept import kept_with_atlas
from geo.atlas.selection import Selection
from geo.atlas.texts import dates_text, text_of, texts
from geo.catalogue import codebook
from geo.escalation import chains
from geo.escalation.chain_map import ChainMap, chain_on_map, step_numbers, zones_on_map
from geo.escalation.told import days_words, voice_words
from geo.query.urls import language_pairs, own_url
from geo.web.folium_map import chain_layer, chain_map
from geo.words.dates import date_text
from geo.words.harmless import address, plain
from geo.words.table import say
from pages._ui import addressbar, state
from pages._ui.words import language, said

HEIGHT_PX = 460


def show(now: state.State, answers: chains.Answers, day: date) -> None:
    """Let the reader choose a chain, and draw it on the map and as a list, with the zones of a day."""
    if not answers.chains:
        st.info(say("escalation.no_links", language()))
        _choose_day(day)
        _map(answers.selection, None, day)
        return
    chosen = answers.chain_through(now.chain) if now.chain else None
    chosen = chosen or answers.chains[0]
    left, right = st.columns([4, 1], gap="small")
    with right:
        _choose_day(day)
    with left:
        _choose_chain(answers, chosen)
    left, right = st.columns([3, 2], gap="small")
    with left:
        _map(answers.selection, chosen, day)
    with right:
        _list(answers, chosen)


@kept_with_atlas(64)
def _titles(answers: chains.Answers, speech: str) -> dict[str, str]:
    """Return what the choice of a chain says of each: id to words."""
    events = answers.linked.loc[[chain.id for chain in answers.chains]]
    when, title = dates_text(events, speech), texts(events, "title", speech)
    return {
        chain.id: say(
            "escalation.chain_option",
            speech,
            when=when[chain.id],
            title=title[chain.id],
            events=len(chain.events),
            length=chain.length,
        )
        for chain in answers.chains
    }


def _choose_chain(answers: chains.Answers, chosen: chains.Chain) -> None:
    titles = _titles(answers, language())
    with addressbar.filled("chain-choice", chosen.id):
        st.selectbox(
            say("escalation.chain_choose", language()),
            list(titles),
            format_func=titles.get,
            key="chain-choice",
            on_change=addressbar.take,
            args=("chain", "chain-choice"),
        )


def _choose_day(day: date) -> None:
    """Let the reader set the day whose zones the map shows."""
    with addressbar.filled("asof", state.in_reach(day)):
        st.date_input(
            say("escalation.asof_day", language()),
            min_value=state.FIRST_DAY,
            max_value=state.today(),
            format="YYYY-MM-DD",
            key="asof",
            on_change=addressbar.take,
            args=("asof", "asof"),
        )


def _map(selection: Selection, chain: chains.Chain | None, day: date) -> None:
    """Draw the steps where they happened, and the zones that were in force on a day."""
    shown = chain_on_map(selection.atlas, chain, language()) if chain else ChainMap((), (), ())
    zones = zones_on_map(selection.atlas, day, language())
    told = {"steps": shown.steps, "links": shown.links}
    with st.container(key="atlas-chain-map"):
        st_folium(
            chain_map(language(), said()),
            key="chain-map",
            height=HEIGHT_PX,
            use_container_width=True,
            feature_group_to_add=chain_layer(told, zones, st.context.theme.type == "dark"),
            returned_objects=[],
        )
    if shown.unplaced:
        steps = ", ".join(map(str, shown.unplaced))
        st.caption(say("escalation.chain_unplaced", language(), steps=steps))


def _list(answers: chains.Answers, chain: chains.Chain) -> None:
    """Write the chain as an ordered list: when, what, who, how long after which step, and who says so."""
    with st.container(key="atlas-steps", height=HEIGHT_PX):
        st.markdown(_listed(answers, chain, language(), said()))


@kept_with_atlas(64)
def _listed(answers: chains.Answers, chain: chains.Chain, speech: str, told: bool) -> str:
    number = step_numbers(chain)
    return "\n".join(_step(answers, chain, event, number, speech, told) for event in chain.events)


def _step(
    answers: chains.Answers, chain: chains.Chain, event: str, number: dict[str, int], speech: str, told: bool
) -> str:
    row = answers.linked.loc[event]
    who = codebook.label("initiator", row.initiator, speech)
    link = own_url("/", [("event", event), *language_pairs(speech, told)])
    head = (
        f"{number[event]}. **{plain(date_text(row, speech))}** · {plain(who)} · "
        f"[{plain(text_of(row, 'title', speech))}](<{link}>)"
    )
    if event not in answers.chosen:
        head += f" · *{say('escalation.outside', speech)}*"
    links = [f"    - {_link(link, number, speech)}" for link in chain.causes[event]]
    return "\n".join([head, *(links or [f"    - {say('escalation.step_start', speech)}"])])


def _link(link: chains.Link, number: dict[str, int], speech: str) -> str:
    reports = "; ".join(
        f"[{plain(one.title)}](<{address(one.url)}>), {plain(one.publisher)}" for one in link.reports
    )
    after = days_words(link, number[link.cause], speech)
    return f"{plain(after)}, {plain(voice_words(link, speech))}: {reports}"
