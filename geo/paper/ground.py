"""Land and lines as a frame shows them, made once a frame: pictures of one size mostly share theirs."""

from __future__ import annotations

import math
from collections.abc import Collection
from functools import lru_cache
from typing import Any

import geopandas as gpd
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from geo.escalation.periods import gone
from geo.lines.basemap import load_basemap
from geo.lines.boundaries import load_boundaries
from geo.lines.window import WINDOW
from geo.look import style
from geo.look.grouping import Mark
from geo.look.view import View
from geo.paper.frame import MapFrame
from geo.paper.placing import Box, area

MAINLAND_PX2 = 3000.0
"""Land larger than this is no place for the name of an island beside it."""
SITES_APART_PX = 8.0
"""A site nearer than this to one before it is not drawn."""
KEPT_FRAMES = 8
"""A worker draws one picture after another: more frames than this are not asked for in turn."""


@lru_cache(maxsize=3 * KEPT_FRAMES)
def land(frame: MapFrame, tolerance_px: float = 0.3) -> BaseGeometry:
    """Return the land on the page (px), no finer than a tolerance; it may cross itself where it is coarse."""
    return frame.shapes(load_basemap()["land"].geometry, tolerance_px).iloc[0]


@lru_cache(maxsize=2 * KEPT_FRAMES)
def valid_land(frame: MapFrame, tolerance_px: float) -> BaseGeometry:
    """Return the land on the page (px) as an area that can be cut and measured."""
    made = land(frame, tolerance_px).buffer(0)
    shapely.prepare(made)
    return made


@lru_cache(maxsize=2 * KEPT_FRAMES)
def mainland(frame: MapFrame) -> BaseGeometry:
    """Return the land on the page (px) without small islands."""
    parts = shapely.get_parts(valid_land(frame, 1.0))
    return shapely.union_all(parts[shapely.area(parts) > MAINLAND_PX2])


@lru_cache(maxsize=KEPT_FRAMES)
def provinces(frame: MapFrame) -> tuple[BaseGeometry, ...]:
    """Return the borders of the provinces on the page (px)."""
    return tuple(frame.shapes(load_basemap()["provinces"].geometry))


@lru_cache(maxsize=len(style.LAYERS) * KEPT_FRAMES)
def layer_shapes(frame: MapFrame, layer: str) -> gpd.GeoSeries:
    """Return what a layer draws on the page (px), index boundary id; not to be changed."""
    (row,) = (row for row in style.layers_for(list(load_boundaries().index)) if row["id"] == layer)
    return frame.shapes(load_boundaries().geometry.loc[row["boundaries"]], tolerance_px=0.2)


def layer_rows(view: View) -> list[dict[str, Any]]:
    """Return the rows of the style table that a view draws; of a moment without the boundaries that did not stand then."""
    lines = load_boundaries()
    absent = gone(view.at.last, lines) if view.at else set()
    rows = [row for row in style.layers_for(list(lines.index)) if row["id"] in view.drawn_layers]
    rows = [{**row, "boundaries": [key for key in row["boundaries"] if key not in absent]} for row in rows]
    return [row for row in rows if row["boundaries"]]


def seen_layers(frame: MapFrame, view: View, marks: Collection[Mark] = ()) -> dict[str, gpd.GeoSeries]:
    """Return what of the layers of a view can be seen on a map; a site under a mark or another site cannot.

    Returns
    -------
    dict
        Layer id to its geometries on the page (px, index boundary id), in the order of the style table.
    """
    seen = {}
    sites: list[shapely.Point] = []
    inside = area(frame.box)
    for row in layer_rows(view):
        shapes = layer_shapes(frame, row["id"])[row["boundaries"]]
        if row["symbol"] == "point":
            shapes = shapes[[_free(shape, marks, sites) for shape in shapes]]
        if shapes.intersects(inside).any():
            seen[row["id"]] = shapes
    return seen


def _free(point: shapely.Point, marks: Collection[Mark], sites: list[shapely.Point]) -> bool:
    """Tell whether a site can be seen between marks and the sites before it, and keep it if so."""
    if point.is_empty or any(point.distance(site) < SITES_APART_PX for site in sites):
        return False
    if any(math.hypot(mark.x - point.x, mark.y - point.y) < mark.size_px[0] / 2 + 3 for mark in marks):
        return False
    sites.append(point)
    return True


def peninsula(box: Box) -> BaseGeometry:
    """Return the land of the whole map in a small box on the page (px)."""
    return affinity.translate(_peninsula(box.width, box.height), box.left, box.top)


@lru_cache(maxsize=KEPT_FRAMES)
def _peninsula(width_px: float, height_px: float) -> BaseGeometry:
    return land(MapFrame.fitting(WINDOW, Box(0, 0, width_px, height_px)), 0.4)
