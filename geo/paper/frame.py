"""A projected map in a drawing rectangle: what picture and slide share before anything is drawn.

Drawing units are CSS pixels of 1/96 inch, x to the right and y downwards from the upper left corner of the
page, as in SVG and on slides. The projection is a Lambert conformal conic made for the peninsula: shapes are
true, north is nearly up everywhere, and scale differs by less than 0.6 % between its parallels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS, Geod, Transformer
from shapely.geometry.base import BaseGeometry

from geo.look.view import View
from geo.paper.placing import Box

PROJECTION = "+proj=lcc +lat_1=35 +lat_2=41 +lat_0=38 +lon_0=127.5 +datum=WGS84 +units=m"
HOME = (124.2, 36.8, 129.6, 39.1)
"""West, south, east, north in degrees: the lines from the West Sea to the east coast, as on the map page."""
EQUATOR_M = 40_075_016.686
_STEP_DEG = 0.1
_WGS84 = Geod(ellps="WGS84")
_CRS = CRS.from_proj4(PROJECTION)


@dataclass(frozen=True)
class MapFrame:
    """The map's rectangle on the page, and what part of the Earth it shows."""

    box: Box
    east_m: float
    """Projected x of the middle of the box."""
    north_m: float
    """Projected y of the middle of the box."""
    metres_per_px: float
    """Projected metres a pixel."""

    @classmethod
    def of(cls, view: View, box: Box) -> MapFrame:
        """Return the frame that a view asks for.

        Parameters
        ----------
        view : View
            Its center and zoom; without them `HOME` is fitted into the box.
        box : Box
            Where the map lies on the page, in pixels.
        """
        if view.center is not None and view.zoom is not None:
            lon, lat = view.center
            east_m, north_m = _project([lon], [lat])[0]
            ground_m = EQUATOR_M * math.cos(math.radians(lat)) / (256 * 2**view.zoom)
            return cls(box, east_m, north_m, ground_m * _scale_at(lon, lat))
        return cls.fitting(HOME, box)

    @classmethod
    def fitting(cls, bounds: tuple[float, float, float, float], box: Box) -> MapFrame:
        """Return the frame that shows west, south, east, north (degrees), widened to the shape of the box."""
        outline = shapely.segmentize(shapely.box(*bounds), _STEP_DEG)
        west_m, south_m, east_m, north_m = shapely.transform(outline, lambda xy: _project(*xy.T)).bounds
        fit = max((east_m - west_m) / box.width, (north_m - south_m) / box.height)
        return cls(box, (west_m + east_m) / 2, (south_m + north_m) / 2, fit)

    @property
    def zoom(self) -> float:
        """The zoom of a web map that shows things as large as this."""
        lon, lat = self.lonlat(*self.box.center)
        ground_m = self.metres_per_px / _scale_at(lon, lat)
        return math.log2(EQUATOR_M * math.cos(math.radians(lat)) / (256 * ground_m))

    def points(self, lon: Sequence[float], lat: Sequence[float]) -> np.ndarray:
        """Return where points lie on the page, shape (n, 2), in pixels; lon and lat in degrees (EPSG:4326)."""
        return self._to_page(_project(lon, lat))

    def edge(self, lon: float, lat: float, inset_px: float) -> tuple[float, float]:
        """Return where one leaves the frame towards a point: the way of the geodesic from the middle of the frame.

        Parameters
        ----------
        lon, lat : float
            The point, in degrees (EPSG:4326), anywhere on Earth.
        inset_px : float
            How far inside the edge.

        Returns
        -------
        tuple of float
            x and y on the page, in pixels.
        """
        here = self.lonlat(*self.box.center)
        azimuth_deg = _WGS84.inv(*here, lon, lat)[0]
        (toward,) = self.points(*([value] for value in _WGS84.fwd(*here, azimuth_deg, 1000.0)[:2]))
        step = toward - self.box.center
        half = np.array((self.box.width, self.box.height)) / 2 - inset_px
        reach = np.min(half / np.maximum(np.abs(step), 1e-9))
        x, y = self.box.center + step * reach
        return float(x), float(y)

    def lonlat(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Return the longitude and latitude of a point of the page, in degrees (EPSG:4326)."""
        lon, lat = self.lonlats(np.array([(x_px, y_px)]))[0]
        return float(lon), float(lat)

    def lonlats(self, xy_px: np.ndarray) -> np.ndarray:
        """Return longitude and latitude of points of the page, shape (n, 2); see `lonlat`."""
        flip = np.array([1.0, -1.0]) * self.metres_per_px
        projected_m = (xy_px - self.box.center) * flip + (self.east_m, self.north_m)
        return np.column_stack(_transformer().transform(*projected_m.T, direction="INVERSE"))

    def shapes(
        self, geometry: gpd.GeoSeries, tolerance_px: float = 0.3, margin_px: float = 12
    ) -> gpd.GeoSeries:
        """Return geometries as drawn: projected, clipped near the frame, and no finer than the eye.

        Parameters
        ----------
        geometry : GeoSeries
            Lines, areas or points, EPSG:4326.
        tolerance_px : float
            How far a line may stray when points are left out.
        margin_px : float
            What is kept beyond the frame, so that the cut of an outline stays outside it.

        Returns
        -------
        GeoSeries
            Page coordinates in pixels, same index, no CRS; what lies outside is empty.
        """
        # First a coarse cut in degrees: most of the coast is never projected. A long edge gets points, so that it
        # bends as its parallel does.
        near = gpd.GeoSeries(geometry.clip_by_rect(*self._reach_deg), index=geometry.index)
        dense = near.segmentize(_STEP_DEG)
        page = gpd.GeoSeries(
            shapely.transform(dense.to_numpy(), lambda xy: self._to_page(_project(*xy.T))),
            index=geometry.index,
        )
        kept = self.box.grown(margin_px)
        return page.simplify(tolerance_px).clip_by_rect(kept.left, kept.top, kept.right, kept.bottom)

    def shape(self, geometry: BaseGeometry, tolerance_px: float = 0.3, margin_px: float = 12) -> BaseGeometry:
        """Return one geometry as drawn; see `shapes`."""
        return self.shapes(gpd.GeoSeries([geometry]), tolerance_px, margin_px).iloc[0]

    def outline(self) -> BaseGeometry:
        """Return the frame's rectangle as an area in longitude and latitude (EPSG:4326)."""
        edge = shapely.segmentize(
            shapely.box(self.box.left, self.box.top, self.box.right, self.box.bottom), self.box.width / 24
        )
        return shapely.transform(edge, self.lonlats)

    def length_px(self, distance_m: float) -> float:
        """Return how long a distance (m) is on the page, measured east and west through the frame's middle."""
        lon, lat = self.lonlat(*self.box.center)
        ends = [_WGS84.fwd(lon, lat, azimuth, distance_m / 2)[:2] for azimuth in (90, 270)]
        (first, second) = self.points(*zip(*ends, strict=True))
        return float(math.dist(first, second))

    def scale_bar(self, longest_px: float, unit_m: float = 1000.0) -> tuple[float, float]:
        """Return the longest round distance that fits.

        Parameters
        ----------
        longest_px : float
            Room for the bar.
        unit_m : float
            1000 for kilometres, `geo.lines.measure.METRES_PER_NMI` for nautical miles.

        Returns
        -------
        amount, length_px : float
            The distance in the unit (1, 2 or 5 times a power of ten), and how long the bar is.
        """
        per_px = unit_m / self.length_px(unit_m)
        most = longest_px * per_px / unit_m
        power = 10.0 ** math.floor(math.log10(most))
        amount = max(step * power for step in (1, 2, 5) if step * power <= most)
        return amount, self.length_px(amount * unit_m)

    @cached_property
    def north_deg(self) -> float:
        """Direction of true north in the middle of the frame: degrees clockwise from straight up."""
        lon, lat = self.lonlat(*self.box.center)
        (here, there) = self.points([lon, lon], [lat, lat + 0.01])
        return math.degrees(math.atan2(there[0] - here[0], here[1] - there[1]))

    def _to_page(self, projected_m: np.ndarray) -> np.ndarray:
        x, y = self.box.center
        flip = np.array([1.0, -1.0]) / self.metres_per_px
        return (projected_m - (self.east_m, self.north_m)) * flip + (x, y)

    @cached_property
    def _reach_deg(self) -> tuple[float, float, float, float]:
        west, south, east, north = self.outline().bounds
        margin = 0.02 + 0.05 * max(east - west, north - south)
        return west - margin, south - margin, east + margin, north + margin


def _project(lon: Sequence[float], lat: Sequence[float]) -> np.ndarray:
    return np.column_stack(_transformer().transform(np.asarray(lon, float), np.asarray(lat, float)))


@cache
def _transformer() -> Transformer:
    # One for all threads: pyproj keeps what is not safe to share in each thread's own storage.
    return Transformer.from_crs("EPSG:4326", _CRS, always_xy=True)


def _scale_at(lon: float, lat: float) -> float:
    """Return projected metres for one metre on the ground."""
    (here, there) = _project([lon, lon], [lat - 0.01, lat + 0.01])
    return math.dist(here, there) / _WGS84.inv(lon, lat - 0.01, lon, lat + 0.01)[2]
