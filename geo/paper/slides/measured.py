"""The slides of a measurement: its map with the numbered points beside it, and tables of all that was measured.

Bytes depend on the request and the data alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from pptx.enum.shapes import MSO_SHAPE
from shapely.geometry.base import BaseGeometry

from geo.atlas.measurement import Measurement
from geo.catalogue import codebook
from geo.formats.measured import measured_url
from geo.look import style
from geo.look.view import TITLE_LIMIT, View
from geo.paper.frame import MapFrame
from geo.paper.ground import seen_layers
from geo.paper.marks import mark_box
from geo.paper.measured.places import END_PX, MeasuredPlaces, frame_of, places_of, view_of, way_names
from geo.paper.measured.told import Block, Row, blocks, sentence, title
from geo.paper.placing import Box
from geo.paper.slides import map as slidemap
from geo.paper.slides import names, pages, scale
from geo.paper.slides.chain_parts import draw_badge
from geo.paper.slides.deck import (
    BOTTOM_IN,
    FOOTER_IN,
    MARGIN_IN,
    ROOM_IN,
    describe_file,
    footer,
    header,
    new_page,
)
from geo.paper.slides.names import Look
from geo.paper.slides.shapes import (
    GREY,
    INK,
    PX_IN,
    SIZE_IN,
    Run,
    Sheet,
    describe,
    fixed_bytes,
    inches,
    outline,
    presentation,
)
from geo.paper.slides.text import fitted
from geo.words.harmless import clean
from geo.words.table import say

KEY_IN = 3.3
"""Width of the list of points and the key beside the map."""
KEY_PT, KEY_ROW_IN = 9.0, 0.24
NUMBER_PT = 8.5
MEASURE, LEG = style.BASEMAP["measure"][0], style.BASEMAP["text"][0]
WAY = {True: Look(8.5, LEG, bold=True), False: Look(8.0, MEASURE, bold=True)}
"""Type of the text of a leg, and of a way to a nearest point."""
WAY_DASH, RING_DASH = "1.5 4", "6 4"
COLUMNS_IN = (5.0, 3.2, 3.133, 1.2)
"""Widths of the columns of a table: from where, to what, distance, azimuth."""
HEADS = ("slides.from", "measure.table_name", "measure.table_distance", "measure.table_azimuth")
TABLE_ROW_IN, TEXT_PT = 0.36, 10.0


def measured_slide(measurement: Measurement, view: View, base_url: str) -> bytes:
    """Return a PowerPoint file of a measurement, with method, licence and citation in the notes.

    Parameters
    ----------
    measurement : Measurement
    view : View
        How; ``size`` and ``dpi`` are for pictures and do nothing here.
    base_url : str
        The public address of the atlas, without a slash at the end.
    """
    made = presentation()
    link, selection = measured_url(measurement, base_url, view.lang), measurement.selection
    heading = clean(view.title, TITLE_LIMIT) or title(measurement, view.lang)
    subject = sentence(measurement, view.lang) or title(measurement, view.lang)
    describe_file(made.core_properties, selection, heading, subject, view.lang)
    sheets = [new_page(made, view.lang)]
    _map_slide(sheets[0], measurement, view, heading, link)
    rows = [(block, row) for block in blocks(measurement, view.lang) for row in block.rows]
    most = int((BOTTOM_IN - FOOTER_IN - pages.TOP_IN - pages.HEAD_IN) / TABLE_ROW_IN)
    for first in range(0, len(rows), most):
        sheets.append(new_page(made, view.lang))
        header(sheets[-1], heading, sentence(measurement, view.lang))
        _table(sheets[-1], heading, rows[first : first + most])
        footer(sheets[-1], selection, link)
    about = selection.metadata(base_url, view.lang).about(title(measurement, view.lang), link, view.lang)
    for sheet in sheets:
        told = [
            [heading],
            [sentence(measurement, view.lang)] if measurement.ring_km else [],
            _points(measurement, view),
        ]
        pages.write_notes(sheet, about, [*told, pages.line_sources(selection, view.lang, view.layers)], link)
    return fixed_bytes(made)


def _map_slide(sheet: Sheet, measurement: Measurement, view: View, heading: str, link: str) -> None:
    top_in = header(sheet, heading, sentence(measurement, view.lang), view.note, link)
    high_in = BOTTOM_IN - FOOTER_IN - 0.05 - top_in
    wide_in = ROOM_IN - (KEY_IN + 0.25 if view.legend else 0)
    box = Box(*(value / PX_IN for value in (MARGIN_IN, top_in, MARGIN_IN + wide_in, top_in + high_in)))
    shown = view_of(measurement, view)
    frame = frame_of(measurement, shown, box)
    places = places_of(measurement, frame, view.lang)
    _draw_map(sheet, measurement, frame, shown, places, heading)
    if view.legend:
        _key(sheet, measurement, view, places, SIZE_IN[0] - MARGIN_IN - KEY_IN, top_in)
    footer(sheet, measurement.selection, link)


def _draw_map(
    sheet: Sheet, measurement: Measurement, frame: MapFrame, view: View, places: MeasuredPlaces, heading: str
) -> None:
    """Draw land, lines, ring, ways, events, numbered points and names into a frame."""
    box_in = inches(frame.box)
    sea = sheet.shape(say("slides.frame", view.lang), MSO_SHAPE.RECTANGLE, box_in, style.BASEMAP["sea"][0])
    describe(sea, heading)
    slidemap.draw_base(sheet, frame, view.lang)
    marks = places.marks.marks
    seen = seen_layers(frame, view, marks)
    if places.ring is not None:
        _ring(sheet, measurement, frame, places.ring)
    slidemap.draw_layers(sheet, frame, view, seen)
    taken = [scale.draw_scale(sheet, frame, view.lang), scale.draw_north(sheet, frame, view.lang)]
    looks = {way.text: WAY[way.leg] for way in places.ways}
    boxes = [*taken, *map(mark_box, marks)]
    ways = way_names(places, frame, lambda text: names.size_px(text, looks[text]), boxes)
    placed = names.placed(frame, view, seen, marks, [*taken, *places.badges, *(box for _, box in ways)])
    for way in places.ways:
        paths = _paths(way.line)
        if paths:
            made = sheet.freeform(way.text, paths, False)
            outline(made, LEG if way.leg else MEASURE, 1.5, "" if way.leg else WAY_DASH)
        if way.end:
            box = Box(*way.end, *way.end).grown(END_PX)
            sheet.shape(way.text, MSO_SHAPE.OVAL, inches(box), MEASURE)
    for name, at in placed:
        names.dot(sheet, name, at)
    events = measurement.selection.atlas.events_of(
        [mark.members[0] for mark in marks if mark.count == 1 and mark.members]
    )
    for mark in marks:
        slidemap.draw_mark(sheet, mark, events, view.lang, frame.box.center)
    for name, at in placed:
        names.write(sheet, name, at)
    for name, at in ways:
        names.write_text(sheet, name.text, at, looks[name.text])
    for (number, _, _), box in zip(places.points, places.badges, strict=True):
        draw_badge(sheet, box, (str(number),), MEASURE, True, NUMBER_PT)
    edge = sheet.shape(say("slides.frame_edge", view.lang), MSO_SHAPE.RECTANGLE, box_in)
    outline(edge, style.BASEMAP["coast"][0], 0.75)


def _ring(sheet: Sheet, measurement: Measurement, frame: MapFrame, ring: BaseGeometry) -> None:
    box = frame.box
    shown = shapely.clip_by_rect(ring, box.left, box.top, box.right, box.bottom)
    rings = [
        shapely.get_coordinates(edge)[:-1] * PX_IN
        for part in shapely.get_parts(shown)
        if part.geom_type == "Polygon"
        for edge in (part.exterior, *part.interiors)
    ]
    if rings:
        name = say("measure.key_ring", sheet.language, km=measurement.ring_km)
        outline(sheet.freeform(name, rings, True, MEASURE, 0.06), MEASURE, 1.0, RING_DASH)


def _paths(line: BaseGeometry) -> list[np.ndarray]:
    return [
        shapely.get_coordinates(part) * PX_IN
        for part in shapely.get_parts(line)
        if part.geom_type == "LineString" and part.length > 0
    ]


def _key(
    sheet: Sheet, measurement: Measurement, view: View, places: MeasuredPlaces, left_in: float, y_in: float
) -> None:
    """Put the numbered points by name, and what lines and marks mean."""
    language, group = view.lang, sheet.group(say("slides.legend", view.lang))

    def line(text: str, color: str = INK, bold: bool = False) -> float:
        nonlocal y_in
        box = (left_in + 0.4, y_in, KEY_IN - 0.4, KEY_ROW_IN)
        group.text(
            text, box, [[Run(fitted(text, KEY_PT, box[2], bold=bold), KEY_PT, bold, color)]], anchor="middle"
        )
        y_in += KEY_ROW_IN
        return y_in - KEY_ROW_IN / 2

    def ends(middle_in: float) -> list[np.ndarray]:
        return [np.array([(left_in, middle_in), (left_in + 0.28, middle_in)])]

    for block in _of_points(measurement, view):
        middle = line(block.head, bold=True) / PX_IN
        box = Box(left_in / PX_IN, middle, left_in / PX_IN, middle).grown(8)
        draw_badge(
            group,
            Box(box.left + 13, box.top, box.right + 13, box.bottom),
            (str(block.number),),
            MEASURE,
            True,
            NUMBER_PT,
        )
        for note in block.notes:
            line(note, GREY)
    y_in += 0.1
    kinds = ((True, "measure.key_leg", ""), (False, "measure.key_nearest", WAY_DASH))
    for leg, key, dash in kinds:
        if any(way.leg == leg and way.line.length for way in places.ways):
            text = say(key, language)
            outline(group.freeform(text, ends(line(text)), False), LEG if leg else MEASURE, 1.5, dash)
    if places.ring is not None:
        text = say("measure.key_ring", language, km=measurement.ring_km)
        made = group.shape(text, MSO_SHAPE.RECTANGLE, (left_in, line(text) - 0.06, 0.28, 0.12), MEASURE, 0.06)
        outline(made, MEASURE, 1.0, RING_DASH)
    for category, count in places.marks.counts.items():
        label = codebook.label("category", category, language)
        text = say("measure.key_event", language, category=label, count=count)
        slidemap.symbol(group, label, category, left_in + 0.14, line(text), 0.15)


def _of_points(measurement: Measurement, view: View) -> Iterable[Block]:
    return (block for block in blocks(measurement, view.lang) if block.number is not None)


def _points(measurement: Measurement, view: View) -> list[str]:
    return [
        f"{block.number}: {block.head}, {', '.join(block.notes)}" for block in _of_points(measurement, view)
    ]


def _table(sheet: Sheet, name: str, rows: Sequence[tuple[Block, Row]]) -> None:
    """Put distances as a native table."""
    language = sheet.language
    grid = pages.plain_grid(sheet, name, list(COLUMNS_IN), [pages.HEAD_IN, *(TABLE_ROW_IN for _ in rows)])
    for cell, key in zip(grid.rows[0].cells, HEADS, strict=True):
        pages.fill_cell(cell, [[Run(say(key, language), TEXT_PT, True)]], language, INK, 1)
    for at, (block, row) in enumerate(rows, 1):
        start = block.head if block.number is None else f"{block.number}: {block.head}"
        for cell, text, wide_in in zip(
            grid.rows[at].cells, (start, row.name, row.distance, row.azimuth), COLUMNS_IN, strict=True
        ):
            shown = fitted(clean(text, 400), TEXT_PT, wide_in - 2 * pages.CELL_IN)
            pages.fill_cell(cell, [[Run(shown, TEXT_PT)]], language, "#d0ccc3", 0.5)
