"""What the legend of a map on paper tells: only what the map shows, in the order of the one table of styles."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from geo.catalogue import codebook
from geo.look import style
from geo.look.view import View
from geo.paper.bands import bands_heading, bands_label
from geo.paper.marks import Marks
from geo.query.columns import BADGED, PLACED, PRECISIONS
from geo.words.table import say

BAND_KINDS = ("bands", "rim", "unsure", "join")
LAYERS = {layer.id: layer for layer in style.LAYERS}


@dataclass(frozen=True)
class Row:
    """One line of the legend."""

    kind: str
    """``layer``, ``category``, ``precision``, ``group``, ``badge``, or one of `BAND_KINDS`."""
    key: str
    label: str
    count: str = ""


Block = tuple[str, tuple[Row, ...]]
"""A heading and the rows below it."""


def blocks_of(
    view: View, layers: Collection[str], marks: Marks, counts: Mapping[str, int] | None = None
) -> tuple[Block, ...]:
    """Return the legend of a map that shows some layers and marks; a block without rows is left out.

    ``counts`` are the events by category where they are not those of the marks.
    """
    singles = {mark.precision for mark in marks.marks if mark.count == 1}
    singles |= {mark.precision for mark in marks.marks if mark.precision == "area" or mark.badge}
    groups = any(mark.count > 1 for mark in marks.marks if not mark.badge)
    return _blocks(
        view, layers, {key: f"{n:,}" for key, n in (counts or marks.counts).items()}, singles, groups
    )


def most_blocks(view: View, categories: Collection[str]) -> tuple[Block, ...]:
    """Return the longest legend that a view can have, to keep room for it."""
    counts = {category.id: "9,999" for category in style.CATEGORIES if category.id in categories}
    return _blocks(view, view.drawn_layers, counts, PRECISIONS if counts else (), bool(counts))


def layer_name(key: str, language: str) -> str:
    """Return what a layer is called in a legend."""
    layer = LAYERS[key]
    # The ellipsis of some fonts stands in the middle of the line, as Korean has it.
    return (layer.name_ko if language == "ko" else layer.name).replace("…", "–")


def _blocks(
    view: View, layers: Collection[str], counts: dict[str, str], precisions: Collection[str], groups: bool
) -> tuple[Block, ...]:
    language = view.lang
    lines = [Row("layer", key, layer_name(key, language)) for key in layers]
    kinds = [
        Row("category", key, codebook.label("category", key, language), count)
        for key, count in counts.items()
    ]
    known = [
        Row("precision", name, say(f"map.known_{name}", language)) for name in PLACED if name in precisions
    ]
    if groups:
        known.append(Row("group", "", say("picture.group", language)))
    badges = [Row("badge", name, say(f"map.place_{name}", language)) for name in BADGED if name in precisions]
    blocks = [
        *_bands(view, bool(counts)),
        (say("map.lines", language), lines),
        (say("picture.events", language), kinds),
        (say("picture.precision", language), known),
        (say("map.place_none", language), badges),
    ]
    return tuple((head, tuple(rows)) for head, rows in blocks if rows)


def _bands(view: View, events: bool) -> list[tuple[str, list[Row]]]:
    """Return how the layer of distances is read, where it is on."""
    if view.distance is None:
        return []
    number = str(len(view.bands))
    rows = [Row("bands", number, bands_label(view))]
    kinds = BAND_KINDS[1:] if events else ()
    rows += [Row(kind, number, say(f"bands.{kind}", view.lang)) for kind in kinds]
    return [(bands_heading(view), rows)]
