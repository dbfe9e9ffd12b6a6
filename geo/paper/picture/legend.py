"""The legend of the printed picture: only what the map shows, from the one table of styles."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import shapely

from geo.catalogue import codebook
from geo.look import style
from geo.look.grouping import Mark
from geo.look.view import View
from geo.paper.bands import bands_heading, bands_label
from geo.paper.marks import Marks, sign
from geo.paper.picture.bands import draw_key
from geo.paper.picture.map import INK, circle, draw_mark, draw_symbol
from geo.paper.picture.page import BOLD, Face, Page, width_px, wrap
from geo.paper.placing import Box
from geo.query.columns import BADGED, PLACED, PRECISIONS
from geo.words.table import say

HEAD = Face(11, BOLD, "#22201c")
LABEL_PX = 11.0
ROW_PX = (13.0, 18.0)
"""Least and usual distance of rows."""
_SWATCH_PX = 34.0
_GAP_PX = 26.0
_LONGEST_BLOCK = 11
_BAND_KINDS = ("bands", "rim", "unsure", "join")
_BROKEN_PX = {"group": 130, "unsure": 150}
"""Width at which a long label is broken in two where blocks stand beside each other."""
_LAYERS = {layer.id: layer for layer in style.LAYERS}


@dataclass(frozen=True)
class Row:
    """One line of the legend."""

    kind: str
    """``layer``, ``category``, ``precision``, ``group``, ``badge``, or one of `_BAND_KINDS`."""
    key: str
    label: str
    count: str = ""


@dataclass(frozen=True)
class Legend:
    """Blocks of rows, each under its heading; a block without a heading goes on from the one before."""

    blocks: tuple[tuple[str, tuple[Row, ...]], ...]
    categories: tuple[str, ...] = ()
    """The categories shown: the first stands for all in the key of precisions, the first two in that of groups."""

    @classmethod
    def of(
        cls, view: View, layers: tuple[str, ...], marks: Marks, counts: Mapping[str, int] | None = None
    ) -> Legend:
        """Return the legend of a map that shows some layers and marks; counts by category where not those of the marks."""
        singles = {mark.precision for mark in marks.marks if mark.count == 1}
        singles |= {mark.precision for mark in marks.marks if mark.precision == "area" or mark.badge}
        groups = any(mark.count > 1 for mark in marks.marks if not mark.badge)
        return cls._made(
            view, layers, {key: f"{n:,}" for key, n in (counts or marks.counts).items()}, singles, groups
        )

    @classmethod
    def most(cls, view: View, categories: set[str]) -> Legend:
        """Return the longest legend that a view can have, to keep room for it."""
        counts = {category.id: "9,999" for category in style.CATEGORIES if category.id in categories}
        return cls._made(view, view.drawn_layers, counts, set(PRECISIONS) if counts else set(), bool(counts))

    @classmethod
    def _made(
        cls, view: View, layers: tuple[str, ...], counts: dict[str, str], precisions: set[str], groups: bool
    ) -> Legend:
        lines = tuple(
            # The ellipsis of our font stands in the middle of the line, as Korean has it.
            Row(
                "layer",
                key,
                (_LAYERS[key].name_ko if view.lang == "ko" else _LAYERS[key].name).replace("…", "–"),
            )
            for key in layers
        )
        kinds = tuple(
            Row("category", key, codebook.label("category", key, view.lang), count)
            for key, count in counts.items()
        )
        key = [
            Row("precision", name, say(f"map.known_{name}", view.lang))
            for name in PLACED
            if name in precisions
        ]
        if groups:
            key.append(Row("group", "", say("picture.group", view.lang)))
        badges = tuple(
            Row("badge", name, say(f"map.place_{name}", view.lang)) for name in BADGED if name in precisions
        )
        blocks = [
            *_bands_block(view, bool(counts)),
            (say("map.lines", view.lang), lines),
            (say("picture.events", view.lang), kinds),
            (say("picture.precision", view.lang), tuple(key)),
            (say("map.place_none", view.lang), badges),
        ]
        return cls(tuple((head, rows) for head, rows in blocks if rows), tuple(counts))

    # --- In a column beside the map -------------------------------------------------------------------------

    def draw_column(self, page: Page, box: Box) -> None:
        """Draw the blocks below each other."""
        rows = sum(_lines_of(block) + 1 for _, block in self.blocks)
        room = box.height - 9 * (len(self.blocks) - 1)
        row_px = min(ROW_PX[1], room / max(rows, 1))
        y = box.top
        for number, (head, block) in enumerate(self.blocks):
            if number:
                page.rule(box.left, y + 1, box.right, y + 1, "#d8d3c8", 0.7)
                y += 9
            y = self._draw_block(page, head, block, Box(box.left, y, box.right, box.bottom), row_px, LABEL_PX)

    # --- In a row under the map -----------------------------------------------------------------------------

    def height_px(self) -> float:
        """Return how high the legend is when its blocks stand beside each other."""
        rows = max((_lines_of(block) for _, block in self._columns()), default=-1)
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
        face = Face(min(px, row_px * 0.8), color=INK["text"])
        for row in block:
            y += 5 if row.kind == "group" else 0
            middle = y + row_px * 0.46
            self._draw_swatch(page, row, box.left + 13, middle, min(1.0, row_px / 17))
            room = box.width - _SWATCH_PX - (width_px(row.count, face.px) + 8 if row.count else 0)
            lines = wrap(row.label, face, room + 1)
            for line in lines:
                page.text(box.left + _SWATCH_PX, middle + face.px * 0.36, line, face)
                middle += face.px * 1.22
            if row.count:
                page.text(box.right, y + row_px * 0.46 + face.px * 0.36, row.count, face, "right")
            y += row_px + (len(lines) - 1) * face.px * 1.22
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
        elif row.kind in _BAND_KINDS:
            draw_key(page, row.kind, int(row.key), x, y)
        else:
            _draw_layer(page, _LAYERS[row.key], x, y)


def _lines_of(block: tuple[Row, ...]) -> int:
    return len(block) + sum(row.kind in _BROKEN_PX for row in block)


def _bands_block(view: View, events: bool) -> list[tuple[str, tuple[Row, ...]]]:
    """Return how the layer of distances is read, where it is on."""
    if view.distance is None:
        return []
    number = str(len(view.bands))
    rows = [Row("bands", number, bands_label(view))]
    kinds = _BAND_KINDS[1:] if events else ()
    rows += [Row(kind, number, say(f"bands.{kind}", view.lang)) for kind in kinds]
    return [(bands_heading(view), tuple(rows))]


def _draw_layer(page: Page, layer: style.Layer, x: float, y: float) -> None:
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
