"""The map and the time axis of a chain as a picture draws them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from matplotlib.path import Path

from geo.look import style
from geo.look.view import View
from geo.paper.chain.axis import BADGE_FONT_PX, BAND_PX, LABEL_FONT_PX, ChainAxis
from geo.paper.chain.places import LINE_PX, ChainPlaces, arc_lines, arc_names
from geo.paper.frame import MapFrame
from geo.paper.picture.map import INK, draw_land, draw_layers
from geo.paper.picture.names import draw_dots, draw_names, place_names
from geo.paper.picture.page import BOLD, Face, Page, width_px, wrap
from geo.paper.placing import Box
from geo.words.table import say

NUMBER_PX = 11.0
DAYS_PX = 10.0
GRID, GREY = "#d8d3c8", "#6b665d"
PARTY_COLORS = {party: pair[0] for party, pair in style.PARTIES.items()}
HOLD_COLORS = {held: pair[0] for held, pair in style.HOLDS.items()}
SEVERAL = INK["text"]
"""Colour of a badge with steps of several parties."""
CURVE_ALPHA = 0.55


def number_px(text: str) -> float:
    """Return how wide numbers are in a badge on the map."""
    return width_px(text, NUMBER_PX, BOLD)


def draw_chain_map(page: Page, frame: MapFrame, view: View, places: ChainPlaces) -> None:
    """Draw land, lines, arcs, numbered badges and names into a frame."""
    draw_land(page, frame)
    seen = draw_layers(page, frame, view)
    badges = [badge.box for badge in places.badges]
    names = place_names(frame, view, seen, (), [box.grown(2) for box in badges])
    days = arc_names(places, frame, lambda text: width_px(text, DAYS_PX, BOLD), [box for _, box in names])
    draw_dots(page, names)
    for arc, line in zip(places.arcs, arc_lines(places), strict=True):
        page.area(line, line="#ffffff", line_px=3.4, clip=frame.box, alpha=0.7)
        page.area(line, line=PARTY_COLORS[arc.party], line_px=1.7, clip=frame.box, alpha=0.85)
    for badge in places.badges:
        color = PARTY_COLORS[badge.party] if badge.party else SEVERAL
        draw_badge(page, badge.box, badge.lines, color, badge.inside, NUMBER_PX)
    draw_names(page, names)
    for name, box in days:
        face = Face(DAYS_PX, BOLD, PARTY_COLORS[name.kind.party])
        page.text(box.center[0], box.center[1] + DAYS_PX * 0.36, name.text, face, "center", "#ffffff")
    page.rectangle(frame.box, line="#8d969c", line_px=0.8)


def draw_badge(page: Page, box: Box, lines: Iterable[str], color: str, inside: bool, px: float) -> None:
    """Draw numbers in a rounded box: filled, or only outlined where the filter does not want the step."""
    lines = tuple(lines)
    shape = _rounded(box, min(box.height, LINE_PX + 4) / 2)
    page.area(_rounded(box.grown(1.2), min(box.height, LINE_PX + 4) / 2 + 1.2), fill="#ffffff")
    page.area(shape, fill=color if inside else "#ffffff", line=color, line_px=1.3)
    face = Face(px, BOLD, "#ffffff" if inside else color)
    step = box.height / len(lines) if len(lines) == 1 else LINE_PX
    top = box.center[1] - step * (len(lines) - 1) / 2
    for at, line in enumerate(lines):
        page.text(box.center[0], top + at * step + px * 0.36, line, face, "center")


def _rounded(box: Box, radius_px: float) -> shapely.Polygon:
    inner = box.grown(-radius_px)
    if inner.width <= 0 and inner.height <= 0:
        return shapely.Point(*box.center).buffer(radius_px)
    ends = [(inner.left, inner.top), (max(inner.left, inner.right), max(inner.top, inner.bottom))]
    core = (
        shapely.LineString(ends) if inner.height <= 0 or inner.width <= 0 else shapely.box(*ends[0], *ends[1])
    )
    return core.buffer(radius_px)


def draw_chain_axis(page: Page, axis: ChainAxis) -> None:
    """Draw dates, rows, bands, curves and numbered steps."""
    label_px, plot = LABEL_FONT_PX * axis.scale, axis.plot
    for x, text in axis.ticks:
        page.rule(x, plot.top - 3, x, plot.bottom, GRID, 0.7)
        page.text(x, plot.top - 7, text, Face(label_px, color=GREY), "center")
    page.rule(plot.left, plot.top, plot.right, plot.top, "#8d969c", 0.8)
    for row in axis.rows:
        weight, color = (BOLD, PARTY_COLORS[row.party]) if row.party else (400, INK["text"])
        face = Face(label_px, weight, color)
        (name,) = wrap(row.name, face, plot.left - axis.box.left - 8, most=1)
        page.text(plot.left - 8, row.middle + label_px * 0.36, name, face, "right")
        if not row.party:
            page.rule(plot.left, row.middle, plot.right, row.middle, "#ece8df", 0.7)
    for band in axis.bands:
        half = band.thick_px / 2
        page.rectangle(
            Box(band.left, band.middle - half, band.right, band.middle + half), HOLD_COLORS[band.holds]
        )
    for curve in axis.curves:
        page.area(
            Path(np.round(curve.points, 2)), line=PARTY_COLORS[curve.party], line_px=1.2, alpha=CURVE_ALPHA
        )
    for mark in axis.marks:
        color = PARTY_COLORS[mark.step.party]
        if mark.until is not None:
            page.rule(mark.box.right, mark.box.center[1], mark.until, mark.box.center[1], color, 2.4)
        draw_badge(page, mark.box, [mark.text], color, mark.step.inside, BADGE_FONT_PX * axis.scale)


def draw_bands_key(page: Page, axis: ChainAxis, left: float, right: float, y: float, language: str) -> float:
    """Write below the axis what bars, lines and outlines mean, of what it shows; return where that ends."""
    face = Face(LABEL_FONT_PX, color=INK["text"])
    x = left
    held = {band.holds for band in axis.bands}
    if held:
        x = page.text(x, y, say("chain.bands", language), face).right + 8
    for key, color in HOLD_COLORS.items():
        if key in held:
            name, half = say(f"escalation.held_{key}", language), BAND_PX[key] / 2
            if x + 26 + width_px(name, face.px) > right:
                x, y = left, y + 15
            page.rectangle(Box(x, y - 3.5 - half, x + 20, y - 3.5 + half), color)
            x = page.text(x + 25, y, name, face).right + 12
    words = [say("chain.joined", language)]
    words += [say("chain.lasting", language)] if any(mark.until is not None for mark in axis.marks) else []
    words += [say("chain.hollow", language)] if not all(mark.step.inside for mark in axis.marks) else []
    words += [say("chain.beyond", language)] if axis.beyond else []
    y += 15 if held else 0
    for line in wrap(" · ".join(words), Face(LABEL_FONT_PX, color=GREY), right - left):
        page.text(left, y, line, Face(LABEL_FONT_PX, color=GREY))
        y += 15
    return y
