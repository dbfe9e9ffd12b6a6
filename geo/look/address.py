"""The one reader of an address: its filter, its view, what a page or route has of its own, and all that is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.atlas.atlas import Atlas
from geo.catalogue.history import merged, withdrawn
from geo.errors import InputError, Problem
from geo.look.arrival import KNOWN_KEYS
from geo.look.view import KEYS as VIEW_KEYS
from geo.look.view import View, read_view
from geo.query.filter import KEYS as FILTER_KEYS
from geo.query.filter import EventFilter, read_query
from geo.query.reading import Pairs, parse_degrees
from geo.query.urls import site_url
from geo.words.table import Worded

_OF_EVENTS = ("event", "chain")
"""Keys whose values are ids of events."""


@dataclass(frozen=True)
class Address:
    """What an address asks for."""

    filter: EventFilter
    view: View
    own: Mapping[str, tuple[str, ...]]
    """Values of each key that only this page or route knows, in the order in which they came; empty without any."""
    problems: tuple[Problem, ...]
    """What of filter and view could not be used."""

    def last(self, key: str) -> str | None:
        """Return the last value of one of the own keys, None without any."""
        return self.own[key][-1] if self.own[key] else None


def read_address(
    pairs: Pairs, boundary_ids: Sequence[str], own: Collection[str] = (), view: bool = True
) -> Address:
    """Read an address; what cannot be used is left out and told.

    Parameters
    ----------
    pairs : iterable of (str, str)
        Query parameters.
    boundary_ids : sequence of str
        What ``near`` may name.
    own : collection of str
        Keys that belong to the page or route itself. Their values are handed on unread.
    view : bool
        Whether the keys of a view are read here; if not, they are passed over.

    Returns
    -------
    Address
        A key that no address of ours knows is one of its problems; one that another address knows is passed over.
    """
    pairs = list(pairs)
    shown = VIEW_KEYS if view else ()
    elsewhere = KNOWN_KEYS - FILTER_KEYS
    wanted, problems = read_query(
        [pair for pair in pairs if pair[0] not in own and pair[0] not in elsewhere], boundary_ids
    )
    seen, more = read_view([pair for pair in pairs if pair[0] in shown and pair[0] not in own])
    return Address(wanted, seen, _by_key(pairs, own), (*problems, *more))


def read_own(pairs: Pairs, keys: Sequence[str]) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Read an address that has neither filter nor view; a key that no address of ours knows is a problem."""
    pairs = list(pairs)
    wanted = Worded("wanted.only", allowed=", ".join(keys))
    return _by_key(pairs, keys), [
        Problem(key, repr(value), wanted) for key, value in pairs if key not in {*keys, *KNOWN_KEYS}
    ]


def read_position(own: Mapping[str, tuple[str, ...]]) -> tuple[tuple[float, float], list[Problem]]:
    """Read the keys ``lon`` and ``lat``, degrees, WGS 84; NaN stands for what is no number of degrees."""
    lon, problems = parse_degrees("lon", _last(own["lon"]), 180)
    lat, more = parse_degrees("lat", _last(own["lat"]), 90)
    return (lon, lat), problems + more


def framed(wanted: EventFilter, view: View) -> EventFilter:
    """Return a filter with its days narrowed to the moment of a view, as a picture of that moment shows them.

    Raises
    ------
    InputError
        When the moment lies outside the days of the filter.
    """
    if view.at is None:
        return wanted
    first = max(filter(None, (wanted.from_date, view.at.first)), default=None)
    last = min(filter(None, (wanted.to_date, view.at.last)))
    if first and first > last:
        raise InputError([Problem("at", str(view.at), Worded("wanted.moment_inside"))])
    return replace(wanted, from_date=first, to_date=last)


def unknown_events(atlas: Atlas, address: Address) -> list[Problem]:
    """Return what is wrong with the picked events of an address: those that the catalogue has not."""
    return [unknown_event("event", key) for key in address.own["event"] if not atlas.has_event(key)]


def unknown_event(key: str, event_id: str) -> Problem:
    """Return what is wrong with an id that the catalogue has not: why it was withdrawn, where it had it."""
    why = withdrawn().get(event_id)
    found = repr(event_id) if why is None else Worded("found.withdrawn", event=event_id, why=why)
    return Problem(key, found, Worded("wanted.event"))


def view_url(base: str, path: str, wanted: EventFilter, view: View, event: str | None = None) -> str:
    """Return the one canonical address of a filtered view, and of a picked event, at a path of the site.

    See `geo.query.urls.site_url`.
    """
    picked = [("event", event)] if event else []
    return site_url(base, path, [*wanted.to_pairs(), *picked, *view.to_pairs()])


def map_url(base: str, wanted: EventFilter, view: View, event: str | None = None) -> str:
    """Return the address of the map page with a filter, a picked event, and what of a view that page shows, in its language."""
    return view_url(base, "/", wanted, view.of_map(), event)


def _by_key(pairs: list[tuple[str, str]], keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    values = {key: tuple(value for name, value in pairs if name == key) for key in keys}
    # The id of a merged event stands for that under which it goes on.
    return {
        key: tuple(merged().get(value, value) for value in told) if key in _OF_EVENTS else told
        for key, told in values.items()
    }


def _last(values: tuple[str, ...]) -> str:
    return values[-1] if values else ""
