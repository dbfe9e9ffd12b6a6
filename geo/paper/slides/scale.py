"""Scale and north arrow on the map of a slide, and the room that is kept for them."""

from __future__ import annotations

from pptx.enum.shapes import MSO_SHAPE

from geo.paper.frame import MapFrame
from geo.paper.placing import Box
from geo.paper.slides.shapes import GREY, INK, PX_IN, Run, Sheet, inches, outline
from geo.words.distances import UNITS
from geo.words.table import say


def panels(frame: MapFrame) -> tuple[Box, Box]:
    """Return the rooms that scale and north arrow take: in the east, where the line of 1999 does not end."""
    widest = max(length for (_, length), _ in _bars(frame))
    box = frame.box
    scale = Box(box.right - widest - 72, box.bottom - 54, box.right - 6, box.bottom - 6)
    return scale, Box(box.right - 32, box.top + 8, box.right - 8, box.top + 46)


def _bars(frame: MapFrame) -> list[tuple[tuple[float, float], str]]:
    longest = min(170.0, frame.box.width / 4)
    return [(frame.scale_bar(longest, unit_m), unit) for unit_m, unit in UNITS]


def draw_scale(sheet: Sheet, frame: MapFrame, language: str) -> Box:
    """Put two bars, kilometres and nautical miles, true in the middle of the map; return the room they take."""
    group = sheet.group(say("slides.scale", language))
    bars, room = _bars(frame), panels(frame)[0]
    left, bottom = room.left + 6, room.bottom - 6
    group.shape(say("slides.scale_panel", language), MSO_SHAPE.RECTANGLE, inches(room), "#ffffff", 0.7)
    for row, ((amount, length), unit) in enumerate(bars):
        words = say(f"distance.{unit}", language, **{unit: amount})
        y = bottom - 30 + row * 14
        for half in (0, 1):
            box = ((left + half * length / 2) * PX_IN, y * PX_IN, length / 2 * PX_IN, 4 * PX_IN)
            made = group.shape(words, MSO_SHAPE.RECTANGLE, box, INK if half == 0 else "#ffffff")
            outline(made, INK, 0.5)
        box = ((left + length + 5) * PX_IN, (y - 5) * PX_IN, 46 * PX_IN, 14 * PX_IN)
        group.text(words, box, [[Run(words, 8)]], anchor="middle")
    lat = frame.lonlat(*frame.box.center)[1]
    box = (left * PX_IN, (bottom - 9) * PX_IN, 120 * PX_IN, 12 * PX_IN)
    words = say("slides.scale_at", language, lat=f"{lat:.0f}")
    group.text(say("slides.latitude", language), box, [[Run(words, 7.5, color=GREY)]])
    return room


def draw_north(sheet: Sheet, frame: MapFrame, language: str) -> Box:
    """Put the arrow to true north; return the room it takes."""
    group = sheet.group(say("slides.north", language))
    letter = say("picture.north", language)
    x, top = frame.box.right - 20, frame.box.top + 10
    arrow = group.shape(
        letter,
        MSO_SHAPE.ISOSCELES_TRIANGLE,
        ((x - 6) * PX_IN, (top + 14) * PX_IN, 12 * PX_IN, 18 * PX_IN),
        INK,
    )
    arrow.rotation = frame.north_deg
    group.text(
        letter, ((x - 10) * PX_IN, top * PX_IN, 20 * PX_IN, 14 * PX_IN), [[Run(letter, 9, True)]], "center"
    )
    return Box(x - 12, top - 2, x + 12, top + 36)
