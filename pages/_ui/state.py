"""What the address says, read once a run."""

from __future__ import annotations

from collections.abc import Container
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from geo.atlas.atlas import Atlas
from geo.atlas.load import served
from geo.atlas.measurement import KEYS
from geo.errors import Problem
from geo.escalation.before_after import changes
from geo.look.address import read_address, unknown_event
from geo.look.arrival import PAGE_KEYS
from geo.look.view import View
from geo.query.filter import EventFilter
from geo.query.reading import parse_day
from geo.settings import Settings
from geo.words.lists import one_of
from geo.words.table import Worded
from pages._ui import words
from pages._ui.addressbar import pairs

FIRST_DAY = date(1953, 7, 27)
"""The day of the Armistice: widgets offer the days from here to today."""
DAYS = ("30", "90", "180", "365", "730")
"""How long before and after a change the escalation page may count."""

_NOW: ContextVar[State] = ContextVar("now")
"""What the address says in this run."""


@dataclass(frozen=True)
class State:
    """What the address says."""

    atlas: Atlas
    wanted: EventFilter
    problems: tuple[Problem, ...]
    """What of the address could not be used."""
    event: str | None
    points: tuple[str, ...]
    measured: tuple[tuple[str, str], ...]
    """What the address says is measured: its pairs whose key is one of `geo.atlas.measurement.KEYS`."""
    chain: str | None
    """Id of an event of the chain that the escalation page shows."""
    as_of: date | None
    """The day whose agreements and zones that page shows."""
    change: str | None
    """The change before and after which it counts: a key of `geo.escalation.before_after.changes`."""
    days: int | None
    """How many days before and after."""
    view: View
    """How pictures, slides and embeds show the rows, in the reader's language; the briefing page composes it."""


def read() -> State:
    """Read the address; what is broken is dropped and told, never an error."""
    atlas = served()
    address = read_address(pairs(), atlas.boundary_ids, PAGE_KEYS)
    problems = list(address.problems)
    one = {key: address.last(key) for key in PAGE_KEYS}
    event = _event(one["event"], "event", atlas, problems)
    measured = tuple((key, value) for key in KEYS for value in address.own[key])
    chain = _event(one["chain"], "chain", atlas, problems)
    change = _allowed(one["change"], "change", changes(), Worded("wanted.change"), problems)
    days = _allowed(one["days"], "days", DAYS, one_of(DAYS), problems)
    as_of = None
    if one["asof"] is not None:
        try:
            as_of = parse_day(one["asof"])
        except ValueError:
            problems.append(Problem("asof", repr(one["asof"]), Worded("wanted.day")))
    now = State(
        atlas,
        address.filter,
        tuple(problems),
        event,
        address.own["point"],
        measured,
        chain,
        as_of,
        change,
        int(days) if days else None,
        replace(address.view, lang=words.language()),
    )
    _NOW.set(now)
    return now


def current() -> State:
    """Return what `read` has found in this run: the frame and its page show one catalogue, also while that is replaced."""
    return _NOW.get()


def _event(value: str | None, key: str, atlas: Atlas, problems: list[Problem]) -> str | None:
    """Return the id of an event; tell of any other."""
    if value is None or atlas.has_event(value):
        return value
    problems.append(unknown_event(key, value))
    return None


def _allowed(
    value: str | None, key: str, allowed: Container[str], wanted: str, problems: list[Problem]
) -> str | None:
    """Return a value that is allowed; tell of any other."""
    if value is None or value in allowed:
        return value
    problems.append(Problem(key, repr(value), wanted))
    return None


def in_reach(day: date) -> date:
    """Return the nearest day that a widget can show; the address keeps its own."""
    return min(max(day, FIRST_DAY), today())


def today() -> date:
    """Return the day that it is in Korea, wherever the server stands: the last on which an event may have been."""
    return datetime.now(ZoneInfo("Asia/Seoul")).date()


def origin() -> str:
    """Return the public address of the atlas, without a slash at the end."""
    public = Settings.from_environment().public_url
    if public:
        return public
    scheme, _, rest = (st.context.url or "http://localhost").partition("://")
    return f"{scheme}://{rest.split('/')[0]}"
