"""The projected frame: where things lie on the page, and how long they are there."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.lines.basemap import load_basemap
from geo.look.view import View
from geo.paper.frame import HOME, MapFrame
from geo.paper.placing import Box
from geo.words.distances import METRES_PER_NMI

WGS84 = Geod(ellps="WGS84")
PAGE = Box(40, 100, 940, 600)
VIEWS = {
    "home": View(),
    "west sea": View(center=(125.3, 37.6), zoom=9),
    "panmunjom": View(center=(126.68, 37.95), zoom=13),
    "far east": View(center=(131.5, 42.0), zoom=7.5),
}


@pytest.fixture(params=VIEWS)
def frame(request) -> MapFrame:
    return MapFrame.of(VIEWS[request.param], PAGE)


def test_home_shows_the_lines_from_the_west_sea_to_the_east_coast():
    home = MapFrame.of(View(), PAGE)
    west, south, east, north = HOME
    corners = home.points([west, west, east, east], [south, north, south, north])
    assert all(PAGE.grown(0.01).holds(Box(x, y, x, y)) for x, y in corners)
    assert home.points([127.0], [38.0])[0] == pytest.approx(PAGE.center, abs=20)


def test_centre_and_zoom_are_those_of_a_web_map():
    zoomed = MapFrame.of(View(center=(125.3, 37.6), zoom=9), PAGE)
    assert zoomed.lonlat(*PAGE.center) == pytest.approx((125.3, 37.6), abs=1e-9)
    ground_m = 40_075_016.686 * math.cos(math.radians(37.6)) / (256 * 2**9)
    assert zoomed.length_px(10_000) == pytest.approx(10_000 / ground_m, rel=0.005)


def test_points_go_there_and_back(frame):
    for x, y in ((PAGE.left, PAGE.top), PAGE.center, (PAGE.right, PAGE.bottom)):
        lon, lat = frame.lonlat(x, y)
        assert frame.points([lon], [lat])[0] == pytest.approx((x, y), abs=1e-6)


@pytest.mark.parametrize("unit_m", [1000.0, METRES_PER_NMI])
def test_the_scale_bar_is_true_to_one_percent(frame, unit_m):
    amount, length_px = frame.scale_bar(200, unit_m)
    assert 60 < length_px <= 200
    assert amount / 10 ** math.floor(math.log10(amount)) == pytest.approx(1) or amount in (
        *(0.2, 0.5, 2, 5, 20, 50, 200, 500),
    )
    x, y = PAGE.center
    # Laid on the map in any direction, its ends are as far apart as it says.
    for angle in np.linspace(0, math.pi, 7):
        dx, dy = length_px / 2 * math.cos(angle), length_px / 2 * math.sin(angle)
        ends = frame.lonlat(x - dx, y - dy), frame.lonlat(x + dx, y + dy)
        assert WGS84.inv(*ends[0], *ends[1])[2] == pytest.approx(amount * unit_m, rel=0.01)


def test_the_north_arrow_points_to_true_north(frame):
    x, y = PAGE.center
    angle = math.radians(frame.north_deg)
    here, there = frame.lonlat(x, y), frame.lonlat(x + 50 * math.sin(angle), y - 50 * math.cos(angle))
    azimuth_deg = WGS84.inv(*here, *there)[0]
    assert azimuth_deg == pytest.approx(0, abs=0.01)
    # East of the central meridian, meridians lean to the left.
    assert np.sign(frame.north_deg) == np.sign(127.5 - here[0])


def test_land_is_cut_to_the_frame_and_not_finer_than_the_eye(frame):
    land = load_basemap()["land"].geometry
    drawn = frame.shapes(land, margin_px=12).iloc[0]
    limit = PAGE.grown(12.001)
    assert not drawn.is_empty
    assert limit.holds(Box(*drawn.bounds))
    assert shapely.get_num_coordinates(drawn) < 12_000
    finer = frame.shapes(land, tolerance_px=0.0).iloc[0]
    # Leaving points out moves no shore by more than the tolerance.
    assert shapely.symmetric_difference(drawn.buffer(0), finer.buffer(0)).buffer(-0.31).area < 2.0


def test_a_long_edge_bends_as_its_parallel_does():
    home = MapFrame.of(View(), PAGE)
    drawn = home.shape(shapely.LineString([(124.5, 38.0), (129.5, 38.0)]), tolerance_px=0.0)
    on_parallel = home.points([127.5], [38.0])[0]
    assert drawn.distance(shapely.Point(on_parallel)) < 0.05
    assert drawn.interpolate(0.5, normalized=True).y > drawn.coords[0][1] + 3


def test_what_lies_outside_is_empty_and_keeps_its_row():
    series = gpd.GeoSeries({"far": shapely.Point(10, 50), "near": shapely.Point(127, 38)})
    drawn = MapFrame.of(View(), PAGE).shapes(series)
    assert drawn.index.tolist() == ["far", "near"]
    assert drawn["far"].is_empty
    assert not drawn["near"].is_empty
