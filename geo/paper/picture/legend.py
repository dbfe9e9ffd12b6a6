"""The legend of the printed picture: only what the map shows, from the one table of styles."""

from __future__ import annotations

import math
from dataclasses import dataclass

import shapely

from geo.look import style
from geo.look.grouping import Mark
from geo.paper.legend import BAND_KINDS, LAYERS, Block, Row
from geo.paper.marks import sign
from geo.paper.picture.bands import draw_key
from geo.paper.picture.map import INK, circle, draw_mark, draw_symbol
from geo.paper.picture.page import BOLD, Face, Page, width_px, wrap
from geo.paper.placing import Box

HEAD = Face(11, BOLD, "#22201c")
LABEL_PX = 11.0
ROW_PX = (13.0, 18.0)
"""Least and usual distance of rows."""
_LEAST_ROW_PX = 8.0
_SWATCH_PX = 34.0
_LINE = 1.22
"""Of a label of several lines, in its size."""
_RING_PX = 5.0
"""Room above the ring of several events."""
_GAP_PX = 26.0
_LONGEST_BLOCK = 11
_BROKEN_PX = {"group": 130, "unsure": 150}
"""Width at which a long label is broken in two where blocks stand beside each other."""


@dataclass(frozen=True)
class Legend:
    """Blocks of rows, each under its heading."""

    blocks: tuple[Block, ...]

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories shown: the first stands for all in the key of precisions, the first two in that of groups."""
        return tuple(row.key for _, rows in self.blocks for row in rows if row.kind == "category")

    # --- In a column beside the map -------------------------------------------------------------------------

    def draw_column(self, page: Page, box: Box) -> None:
        """Draw the blocks below each other."""
        row_px = self._row_px(box)
        y = box.top
        for number, (head, block) in enumerate(self.blocks):
            if number:
                page.rule(box.left, y + 1, box.right, y + 1, "#d8d3c8", 0.7)
                y += 9
            y = self._draw_block(page, head, block, Box(box.left, y, box.right, box.bottom), row_px, LABEL_PX)

    def _row_px(self, box: Box) -> float:
        """Return how far apart rows of a column are: as far as usual where all of them then lie in its box."""
        room = box.height - 9 * (len(self.blocks) - 1)
        row_px = ROW_PX[1]
        while (
            row_px > _LEAST_ROW_PX and sum(_high(block, box.width, row_px) for _, block in self.blocks) > room
        ):
            row_px -= 0.25
        return row_px

    # --- In a row under the map -----------------------------------------------------------------------------

    def height_px(self) -> float:
        """Return how high the legend is when its blocks stand beside each other, or any that has fewer rows of them."""
        # A block that is broken in two here stands whole where it has fewer rows.
        rows = max((min(_lines_of(block), _LONGEST_BLOCK) for _, block in self.blocks), default=-1)
        return (rows + 1) * (15.5 if rows < 12 else ROW_PX[0]) + 4

    def draw_row(self, page: Page, box: Box) -> None:
        """Draw the blocks beside each other."""
        columns = self._columns()
        if not columns:
            return
        px = LABEL_PX
        widths = [self._width(block, px) for _, block in columns]
        while sum(widths) + _GAP_PX * (len(columns) - 1) > box.width and px > 7:
            px -= 0.25
            widths = [self._width(block, px) for _, block in columns]
        spare = box.width - sum(widths)
        gap = min(spare / max(len(columns) - 1, 1), 64)
        row_px = 15.5 if max(len(block) for _, block in columns) < 12 else ROW_PX[0]
        left = box.left
        for (head, block), width in zip(columns, widths, strict=True):
            self._draw_block(page, head, block, Box(left, box.top, left + width, box.bottom), row_px, px)
            left += width + gap

    def _columns(self) -> list[tuple[str, tuple[Row, ...]]]:
        """Return the blocks, a long one broken in two."""
        made = []
        for head, block in self.blocks:
            if len(block) > _LONGEST_BLOCK:
                half = math.ceil(len(block) / 2)
                made += [(head, block[:half]), ("", block[half:])]
            else:
                made.append((head, block))
        return made

    def _width(self, block: tuple[Row, ...], px: float) -> float:
        widths = [
            min(width_px(row.label, px), _BROKEN_PX.get(row.kind, 400))
            + _SWATCH_PX
            + (width_px(row.count, px) + 14 if row.count else 0)
            for row in block
        ]
        return max(widths)

    def _draw_block(
        self, page: Page, head: str, block: tuple[Row, ...], box: Box, row_px: float, px: float
    ) -> float:
        """Draw a block and return where the next may begin."""
        y = box.top + row_px
        if head:
            page.text(box.left, y - row_px * 0.32, head, HEAD)
        face = _face(row_px, px)
        for row in block:
            top = y + (_RING_PX if row.kind == "group" else 0)
            middle = top + row_px * 0.46
            self._draw_swatch(page, row, box.left + 13, middle, min(1.0, row_px / 17))
            for at, line in enumerate(_label(row, face, box.width)):
                page.text(box.left + _SWATCH_PX, middle + face.px * (0.36 + at * _LINE), line, face)
            if row.count:
                page.text(box.right, middle + face.px * 0.36, row.count, face, "right")
            y += _row_high(row, box.width, row_px, px)
        return y

    def _draw_swatch(self, page: Page, row: Row, x: float, y: float, scale: float) -> None:
        if row.kind == "category":
            draw_symbol(page, x, y, row.key, "near", 7.4 * scale)
        elif row.kind == "precision":
            draw_symbol(page, x, y, self.categories[0], row.key, 6.6 * scale)
        elif row.kind == "badge":
            page.area(
                shapely.MultiLineString(sign(row.key, x, y)), line="#222222", line_px=1.3, round_ends=True
            )
        elif row.kind == "group":
            sizes = (2, 3) if len(self.categories) > 1 else (5,)
            draw_mark(page, Mark(x, y + 4, dict(zip(self.categories[:2], sizes, strict=True)), "near"))
        elif row.kind in BAND_KINDS:
            draw_key(page, row.kind, int(row.key), x, y)
        else:
            draw_layer_key(page, LAYERS[row.key], x, y)


def _face(row_px: float, px: float) -> Face:
    return Face(min(px, row_px * 0.8), color=INK["text"])


def _label(row: Row, face: Face, wide_px: float) -> list[str]:
    """Return the label of a row in lines that fit beside its swatch and its count."""
    room = wide_px - _SWATCH_PX - (width_px(row.count, face.px) + 8 if row.count else 0)
    return wrap(row.label, face, room + 1)


def _row_high(row: Row, wide_px: float, row_px: float, px: float) -> float:
    """Return how high a row is; the ring of several events is higher than a line."""
    face, ring = _face(row_px, px), row.kind == "group"
    more = max(len(_label(row, face, wide_px)) - 1, ring)
    return row_px + more * face.px * _LINE + (_RING_PX if ring else 0)


def _high(block: tuple[Row, ...], wide_px: float, row_px: float) -> float:
    """Return how high a block of a column is, its heading included."""
    return row_px + sum(_row_high(row, wide_px, row_px, LABEL_PX) for row in block)


def _lines_of(block: tuple[Row, ...]) -> int:
    return len(block) + sum(row.kind in _BROKEN_PX for row in block)


def draw_layer_key(page: Page, layer: style.Layer, x: float, y: float) -> None:
    """Draw the swatch of a layer with its middle at x and y."""
    color = layer.color[0]
    if layer.symbol == "point":
        page.area(circle(x, y, 3.6), INK["land"], color, 1.4)
    elif layer.symbol == "area":
        box = shapely.box(x - 12, y - 4.5, x + 12, y + 4.5)
        if not layer.weight:
            # Without an edge it can only be told from the sea that it lies on.
            page.area(box, INK["sea"])
        page.area(box, color, color, layer.weight, layer.dash, fill_alpha=layer.fill_opacity)
    else:
        page.rule(x - 13, y, x + 13, y, color, layer.weight, layer.dash)
