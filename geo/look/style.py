"""One table of styles: the map, its legend, the charts and the printed picture all read it.

Colours come in pairs (light theme, dark theme). Categories carry a shape as a second cue, so that nothing
rests on colour alone; their light colours keep apart for the common kinds of colour blindness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from geo.catalogue import codebook
from geo.look import distance
from geo.look.labels import LABELS, NAMED_FROM_ZOOM
from geo.words.table import say

ThemeColors = tuple[str, str]
"""A colour in the light theme and in the dark theme."""


@dataclass(frozen=True)
class Layer:
    """One row of the legend: which boundaries it draws, and how."""

    id: str
    name: str
    name_ko: str
    boundaries: tuple[str, ...]
    """Ids of the boundaries, drawn in this order; a trailing ``*`` stands for all that begin so."""
    color: ThemeColors
    symbol: str
    """``line``, ``area`` or ``point``."""
    weight: float = 1.5
    """Width of the line in pixels."""
    dash: str = ""
    """Dashes and gaps in pixels, as in SVG; empty is a solid line."""
    fill_opacity: float = 0.0
    shown: bool = True
    """Whether the layer is switched on at first sight."""
    group: str = "lines"


@dataclass(frozen=True)
class Category:
    """How the events of a category are drawn."""

    id: str
    color: ThemeColors
    shape: str
    """Name of the outline, see ``SHAPES``."""


LAYERS: tuple[Layer, ...] = (
    Layer(
        "mdl", "Military Demarcation Line (MDL)", "군사분계선", ("mdl",), ("#a3152b", "#ff5a6e"), "line", 2.8
    ),
    Layer(
        "dmz",
        "DMZ (nominal, 2 km each side)",
        "비무장지대 (명목 2 km)",
        ("dmz", "dmz-north", "dmz-south"),
        ("#c65a48", "#e08a7a"),
        "area",
        0.8,
        "",
        0.24,
    ),
    Layer(
        "nll",
        "Northern Limit Line (not agreed)",
        "북방한계선 (NLL)",
        ("nll", "nll-east"),
        ("#1f5fa8", "#6fb1ff"),
        "line",
        2.2,
        "9 5",
    ),
    Layer(
        "dprk-line",
        "Line declared by the DPRK, 1999",
        "조선 서해해상군사분계선 (1999)",
        ("dprk-line-1999",),
        ("#b8671a", "#f0a45a"),
        "line",
        2.2,
        "1.5 5",
    ),
    Layer(
        "dprk-line-inferred",
        "… its eastern part, inferred",
        "… 동쪽 구간 (추정)",
        ("dprk-line-1999-inferred",),
        ("#ab7a42", "#a97a4a"),
        "line",
        1.6,
        "1.5 6",
    ),
    Layer(
        "disputed-water",
        "Water between the two lines",
        "두 선 사이 수역",
        ("disputed-water",),
        ("#5b7f9e", "#7fa3c4"),
        "area",
        0.0,
        "",
        0.17,
    ),
    Layer(
        "islands",
        "Islands under UN Command",
        "서해 도서",
        ("baengnyeong-do", "daecheong-do", "socheong-do", "daeyeonpyeong-do", "soyeonpyeong-do", "u-do"),
        ("#1f5fa8", "#6fb1ff"),
        "area",
        1.2,
        "",
        0.35,
    ),
    Layer(
        "han-estuary",
        "Han estuary, neutral waters",
        "한강 하구 중립 수역",
        ("han-estuary",),
        ("#3f8f86", "#63c2b6"),
        "area",
        1.0,
        "3 3",
        0.22,
    ),
    Layer(
        "kaesong",
        "Kaesong and its sites",
        "개성: 도시 · 공업지구 · 연락사무소 터",
        ("kaesong", "kaesong-industrial-complex", "liaison-office"),
        ("#3b2f63", "#c3b5f5"),
        "point",
    ),
    Layer(
        "jsa",
        "JSA and the two villages",
        "공동경비구역 · 대성동 · 기정동",
        ("jsa", "daeseong-dong", "kijong-dong"),
        ("#333333", "#eeeeee"),
        "point",
    ),
    Layer(
        "cma-ground",
        "CMA: 5 km land zone (suspended)",
        "9·19 군사 합의 지상 5 km (효력 정지)",
        ("cma-ground",),
        ("#a37f28", "#d9b65c"),
        "area",
        1.0,
        "4 4",
        0.14,
        False,
        "cma",
    ),
    Layer(
        "cma-sea",
        "CMA: sea zones (suspended)",
        "9·19 군사 합의 해상 완충 구역 (효력 정지)",
        ("cma-sea-west", "cma-sea-east"),
        ("#6d8d2c", "#a9c765"),
        "area",
        1.0,
        "4 4",
        0.14,
        False,
        "cma",
    ),
    Layer(
        "cma-nfz",
        "CMA: no-fly zones (suspended)",
        "9·19 군사 합의 비행 금지 구역 (효력 정지)",
        ("cma-nfz-*",),
        ("#8a6bb0", "#b79ddb"),
        "area",
        1.0,
        "4 4",
        0.05,
        False,
        "cma",
    ),
    Layer(
        "dprk-channels",
        "DPRK navigation order, 2000",
        "북측 통항 질서 (2000)",
        ("dprk-channel-1", "dprk-channel-2", "dprk-zone-*"),
        ("#b8671a", "#f0a45a"),
        "area",
        1.2,
        "2 4",
        0.10,
        False,
        "sea",
    ),
    Layer(
        "nll-as-printed",
        "NLL, other reading (350 m off)",
        "북방한계선 (좌표 원문 그대로)",
        ("nll-as-printed",),
        ("#4b7fb6", "#4c7fb5"),
        "line",
        1.2,
        "2 3",
        0.0,
        False,
        "sea",
    ),
    Layer(
        "yellow-sea",
        "Yellow Sea, limits of IHO S-23",
        "황해 (IHO S-23)",
        ("yellow-sea",),
        ("#2c7fb8", "#5fa8dd"),
        "area",
        1.0,
        "",
        0.12,
        False,
        "sea",
    ),
)

LAPSED = tuple(layer.id for layer in LAYERS if layer.group == "cma")
"""Layers of zones whose agreement has lapsed: a map of today has them off, one of a moment shows what stood then."""

CATEGORIES: tuple[Category, ...] = (
    Category("cross-border-fire", ("#c0392b", "#f0705f"), "star"),
    Category("maritime", ("#0072b2", "#4fb0ea"), "drop"),
    Category("incursion", ("#7b3f99", "#c08be0"), "triangle"),
    Category("missile-nuclear", ("#b37400", "#ffc04a"), "diamond"),
    Category("psychological", ("#009669", "#3fd0a4"), "circle"),
    Category("drill-show-of-force", ("#56707f", "#9bb4c2"), "square"),
    Category("infrastructure", ("#8c564b", "#cf9a8f"), "pentagon"),
    Category("diplomacy", ("#7a7a7a", "#bdbdbd"), "cross"),
)

OTHER = Category("other", ("#3d3d3d", "#e2e2e2"), "hexagon")
"""What a reader brought and no category of ours fits."""

PARTIES: dict[str, ThemeColors] = {
    "dprk": ("#b0540f", "#f0a45a"),
    "rok-allies": ("#1f5fa8", "#6fb0f0"),
    "civil-society": ("#00795a", "#3fd0a4"),
    "others": ("#6b6b6b", "#b5b5b5"),
}
"""Light and dark colour of each party of `geo.escalation.chains.PARTIES`; a word always stands with it."""

HOLDS: dict[str, ThemeColors] = {
    "whole": ("#3d7a94", "#5fa8c4"),
    "part": ("#9cc3d3", "#3b6476"),
    "no": ("#d8a98f", "#8f5a42"),
    "unknown": ("#cfcfcf", "#555555"),
}
"""Light and dark colour of the bands of agreements, channels and practices, by whether they held."""

SHAPES: dict[str, str] = {
    # SVG outlines inside a box from -10 to 10, of about equal area.
    "circle": "M0-8A8 8 0 1 1 0 8A8 8 0 1 1 0-8Z",
    "square": "M-7-7H7V7H-7Z",
    "triangle": "M0-9L9 7H-9Z",
    "drop": "M0 9L-9-7H9Z",
    "diamond": "M0-10L10 0L0 10L-10 0Z",
    "pentagon": "M0-9L9-2L5.5 8H-5.5L-9-2Z",
    "star": "M0-10L3-3.6L10-3L4.6 1.6L6.4 8.6L0 4.8L-6.4 8.6L-4.6 1.6L-10-3L-3-3.6Z",
    "hexagon": "M-7.4-4.3L0-8.6L7.4-4.3V4.3L0 8.6L-7.4 4.3Z",
    "cross": "M-3.4-9H3.4V-3.4H9V3.4H3.4V9H-3.4V3.4H-9V-3.4H-3.4Z",
}

SIGNS: dict[str, str] = {
    # SVG strokes inside a box from -6 to 6: what stands on a badge for a place that is no point.
    "along": "M-6 3L-2 -2L2 2L6 -3",
    "within": "M-5 -4L5 -4L5 4L-5 4L-5 -4",
    "issued": "M-5 -5L5 -5L5 2L0 2L-3 5L-3 2L-5 2L-5 -5",
    "abroad": "M-5 0L5 0M1 -4L5 0L1 4",
}

BASEMAP: dict[str, ThemeColors] = {
    "sea": ("#dfe8ee", "#17212b"),
    "land": ("#f4f2ec", "#2a2f36"),
    "coast": ("#9aa7b0", "#55636f"),
    "province": ("#c9c4b8", "#454c55"),
    "casing": ("#ffffff", "#10151b"),
    "text": ("#33302a", "#e6e8ea"),
    "sea_text": ("#4a6b86", "#7f9db6"),
    "measure": ("#111111", "#ffffff"),
    "outside": ("#eceae4", "#0f1419"),
}

MEASURED_FIRST = ("mdl", "dmz", "nll", "nll-east", "dprk-line-1999", "kaesong", "jsa", "seoul", "pyongyang")
"""The distances that a reader is shown first; the others follow in the full list."""

MEASURED_IN_POPUP = ("mdl", "nll", "dprk-line-1999", "kaesong", "seoul", "pyongyang")
"""The few that fit into a popup on the map."""

DRAWN_DISTANCES = ("mdl", "nll", "nll-east", "dprk-line-1999", "kaesong")
"""The distances that may be drawn on the map as lines."""


def table(boundary_ids: Sequence[str]) -> dict[str, Any]:
    """Return the whole table as plain values, for the map in the browser.

    Parameters
    ----------
    boundary_ids : sequence of str
        The ids of all boundaries.
    """
    return {
        "layers": layers_for(boundary_ids),
        "categories": [
            {
                **asdict(category),
                "name": codebook.label("category", category.id),
                "name_ko": codebook.label("category", category.id, "ko"),
            }
            for category in CATEGORIES
        ],
        "other": {
            **asdict(OTHER),
            "name": say("filter.other_kind"),
            "name_ko": say("filter.other_kind", "ko"),
        },
        "shapes": SHAPES,
        "signs": SIGNS,
        "labels": [asdict(label) for label in LABELS],
        "named_from_zoom": NAMED_FROM_ZOOM,
        "basemap": BASEMAP,
        "measured_in_popup": MEASURED_IN_POPUP,
        "drawn_distances": DRAWN_DISTANCES,
        "bands": distance.table(),
    }


def layers_for(ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the layer table as plain values, with ``*`` resolved to the boundary ids that exist.

    Parameters
    ----------
    ids : sequence of str
        The ids of all boundaries.
    """
    rows = []
    for layer in LAYERS:
        row = asdict(layer)
        row["boundaries"] = [
            found
            for wanted in layer.boundaries
            for found in ids
            if found == wanted or (wanted.endswith("*") and found.startswith(wanted[:-1]))
        ]
        rows.append(row)
    return rows


def category_colors(dark: bool = False) -> dict[str, str]:
    """Return category id to colour, for charts."""
    return {category.id: category.color[dark] for category in CATEGORIES}
