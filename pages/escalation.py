"""The escalation page: action and reaction over time and on the map, and what stood at the time."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import altair as alt
import pandas as pd
import streamlit as st

from geo import agreements, chains, escalation, export, schema, style
from geo.smallnumbers import FEWEST_FOR_MEDIAN, days_text
from pages._ui import chainview, state, timeaxis
from pages._ui.words import plain, say

FIRST_DAY = date(1953, 7, 27)
DEFAULT_CHANGE, DEFAULT_DAYS = "cma-declared-rok-3-start", 180
SIDES_COMPARED = ("dprk", "rok-allies")

now = state.read()
atlas = now.atlas
selection = now.atlas.selection(now.wanted)
told = escalation.summary(selection)


def show_figures() -> None:
    """Write the few numbers, or that there are too few."""
    if len(selection.links) < FEWEST_FOR_MEDIAN:
        st.info(say("escalation.too_few", count=selection.count, links=len(selection.links)))
    with st.container(key="atlas-figures"):
        boxes = [
            column.container(border=True, height="stretch") for column in st.columns(2 + len(SIDES_COMPARED))
        ]
    boxes[0].metric(say("escalation.chains"), f"{told['chains']:,}")
    boxes[0].caption(say("escalation.chains_note", links=f"{told['links']:,}", events=f"{told['events']:,}"))
    boxes[1].metric(say("escalation.longest"), told["longest"]["links"] if told["longest"] else "–")
    boxes[1].caption(say("escalation.longest_note"))
    for box, side in zip(boxes[2:], SIDES_COMPARED, strict=True):
        one = told["answered"][side]
        box.metric(say(f"escalation.answered_{side}"), days_text(one["median_days"]))
        box.caption(say("escalation.answered_note", **one))


def show_chain(day: date) -> None:
    """Let the reader choose a chain, and draw it on the map and as a list."""
    titles = {
        chain.events[0]: say(
            "escalation.chain_option",
            when=atlas.events.at[chain.id, "date_text"],
            title=atlas.events.at[chain.id, "title"],
            events=len(chain.events),
            length=chain.length,
        )
        for chain in selection.chains
    }
    if not titles:
        st.info(say("escalation.no_links"))
        show_day(day)
        chainview.show_map(selection, None, day)
        return
    chosen = escalation.chain_through(selection, now.chain) if now.chain else None
    chosen = chosen or selection.chains[0]
    st.session_state["chain-choice"] = chosen.id
    left, right = st.columns([4, 1], gap="small")
    with right:
        show_day(day)
    left.selectbox(
        say("escalation.chain_choose"),
        list(titles),
        format_func=titles.get,
        key="chain-choice",
        on_change=lambda: state.write_own("chain", [st.session_state["chain-choice"]]),
    )
    left, right = st.columns([3, 2], gap="small")
    with left:
        chainview.show_map(selection, chosen, day)
    with right:
        chainview.show_list(selection, chosen)


def show_day(day: date) -> None:
    """Let the reader set the day whose zones the map shows."""
    st.session_state["asof"] = min(max(day, FIRST_DAY), date.today())
    st.date_input(
        say("escalation.asof_day"),
        min_value=FIRST_DAY,
        max_value=date.today(),
        format="YYYY-MM-DD",
        key="asof",
        on_change=lambda: state.write_own("asof", [str(st.session_state["asof"])]),
    )


def show_pairs() -> None:
    """Draw which type answered which, side by side for who answered."""
    pairs = pd.DataFrame([asdict(pair) for pair in escalation.pairs(selection)])
    for column, side in zip(st.columns(2), SIDES_COMPARED, strict=True):
        name = chains.SIDES[side].name
        column.markdown(f"**{say('escalation.pairs_of', side=name)}**")
        mine = pairs[pairs["side"] == side] if len(pairs) else pairs
        if mine.empty:
            column.caption(say("escalation.pairs_none"))
        else:
            column.altair_chart(matrix(mine, side), alt=say("escalation.pairs_of", side=name))
    with st.expander(say("escalation.pairs_table")):
        st.dataframe(pairs_table(pairs), hide_index=True, placeholder="")


def matrix(pairs: pd.DataFrame, side: str) -> alt.LayerChart:
    """Return counts of act (rows) and answer (columns) as shaded cells with their numbers."""
    dark = st.context.theme.type == "dark"
    rows = pairs.assign(
        act=pairs["cause_type"].map(lambda value: schema.label("type", value)),
        answer=pairs["answer_type"].map(lambda value: schema.label("type", value)),
        median=[days_text(None if pd.isna(days) else days) for days in pairs["median_days"]],
        strong=pairs["count"] > pairs["count"].max() / 2,
    )
    base = alt.Chart(rows, height=alt.Step(19)).encode(
        x=alt.X(
            "answer:N",
            title=None,
            axis=alt.Axis(labelAngle=-45, labelLimit=120, labelOverlap=False, orient="top"),
        ),
        y=alt.Y("act:N", title=None, axis=alt.Axis(labelLimit=130, labelOverlap=False)),
        tooltip=["act:N", "answer:N", "count:Q", "counted:Q", "median:N"],
    )
    paper = style.BASEMAP["land"][dark]
    shade = alt.Scale(range=[paper, style.SIDES[side][dark]], domainMin=0, interpolate="rgb")
    ink = alt.condition(
        "datum.strong",
        alt.value("#fff" if not dark else "#10151b"),
        alt.value("#444" if not dark else "#ddd"),
    )
    return alt.layer(
        base.mark_rect(stroke="#8884").encode(color=alt.Color("count:Q", scale=shade, legend=None)),
        base.mark_text(fontSize=11).encode(text="count:Q", color=ink),
    )


def pairs_table(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs with the reader's words."""
    if pairs.empty:
        return pairs
    return pd.DataFrame(
        {
            "who answered": pairs["side"].map(lambda side: chains.SIDES[side].name),
            "act": pairs["cause_type"].map(lambda value: schema.label("type", value)),
            "answer": pairs["answer_type"].map(lambda value: schema.label("type", value)),
            "times": pairs["count"],
            "median days": [days_text(None if pd.isna(days) else days) for days in pairs["median_days"]],
            "of": pairs["counted"],
        }
    )


def show_as_of(day: date) -> None:
    """Write what stood on a day, and which zones held a point."""
    document = escalation.as_of(atlas, day)
    st.markdown(f"**{plain(agreements.sentence(day, 'cma'))}**")
    others = [sentence for sentence in document["sentences"] if sentence != agreements.sentence(day, "cma")]
    held = [zone for zone in document["zones"] if zone["in_force"]]
    left, right = st.columns(2, gap="medium")
    left.markdown(f"**{say('escalation.asof_in_force')}**")
    left.markdown(
        "\n".join(f"- {plain(zone['name'])}: {plain(zone['text'])}" for zone in held)
        or say("escalation.asof_no_zone")
    )
    with right:
        show_point(day)
    with st.expander(say("escalation.asof_table"), expanded=False):
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in others))
        st.dataframe(escalation.standings_table(day), hide_index=True, placeholder="")


def show_point(day: date) -> None:
    """Let the reader ask which zones held a point that day, and why or why not."""
    typed = st.text_input(
        say("escalation.asof_point"), placeholder=say("escalation.asof_point_hint"), key="asof-point"
    )
    kinds = list(schema.vocabulary("type"))
    kind = st.selectbox(
        say("escalation.asof_point_type"),
        kinds,
        index=kinds.index("artillery"),
        format_func=lambda value: schema.label("type", value),
        key="asof-type",
    )
    if not typed.strip():
        return
    points, problems = atlas.find_points(tuple(state.points_from_typed(typed)))
    if problems or len(points) != 1:
        st.warning(plain(say("escalation.asof_point_bad", text=typed)))
        return
    zones = escalation.zones_of_point(atlas, day, points[0].lon, points[0].lat, kind)
    st.markdown(
        "\n".join(f"- {plain(zone['sentence'])}" for zone in zones) or say("escalation.asof_point_none")
    )


def show_before_and_after() -> None:
    """Count the filtered events before and after a change."""
    changes = escalation.changes()
    st.session_state["change"] = now.change or (
        DEFAULT_CHANGE if DEFAULT_CHANGE in changes else next(iter(changes))
    )
    st.session_state["days"] = str(now.days or DEFAULT_DAYS)
    left, right = st.columns([3, 1])
    left.selectbox(
        say("escalation.change"),
        list(changes),
        format_func=lambda key: f"{changes[key][0]} · {changes[key][1]}",
        key="change",
        on_change=lambda: state.write_own("change", [st.session_state["change"]]),
    )
    right.selectbox(
        say("escalation.days"),
        state.DAYS,
        format_func=lambda days: say("escalation.days_option", days=days),
        key="days",
        on_change=lambda: state.write_own("days", [st.session_state["days"]]),
    )
    day = changes[st.session_state["change"]][0]
    table = escalation.before_after_table(selection, day, int(st.session_state["days"]))
    st.dataframe(table, hide_index=True, placeholder="")
    st.caption(say("escalation.before_note"))


def show_downloads(day: date) -> None:
    """Everything that the page draws, as tables and by address."""
    of_chains = escalation.chains_metadata(selection, state.origin())
    of_day = escalation.as_of_metadata(atlas, day, state.origin())
    row = st.container(horizontal=True)
    tables = {
        "links": (lambda: escalation.links_table(selection), of_chains),
        "pairs": (lambda: pd.DataFrame([asdict(pair) for pair in escalation.pairs(selection)]), of_chains),
        "spans": (escalation.spans_table, of_day),
        "asof": (lambda: escalation.standings_table(day), of_day),
    }
    for name, (make, metadata) in tables.items():
        row.download_button(
            say(f"escalation.download_{name}"),
            lambda make=make, metadata=metadata: export.table_csv(make(), metadata),
            file_name=f"mdl-atlas_{name}_{atlas.data_version}.csv",
            mime="text/csv",
            key=f"take-{name}",
            on_click="ignore",
            icon=":material/download:",
        )
    query = now.wanted.to_query()
    row.link_button(say("escalation.route_chains"), "/api/chains.json" + (f"?{query}" if query else ""))
    row.link_button(say("escalation.route_asof"), f"/api/as-of.json?date={day}")


st.subheader(say("escalation.heading"))
st.caption(say("escalation.intro"))
day = now.as_of or min(now.wanted.to_date or atlas.last_known, atlas.last_known)
show_figures()

st.markdown(f"#### {say('escalation.axis')}")
if selection.count:
    shown = escalation.chain_through(selection, now.chain) if now.chain else None
    timeaxis.show(now, selection, shown)
    st.caption(say("escalation.axis_note"))
else:
    st.info(say("map.empty"))

st.markdown(f"#### {say('escalation.chain')}")
show_chain(day)

st.markdown(f"#### {say('escalation.asof')}")
show_as_of(day)

st.markdown(f"#### {say('escalation.pairs')}")
st.caption(say("escalation.pairs_note"))
show_pairs()

st.markdown(f"#### {say('escalation.before')}")
show_before_and_after()

st.markdown(f"**{say('escalation.downloads')}**")
show_downloads(day)

with st.expander(say("escalation.method")):
    st.markdown(plain(chains.METHOD))
    st.markdown(plain(agreements.METHOD))
