"""The map, the key of steps and the time axis of a chain as native shapes on a slide."""

from __future__ import annotations

import numpy as np
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Inches

from geo.escalation.told import Step, ToldChains
from geo.look import style
from geo.look.view import View
from geo.paper.chain.axis import BADGE_FONT_PX, BAND_PX, LABEL_FONT_PX, ChainAxis
from geo.paper.chain.places import ChainPlaces, arc_lines, arc_names
from geo.paper.frame import MapFrame
from geo.paper.ground import seen_layers
from geo.paper.placing import Box
from geo.paper.slides import map as slidemap
from geo.paper.slides import names, scale
from geo.paper.slides.shapes import GREY, INK, PX_IN, PX_PT, BoxIn, Run, Sheet, describe, inches, outline
from geo.paper.slides.text import fitted, width_in
from geo.words.table import say

NUMBER_PT, DAYS_PT = 8.5, 8.0
PARTY_COLORS = {party: pair[0] for party, pair in style.PARTIES.items()}
HOLD_COLORS = {held: pair[0] for held, pair in style.HOLDS.items()}
GRID = "#d8d3c8"
KEY_ROW_IN = (0.15, 0.23)
"""Least and usual height of a row of the key."""
KEY_PT = (7.0, 9.0)


def number_px(text: str) -> float:
    """Return how wide numbers are in a badge on the map."""
    return width_in(text, NUMBER_PT, True) / PX_IN


def days_px(text: str) -> float:
    """Return how wide the days on an arc are."""
    return width_in(text, DAYS_PT, True) / PX_IN


def axis_px(text: str, px: float) -> float:
    """Return how wide a text is at the axis."""
    return width_in(text, px * PX_PT, True) / PX_IN


def draw_chain_map(sheet: Sheet, frame: MapFrame, view: View, told: ToldChains, places: ChainPlaces) -> None:
    """Draw land, lines, arcs, numbered badges and names into a frame."""
    box_in = inches(frame.box)
    sea = sheet.shape(say("slides.frame", view.lang), MSO_SHAPE.RECTANGLE, box_in, style.BASEMAP["sea"][0])
    describe(sea, told.sentence())
    slidemap.draw_base(sheet, frame, view.lang)
    seen = seen_layers(frame, view)
    slidemap.draw_layers(sheet, frame, view, seen)
    taken = [scale.draw_scale(sheet, frame, view.lang), scale.draw_north(sheet, frame, view.lang)]
    badges = [badge.box.grown(2) for badge in places.badges]
    placed = names.placed(frame, view, seen, (), [*taken, *badges])
    days = arc_names(places, frame, days_px, [*taken, *(box for _, box in placed)])
    for name, at in placed:
        names.dot(sheet, name, at)
    for arc, line in zip(places.arcs, arc_lines(places), strict=True):
        made = sheet.freeform(say("chain.arc", view.lang), [np.array(line.coords) * PX_IN], False)
        outline(made, PARTY_COLORS[arc.party], 1.5, opacity=0.85)
    steps = {step.number: step for step in told.steps}
    for badge in places.badges:
        color = PARTY_COLORS[badge.party] if badge.party else INK
        made = draw_badge(sheet, badge.box, badge.lines, color, badge.inside, NUMBER_PT)
        describe(made, "; ".join(_told(steps[spot.number], view.lang) for spot in badge.spots))
    for name, at in placed:
        names.write(sheet, name, at)
    for name, at in days:
        runs = [[Run(name.text, DAYS_PT, True, PARTY_COLORS[name.kind.party])]]
        sheet.text(name.text, inches(at), runs, "center", "middle", wrap=False)
    edge = sheet.shape(say("slides.frame_edge", view.lang), MSO_SHAPE.RECTANGLE, box_in)
    outline(edge, style.BASEMAP["coast"][0], 0.75)


def _told(step: Step, language: str) -> str:
    return say("map.step", language, number=step.number, when=step.when, title=step.title)


def draw_badge(sheet: Sheet, box: Box, lines: tuple[str, ...], color: str, inside: bool, size_pt: float):
    """Put numbers in a rounded box: filled, or only outlined where the filter does not want the step."""
    fill = color if inside else "#ffffff"
    made = sheet.shape(" · ".join(lines), MSO_SHAPE.ROUNDED_RECTANGLE, inches(box), fill)
    made.adjustments[0] = 0.5 if len(lines) == 1 else 0.25
    outline(made, "#ffffff" if inside else color, 0.75 if inside else 1.25)
    ink = "#ffffff" if inside else color
    sheet.write(made, [[Run(line, size_pt, True, ink)] for line in lines], "center", "middle")
    return made


def draw_key(sheet: Sheet, told: ToldChains, box: BoxIn) -> None:
    """List the steps beside the map, a line each; what has no room is in the tables."""
    left_in, top_in, wide_in, high_in = box
    rows = min(len(told.steps), int(high_in / KEY_ROW_IN[0]))
    if rows < len(told.steps):
        rows -= 1
    lines = rows + (rows < len(told.steps))
    row_in = min(KEY_ROW_IN[1], high_in / max(lines, 1))
    share = (row_in - KEY_ROW_IN[0]) / (KEY_ROW_IN[1] - KEY_ROW_IN[0])
    size_pt = KEY_PT[0] + share * (KEY_PT[1] - KEY_PT[0])
    group = sheet.group(say("chain.numbers", told.language))
    text_in, room_in = left_in + 0.3, wide_in - 0.3
    for at, step in enumerate(told.steps[:rows]):
        y_in = top_in + at * row_in
        badge = Box(
            *(value / PX_IN for value in (left_in, y_in + 0.01, left_in + 0.25, y_in + row_in - 0.01))
        )
        draw_badge(group, badge, (str(step.number),), PARTY_COLORS[step.party], step.inside, size_pt - 1)
        when = f"{step.when} · {step.who}  "
        title = fitted(step.title, size_pt, room_in - width_in(when, size_pt), bold=True)
        runs = [Run(when, size_pt, color=GREY), Run(title, size_pt, True)]
        group.text(_told(step, told.language), (text_in, y_in, room_in, row_in), [runs], anchor="middle")
    if rows < len(told.steps):
        words = say("chain.more_steps", told.language, count=len(told.steps) - rows)
        y_in = top_in + rows * row_in
        group.text(
            words, (text_in, y_in, room_in, row_in), [[Run(words, size_pt, color=GREY)]], anchor="middle"
        )


def draw_chain_axis(sheet: Sheet, axis: ChainAxis, told: ToldChains) -> None:
    """Draw dates, rows, bands, curves and numbered steps."""
    size_pt, plot = LABEL_FONT_PX * axis.scale * PX_PT, axis.plot
    name = say("chain.axis", told.language)
    grid = sheet.group(name)
    for x, text in axis.ticks:
        _rule(grid, name, x, plot.top - 3, x, plot.bottom, GRID, 0.5)
        wide = axis_px(text, LABEL_FONT_PX * axis.scale) + 4
        box = inches(Box(x - wide / 2, plot.top - 18, x + wide / 2, plot.top - 4))
        grid.text(text, box, [[Run(text, size_pt, color=GREY)]], "center", "middle", wrap=False)
    for row in axis.rows:
        color = PARTY_COLORS[row.party] if row.party else INK
        room_px = plot.left - axis.box.left - 8
        label = fitted(row.name, size_pt, room_px * PX_IN, bold=True)
        half = 7 * axis.scale
        box = inches(Box(axis.box.left, row.middle - half, plot.left - 8, row.middle + half))
        grid.text(row.name, box, [[Run(label, size_pt, bool(row.party), color)]], "right", "middle")
    bands = sheet.group(say("escalation.legend_bands", told.language))
    for band in axis.bands:
        half = band.thick_px / 2
        box = Box(band.left, band.middle - half, band.right, band.middle + half)
        held = say(f"escalation.held_{band.holds}", told.language)
        bands.shape(held, MSO_SHAPE.RECTANGLE, inches(box), HOLD_COLORS[band.holds])
    curves = sheet.group(say("chain.arc", told.language))
    for curve in axis.curves:
        made = curves.freeform(say("chain.arc", told.language), [curve.points * PX_IN], False)
        outline(made, PARTY_COLORS[curve.party], 1.0, opacity=0.55)
    for mark in axis.marks:
        color = PARTY_COLORS[mark.step.party]
        if mark.until is not None:
            y = mark.box.center[1]
            _rule(sheet, mark.text, mark.box.right, y, mark.until, y, color, 1.75)
        size = BADGE_FONT_PX * axis.scale * PX_PT
        made = draw_badge(sheet, mark.box, (mark.text,), color, mark.step.inside, size)
        describe(made, _told(mark.step, told.language))


def _rule(
    sheet: Sheet, name: str, x1: float, y1: float, x2: float, y2: float, color: str, weight_pt: float
) -> None:
    ends = (Inches(value * PX_IN) for value in (x1, y1, x2, y2))
    made = sheet.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    made.name = name
    style_of = made._element.find("{*}style")
    if style_of is not None:  # the theme's edge
        made._element.remove(style_of)
    outline(made, color, weight_pt)


def draw_axis_key(
    sheet: Sheet, axis: ChainAxis, left_in: float, top_in: float, right_in: float, language: str
) -> None:
    """Write below the axis what bars, lines and outlines mean, of what it shows."""
    size_pt = 8.5
    x_in = left_in
    held = {band.holds for band in axis.bands}
    words = [(say("chain.bands", language), "")] if held else []
    words += [(say(f"escalation.held_{key}", language), key) for key in HOLD_COLORS if key in held]
    for text, key in words:
        if key:
            high_in = BAND_PX[key] * PX_IN
            swatch = (x_in, top_in + 0.09 - high_in / 2, 0.22, high_in)
            sheet.shape(text, MSO_SHAPE.RECTANGLE, swatch, HOLD_COLORS[key])
            x_in += 0.28
        wide_in = width_in(text, size_pt) + 0.05
        sheet.text(text, (x_in, top_in, wide_in, 0.18), [[Run(text, size_pt)]], anchor="middle")
        x_in += wide_in + 0.1
    notes = [say("chain.joined", language)]
    notes += [say("chain.lasting", language)] if any(mark.until is not None for mark in axis.marks) else []
    notes += [say("chain.hollow", language)] if not all(mark.step.inside for mark in axis.marks) else []
    notes += [say("chain.beyond", language)] if axis.beyond else []
    line = fitted(" · ".join(notes), size_pt, right_in - left_in)
    box = (left_in, top_in + 0.2, right_in - left_in, 0.18)
    sheet.text(say("slides.legend", language), box, [[Run(line, size_pt, color=GREY)]], anchor="middle")
