"""The state of a page is its address. It is read here and written here, nowhere else."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

import streamlit as st

from geo import escalation, view
from geo.api import served
from geo.atlas import Atlas
from geo.config import Settings
from geo.errors import Problem
from geo.filters import EventFilter, parse_day, read_query
from geo.view import View

OWN_KEYS = ("event", "point", "target", "chain", "asof", "change", "days", *view.KEYS)
"""Keys of the address that are a page's own and no part of the filter."""
DAYS = ("30", "90", "180", "365", "730")
"""How long before and after a change the escalation page may count."""


@dataclass(frozen=True)
class State:
    """What the address says."""

    atlas: Atlas
    wanted: EventFilter
    problems: tuple[Problem, ...]
    """What of the address could not be used."""
    event: str | None
    points: tuple[str, ...]
    target: str | None
    chain: str | None
    """Id of an event of the chain that the escalation page shows."""
    as_of: date | None
    """The day whose agreements and zones that page shows."""
    change: str | None
    """The change before and after which it counts: a key of `geo.escalation.changes`."""
    days: int | None
    """How many days before and after."""
    view: View
    """How pictures, slides and embeds show the rows; the briefing page composes it."""


def read() -> State:
    """Read the address; what is broken is dropped and told, never an error."""
    atlas = served()
    pairs = _pairs()
    wanted, problems = read_query([pair for pair in pairs if pair[0] not in OWN_KEYS], atlas.boundary_ids)
    own = {key: [value for name, value in pairs if name == key] for key in OWN_KEYS}
    one = {key: values[-1] if values else None for key, values in own.items()}
    event = _allowed(one["event"], "event", atlas.events.index, "the id of an event", problems)
    target = _allowed(one["target"], "target", atlas.boundary_ids, "the id of a line or place", problems)
    chain = _allowed(one["chain"], "chain", atlas.events.index, "the id of an event", problems)
    change = _allowed(one["change"], "change", escalation.changes(), "the id of a change", problems)
    days = _allowed(one["days"], "days", DAYS, f"one of {', '.join(DAYS)}", problems)
    as_of = None
    if one["asof"] is not None:
        try:
            as_of = parse_day(one["asof"])
        except ValueError:
            problems.append(Problem("asof", repr(one["asof"]), "a day as YYYY-MM-DD"))
    shown, wrong = view.read_view([pair for pair in pairs if pair[0] in view.KEYS])
    return State(
        atlas,
        wanted,
        (*problems, *wrong),
        event,
        tuple(own["point"]),
        target,
        chain,
        as_of,
        change,
        int(days) if days else None,
        shown,
    )


def _allowed(
    value: str | None, key: str, allowed: Container[str], wanted: str, problems: list[Problem]
) -> str | None:
    """Return a value that is allowed; tell of any other."""
    if value is None or value in allowed:
        return value
    problems.append(Problem(key, repr(value), wanted))
    return None


def write_filter(pairs: list[tuple[str, str]]) -> None:
    """Set the filter in the address; the page's own keys stay."""
    _write(pairs + [pair for pair in _pairs() if pair[0] in OWN_KEYS])


def write_view(pairs: list[tuple[str, str]]) -> None:
    """Set the view in the address; filter and the other keys stay."""
    _write([pair for pair in _pairs() if pair[0] not in view.KEYS] + pairs)


def write_own(key: str, values: list[str]) -> None:
    """Set one of the page's own keys; the filter stays."""
    _write([pair for pair in _pairs() if pair[0] != key] + [(key, value) for value in values])


def carry_over(page: str) -> None:
    """Keep the filter when the reader goes to another page, which Streamlit opens with an empty address."""
    if st.session_state.get("page") not in (None, page) and not _pairs():
        _write(st.session_state.get("query", []))
    st.session_state["page"] = page
    st.session_state["query"] = [pair for pair in _pairs() if pair[0] not in OWN_KEYS]


def points_from_typed(text: str) -> list[str]:
    """Turn typed lines, latitude first as people write it, into the ``lon,lat`` or ids of an address."""
    return [_swapped(line.strip()) for line in text.splitlines() if line.strip()]


def points_as_typed(points: tuple[str, ...]) -> list[str]:
    """Turn the points of an address into lines as people write them."""
    return [_swapped(point) for point in points]


def _swapped(text: str) -> str:
    parts = [part.strip() for part in text.split(",")]
    return ",".join(reversed(parts)) if len(parts) == 2 else text


def origin() -> str:
    """Return the public address of the atlas, without a slash at the end."""
    public = Settings.from_environment().public_url
    if public:
        return public
    scheme, _, rest = (st.context.url or "http://localhost").partition("://")
    return f"{scheme}://{rest.split('/')[0]}"


def _pairs() -> list[tuple[str, str]]:
    return [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]


def _write(pairs: list[tuple[str, str]]) -> None:
    table: dict[str, list[str]] = {}
    for key, value in pairs:
        table.setdefault(key, []).append(value)
    st.query_params.from_dict(table)
