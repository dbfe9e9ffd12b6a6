"""The map inside the printed picture: land, lines, marks and names, from the one table of styles."""

from __future__ import annotations

import re

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.path import Path

from geo.lines.boundaries import load_boundaries
from geo.lines.window import WINDOW
from geo.look import style
from geo.look.grouping import HALO_PX, SINGLE_PX, Mark
from geo.look.view import View
from geo.paper.frame import MapFrame
from geo.paper.ground import land, layer_rows, layer_shapes, provinces
from geo.paper.marks import LEADER, by_style, mark_box, strokes
from geo.paper.picture.page import BOLD, Face, Page
from geo.paper.placing import Box

INK = {name: pair[0] for name, pair in style.BASEMAP.items()}
"""Paper is light: the colours of the light theme."""
PALE = 0.62
"""Opacity of what is only roughly known."""
_CATEGORY = {category.id: category for category in style.CATEGORIES}


def draw_land(page: Page, frame: MapFrame) -> None:
    """Draw sea, land, shores and provinces."""
    page.rectangle(frame.box, fill=INK["sea"])
    page.area(land(frame), fill=INK["land"], line=INK["coast"], line_px=0.7, clip=frame.box)
    for shape in provinces(frame):
        page.area(shape, line=INK["province"], line_px=0.7, clip=frame.box)
    # Beyond the data there is no land to draw: say so by an edge, not by an empty sea.
    window = shapely.segmentize(shapely.box(*WINDOW), 0.1)
    known = frame.shape(window, margin_px=30)
    beyond = shapely.difference(shapely.box(*bounds(frame.box.grown(30))), known)
    page.area(beyond, fill=INK["outside"], line=INK["coast"], line_px=0.8, clip=frame.box)


def draw_layers(
    page: Page, frame: MapFrame, view: View, marks: tuple[Mark, ...] = ()
) -> dict[str, gpd.GeoSeries]:
    """Draw the lines, areas and sites that a view shows; a site under a mark or another site is left out.

    Returns
    -------
    dict
        Layer id to its geometries on the page (px, index boundary id), of the layers that can be seen.
    """
    boundaries = load_boundaries()
    seen = {}
    sites: list = []
    inside = shapely.box(*bounds(frame.box))
    for row in layer_rows(view):
        shapes = layer_shapes(frame, row["id"])[row["boundaries"]]
        if row["symbol"] == "point":
            shapes = shapes[[_free(shape, marks, sites) for shape in shapes]]
        if shapes.intersects(inside).any():
            seen[row["id"]] = shapes
    layers = {layer.id: layer for layer in style.LAYERS if layer.id in seen}
    for symbol in ("area", "line", "point"):
        for key, layer in layers.items():
            for name, shape in seen[key].items():
                if _drawn_as(layer, shape) == symbol:
                    _draw_boundary(page, frame, layer, shape, boundaries.loc[name])
    return seen


def _drawn_as(layer: style.Layer, shape) -> str:
    """Areas lie under lines; the edges of a zone go with their zone."""
    if shape.geom_type == "Point":
        return "point"
    return "area" if layer.symbol == "area" else "line"


def _free(point, marks: tuple[Mark, ...], sites: list) -> bool:
    """Tell whether a site can be seen between marks and the sites before it, and keep it if so."""
    if point.is_empty or any(point.distance(site) < 8 for site in sites):
        return False
    if any(np.hypot(mark.x - point.x, mark.y - point.y) < mark_box(mark).width / 2 + 3 for mark in marks):
        return False
    sites.append(point)
    return True


def _draw_boundary(page: Page, frame: MapFrame, layer: style.Layer, shape, boundary) -> None:
    color, clip = layer.color[0], frame.box
    if shape.geom_type == "Point":
        if not shape.is_empty and frame.box.grown(-4).holds(Box(shape.x, shape.y, shape.x, shape.y)):
            rough = boundary["status"] in ("approximate", "ended")
            page.area(circle(shape.x, shape.y, 3.6), INK["land"], color, 1.4, "2 1.6" if rough else "", clip)
        return
    area = shape.geom_type.endswith("Polygon") or shape.geom_type == "GeometryCollection"
    # An edge that is our own cut and no limit is not drawn as one.
    line_px = 0.0 if boundary["open_edges"] else layer.weight
    if area:
        page.area(shape, color, color, line_px, layer.dash, clip, fill_alpha=layer.fill_opacity)
        return
    if layer.symbol == "line" and layer.weight >= 2:
        page.area(
            shape, line=INK["casing"], line_px=layer.weight + 2.6, clip=clip, alpha=0.85, round_ends=True
        )
    page.area(shape, line=color, line_px=line_px, dash=layer.dash, clip=clip, round_ends=not layer.dash)


def draw_leader(page: Page, mark: Mark) -> None:
    """Draw the way from a mark that has moved to where it belongs."""
    if mark.moved and not mark.badge:
        page.rule(*mark.home, mark.x, mark.y, LEADER, 0.9)
        page.area(circle(*mark.home, 1.8), fill=LEADER)


def draw_mark(page: Page, mark: Mark, middle: tuple[float, float] = (0.0, 0.0)) -> None:
    """Draw one event as the shape of its category, several as a ring with their number; what has no point as a badge.

    ``middle`` is that of the map, from which a badge points to what lies beyond it.
    """
    if mark.badge:
        draw_badge(page, mark, middle)
        return
    alpha = PALE if mark.precision == "area" else None
    if mark.count == 1:
        draw_symbol(page, mark.x, mark.y, next(iter(mark.counts)), mark.precision)
        return
    outer, width = mark.radius_px, 4.0
    page.area(circle(mark.x, mark.y, outer + 1.4), fill="#ffffff")
    if mark.precision == "area":
        page.area(circle(mark.x, mark.y, outer + 3), line="#6d6d6d", line_px=1.0, dash="2 2.5")
    done = 0.0
    for key, count in by_style(mark.counts).items():
        share = count / mark.count
        arc = _arc(mark.x, mark.y, outer - width / 2, done, done + share)
        page.area(arc, line=_CATEGORY[key].color[0], line_px=width, alpha=alpha)
        done += share
    px = 11.0 if mark.count < 100 else 10.0
    page.text(mark.x, mark.y + px * 0.36, f"{mark.count}", Face(px, BOLD, "#222222"), "center")


def draw_badge(page: Page, mark: Mark, middle: tuple[float, float]) -> None:
    """Draw a sign of the kind of place, the number, and below them the share of each category."""
    box = mark_box(mark).grown(-1)
    page.area(_rounded(box, 4), fill="#ffffff", line=LEADER, line_px=0.9)
    sign = strokes(mark, middle, box.left + 10, mark.y - 1.5)
    page.area(shapely.MultiLineString(sign), line="#222222", line_px=1.3, round_ends=True)
    left = box.left + 3
    for key, count in by_style(mark.counts).items():
        right = left + (box.width - 6) * count / mark.count
        page.rectangle(Box(left, box.bottom - 4.2, right, box.bottom - 1.6), fill=_CATEGORY[key].color[0])
        left = right
    middle = (box.left + 17 + box.right) / 2
    page.text(middle, mark.y + 2.4, f"{mark.count}", Face(11, BOLD, "#222222"), "center")


def _rounded(box: Box, radius_px: float) -> Path:
    shape = shapely.box(*bounds(box.grown(-radius_px))).buffer(radius_px, quad_segs=4)
    return Path(shapely.get_coordinates(shape), closed=True)


def draw_symbol(page: Page, x: float, y: float, category: str, precision: str, px: float = SINGLE_PX) -> None:
    """Draw the shape of a category; a dot says exact, paleness and a dashed halo say roughly known.

    Parameters
    ----------
    px : float
        Radius, about.
    """
    look = _CATEGORY[category]
    corners = outline(look.shape) * (0.078 * px / 0.8) + (x, y)
    shape = shapely.Polygon(corners)
    page.area(shape, fill="#ffffff", line="#ffffff", line_px=2.0)
    page.area(shape, fill=look.color[0], alpha=PALE if precision == "area" else None)
    if precision == "area":
        page.area(circle(x, y, px * (1 + HALO_PX / SINGLE_PX)), line=look.color[0], line_px=1.2, dash="2 2.5")
    elif precision == "exact":
        page.area(circle(x, y, 1.9 * px / SINGLE_PX), fill="#ffffff")


def outline(shape: str) -> np.ndarray:
    """Return the corners of a shape of `style.SHAPES`, (n, 2), in its box from -10 to 10, y downwards."""
    if shape == "circle":
        angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        return 8 * np.column_stack([np.cos(angle), np.sin(angle)])
    x = y = 0.0
    corners = []
    for command, numbers in re.findall(r"([MLHV])([-0-9. ]+)", style.SHAPES[shape]):
        values = [float(number) for number in re.findall(r"-?[0-9.]+", numbers)]
        step = 1 if command in "HV" else 2
        for at in range(0, len(values), step):
            x = values[at] if command != "V" else x
            y = values[at + step - 1] if command != "H" else y
            corners.append((x, y))
    return np.array(corners)


def circle(x: float, y: float, radius_px: float) -> Path:
    """Return a circle as a path."""
    return Path.circle((x, y), radius_px)


def _arc(x: float, y: float, radius_px: float, first: float, last: float) -> Path:
    """Return a part of a circle, in turns clockwise from straight up."""
    if last - first > 0.9999:
        return circle(x, y, radius_px)
    angle = 2 * np.pi * np.linspace(first, last, max(3, int(40 * (last - first)) + 2))
    return Path(np.column_stack([x + radius_px * np.sin(angle), y - radius_px * np.cos(angle)]))


def bounds(box: Box) -> tuple[float, float, float, float]:
    """Return a box as the bounds of a geometry."""
    return box.left, box.top, box.right, box.bottom
