"""The state of a page is its address. It is read here and written here, nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from geo import view
from geo.api import served
from geo.atlas import Atlas
from geo.config import Settings
from geo.errors import Problem
from geo.filters import EventFilter, read_query
from geo.view import View

OWN_KEYS = ("event", "point", "target", *view.KEYS)
"""Keys of the address that are a page's own and no part of the filter."""


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
    view: View
    """How pictures, slides and embeds show the rows; the briefing page composes it."""


def read() -> State:
    """Read the address; what is broken is dropped and told, never an error."""
    atlas = served()
    pairs = _pairs()
    wanted, problems = read_query([pair for pair in pairs if pair[0] not in OWN_KEYS], atlas.boundary_ids)
    own = {key: [value for name, value in pairs if name == key] for key in OWN_KEYS}
    event = own["event"][-1] if own["event"] else None
    if event is not None and event not in atlas.events.index:
        problems.append(Problem("event", repr(event), "the id of an event"))
        event = None
    target = own["target"][-1] if own["target"] else None
    if target is not None and target not in atlas.boundary_ids:
        problems.append(Problem("target", repr(target), "the id of a line or place"))
        target = None
    shown, wrong = view.read_view([pair for pair in pairs if pair[0] in view.KEYS])
    return State(atlas, wanted, (*problems, *wrong), event, tuple(own["point"]), target, shown)


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
