"""The printed picture of a filtered view: PNG, SVG or PDF, drawn without a browser.

The same request gives the same bytes: nothing in a picture tells when it was made, only from which data.
"""

from __future__ import annotations

from geo.atlas.reach import reach_words
from geo.atlas.selection import Selection
from geo.look.address import map_url
from geo.look.view import SIZES, View
from geo.paper.bands import distances_of, edge_names
from geo.paper.frame import MapFrame
from geo.paper.legend import blocks_of, most_blocks
from geo.paper.marks import Marks, mark_box, marks_of
from geo.paper.picture import bands
from geo.paper.picture.foot import (
    BLACK,
    GREY,
    RED,
    draw_foot,
    draw_locator,
    draw_note,
    draw_strip,
    properties,
)
from geo.paper.picture.legend import Legend
from geo.paper.picture.map import draw_land, draw_layers, draw_leader, draw_mark
from geo.paper.picture.names import draw_dots, draw_names, place_names
from geo.paper.picture.page import BOLD, Face, Page, width_px, wrap
from geo.paper.placing import Box
from geo.words.table import say

MARGIN_PX = 28.0
COLUMN_PX = 250.0
"""Width of the legend beside the map, with the gap."""
STRIP_PX = 36.0
"""Height of the strip with scale bar and north arrow under the map: nothing of the map is covered."""
_MESSAGE = Face(15, BOLD, BLACK)
_BELOW = ("a4", "square")
"""Sizes with the legend under the map."""


def figure(selection: Selection, view: View, form: str, base_url: str) -> bytes:
    """Draw the picture of a filtered view.

    Parameters
    ----------
    selection : Selection
        The events.
    view : View
        What is shown of them and how.
    form : str
        ``svg``, ``png`` or ``pdf``.
    base_url : str
        Public address of the atlas without a slash at the end, for the permalink.

    Returns
    -------
    bytes
        The file; the same for the same request and data.
    """
    page = draw(selection, view, form, base_url)
    return page.bytes(
        properties(
            view.title or selection.title(view.lang),
            selection.sentence(view.lang),
            selection.atlas.data_version,
            map_url(base_url, selection.wanted, view),
            view.lang,
        )
    )


def draw(selection: Selection, view: View, form: str, base_url: str) -> Page:
    """Draw the picture on a page; see `figure`."""
    width_in, height_in = SIZES[view.size]
    page = Page(width_in, height_in, view.dpi, form)
    inner = page.box.grown(-MARGIN_PX)
    title = view.title or selection.title(view.lang)
    top = draw_head(page, inner, title, selection.sentence(view.lang)) + 2
    top = _reach_line(page, inner, selection, view, top)
    bottom, locator = draw_foot(page, inner, selection, view, map_url(base_url, selection.wanted, view))
    bottom = draw_note(page, inner, bottom, view)
    # What the legend says depends on what the map shows, and how large the map is depends on the legend: so room is
    # kept for the longest legend that there can be.
    longest = Legend(most_blocks(view, selection.by_category)) if view.legend else None
    map_box, legend_box = boxes(Box(inner.left, top, inner.right, bottom), view, longest)
    frame = MapFrame.of(view, map_box)
    marks = marks_of(selection, frame)
    distances = distances_of(selection, view, frame, marks.marks)
    draw_land(page, frame)
    if distances:
        bands.draw_bands(page, frame, distances)
    seen = draw_layers(page, frame, view, marks.marks)
    message = _message(frame, selection, marks, view)
    taken = [message[1]] if message else []
    edges = []
    if distances:
        bands.draw_joins(page, frame, distances)
        around = [*taken, *(mark_box(mark) for mark in marks.marks)]
        edges = edge_names(distances, frame, view.lang, around, bands.size_px)
    names = place_names(frame, view, seen, marks.marks, [*taken, *(box for _, box in edges)])
    draw_dots(page, names)
    if distances:
        bands.draw_rims(page, distances)
    for mark in marks.marks:
        draw_leader(page, mark)
    for mark in marks.marks:
        draw_mark(page, mark, frame.box.center)
    draw_names(page, names)
    bands.draw_edge_names(page, edges)
    if message:
        page.rectangle(message[1], "#ffffff", "#8d969c", 0.8)
        page.text(message[1].center[0], message[1].bottom - 12, message[0], _MESSAGE, "center")
    page.rectangle(frame.box, line="#8d969c", line_px=0.8)
    draw_strip(page, frame, view)
    draw_locator(page, locator, frame)
    if legend_box:
        legend = Legend(blocks_of(view, seen, marks))
        (legend.draw_row if view.size in _BELOW else legend.draw_column)(page, legend_box)
    return page


def boxes(room: Box, view: View, longest: Legend | None) -> tuple[Box, Box | None]:
    """Return where the map lies and where its legend, beside or below it."""
    bottom = room.bottom - STRIP_PX
    if longest is None:
        return Box(room.left, room.top, room.right, bottom), None
    if view.size in _BELOW:
        top = bottom - longest.height_px()
        return (
            Box(room.left, room.top, room.right, top),
            Box(room.left, top + STRIP_PX, room.right, room.bottom),
        )
    split = room.right - COLUMN_PX
    return Box(room.left, room.top, split, bottom), Box(split + 20, room.top - 2, room.right, room.bottom)


# --- Head ---------------------------------------------------------------------------------------------------


def draw_head(page: Page, inner: Box, title: str, sentence: str) -> float:
    """Write title and what is shown, and return where what follows may begin."""
    page.rectangle(Box(inner.left, inner.top - 8, inner.left + 44, inner.top - 4), fill=RED)
    px = 26.0
    while len(wrap(title, Face(px, BOLD), inner.width)) > 2 and px > 15:
        px -= 1
    face = Face(px, BOLD, BLACK)
    y = inner.top
    for line in wrap(title, face, inner.width):
        y += px * 1.2
        page.text(inner.left, y, line, face)
    face = Face(13.5, color=BLACK)
    y += 4
    for line in wrap(sentence, face, inner.width, most=3):
        y += 18
        page.text(inner.left, y, line, face)
    return y + 12


def _reach_line(page: Page, inner: Box, selection: Selection, view: View, top: float) -> float:
    """Say which events reach beyond the filter, and return where the map may begin."""
    words = reach_words(selection, view.lang)
    if not words:
        return top
    page.text(inner.left, top + 8, words, Face(12, color=GREY))
    return top + 18


def _message(frame: MapFrame, selection: Selection, marks: Marks, view: View) -> tuple[str, Box] | None:
    """Return what is said on the map itself where it shows no event, and where."""
    if marks.drawn:
        return None
    text = say("picture.nothing" if selection.count else "map.none", view.lang)
    x, y = frame.box.center[0], frame.box.top + 34
    half = width_px(text, _MESSAGE.px, _MESSAGE.weight) / 2 + 14
    return text, Box(x - half, y - 20, x + half, y + 12)
