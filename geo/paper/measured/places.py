"""A measurement on a map on paper: numbered points, legs, the ways to the nearest points, the ring and the events in it.

Units are those of `geo.paper.frame`: pixels, x to the right and y downwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.atlas.measurement import Measurement
from geo.errors import TooManyError
from geo.formats.measured import azimuth_text, short
from geo.lines.course import course
from geo.look import style
from geo.look.distance import name_of
from geo.look.grouping import Place, group
from geo.look.view import View
from geo.paper.frame import MapFrame
from geo.paper.marks import EDGE_PX, Marks
from geo.paper.measured.told import targeted
from geo.paper.placing import Box, Name, area, centred, place
from geo.words.distances import distance_text
from geo.words.table import say

LEAST_DEG = 0.12
"""Room that one point is shown with, in degrees."""
ROUND_IT = 0.14
"""Room round what is measured, as a part of how far it reaches."""
REACH = (117.0, 27.0, 139.0, 49.0)
"""West, south, east, north in degrees: what lies beyond is told and not drawn, for the map has no land there."""
BADGE_PX = 18.0
END_PX = 2.6
"""Radius of the dot at a nearest point."""
SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Where along its line a text may stand."""
GAPS_PX = (4.0, 10.0, 16.0)
"""How far from its line."""
SHORTEST_PX = 26.0
"""A shorter line gets no text: the table has it."""

Measure = Callable[[str], tuple[float, float]]
"""Returns how wide and high the text of a line is, pixels."""


@dataclass(frozen=True)
class Way:
    """A leg of the path, or the way to a nearest point."""

    line: BaseGeometry
    """What of it lies on the map."""
    text: str
    leg: bool
    end: tuple[float, float] | None = None
    """The nearest point."""


@dataclass(frozen=True)
class MeasuredPlaces:
    """What a map shows of a measurement."""

    points: tuple[tuple[int, float, float], ...]
    """Number, x and y of each point."""
    outside: tuple[int, ...]
    """Numbers of the points beyond the map."""
    ways: tuple[Way, ...]
    ring: BaseGeometry | None
    marks: Marks
    """The events whose point is in the ring."""

    @property
    def badges(self) -> list[Box]:
        """The room of the numbered points."""
        return [centred(x, y, BADGE_PX, BADGE_PX) for _, x, y in self.points]


def view_of(measurement: Measurement, view: View) -> View:
    """Return a view that also shows the layers of what is measured to, as the map of the page does."""
    aimed = {
        row["id"]
        for row in style.layers_for(measurement.selection.atlas.boundary_ids)
        if not {*measurement.targets}.isdisjoint(row["boundaries"])
    }
    return replace(view, layers=tuple(one.id for one in style.LAYERS if one.id in aimed.union(view.layers)))


def frame_of(measurement: Measurement, view: View, box: Box) -> MapFrame:
    """Return the map that a view asks for; without its center the one that what is measured fits into."""
    shapes = (
        [shapely.MultiPoint([(one.lon, one.lat) for one in measurement.points])] if measurement.points else []
    )
    shapes += [leg.course for leg in measurement.legs]
    shapes += [way for way, _ in _nearest(measurement, view.lang)]
    shapes += [measurement.ring] if measurement.ring is not None else []
    known = shapely.intersection(shapely.union_all(shapes), shapely.box(*REACH))
    if view.center is not None or known.is_empty:
        return MapFrame.of(view, box)
    west, south, east, north = known.bounds
    more_lon, more_lat = (
        max(LEAST_DEG - width, 0) / 2 + ROUND_IT * max(width, LEAST_DEG)
        for width in (east - west, north - south)
    )
    return MapFrame.fitting((west - more_lon, south - more_lat, east + more_lon, north + more_lat), box)


def places_of(measurement: Measurement, frame: MapFrame, language: str) -> MeasuredPlaces:
    """Return what a map shows of a measurement, and where."""
    points = measurement.points
    xy = frame.points([one.lon for one in points], [one.lat for one in points]).tolist() if points else []
    inner = frame.box.grown(-BADGE_PX / 2)
    numbered = [(number, x, y) for number, (x, y) in enumerate(xy, 1)]
    shown = tuple(one for one in numbered if inner.holds(Box(one[1], one[2], one[1], one[2])))
    return MeasuredPlaces(
        shown,
        tuple(number for number, _, _ in numbered if number not in {one[0] for one in shown}),
        tuple(_ways(measurement, frame, language)),
        None if measurement.ring is None else frame.shape(measurement.ring),
        _marks(measurement, frame),
    )


def way_names(
    places: MeasuredPlaces, frame: MapFrame, measure: Measure, taken: Collection[Box]
) -> list[tuple[Name, Box]]:
    """Return where texts stand close beside their ways and on no other; the `Way` is the name's kind.

    What finds no such room is left to the table.
    """
    wanted = []
    for way in places.ways:
        if way.line.length >= SHORTEST_PX:
            others = shapely.union_all([other.line for other in places.ways if other is not way])
            boxes = [box for box in _beside(way.line, *measure(way.text)) if _nearer(box, way.line, others)]
            wanted.append(Name(way.text, tuple(boxes), 0 if way.leg else 1, kind=way))
    return place(wanted, frame.box.grown(-4), [*taken, *places.badges], [way.line for way in places.ways])


def _nearer(box: Box, line: BaseGeometry, others: BaseGeometry) -> bool:
    """Tell whether a text stands nearer to its own line than to any other."""
    shape = area(box)
    return others.is_empty or shape.distance(line) < shape.distance(others)


def _nearest(measurement: Measurement, language: str) -> Iterator[tuple[BaseGeometry, dict]]:
    for point, told in zip(measurement.points, measurement.distances(language), strict=True):
        for row in targeted(measurement, told):
            if row["distance_m"]:
                yield course([(point.lon, point.lat), row["nearest"]]), row


def _ways(measurement: Measurement, frame: MapFrame, language: str) -> Iterator[Way]:
    for leg in measurement.legs:
        text = say(
            "measure.leg_label",
            language,
            distance=short(distance_text(leg.length_m, leg.band_m, language)),
            azimuth=azimuth_text(leg.azimuth_deg),
        )
        yield Way(_on_map(leg.course, frame), text, leg=True)
    for way, row in _nearest(measurement, language):
        text = say(
            "measure.dash_label",
            language,
            name=name_of(row["to"], language),
            distance=short(row["text"]),
            azimuth=azimuth_text(row["azimuth_deg"]),
        )
        x, y = frame.points([row["nearest"][0]], [row["nearest"][1]])[0].tolist()
        end = (x, y) if frame.box.holds(Box(x, y, x, y)) else None
        yield Way(_on_map(way, frame), text, leg=False, end=end)


def _on_map(way: BaseGeometry, frame: MapFrame) -> BaseGeometry:
    return shapely.intersection(frame.shape(way, tolerance_px=0.1), area(frame.box))


def _marks(measurement: Measurement, frame: MapFrame) -> Marks:
    try:
        near = measurement.near
    except TooManyError:
        return Marks(())
    inside = near[near["inside"]]
    if inside.empty:
        return Marks(())
    room, places = frame.box.grown(-EDGE_PX), []
    xy = frame.points(inside["lon"], inside["lat"]).tolist()
    for (x, y), (key, event) in zip(xy, inside.iterrows(), strict=True):
        if room.holds(Box(x, y, x, y)):
            counts = dict(Counter([event["category"]]))
            places.append(Place(x, y, counts, event["location_precision"], (key,)))
    return Marks(tuple(group(places, room=(room.left, room.top, room.right, room.bottom))))


def _beside(line: BaseGeometry, wide: float, high: float) -> Iterator[Box]:
    """Yield places of a text close beside a line, its middle first, on either side."""
    longest = max(shapely.get_parts(line), key=shapely.length)
    for gap in GAPS_PX:
        for share in SHARES:
            before, x_y, after = (
                np.array(longest.interpolate(at, normalized=True).coords[0])
                for at in (share - 0.02, share, share + 0.02)
            )
            way = (after - before) / max(np.hypot(*(after - before)), 1e-9)
            across = np.array([-way[1], way[0]])
            # So far from the line that the nearest corner of the text is the gap away.
            reach = gap + abs(across[0]) * wide / 2 + abs(across[1]) * high / 2
            for side in (across, -across):
                yield centred(*(x_y + side * reach).tolist(), wide, high)
