"""The layer of distances in the printed picture."""

from __future__ import annotations

import shapely

from geo.look import distance
from geo.paper.bands import (
    EDGE_OPACITY,
    EDGE_PX,
    FAR_JOIN_OPACITY,
    FAR_JOIN_PX,
    JOIN_OPACITY,
    JOIN_PX,
    RIM_DASH,
    RIM_PX,
    Distances,
)
from geo.paper.frame import MapFrame
from geo.paper.picture.map import INK, circle
from geo.paper.picture.page import BOLD, Face, Page, width_px
from geo.paper.placing import Box

HUE = distance.HUE[0]
NAME = Face(10.5, BOLD, HUE)


def draw_bands(page: Page, frame: MapFrame, distances: Distances) -> None:
    """Draw the bands; they lie under every line."""
    for band in distances.bands:
        page.area(band.area, HUE, fill_alpha=distance.FILL_OPACITY, clip=frame.box)
    for band in distances.bands:
        page.area(band.edge, line=HUE, line_px=EDGE_PX, alpha=EDGE_OPACITY, clip=frame.box)


def draw_joins(page: Page, frame: MapFrame, distances: Distances) -> None:
    """Draw the lines to the nearest points, under every mark."""
    for lines, line_px, alpha in (
        (distances.far_joins, FAR_JOIN_PX, FAR_JOIN_OPACITY),
        (distances.joins, JOIN_PX, JOIN_OPACITY),
    ):
        page.area(shapely.union_all(lines), line=HUE, line_px=line_px, alpha=alpha, clip=frame.box)


def draw_rims(page: Page, distances: Distances) -> None:
    """Draw the rims of the marks, which come next."""
    for arc in distances.rims:
        page.area(circle(arc.x, arc.y, arc.radius_px), line="#ffffff", line_px=RIM_PX + 1.4)
    for arc in distances.rims:
        shape = shapely.LineString(arc.points())
        dash = "" if arc.sure else RIM_DASH
        page.area(shape, line=distances.shade(arc.band), line_px=RIM_PX, dash=dash)


def size_px(text: str) -> tuple[float, float]:
    """Return the room that the name of an edge takes."""
    return width_px(text, NAME.px, NAME.weight) + 6, NAME.px * 1.3


def draw_edge_names(page: Page, names: list[tuple[str, Box]]) -> None:
    """Write the names of the edges, each on its edge."""
    for text, box in names:
        page.text(box.center[0], box.center[1] + NAME.px * 0.36, text, NAME, "center", "#ffffff")


def draw_key(page: Page, kind: str, bands: int, x: float, y: float) -> None:
    """Draw a swatch of the legend: ``bands``, ``rim``, ``unsure`` or ``join``, with its middle at x and y."""
    if kind == "bands":
        wide = 26 / bands
        for at in range(bands):
            box = shapely.box(x - 13 + at * wide, y - 5, x - 13 + (at + 1) * wide, y + 5)
            page.area(box, INK["land"])
            fill = 1 - (1 - distance.FILL_OPACITY) ** (bands - at)
            page.area(box, HUE, HUE, 0.7, fill_alpha=fill)
    elif kind == "join":
        page.rule(x - 11, y + 3, x + 11, y - 3, HUE, JOIN_PX)
        for end_x, end_y in ((x - 11, y + 3), (x + 11, y - 3)):
            page.area(circle(end_x, end_y, 1.4), HUE)
    else:
        shade = distance.shades(bands + 1)[0][0]
        page.area(
            circle(x, y, 4.6), line=shade, line_px=RIM_PX - 0.4, dash=RIM_DASH if kind == "unsure" else ""
        )
