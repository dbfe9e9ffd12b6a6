"""What stands round the map of the printed picture: scale, north, note, where it is, sources, address and its code."""

from __future__ import annotations

import math

import numpy as np
import shapely

from geo.atlas.metadata import CREDITS, RIGHTS
from geo.atlas.selection import Selection
from geo.lines.window import WINDOW
from geo.look import style
from geo.look.view import View
from geo.paper.frame import MapFrame
from geo.paper.ground import peninsula
from geo.paper.picture.map import INK
from geo.paper.picture.page import BOLD, Face, Page, wrap
from geo.paper.placing import Box
from geo.paper.qr import qr_of
from geo.words.distances import UNITS
from geo.words.table import say

LOCATOR_PX = (62.0, 74.0)
QR_PX = (72.0, 120.0)
"""Least and greatest side of the QR code; an address that needs more goes without."""
QR_MODULE_PX = 1.45
"""A module below 0.38 mm is hard to read from paper."""
RED = style.LAYERS[0].color[0]
GREY = "#6b665d"
BLACK = "#22201c"


def draw_strip(page: Page, frame: MapFrame, view: View) -> None:
    """Draw scale bars, projection and north arrow under the map."""
    face = Face(10, color=INK["text"])
    left, top = frame.box.left, frame.box.bottom + 9
    longest = min(230.0, frame.box.width * 0.26)
    end = left
    for at, (unit_m, unit) in enumerate(UNITS):
        y = top + 14 * at
        amount, length = frame.scale_bar(longest, unit_m)
        page.rectangle(Box(left, y, left + length, y + 4), "#ffffff", INK["text"], 0.8)
        page.rectangle(Box(left, y, left + length / 2, y + 4), INK["text"])
        words = say(f"distance.{unit}", view.lang, **{unit: amount})
        end = max(end, page.text(left + length + 6, y + 6, words, face).right)
    face = Face(9.5, color=GREY)
    right = frame.box.right - 38
    for number, line in enumerate(wrap(say("picture.projection", view.lang), face, right - end - 24)):
        page.text(right, top + 6 + 13 * number, line, face, "right")
    _north(page, frame, say("picture.north", view.lang))


def _north(page: Page, frame: MapFrame, letter: str) -> None:
    """Draw an arrow to true north, as it is in the middle of the map."""
    x, y = frame.box.right - 9, frame.box.bottom + 20
    turn = math.radians(frame.north_deg)
    corners = [(0, -12), (5.5, 10), (0, 5.5), (-5.5, 10)]
    turned = [
        (x + a * math.cos(turn) - b * math.sin(turn), y + a * math.sin(turn) + b * math.cos(turn))
        for a, b in corners
    ]
    page.area(shapely.Polygon(turned), fill=INK["text"])
    page.text(x - 13, y - 3, letter, Face(10, BOLD, INK["text"]), "right")


def draw_note(page: Page, inner: Box, bottom: float, view: View) -> float:
    """Write the note above the foot, and return where the room above it ends."""
    if not view.note:
        return bottom
    face = Face(12, color=BLACK)
    lines = wrap(view.note, face, inner.width)
    y = bottom - 6 - 16 * len(lines)
    for number, line in enumerate(lines):
        page.text(inner.left, y + 12 + 16 * number, line, face)
    return y - 4


def properties(
    title: str, description: str, data_version: str, address: str, language: str
) -> dict[str, str]:
    """Return what a picture says of itself in a language beside what is drawn; see `geo.paper.picture.page.Page.bytes`."""
    return {
        "title": title,
        "description": description,
        "source": say("paper.source", language, version=data_version, address=address),
        "rights": RIGHTS,
    }


def draw_foot(
    page: Page, inner: Box, selection: Selection, view: View, permalink: str, see: str = "picture.see"
) -> tuple[float, Box]:
    """Write sources and address with its QR code; return where the room above ends, and the room of the locator.

    ``see`` is the key of the words before the address.
    """
    code = _qr(permalink)
    side = code[1] if code else 0.0
    face, small = Face(9.5, color=GREY), Face(9.5, color=INK["text"])
    left = inner.left + LOCATOR_PX[0] + 16
    room = inner.right - left - (side + 18 if code else 0)
    lines = [(line, face) for line in wrap(say("picture.sources", view.lang, **CREDITS), face, room)]
    lines += [(say("picture.version", view.lang, version=selection.atlas.data_version), face)]
    lines += [(line, small) for line in wrap(f"{say(see, view.lang)} {permalink}", small, room, most=4)]
    height = max(LOCATOR_PX[1], side, 13 * len(lines) + 2)
    top = inner.bottom - height + 8
    page.rule(inner.left, top - 9, inner.right, top - 9, "#b9b3a6", 0.8)
    for number, (line, how) in enumerate(lines):
        page.text(left, top + 9 + 13 * number, line, how)
    if code:
        _draw_qr(page, code[0], inner.right - side, top, side)
    return top - 18, Box(inner.left, top, inner.left + LOCATOR_PX[0], top + LOCATOR_PX[1])


def draw_locator(page: Page, box: Box, frame: MapFrame) -> None:
    """Draw the peninsula with the rectangle that the map shows of it."""
    small = MapFrame.fitting(WINDOW, box)
    page.rectangle(box, fill=INK["sea"])
    page.area(peninsula(box), fill="#cfcabd", clip=box)
    shown = small.shape(frame.outline(), tolerance_px=0.05)
    west, south, east, north = shown.bounds if not shown.is_empty else (0, 0, 0, 0)
    # A close-up is a dot at this scale: a rectangle that cannot be seen is drawn larger.
    if max(east - west, north - south) < 5:
        shown = shapely.box(west - 2, south - 2, east + 2, north + 2)
    page.area(shown, fill=RED, fill_alpha=0.14, line=RED, line_px=1.3, clip=box)
    page.rectangle(box, line="#8d969c", line_px=0.7)


def _qr(address: str) -> tuple[np.ndarray, float] | None:
    """Return the modules of an address and the side of its code in pixels, or None where it would be too large."""
    code = qr_of(address)
    if code is None:
        return None
    modules = np.array(code.matrix, dtype=bool)
    side = max(QR_PX[0], QR_MODULE_PX * len(modules))
    return (modules, side) if side <= QR_PX[1] else None


def _draw_qr(page: Page, modules: np.ndarray, left: float, top: float, side: float) -> None:
    """Draw the dark modules as one shape, so that no seam shows between neighbours."""
    size = side / len(modules)
    y, x = np.argwhere(modules).T
    cells = shapely.box(left + x * size, top + y * size, left + (x + 1) * size, top + (y + 1) * size)
    page.area(shapely.coverage_union_all(cells), fill="#000000")
