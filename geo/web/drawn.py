"""Where a map takes the events of a selection from: one by one by one address, or counted in cells, view by view."""

from __future__ import annotations

from typing import Any

from geo.atlas.selection import Selection
from geo.look.badges import Badge, badges
from geo.look.spots import CELL_PX
from geo.query.urls import own_url
from geo.web.assets import DAY_FIELDS, events_url


def drawn_from(selection: Selection) -> dict[str, Any]:
    """Return what ``static/map.js`` has to know of the events: ``events``, their address, or ``cells`` (cells.js).

    Beside ``events`` stands ``nearest``, where their nearest points of a line are (bands.js), and ``play``: where their
    days are, and the first and last of them (player.js).
    """
    pairs = [*selection.wanted.to_pairs(), ("v", selection.atlas.data_version)]
    if selection.one_by_one:
        return {
            "events": events_url(selection),
            "nearest": own_url("/api/nearest.json", pairs),
            "play": played_from(selection, events_url(selection, DAY_FIELDS)),
        }
    return {
        "cells": {
            "url": own_url("/api/marks.json", pairs),
            "events": events_url(selection),
            "table": own_url("/data", selection.wanted.to_pairs()),
            "count": selection.count,
            "badges": [_told(badge) for badge in badges(selection)],
            "px": CELL_PX,
        }
    }


def played_from(selection: Selection, url: str) -> dict[str, Any] | None:
    """Return what a playback has to know of the events: where their days are, and what it runs through; None of no event."""
    if selection.days is None:
        return None
    first, last = map(str, selection.days)
    return {"url": url, "first": first, "last": last}


def _told(badge: Badge) -> dict[str, Any]:
    at = {} if badge.place else {"at": badge.spots[0]}
    return {"place": badge.place, "precision": badge.precision, "counts": badge.counts, **at}
