"""A measurement in words: its title, what the ring holds, and one block for each point and for the path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from geo.atlas.measurement import Measurement
from geo.atlas.points import Place
from geo.errors import TooManyError
from geo.formats.measured import azimuth_text, length_text, ring_words, ringed
from geo.look.distance import name_of
from geo.query.filter import EventFilter
from geo.query.positions import grid_text, sexagesimal_text
from geo.words.distances import distance_text
from geo.words.table import say


@dataclass(frozen=True)
class Row:
    """One distance."""

    name: str
    """What it is to, or the leg that it is the length of."""
    distance: str
    azimuth: str
    """Empty where there is none."""


@dataclass(frozen=True)
class Block:
    """What is told of a point or the path."""

    number: int | None
    """Of the point."""
    head: str
    notes: tuple[str, ...]
    rows: tuple[Row, ...] = ()


def title(measurement: Measurement, language: str) -> str:
    """Return a title for a measurement."""
    points = measurement.points
    if len(points) > 1:
        return say(
            "measure.title_path", language, count=len(points), length=length_text(measurement, language)
        )
    if points:
        return say("measure.title_from", language, name=points[0].name_in(language))
    if measurement.ring is not None:
        return say("measure.title_ring", language, km=measurement.ring_km, what=ringed(measurement, language))
    return say("measure.heading", language)


def sentence(measurement: Measurement, language: str) -> str:
    """Return what the ring holds, and of which events that is said; that nothing is measured where nothing is."""
    if not measurement.points and measurement.ring is None:
        return say("measure.nothing", language)
    if measurement.ring is None:
        return ""
    wanted = measurement.selection.wanted
    filtered = [] if wanted == EventFilter() else [measurement.selection.sentence(language)]
    return " · ".join([_ring_words(measurement, language), *filtered])


def blocks(measurement: Measurement, language: str, outside: tuple[int, ...] = ()) -> list[Block]:
    """Return what a measurement tells, block by block.

    Parameters
    ----------
    measurement : Measurement
    language : str
    outside : tuple of int
        Numbers of the points that the map does not show.
    """
    found = [
        _point(measurement, at, point, told, language, at in outside)
        for at, (point, told) in enumerate(
            zip(measurement.points, measurement.distances(language), strict=True), 1
        )
    ]
    if len(measurement.points) > 1:
        legs = tuple(
            Row(
                say("measure.path_leg_name", language, start=leg.number, end=leg.number + 1),
                distance_text(leg.length_m, leg.band_m, language),
                azimuth_text(leg.azimuth_deg),
            )
            for leg in measurement.legs
        )
        head = say("measure.path", language, count=len(measurement.points))
        found.append(Block(None, head, (length_text(measurement, language),), legs))
    return found


def targeted(measurement: Measurement, told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a point that go to what is measured to, in the order in which that is named."""
    rows = {row["to"]: row for row in told["distances"]}
    return [rows[target] for target in measurement.targets]


def _point(
    measurement: Measurement, at: int, point: Place, told: dict[str, Any], language: str, outside: bool
) -> Block:
    notes = [sexagesimal_text(point.lon, point.lat)]
    if grid := grid_text(point.lon, point.lat):
        notes.append(say("measure.mgrs", language, text=grid))
    if point.error_m:
        notes.append(say("measure.known_to", language, km=point.error_m / 1000))
    if told["side"]:
        notes.append(say(f"map.side_{told['side']}", language))
    if outside:
        notes.append(say("measure.beyond", language))
    rows = tuple(
        Row(
            name_of(row["to"], language),
            row["text"],
            "" if row["azimuth_deg"] is None else azimuth_text(row["azimuth_deg"]),
        )
        for row in targeted(measurement, told)
    )
    return Block(at, point.name_in(language), tuple(notes), rows)


def _ring_words(measurement: Measurement, language: str) -> str:
    try:
        return ring_words(measurement, language)
    except TooManyError:
        return say("measure.ring_too_many", language)
