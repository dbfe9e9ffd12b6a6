"""The time axis of chains on paper: numbered steps by who acted, curves from acts to answers, bands of what stood.

Units are pixels, x to the right and y downwards. A step stands at its day; steps that would cover each other stand
below each other. What lies before or after the time shown stands at its end, with an angle to that side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from geo.catalogue.spans import Span
from geo.escalation.axis import lane_names, lanes_between, overlaps, with_margin
from geo.escalation.chains import PARTIES, party_name
from geo.escalation.told import Step, ToldChains
from geo.paper.placing import Box
from geo.words.dates import span_text

BADGE_PX, BADGE_FONT_PX = 16.0, 10.5
LANE_PX, LABEL_FONT_PX = 14.0, 10.0
GAP_PX = 16.0
"""Room under the steps of a party, for curves."""
TICKS_PX = 20.0
"""Height of the line of dates above the axis."""
TICK_APART_PX = 26.0
"""Room between two dates."""
LABEL_SHARE = 0.34
"""So much of the width the names of the rows may take."""
BAND_PX = {"whole": 9.0, "part": 6.0, "no": 2.0, "unknown": 1.0}
"""How thick the bands are, as on the page: thickness tells beside colour what held."""
CURVE_POINTS = 32
STEPS = (("D", (1, 2, 5, 10, 15)), ("M", (1, 2, 3, 6)), ("Y", (1, 2, 5, 10, 20)))
"""Units of the dates at the axis, and how many of them may lie between two dates."""
PRECISION = {"D": "day", "M": "month", "Y": "year"}

Measure = Callable[[str, float], float]
"""Returns how wide a text is set at a size, both in pixels."""


@dataclass(frozen=True)
class Mark:
    """A step on the axis."""

    step: Step
    text: str
    box: Box
    until: float | None
    """x of the end of its last day, where it lasted longer than its badge is wide."""


@dataclass(frozen=True)
class Row:
    """A party or a lane: its name, and where it lies."""

    name: str
    middle: float
    party: str | None
    """Key of the party; None of a lane."""


@dataclass(frozen=True)
class Band:
    """A span in its lane."""

    left: float
    right: float
    middle: float
    thick_px: float
    holds: str
    """``whole``, ``part``, ``no`` or ``unknown``."""


@dataclass(frozen=True)
class Curve:
    """A link from an act to its answer."""

    points: np.ndarray
    """Shape (n, 2)."""
    party: str
    """Who answered."""


@dataclass(frozen=True)
class ChainAxis:
    """Where everything on the axis stands."""

    box: Box
    plot: Box
    """The time shown, without the names of the rows and the dates."""
    scale: float
    """Of all sizes, 1 for the usual ones."""
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[Row, ...]
    bands: tuple[Band, ...]
    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...]

    @property
    def beyond(self) -> bool:
        """Whether a step lies before or after the time shown."""
        return any(not mark.text.isdigit() for mark in self.marks)


def fitting_axis(told: ToldChains, room: Box, measure: Measure) -> ChainAxis:
    """Return the axis at the largest scale at which it fits a room; see `chain_axis`."""
    made = chain_axis(told, room, measure)
    for scale in (0.9, 0.8, 0.7, 0.6, 0.5):
        if made.box.height <= room.height:
            break
        made = chain_axis(told, room, measure, scale)
    return made


def chain_axis(told: ToldChains, room: Box, measure: Measure, scale: float = 1.0) -> ChainAxis:
    """Return the axis of some chains, which must have a step.

    Parameters
    ----------
    told : ToldChains
    room : Box
        Its width is taken, and as much of its height as is needed, or more.
    measure : callable
    scale : float
        Of all sizes.
    """
    start, end = with_margin(*told.days)
    lanes = lanes_between(start, end)
    names = lane_names(lanes, told.language)
    parties = [key for key in PARTIES if any(step.party == key for step in told.steps)]
    labels = [*names.values(), *(party_name(key, told.language) for key in parties)]
    label_px = min(
        LABEL_SHARE * room.width, max(measure(label, LABEL_FONT_PX * scale) for label in labels) + 12
    )
    left, right = room.left + label_px, room.right - 2
    time = _Time(start, end, left + 12 * scale, right - 12 * scale)
    y = room.top + TICKS_PX * scale
    rows, marks = [], []
    for key in parties:
        some, bottom = _swarm([step for step in told.steps if step.party == key], time, y + 4, measure, scale)
        rows.append(Row(party_name(key, told.language), y + 4 + BADGE_PX * scale / 2, key))
        marks += some
        y = bottom + GAP_PX * scale
    bands = []
    for lane, name in names.items():
        middle = y + LANE_PX * scale / 2
        rows.append(Row(name, middle, None))
        bands += _bands(lanes[lane], time, middle, scale)
        y += LANE_PX * scale
    plot = Box(left, room.top + TICKS_PX * scale, right, y)

    def tick_px(text: str) -> float:
        return measure(text, LABEL_FONT_PX * scale)

    # A date that would leave the axis at its end stays away.
    ticks = tuple(
        (x, text) for x, text in _ticks(time, told.language, tick_px) if x + tick_px(text) / 2 <= room.right
    )
    box = Box(room.left, room.top, room.right, y)
    return ChainAxis(
        box, plot, scale, ticks, tuple(rows), tuple(bands), tuple(_curves(told, marks)), tuple(marks)
    )


@dataclass(frozen=True)
class _Time:
    start: date
    end: date
    left: float
    right: float

    def x(self, day: date, part: float = 0.0) -> float:
        """Return where a day begins, or a part of it has passed; what lies outside the time is put at its end."""
        share = ((day - self.start).days + part) / max((self.end - self.start).days, 1)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)


def _swarm(
    steps: list[Step], time: _Time, top: float, measure: Measure, scale: float
) -> tuple[list[Mark], float]:
    """Put steps at their days, below each other where they would cover each other; return them and where they end."""
    high, ends, marks = BADGE_PX * scale, [], []
    for step in sorted(steps, key=lambda step: (step.first_day, step.number)):
        text = str(step.number)
        if step.first_day < time.start:
            text = f"‹ {text}"
        elif step.first_day > time.end:
            text = f"{text} ›"
        wide = max(high, measure(text, BADGE_FONT_PX * scale) + 7 * scale)
        x = time.x(step.first_day, 0.5)
        # At the ends an angle points outward, so the badge stands inward of the end.
        left = x - wide / 2
        level = next((at for at, end in enumerate(ends) if end + 1 <= left), len(ends))
        ends[level : level + 1] = [left + wide]
        y = top + level * (high + 2)
        until = min(time.x(step.last_day, 1.0), time.right + 10 * scale)
        lasts = step.precision == "day" and step.last_day > step.first_day and until > left + wide
        marks.append(Mark(step, text, Box(left, y, left + wide, y + high), until if lasts else None))
    return marks, top + max(len(ends), 1) * (high + 2)


def _bands(spans: list[Span], time: _Time, middle: float, scale: float) -> Iterator[Band]:
    for span in spans:
        if overlaps(span, time.start, time.end):
            left, right = time.x(span.start_date), time.x(span.end_date or time.end)
            yield Band(left, max(right, left + 1), middle, BAND_PX[span.holds] * scale, span.holds)


def _curves(told: ToldChains, marks: list[Mark]) -> Iterator[Curve]:
    at = {mark.step.id: mark.box.center for mark in marks}
    t = np.linspace(0, 1, CURVE_POINTS + 1)[:, None]
    for link in told.links:
        first, last = (np.array(at[event]) for event in (link.cause, link.answer))
        # Out of the act sideways and into the answer sideways, as time runs.
        reach = np.array([max(12.0, abs(last[0] - first[0]) / 2), 0.0])
        out, into = first + reach, last - reach
        points = (1 - t) ** 3 * first + 3 * t * (1 - t) ** 2 * out + 3 * t**2 * (1 - t) * into + t**3 * last
        yield Curve(points, link.answer_party)


def _ticks(time: _Time, language: str, measure: Callable[[str], float]) -> list[tuple[float, str]]:
    """Return dates at whole days, months or years: the finest that have room beside each other."""
    ticks: list[tuple[float, str]] = []
    for unit, counts in STEPS:
        for count in counts:
            days = _days(time, unit, count)
            ticks = [(time.x(day), span_text(day, day, PRECISION[unit], language)) for day in days]
            apart = TICK_APART_PX + max((measure(text) for _, text in ticks), default=0)
            if all(after - before >= apart for (before, _), (after, _) in pairwise(ticks)):
                return ticks
    return ticks


def _days(time: _Time, unit: str, count: int) -> list[date]:
    """Return every so many days, months or years of a time."""
    if unit == "D":
        return [time.start + timedelta(at) for at in range(0, (time.end - time.start).days + 1, count)]
    months = count if unit == "M" else 12 * count
    first = time.start.year * 12 + time.start.month - 1
    last = time.end.year * 12 + time.end.month - 1
    found = [date(at // 12, at % 12 + 1, 1) for at in range(first, last + 1) if at % months == 0]
    return [day for day in found if time.start <= day <= time.end]
