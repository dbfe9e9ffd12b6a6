"""Distances, bands and words, against brute force and published figures."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import GeometryCollection, LineString, MultiPoint, MultiPolygon, Point, Polygon, box

from benchmarks.bench_distances import run
from geo.errors import InputError
from geo.lines import measure as m
from geo.lines.boundaries import load_boundaries

GEOD = Geod(ellps="WGS84")
SEOUL_CITY_HALL = 126.9779, 37.5663
LINES = ["mdl", "dmz-north", "nll", "nll-east", "dprk-line-1999"]
LON = st.floats(-180, 180)
LAT = st.floats(-90, 90)
NEAR_LON = st.floats(122, 134)
NEAR_LAT = st.floats(33, 44)


@pytest.fixture(scope="module")
def boundaries():
    return load_boundaries()


def series(*geometries):
    return gpd.GeoSeries(list(geometries), crs=4326)


def one(lon, lat, geometry):
    """Measure one point to one geometry."""
    return m.measure([lon], [lat], series(geometry)).row(0)


SPACING_M = 100


@cache
def samples_of(line):
    """Points at most SPACING_M apart along the geodesic edges of a line, shape (n, 2)."""
    samples = []
    for start, end in pairwise(line.coords):
        samples += [start, *GEOD.npts(*start, *end, 1 + int(GEOD.inv(*start, *end)[2] / SPACING_M))]
    return np.array([*samples, line.coords[-1]])


def brute_force_m(lon, lat, line):
    """Shortest of Karney's inverses to dense samples of every edge, and to denser ones beside the nearest."""

    def to(points):
        return GEOD.inv(np.full(len(points), lon), np.full(len(points), lat), *points.T)[2]

    samples = samples_of(line)
    coarse = to(samples)
    shortest = coarse.min()
    if shortest > 20_000:  # a foot between two samples is nearer by SPACING_M² / 8 d at most: 0.06 m
        return shortest
    for at in np.flatnonzero(coarse <= shortest + SPACING_M / 2):
        for other in (at - 1, at + 1):
            if 0 <= other < len(samples):
                shortest = min(shortest, to(np.array(GEOD.npts(*samples[at], *samples[other], 200))).min())
    return shortest


@pytest.mark.parametrize(
    ("where", "lon", "lat", "count"),
    [
        ("beside the lines", (126.5, 128.5), (37.6, 38.7), 25),
        ("within 400 km", (123.5, 132.0), (35.0, 42.0), 25),
        ("within 2,500 km", (105, 150), (15, 60), 12),
        ("anywhere", (-180, 180), (-90, 90), 12),
        ("round the antipode", (-56, -50), (-40, -36), 6),
    ],
)
def test_distances_agree_with_brute_force_to_a_metre(boundaries, where, lon, lat, count):
    random = np.random.default_rng(len(where))
    lon, lat = random.uniform(*lon, count), random.uniform(*lat, count)
    lines = boundaries.geometry.loc[LINES]
    ours = m.measure(lon, lat, lines).distance_m
    brute = [[brute_force_m(*point, line) for line in lines] for point in zip(lon, lat, strict=True)]
    # 0.1 m is what the method promises; samples 0.5 m apart add nothing to that where d > 1 m.
    np.testing.assert_allclose(ours, brute, rtol=0, atol=0.3)
    np.testing.assert_array_less(ours, np.array(brute) + 0.1)


def test_many_points_and_one_point_get_the_same_distance(boundaries):
    random = np.random.default_rng(38)
    lon, lat = random.uniform(115, 140, 20_000), random.uniform(28, 48, 20_000)
    lines = boundaries.geometry.loc[LINES]
    together = m.measure(lon, lat, lines).distance_m
    for at in range(0, len(lon), 400):
        alone = m.measure(lon[at : at + 1], lat[at : at + 1], lines).distance_m[0]
        np.testing.assert_allclose(together[at], alone, rtol=0, atol=0.1)


def test_an_edge_is_a_geodesic_and_not_a_straight_line_on_the_map():
    parallel = LineString([(128, 38.6), (132, 38.6)])
    lon, lat, _ = GEOD.fwd(128, 38.6, *np.array(GEOD.inv(128, 38.6, 132, 38.6))[[0, 2]] * [1, 0.5])
    assert lat > 38.61
    assert one(lon, lat, parallel).distance_m[0] < 0.001
    assert one(130, 38.6, parallel).distance_m[0] > 1_000


@pytest.mark.parametrize("at", [0, 100, 743, 1486])
def test_a_point_on_the_mdl_is_at_zero_metres(boundaries, at):
    lon, lat = boundaries.geometry["mdl"].coords[at]
    assert one(lon, lat, boundaries.geometry["mdl"]).distance_m[0] < 1e-6


def test_the_nearest_point_and_the_azimuth_lead_to_each_other(boundaries):
    lon, lat = np.array([125.0, 129.5, 2.35]), np.array([39.0, 36.0, 48.86])
    measured = m.measure(lon, lat, boundaries.geometry.loc[LINES])
    shape = measured.distance_m.shape
    start = [np.broadcast_to(given[:, None], shape) for given in (lon, lat)]
    end_lon, end_lat, _ = GEOD.fwd(*start, measured.azimuth_deg, measured.distance_m)
    assert GEOD.inv(end_lon, end_lat, measured.lon, measured.lat)[2].max() < 0.02
    assert ((measured.azimuth_deg >= 0) & (measured.azimuth_deg < 360)).all()


@pytest.mark.parametrize(
    ("lon", "lat", "azimuth_deg"), [(127, 37, 0), (127, 39, 180), (126, 38, 90), (128, 38, 270)]
)
def test_azimuth_counts_from_north_through_east(lon, lat, azimuth_deg):
    assert one(lon, lat, Point(127, 38)).azimuth_deg[0] == pytest.approx(azimuth_deg, abs=0.4)


@given(LON, LAT, LON, LAT)
def test_from_point_to_point_is_karneys_inverse_both_ways(lon, lat, other_lon, other_lat):
    # What the method promises at any range; 0.025 m was seen over 995 km along a meridian.
    expected = pytest.approx(GEOD.inv(lon, lat, other_lon, other_lat)[2], abs=0.1)
    assert one(lon, lat, Point(other_lon, other_lat)).distance_m[0] == expected
    assert one(other_lon, other_lat, Point(lon, lat)).distance_m[0] == expected


@given(LON, LAT)
def test_the_direction_and_the_parts_of_a_line_do_not_matter(lon, lat):
    line = load_boundaries().geometry["mdl"]
    parts = shapely.MultiLineString([line.coords[:500], line.coords[499:]])
    whole, back, split = m.measure([lon], [lat], series(line, line.reverse(), parts)).distance_m[0]
    assert back == pytest.approx(whole, abs=0.05)
    assert split == pytest.approx(whole, abs=0.05)


@given(NEAR_LON, NEAR_LAT, NEAR_LON, NEAR_LAT)
def test_a_distance_changes_by_no_more_than_the_point_moves(lon, lat, to_lon, to_lat):
    lines = load_boundaries().geometry.loc[LINES]
    before, after = m.measure([lon, to_lon], [lat, to_lat], lines).distance_m
    assert np.abs(before - after).max() <= GEOD.inv(lon, lat, to_lon, to_lat)[2] + 0.1


@pytest.mark.parametrize(("lon", "lat"), [(0, 90), (45, -90), (180, 38), (-180, 38), (-53, -38), (0, 0)])
def test_poles_the_date_line_and_the_antipode_are_measured(lon, lat):
    measured = one(lon, lat, Point(127, 38))
    assert measured.distance_m[0] == pytest.approx(GEOD.inv(lon, lat, 127, 38)[2], abs=0.01)


def test_a_line_across_the_date_line_is_short():
    assert one(180, 10.5, LineString([(179.9, 10), (-179.9, 10)])).distance_m[0] == pytest.approx(
        55_310, abs=10
    )


RING = Polygon(
    [(126, 37), (128, 37), (128, 39), (126, 39)],
    [[(126.5, 37.5), (126.5, 38.5), (127.5, 38.5), (127.5, 37.5)]],
)


@pytest.mark.parametrize(
    "area",
    [
        box(126, 37, 128, 39),
        MultiPolygon([box(120, 30, 121, 31), box(126, 37, 128, 39)]),
        GeometryCollection([MultiPolygon([box(126, 37, 128, 39)])]),
    ],
)
def test_inside_an_area_is_zero_metres_at_the_point_itself(area):
    inside = one(127, 38, area)
    assert inside.distance_m[0] == 0
    assert np.isnan(inside.azimuth_deg[0])
    assert (inside.lon[0], inside.lat[0]) == pytest.approx((127, 38))


def test_in_the_hole_of_an_area_the_rim_of_the_hole_is_nearest():
    in_hole = one(126.6, 38, RING)
    assert in_hole.distance_m[0] == pytest.approx(GEOD.inv(126.6, 38, 126.5, 38)[2], abs=5)
    assert in_hole.azimuth_deg[0] == pytest.approx(270, abs=1)


def test_outside_two_polygons_the_nearer_counts():
    pair = MultiPolygon([box(120, 30, 121, 31), box(126, 37, 128, 39)])
    assert one(129, 38, pair).distance_m[0] == one(129, 38, box(126, 37, 128, 39)).distance_m[0]


def test_of_several_points_the_nearest_counts():
    assert one(127, 38, MultiPoint([(130, 38), (127, 38.1)])).distance_m[0] == pytest.approx(11_100, abs=10)


def test_a_line_without_length_is_measured_as_a_point():
    expected = GEOD.inv(127, 38, 126, 38)[2]
    assert one(127, 38, LineString([(126, 38), (126, 38)])).distance_m[0] == pytest.approx(expected, abs=1e-3)


def test_no_points_give_no_distances(boundaries):
    assert m.measure([], [], boundaries.geometry).distance_m.shape == (0, len(boundaries))


def test_panmunjom_to_seoul_city_hall_is_48_to_53_km(boundaries):
    panmunjom = boundaries.geometry["jsa"]
    assert 48_000 < one(*SEOUL_CITY_HALL, panmunjom).distance_m[0] < 53_000


def test_the_joint_security_area_is_less_than_100_m_from_the_mdl(boundaries):
    jsa = boundaries.geometry["jsa"]
    assert one(jsa.x, jsa.y, boundaries.geometry["mdl"]).distance_m[0] < 100


def test_every_wrong_point_is_named_at_once(boundaries):
    with pytest.raises(InputError) as caught:
        m.measure([127, 200, 127, np.nan], [38, 38, -91, 38], boundaries.geometry)
    assert [problem.where for problem in caught.value.problems] == ["point 2", "point 3", "point 4"]


def test_unequal_lists_are_refused(boundaries):
    with pytest.raises(InputError, match="equally long"):
        m.measure([127, 128], [38], boundaries.geometry)


def test_a_geometry_without_a_vertex_is_refused():
    with pytest.raises(InputError, match="geometry 2"):
        m.measure([127], [38], series(Point(1, 1), Polygon()))


def test_the_band_is_the_sum_of_both_errors():
    assert m.band_m(10_000, 100) == 10_100


def test_a_path_is_as_long_as_its_geodesics():
    path = [(126.6767, 37.9558), SEOUL_CITY_HALL, (125.7547, 39.0194)]
    legs = [GEOD.inv(*start, *end)[2] for start, end in pairwise(path)]
    assert m.path_length_m(path) == pytest.approx(sum(legs))
    assert m.path_length_m(path[:1]) == m.path_length_m([]) == 0


def test_the_benchmark_runs_and_both_ways_agree_to_the_error_of_the_projection():
    result = run(300)
    # UTM 52N stretches by up to 0.3 % at the edges of the box, 5 degrees and more off its axis.
    assert result["largest_difference_m"] < 2_000
    assert result["ratio"] > 0


def test_many_points_at_one_place_are_measured_like_one(boundaries):
    lon, lat = np.array([124.6748, 126.6767, 129.3]), np.array([37.9537, 37.9558, 41.2])
    once = m.measure(lon, lat, boundaries.geometry).distance_m
    often = m.measure(np.repeat(lon, 9_000), np.repeat(lat, 9_000), boundaries.geometry).distance_m
    assert np.abs(often - np.repeat(once, 9_000, axis=0)).max() < 0.1
