"""A chain and the zones of a day as a map shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import shapely

from geo.atlas.atlas import Atlas
from geo.atlas.kept import kept_with_atlas
from geo.atlas.texts import dates_text, texts
from geo.escalation.chains import PARTY_OF, Chain, linked_events
from geo.escalation.zones import zone_standings
from geo.lines.places import load_places
from geo.lines.window import WINDOW


@dataclass(frozen=True)
class ChainMap:
    """What `geo.web.folium_map.chain_layer` draws of a chain, and what it cannot."""

    steps: tuple[dict[str, Any], ...]
    """Of each step that happened or was issued at a point: ``number``, ``at`` (lon, lat), ``title``, ``when``, ``side``."""
    links: tuple[dict[str, Any], ...]
    """Of each link: the numbers ``from`` and ``to``, and ``days``."""
    unplaced: tuple[int, ...]
    """Numbers of the steps that are told for a line or an area, or lie outside the map."""


def step_numbers(chain: Chain) -> dict[str, int]:
    """Return event id to number of each step, from 1."""
    return {event: number for number, event in enumerate(chain.events, 1)}


@kept_with_atlas(64)
def chain_on_map(atlas: Atlas, chain: Chain, language: str = "en") -> ChainMap:
    """Return where the steps of a chain happened; statements stand at the capital that issued them."""
    numbers = step_numbers(chain)
    events = linked_events(atlas).loc[list(chain.events)]
    of_places = load_places().geometry.reindex(events["place_id"])
    # `GeoSeries.x` knows points only.
    points = of_places.where(of_places.geom_type == "Point")
    events = events.assign(
        lon=events["lon"].fillna(pd.Series(shapely.get_x(points.values), events.index)),
        lat=events["lat"].fillna(pd.Series(shapely.get_y(points.values), events.index)),
    )
    placed = events[WINDOW.contains(events["lon"], events["lat"])]
    steps = tuple(
        {
            "number": numbers[event],
            "at": [round(float(row.lon), 5), round(float(row.lat), 5)],
            "title": title,
            "when": when,
            "side": PARTY_OF[row.initiator],
        }
        for event, row, title, when in zip(
            placed.index,
            placed.itertuples(),
            texts(placed, "title", language),
            dates_text(placed, language),
            strict=True,
        )
    )
    links = tuple(
        {"from": numbers[link.cause], "to": numbers[link.answer], "days": link.days} for link in chain.links
    )
    unplaced = tuple(number for event, number in numbers.items() if event not in placed.index)
    return ChainMap(steps, links, unplaced)


@kept_with_atlas(64)
def zones_on_map(atlas: Atlas, day: date, language: str = "en") -> dict[str, dict[str, Any]]:
    """Return the agreed zones in force on a day, kept and not to be changed: id to ``text`` and ``both``, whether all parties held to it.

    Not the zones of the Armistice, which the map always shows, nor those that one party only declared.
    """
    return {
        zone: {"text": f"{one.name}: {one.text}. {one.rule.rule_in(language)}", "both": len(one.held_by) > 1}
        for zone, one in zone_standings(day, atlas.boundaries, language).items()
        if one.in_force and one.rule.subject not in (None, "armistice")
    }
