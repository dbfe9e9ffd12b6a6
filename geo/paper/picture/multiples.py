"""Small multiples: one little map for each month, quarter, year or more, of one scale and with one legend.

What a playback shows one after another stands side by side here, as a printed briefing needs it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from geo.atlas.selection import Selection
from geo.look import style
from geo.look.address import framed, map_url
from geo.look.moment import Moment
from geo.look.view import SIZES, View
from geo.paper.frame import MapFrame
from geo.paper.legend import blocks_of, most_blocks
from geo.paper.marks import Marks, marks_of
from geo.paper.picture.foot import BLACK, GREY, draw_foot, draw_locator, draw_note, draw_strip, properties
from geo.paper.picture.legend import Legend
from geo.paper.picture.map import draw_land, draw_layers, draw_leader, draw_mark
from geo.paper.picture.page import BOLD, Face, Page
from geo.paper.picture.picture import MARGIN_PX, boxes, draw_head
from geo.paper.placing import Box
from geo.words.dates import span_text
from geo.words.table import say

MOST = 24
"""More maps than this are too small to be read on a page."""
STEP_MONTHS = (1, 3, 12, 60, 120, 600)
"""What one map may hold: a month, a quarter, a year, five, ten or fifty; the shortest of which there are no more than `MOST`."""
CAPTION_PX, GAP_PX = 17.0, 8.0
MARK_PX2 = 2600.0
"""Room for each mark of a small map, square pixels: with less they cover each other."""
SHAPE = 1.7
"""Width of a map by its height: the lines from coast to coast, with some sea above and below."""
_CAPTION, _COUNT = Face(11, BOLD, BLACK), Face(11, color=GREY)


def multiples(selection: Selection, view: View, form: str, base_url: str) -> bytes:
    """Draw the sheet of a filtered view; parameters and answer are those of `geo.paper.picture.picture.figure`."""
    return draw(selection, view, form, base_url).bytes(
        properties(
            view.title or selection.title(view.lang),
            selection.sentence(view.lang),
            selection.atlas.data_version,
            map_url(base_url, selection.wanted, view),
            view.lang,
        )
    )


def draw(selection: Selection, view: View, form: str, base_url: str) -> Page:
    """Draw the sheet on a page; see `multiples`."""
    width_in, height_in = SIZES[view.size]
    page = Page(width_in, height_in, view.dpi, form)
    inner = page.box.grown(-MARGIN_PX)
    top = draw_head(page, inner, view.title or selection.title(view.lang), selection.sentence(view.lang)) + 2
    page.text(inner.left, top + 8, say("picture.each", view.lang), Face(12, color=GREY))
    bottom, locator = draw_foot(page, inner, selection, view, map_url(base_url, selection.wanted, view))
    bottom = draw_note(page, inner, bottom, view)
    told = list(moments(selection))
    # With a moment also what has lapsed since is drawn.
    every = replace(view, at=told[0]) if told else view
    longest = Legend(most_blocks(every, selection.by_category)) if view.legend else None
    room, legend_box = boxes(Box(inner.left, top + 18, inner.right, bottom), view, longest)
    seen: set[str] = set()
    marks = []
    for moment, box in zip(told, grid(room, len(told)), strict=True):
        shown = replace(view, at=moment)
        frame = MapFrame.of(shown, Box(box.left, box.top + CAPTION_PX, box.right, box.bottom))
        most = int(frame.box.width * frame.box.height / MARK_PX2)
        drawn = marks_of(selection.atlas.selection(framed(selection.wanted, shown)), frame, most=most)
        seen |= _small_map(page, frame, shown, drawn)
        marks += drawn.marks
        name = page.text(box.left, box.top + 12, words(moment, view.lang), _CAPTION)
        count = say("map.count", view.lang, count=drawn.drawn)
        page.text(name.right + 8, box.top + 12, count, _COUNT)
    # All maps have one scale: that of the last is drawn under all of them.
    frame = frame if told else MapFrame.of(view, room)
    draw_strip(page, replace(frame, box=room), view)
    draw_locator(page, locator, frame)
    if legend_box:
        layers = tuple(layer.id for layer in style.LAYERS if layer.id in seen)
        legend = Legend(blocks_of(view, layers, Marks(tuple(marks)), selection.by_category))
        (legend.draw_row if view.size in ("a4", "square") else legend.draw_column)(page, legend_box)
    return page


def _small_map(page: Page, frame: MapFrame, view: View, marks: Marks) -> set[str]:
    """Draw one map without names; return the layers that can be seen."""
    draw_land(page, frame)
    seen = draw_layers(page, frame, view, marks.marks)
    for mark in marks.marks:
        draw_leader(page, mark)
    for mark in marks.marks:
        draw_mark(page, mark, frame.box.center)
    page.rectangle(frame.box, line="#8d969c", line_px=0.8)
    return set(seen)


def moments(selection: Selection) -> Iterator[Moment]:
    """Yield what each map of the sheet holds, the earliest first; none of no event."""
    if selection.days is None:
        return
    years = [date(selection.days[0].year, 1, 1), date(selection.days[1].year, 12, 31)]
    first, last = (day.year * 12 + day.month - 1 for day in selection.days)
    step = next(months for months in STEP_MONTHS if last // months - first // months < MOST)
    for number in range(first // step, last // step + 1):
        # Some years are told as far as there are events.
        start = max(_month(number * step), years[0])
        end = min(_month((number + 1) * step) - timedelta(1), years[1])
        yield Moment.read(f"{start:%Y-%m}/{end:%Y-%m}")


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def words(moment: Moment, language: str) -> str:
    """Return what one map holds, in words: ``June 2024``, ``April–June 2024``, ``2024``, ``2020–2024``."""
    whole_years = moment.first.month == 1 and moment.last.month == 12
    return span_text(moment.first, moment.last, "year" if whole_years else "month", language)


def grid(room: Box, count: int) -> list[Box]:
    """Return the boxes of some maps with their captions, row by row: as large as they can be in one shape."""

    def width_of(columns: int) -> float:
        rows = math.ceil(count / columns)
        wide = (room.width - GAP_PX * (columns - 1)) / columns
        high = (room.height - GAP_PX * (rows - 1)) / rows - CAPTION_PX
        return min(wide, high * SHAPE)

    if not count:
        return []
    columns = max(range(1, count + 1), key=width_of)
    rows = math.ceil(count / columns)
    wide = (room.width - GAP_PX * (columns - 1)) / columns
    high = (room.height - GAP_PX * (rows - 1)) / rows
    corners = [
        (room.left + at % columns * (wide + GAP_PX), room.top + at // columns * (high + GAP_PX))
        for at in range(count)
    ]
    return [Box(left, top, left + wide, top + high) for left, top in corners]
