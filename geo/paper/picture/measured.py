"""The picture of a measurement: its map, the table of what was measured beside or below it, the method.

It is as wide as its size and at least as high; a table that needs more room makes it higher.
"""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from geo.atlas.measurement import Measurement
from geo.catalogue import codebook
from geo.formats.measured import measured_url
from geo.look import style
from geo.look.view import SIZES, View
from geo.paper.frame import MapFrame
from geo.paper.ground import seen_layers
from geo.paper.legend import LAYERS, layer_name
from geo.paper.marks import mark_box
from geo.paper.measured.places import (
    BADGE_PX,
    END_PX,
    MeasuredPlaces,
    frame_of,
    places_of,
    view_of,
    way_names,
)
from geo.paper.measured.told import Block, blocks, sentence, title
from geo.paper.picture.chain_parts import draw_badge
from geo.paper.picture.foot import BLACK, GREY, draw_foot, draw_locator, draw_note, draw_strip, properties
from geo.paper.picture.legend import draw_layer_key
from geo.paper.picture.map import INK, circle, draw_land, draw_layers, draw_leader, draw_mark, draw_symbol
from geo.paper.picture.names import draw_dots, draw_names, draw_text, place_names, size_px
from geo.paper.picture.page import BOLD, PX_IN, Face, Page, width_px, wrap
from geo.paper.picture.picture import MARGIN_PX, STRIP_PX, draw_head
from geo.paper.placing import Box
from geo.words.table import say

BESIDE_PX = 860.0
"""From this width on the table stands beside the map, not below it."""
TABLE_PX = 330.0
GAP_PX = 22.0
MAP_PX = 360.0
"""Least height of the map."""
INDENT_PX = 26.0
BLOCK_GAP_PX = 12.0
KEY_ROW_PX, SWATCH_PX, KEY_GAP_PX = 17.0, 32.0, 18.0
HEAD = Face(12.5, BOLD, BLACK)
NOTE, ROW, KEY = Face(10.0, color=GREY), Face(11.0, color=INK["text"]), Face(10.5, color=INK["text"])
NUMBER_PX = 10.5
LINE = 1.34
"""Height of a line of the table, in its size."""
MEASURE, LEG = style.BASEMAP["measure"][0], INK["text"]
WAY = {True: Face(11.0, BOLD, LEG), False: Face(10.5, BOLD, MEASURE)}
"""Type of the text of a leg, and of a way to a nearest point."""
LEG_PX, WAY_PX, WAY_DASH = 2.0, 1.8, "1 4.4"
RING_PX, RING_DASH, RING_FILL = 1.4, "6 4", 0.06

Line = tuple[str, str, str, Face]
"""Name, distance and azimuth of a line of the table, the last two empty in a line of text alone, and its type."""


def measured_figure(measurement: Measurement, view: View, form: str, base_url: str) -> bytes:
    """Draw the picture of a measurement.

    Parameters
    ----------
    measurement : Measurement
    view : View
        How; its size is the width, and the least height. Without its center the map shows what is measured.
    form : str
        ``svg``, ``png`` or ``pdf``.
    base_url : str
        Public address of the atlas without a slash at the end, for the permalink.

    Returns
    -------
    bytes
        The file; the same for the same request and data.
    """
    return draw_measured(measurement, view, form, base_url).bytes(
        properties(
            view.title or title(measurement, view.lang),
            sentence(measurement, view.lang) or title(measurement, view.lang),
            measurement.selection.atlas.data_version,
            measured_url(measurement, base_url, view.lang),
            view.lang,
        )
    )


def draw_measured(measurement: Measurement, view: View, form: str, base_url: str) -> Page:
    """Draw the picture on a page; see `measured_figure`."""
    height_in = SIZES[view.size][1]
    page, room, locator = _begun(measurement, view, form, base_url, height_in)
    made = _Layout(measurement, view, room)
    if made.height > room.height:
        # Only now is it known how much room title, method and foot leave.
        height_in += (made.height - room.height) / PX_IN
        page, room, locator = _begun(measurement, view, form, base_url, height_in)
        made = _Layout(measurement, view, room)
    made.draw(page, locator)
    return page


def _begun(
    measurement: Measurement, view: View, form: str, base_url: str, height_in: float
) -> tuple[Page, Box, Box]:
    """Return a page with title, method and foot, the room between them, and that of the locator."""
    page = Page(SIZES[view.size][0], height_in, view.dpi, form)
    inner = page.box.grown(-MARGIN_PX)
    heading = view.title or title(measurement, view.lang)
    top = draw_head(page, inner, heading, sentence(measurement, view.lang))
    permalink = measured_url(measurement, base_url, view.lang)
    bottom, locator = draw_foot(page, inner, measurement.selection, view, permalink, "measure.see")
    bottom = draw_note(page, inner, bottom, view)
    words = f"{say('measure.method', view.lang)}: {say('method.distances', view.lang)}"
    lines = wrap(words, NOTE, inner.width)
    bottom -= NOTE.px * LINE * len(lines) + 4
    for at, line in enumerate(lines, 1):
        page.text(inner.left, bottom + NOTE.px * LINE * at, line, NOTE)
    return page, Box(inner.left, top, inner.right, bottom - 6), locator


class _Layout:
    """What stands where between title and method."""

    def __init__(self, measurement: Measurement, view: View, room: Box) -> None:
        self.measurement, self.view, self.room = measurement, view_of(measurement, view), room
        self.beside = room.width >= BESIDE_PX
        self.map_px = room.width - (TABLE_PX + GAP_PX if self.beside else 0)
        # What the map shows is known before how high it is, but for what lies at its edge.
        frame, places = self._map(MAP_PX)
        self.blocks = blocks(measurement, view.lang, places.outside)
        self.columns = 1 if self.beside else max(1, int((room.width + GAP_PX) // (TABLE_PX + GAP_PX)))
        self.key_px = KEY_ROW_PX * len(self._key_rows(frame, places)) + 6 if view.legend else 0.0

    @property
    def column_px(self) -> float:
        """Width of a column of the table."""
        return TABLE_PX if self.beside else (self.room.width - GAP_PX * (self.columns - 1)) / self.columns

    @property
    def _under_map(self) -> float:
        return STRIP_PX + self.key_px

    @property
    def height(self) -> float:
        """How much room all of it needs at least."""
        table, with_map = self._table_height, MAP_PX + self._under_map
        return max(table, with_map) if self.beside else with_map + GAP_PX + table

    @property
    def _table_height(self) -> float:
        return max((sum(map(self._high, column)) for column in self._filled()), default=0.0)

    def draw(self, page: Page, locator: Box) -> None:
        table = 0.0 if self.beside else self._table_height + GAP_PX
        frame, places = self._map(self.room.height - self._under_map - table)
        _draw_map(page, frame, self.view, places)
        draw_strip(page, frame, self.view)
        draw_locator(page, locator, frame)
        if self.view.legend:
            self._draw_key(page, frame, places)
        left, top = self.room.left, frame.box.bottom + self._under_map + GAP_PX
        if self.beside:
            left, top = frame.box.right + GAP_PX, self.room.top
        for column in self._filled():
            y = top
            for block in column:
                self._draw_block(page, block, left, y)
                y += self._high(block)
            left += self.column_px + GAP_PX

    def _map(self, high: float) -> tuple[MapFrame, MeasuredPlaces]:
        left, top = self.room.left, self.room.top
        frame = frame_of(self.measurement, self.view, Box(left, top, left + self.map_px, top + high))
        return frame, places_of(self.measurement, frame, self.view.lang)

    # --- The table ------------------------------------------------------------------------------------------

    def _filled(self) -> list[list[Block]]:
        """Return the blocks in columns, each next block in the one that is lowest."""
        columns: list[list[Block]] = [[] for _ in range(self.columns)]
        for block in self.blocks:
            min(columns, key=lambda column: sum(map(self._high, column))).append(block)
        return columns

    def _high(self, block: Block) -> float:
        return sum(face.px * LINE for *_, face in self._lines(block)) + BLOCK_GAP_PX

    def _lines(self, block: Block) -> Iterator[Line]:
        room = self.column_px - INDENT_PX
        yield from ((line, "", "", HEAD) for line in wrap(block.head, HEAD, room, most=3))
        yield from ((line, "", "", NOTE) for line in wrap(" · ".join(block.notes), NOTE, room))
        for row in block.rows:
            azimuth = width_px("000°", ROW.px) + 8
            left = room - width_px(row.distance, ROW.px) - azimuth
            names = wrap(row.name, ROW, max(left - 10, 60))
            # A name that leaves no room for the distance has that below it.
            fits = width_px(names[0], ROW.px) <= left - 10
            for line in names[:-1] if fits else names:
                yield line, "", "", ROW
            yield names[-1] if fits else "", row.distance, row.azimuth, ROW

    def _draw_block(self, page: Page, block: Block, left: float, top: float) -> None:
        if block.number is not None:
            box = Box(left, top, left + BADGE_PX, top + BADGE_PX)
            draw_badge(page, box, [str(block.number)], MEASURE, True, NUMBER_PX)
        y, right = top, left + self.column_px
        azimuth = width_px("000°", ROW.px) + 8
        for name, distance, bearing, face in self._lines(block):
            y += face.px * LINE
            page.text(left + INDENT_PX, y - 2, name, face)
            page.text(right - azimuth, y - 2, distance, face, "right")
            page.text(right, y - 2, bearing, face, "right")

    # --- The key --------------------------------------------------------------------------------------------

    def _key_rows(self, frame: MapFrame, places: MeasuredPlaces) -> list[list[tuple[str, str, str]]]:
        """Return kind, id and words of what the map shows, in rows as wide as the map."""
        rows: list[list[tuple[str, str, str]]] = []
        left = self.map_px
        for item in _keys(self.measurement, self.view, frame, places):
            wide = SWATCH_PX + width_px(item[2], KEY.px) + KEY_GAP_PX
            if left + wide > self.map_px + KEY_GAP_PX:
                rows.append([])
                left = 0.0
            rows[-1].append(item)
            left += wide
        return rows

    def _draw_key(self, page: Page, frame: MapFrame, places: MeasuredPlaces) -> None:
        y = frame.box.bottom + STRIP_PX + KEY_ROW_PX / 2 + 2
        for row in self._key_rows(frame, places):
            x = frame.box.left
            for kind, key, words in row:
                _draw_swatch(page, kind, key, x + 13, y)
                right = page.text(x + SWATCH_PX, y + KEY.px * 0.36, words, KEY).right
                x = right + KEY_GAP_PX
            y += KEY_ROW_PX


def _keys(
    measurement: Measurement, view: View, frame: MapFrame, places: MeasuredPlaces
) -> Iterator[tuple[str, str, str]]:
    language = view.lang
    if places.points:
        yield "point", "", say("measure.key_point", language)
    if any(way.leg and way.line.length for way in places.ways):
        yield "leg", "", say("measure.key_leg", language)
    if any(not way.leg and way.line.length for way in places.ways):
        yield "nearest", "", say("measure.key_nearest", language)
    if places.ring is not None:
        yield "ring", "", say("measure.key_ring", language, km=measurement.ring_km)
    for key, count in places.marks.counts.items():
        label = codebook.label("category", key, language)
        yield "event", key, say("measure.key_event", language, category=label, count=count)
    for key in seen_layers(frame, view, places.marks.marks):
        yield "layer", key, layer_name(key, language)


def _draw_swatch(page: Page, kind: str, key: str, x: float, y: float) -> None:
    if kind == "point":
        draw_badge(page, Box(x - 7.5, y - 7.5, x + 7.5, y + 7.5), ["1"], MEASURE, True, 9.5)
    elif kind == "leg":
        page.rule(x - 13, y, x + 13, y, LEG, LEG_PX)
    elif kind == "nearest":
        _draw_way(page, shapely.LineString([(x - 13, y), (x + 10, y)]))
        page.area(circle(x + 11, y, END_PX), MEASURE)
    elif kind == "ring":
        page.area(
            shapely.box(x - 12, y - 5, x + 12, y + 5),
            MEASURE,
            MEASURE,
            RING_PX,
            RING_DASH,
            fill_alpha=RING_FILL,
        )
    elif kind == "event":
        draw_symbol(page, x, y, key, "near", 7.0)
    else:
        draw_layer_key(page, LAYERS[key], x, y)


# --- The map ------------------------------------------------------------------------------------------------


def _draw_map(page: Page, frame: MapFrame, view: View, places: MeasuredPlaces) -> None:
    """Draw land, lines, ring, ways, events, numbered points and names into a frame."""
    draw_land(page, frame)
    marks = places.marks.marks
    if places.ring is not None:
        page.area(places.ring, MEASURE, MEASURE, RING_PX, RING_DASH, frame.box, fill_alpha=RING_FILL)
    seen = draw_layers(page, frame, view, marks)
    for way in places.ways:
        if way.leg:
            page.area(way.line, line=INK["casing"], line_px=4.5, clip=frame.box, alpha=0.85)
            page.area(way.line, line=LEG, line_px=LEG_PX, clip=frame.box)
        else:
            _draw_way(page, way.line, frame.box)
        if way.end:
            page.area(circle(*way.end, END_PX), MEASURE)
    boxes = [mark_box(mark) for mark in marks]
    ways = way_names(places, frame, _way_px(places), boxes)
    taken = [*places.badges, *(box for _, box in ways)]
    names = place_names(frame, view, seen, marks, taken)
    draw_dots(page, names)
    for mark in marks:
        draw_leader(page, mark)
    for mark in marks:
        draw_mark(page, mark, frame.box.center)
    draw_names(page, names)
    for name, box in ways:
        draw_text(page, name.text, box, WAY[name.kind.leg])
    for (number, _, _), box in zip(places.points, places.badges, strict=True):
        draw_badge(page, box, [str(number)], MEASURE, True, NUMBER_PX)
    page.rectangle(frame.box, line="#8d969c", line_px=0.8)


def _draw_way(page: Page, line: shapely.Geometry, clip: Box | None = None) -> None:
    page.area(line, line=MEASURE, line_px=WAY_PX, dash=WAY_DASH, clip=clip, round_ends=True)


def _way_px(places: MeasuredPlaces):
    faces = {way.text: WAY[way.leg] for way in places.ways}
    return lambda text: size_px(text, faces[text])
