"""One chain: numbered steps on the map, and the same as a list that can be read aloud."""

from __future__ import annotations

from datetime import date

import streamlit as st
from streamlit_folium import st_folium

from geo import chains, escalation, schema
from geo.atlas import Selection
from geo.leaflet import chain_layer, chain_map
from geo.sides import WINDOW
from geo.smallnumbers import days_text
from pages._ui.words import address, plain, say

HEIGHT_PX = 460


def show_map(selection: Selection, chain: chains.Chain | None, day: date) -> None:
    """Draw the steps where they happened, and the zones that were in force on a day."""
    events = selection.atlas.events
    number = _numbers(chain)
    placed = {event: at for event, at in number.items() if _on_map(events.loc[event])}
    told = {
        "steps": [
            {
                "number": at,
                "at": [round(float(events.at[event, "lon"]), 5), round(float(events.at[event, "lat"]), 5)],
                "title": events.at[event, "title"],
                "when": events.at[event, "date_text"],
                "side": chains.SIDE_OF[events.at[event, "initiator"]],
            }
            for event, at in placed.items()
        ],
        "links": [
            {"from": number[link.cause], "to": number[link.answer], "days": link.days}
            for link in (chain.links if chain else ())
        ],
    }
    zones = {
        zone["id"]: {
            "text": f"{zone['name']}: {zone['text']}. {zone['rule']}",
            "both": len(zone["held_by"]) > 1,
        }
        for zone in escalation.as_of(selection.atlas, day)["zones"]
        if zone["in_force"] and zone["agreement"] not in (None, "armistice")
    }
    with st.container(key="atlas-chain-map"):
        st_folium(
            chain_map(),
            key="chain-map",
            height=HEIGHT_PX,
            use_container_width=True,
            feature_group_to_add=chain_layer(told, zones, st.context.theme.type == "dark"),
            returned_objects=[],
        )
    unplaced = [str(at) for event, at in number.items() if event not in placed]
    if unplaced:
        st.caption(say("escalation.chain_unplaced", steps=", ".join(unplaced)))


def _numbers(chain: chains.Chain | None) -> dict[str, int]:
    return {event: at for at, event in enumerate(chain.events, 1)} if chain else {}


def _on_map(event) -> bool:
    inside = (
        WINDOW["lon"][0] <= event.lon <= WINDOW["lon"][1]
        and WINDOW["lat"][0] <= event.lat <= WINDOW["lat"][1]
    )
    return inside and event.location_precision != "representative"


def show_list(selection: Selection, chain: chains.Chain) -> None:
    """Write the chain as an ordered list: when, what, who, how long after which step, and who says so."""
    number = _numbers(chain)
    lines = [_step(selection, chain, event, number) for event in chain.events]
    with st.container(key="atlas-steps", height=HEIGHT_PX):
        st.markdown("\n".join(lines))


def _step(selection: Selection, chain: chains.Chain, event: str, number: dict[str, int]) -> str:
    row = selection.atlas.event(event)
    head = (
        f"{number[event]}. **{plain(row.date_text)}** · {plain(schema.label('initiator', row.initiator))} · "
        f"[{plain(row.title)}](</?event={event}>)"
    )
    if event not in selection.rows.index:
        head += f" · *{say('escalation.outside')}*"
    links = [f"    - {_link(link, number)}" for link in chain.causes[event]]
    return "\n".join([head, *(links or [f"    - {say('escalation.step_start')}"])])


def _link(link: chains.Link, number: dict[str, int]) -> str:
    step = number[link.cause]
    if link.days is None:
        told = say("escalation.step_link_unknown", step=step)
    elif link.days == 0:
        told = say("escalation.same_day", step=step)
    else:
        told = say("escalation.step_link", days=days_text(link.days), step=step)
    who = (
        say("escalation.said_by", who=schema.label("responds_to_said_by", link.said_by))
        if link.said_by
        else say("escalation.said_by_nobody")
    )
    source = f"[{plain(link.title)}](<{address(link.url)}>), {plain(link.publisher)}"
    return f"{plain(told)}, {plain(who)}: {source}"
