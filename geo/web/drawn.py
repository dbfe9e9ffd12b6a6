"""Where a map takes the events of a selection from: one by one by one address, or counted in cells, view by view."""

from __future__ import annotations

from typing import Any

from geo.atlas.selection import Selection
from geo.look.badges import Badge, badges
from geo.look.spots import CELL_PX
from geo.query.urls import own_url
from geo.web.assets import events_url
from geo.words.table import LANGUAGES


def drawn_from(selection: Selection, room: str = "/api", language: str = LANGUAGES[0]) -> dict[str, Any]:
    """Return what ``static/map.js`` has to know of the events: ``events``, their address, or ``cells`` (cells.js).

    Beside ``events`` stands ``nearest``, where their nearest points of a line are (bands.js), and ``play``: the
    first and last day of them (player.js).

    Parameters
    ----------
    selection : Selection
    room : str
        Below which path its routes are; that of the catalogue by default.
    language : str
        Of the names of the events.
    """
    pairs = [*selection.wanted.to_pairs(), ("v", selection.atlas.data_version)]
    if selection.one_by_one:
        return {
            "events": events_url(selection, room, language),
            "nearest": own_url(f"{room}/nearest.json", pairs),
            "play": played_days(selection),
        }
    return {
        "cells": {
            "url": own_url(f"{room}/marks.json", pairs),
            "events": events_url(selection, room, language),
            "table": own_url("/data", selection.wanted.to_pairs()),
            "count": selection.count,
            "badges": [_told(badge) for badge in badges(selection) if not selection.atlas.brought],
            "px": CELL_PX,
        }
    }


def played_days(selection: Selection) -> list[str] | None:
    """Return the first and last day that a playback runs through; None of no event."""
    return list(map(str, selection.days)) if selection.days else None


def _told(badge: Badge) -> dict[str, Any]:
    at = {} if badge.place else {"at": badge.spots[0]}
    return {"place": badge.place, "precision": badge.precision, "counts": badge.counts, **at}
