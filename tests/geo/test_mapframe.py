"""The projected frame: where things lie on the page, how long they are there, and names that keep apart."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geo.boundaries import load_basemap
from geo.mapframe import HOME, METRES_PER_NMI, Box, MapFrame, Name, beside, centred, place
from geo.view import View

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


# --- Names --------------------------------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(st.floats(0, 400), st.floats(0, 300), st.floats(5, 120), st.integers(0, 3)), max_size=30
    )
)
def test_names_never_cover_each_other_nor_leave_the_map(wishes):
    within = Box(0, 0, 400, 300)
    names = [
        Name(str(n), beside(x, y, width, 12, 4), rank, insists=rank == 0)
        for n, (x, y, width, rank) in enumerate(wishes)
    ]
    placed = place(names, within)
    boxes = [box for _, box in placed]
    assert all(within.holds(box) for box in boxes)
    assert not any(one.meets(other) for n, one in enumerate(boxes) for other in boxes[:n])
    if any(any(within.holds(box) for box in name.boxes) for name in names):
        assert placed


def test_a_name_keeps_off_marks_unless_it_insists():
    within, mark = Box(0, 0, 100, 100), Box(0, 0, 100, 100)
    shy, bold = Name("shy", (centred(50, 20, 30, 10),), 1), Name("bold", (centred(50, 60, 30, 10),), 1, True)
    assert [name.text for name, _ in place([shy, bold], within, marks=[mark])] == ["bold"]
    assert place([bold], within, taken=[mark]) == []


def test_a_name_chooses_the_place_that_crosses_no_line():
    line = shapely.LineString([(0, 20), (100, 20)])
    first, second = centred(50, 20, 30, 10), centred(50, 60, 30, 10)
    assert place([Name("a", (first, second), 1)], Box(0, 0, 100, 100), lines=[line])[0][1] == second
    assert place([Name("a", (first,), 1)], Box(0, 0, 100, 100), lines=[line]) == []
    assert place([Name("a", (first,), 1, insists=True)], Box(0, 0, 100, 100), lines=[line])[0][1] == first


def test_the_lower_rank_chooses_first():
    spot = (centred(50, 50, 30, 10),)
    names = [Name("village", spot, 4), Name("capital", spot, 0)]
    assert [name.text for name, _ in place(names, Box(0, 0, 100, 100))] == ["capital"]
