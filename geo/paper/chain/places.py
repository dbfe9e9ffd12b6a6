"""The steps of a chain on a map on paper: numbered badges where they happened, and arcs with the days between them.

Units are those of `geo.paper.frame`: pixels, x to the right and y downwards. As on the page, steps whose badges would
touch share one; nobody can point at a printed badge, so it holds all their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import shapely

from geo.escalation.chain_map import chain_on_map
from geo.escalation.told import ToldChains
from geo.look.view import View
from geo.paper.frame import MapFrame
from geo.paper.placing import Box, Name, beside, centred, place
from geo.words.table import say

Measure = Callable[[str], float]
"""Returns how wide a text is in pixels, as written in a badge or on an arc."""
LINE_PX = 14.0
"""Height of a line of numbers; a badge of one line is a little higher than wide letters need."""
PAD_PX = 5.0
IN_A_LINE = 4
"""Numbers in one line of a badge."""
BEND = 0.18
"""How far an arc leaves the straight line, as a part of its length; as on the page."""
ARC_POINTS = 24
LEAST_DEG = 0.5
"""A chain at one place is shown with so much round it."""
ROUND_IT = 0.18
"""Room round the steps, as a part of how far they lie apart."""
OUTLYING = 0.12
"""So large a part of the steps at either end need not lie on the map: one far away would make dots of all others."""


@dataclass(frozen=True)
class Spot:
    """A step that has a place."""

    number: int
    lon: float
    lat: float
    party: str
    inside: bool
    """Whether the filter wants the step."""


@dataclass(frozen=True)
class Badge:
    """One or several steps at about one place."""

    x: float
    y: float
    spots: tuple[Spot, ...]
    lines: tuple[str, ...]
    """The numbers as they are written."""
    box: Box

    @property
    def party(self) -> str | None:
        """Who acted; None of several parties."""
        parties = {spot.party for spot in self.spots}
        return parties.pop() if len(parties) == 1 else None

    @property
    def inside(self) -> bool:
        """Whether the filter wants one of the steps."""
        return any(spot.inside for spot in self.spots)


@dataclass(frozen=True)
class Arc:
    """The links from one badge to another."""

    points: np.ndarray
    """Shape (n, 2), pixels, from the act to the answer."""
    party: str
    """Who answered."""
    days: str
    """How many days lay between, in words; empty where none are known."""


@dataclass(frozen=True)
class ChainPlaces:
    """What a map shows of chains, and which steps it cannot show."""

    badges: tuple[Badge, ...]
    arcs: tuple[Arc, ...]
    unplaced: tuple[int, ...]
    """Numbers of steps without a place of their own, or abroad."""
    outside: tuple[int, ...]
    """Numbers of steps that have a place beyond this map."""


def placed_spots(told: ToldChains) -> list[Spot]:
    """Return the steps that have a place of their own in the window of the atlas, in the order of their numbers."""
    steps = {step.number: step for step in told.steps}
    found = []
    for chain in told.chains:
        for shown in chain_on_map(told.answers.atlas, chain).steps:
            number = told.numbers.get(chain.events[shown["number"] - 1])
            if number is not None:
                found.append(Spot(number, *shown["at"], steps[number].party, steps[number].inside))
    return sorted(found, key=lambda spot: spot.number)


def frame_of(spots: list[Spot], view: View, box: Box) -> MapFrame:
    """Return the map that a view asks for; without its center the one that most of the steps lie on."""
    if view.center is not None or not spots:
        return MapFrame.of(view, box)
    cut = int(len(spots) * OUTLYING)
    (west, east), (south, north) = (
        (values[cut], values[-1 - cut])
        for values in (sorted(spot.lon for spot in spots), sorted(spot.lat for spot in spots))
    )
    lack_lon, lack_lat = (max(0.0, LEAST_DEG - width) / 2 for width in (east - west, north - south))
    around_lon, around_lat = (
        (width + 2 * lack) * ROUND_IT for width, lack in ((east - west, lack_lon), (north - south, lack_lat))
    )
    return MapFrame.fitting(
        (
            west - lack_lon - around_lon,
            south - lack_lat - around_lat,
            east + lack_lon + around_lon,
            north + lack_lat + around_lat,
        ),
        box,
    )


def places_of(told: ToldChains, frame: MapFrame, spots: list[Spot], measure: Measure) -> ChainPlaces:
    """Return where badges and arcs stand on a map."""
    xy = frame.points([spot.lon for spot in spots], [spot.lat for spot in spots]).tolist() if spots else []
    badges = [_badge(x, y, (spot,), measure) for spot, (x, y) in zip(spots, xy, strict=True)]
    shown = _apart([badge for badge in badges if frame.box.holds(badge.box)], frame.box, measure)
    on_map = {spot.number for badge in shown for spot in badge.spots}
    placed = {spot.number for spot in spots}
    return ChainPlaces(
        tuple(shown),
        tuple(_arcs(told, shown)),
        tuple(number for number in told.numbers.values() if number not in placed),
        tuple(sorted(placed - on_map)),
    )


def _badge(x: float, y: float, spots: tuple[Spot, ...], measure: Measure) -> Badge:
    numbers = [str(spot.number) for spot in spots]
    lines = tuple(" · ".join(numbers[at : at + IN_A_LINE]) for at in range(0, len(numbers), IN_A_LINE))
    high = LINE_PX * len(lines) + 4
    wide = max(high if len(lines) == 1 else 0, max(map(measure, lines)) + 2 * PAD_PX)
    return Badge(x, y, spots, lines, centred(x, y, wide, high))


def _apart(badges: list[Badge], room: Box, measure: Measure) -> list[Badge]:
    """Join badges that touch, and join again what that makes touch; a joined one stands where its first step is."""
    before = len(badges) + 1
    while len(badges) < before:
        before, kept = len(badges), []
        for badge in badges:
            near = next((at for at, other in enumerate(kept) if other.box.meets(badge.box.grown(1))), None)
            if near is None:
                kept.append(badge)
            else:
                spots = sorted((*kept[near].spots, *badge.spots), key=lambda spot: spot.number)
                kept[near] = _badge(kept[near].x, kept[near].y, tuple(spots), measure)
        badges = kept
    return [_pushed(badge, room) for badge in badges]


def _pushed(badge: Badge, room: Box) -> Badge:
    """Move a badge that has grown over the edge of the map back onto it."""
    box = badge.box
    x = min(max(badge.x, room.left + box.width / 2 + 1), room.right - box.width / 2 - 1)
    y = min(max(badge.y, room.top + box.height / 2 + 1), room.bottom - box.height / 2 - 1)
    return replace(badge, x=x, y=y, box=centred(x, y, box.width, box.height))


def _arcs(told: ToldChains, badges: list[Badge]) -> Iterable[Arc]:
    at = {spot.number: badge for badge in badges for spot in badge.spots}
    between: dict[tuple[int, int], list] = {}
    for link in told.links:
        start, end = (at.get(told.numbers[event]) for event in (link.cause, link.answer))
        if start and end and start is not end:
            between.setdefault((start.spots[0].number, end.spots[0].number), []).append(link)
    for (first, last), links in between.items():
        days = sorted({link.days for link in links if link.days is not None})
        yield Arc(_course(at[first], at[last]), links[0].answer_party, _days(days, told.language))


def _course(start: Badge, end: Badge) -> np.ndarray:
    first, last = np.array([start.x, start.y]), np.array([end.x, end.y])
    way = last - first
    bend = (first + last) / 2 + np.array([way[1], -way[0]]) * BEND
    t = np.linspace(0, 1, ARC_POINTS + 1)[:, None]
    return (1 - t) ** 2 * first + 2 * t * (1 - t) * bend + t**2 * last


def _days(days: list[int], language: str) -> str:
    if not days:
        return ""
    span = say("map.range", language, first=days[0], last=days[-1])
    text = span if len(days) > 2 else ", ".join(map(str, days))
    return say("chain.days", language, days=text, count=days[0] if len(days) == 1 else len(days))


def arc_names(
    places: ChainPlaces, frame: MapFrame, measure: Measure, taken: list[Box]
) -> list[tuple[Name, Box]]:
    """Return where the days on the arcs find room beside badges and what else is taken; the arc is the name's kind."""
    wanted = []
    for arc in places.arcs:
        if arc.days:
            size = measure(arc.days) + 4, LINE_PX
            along = [arc.points[part] for part in (12, 9, 15, 6, 18)]
            boxes = [box for x, y in along for box in beside(x, y, *size, gap=3)]
            # It may cross an arc where it finds no other place: a badge it never covers.
            wanted.append(Name(arc.days, tuple(boxes), 0, insists=True, kind=arc))
    blocked = [*taken, *(badge.box for badge in places.badges)]
    return place(wanted, frame.box.grown(-3), blocked, lines=arc_lines(places))


def arc_lines(places: ChainPlaces) -> list[shapely.LineString]:
    """Return the arcs as lines (px), for names that keep off them."""
    return [shapely.LineString(arc.points) for arc in places.arcs]
