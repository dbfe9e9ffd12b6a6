"""Rings against measured distances."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.errors import InputError
from geo.lines.boundaries import load_boundaries
from geo.lines.course import course
from geo.lines.geodesic import WGS84
from geo.lines.measure import measure
from geo.lines.rings import RING_LIMIT_KM, ring_around

LINES = load_boundaries().geometry


def edge(ring):
    """The corners of a ring, and the middles between them."""
    rings = [shapely.get_coordinates(one) for one in shapely.get_rings(ring)]
    return np.vstack([*rings, *((one[:-1] + one[1:]) / 2 for one in rings)])


def off_m(ring, geometry, radius_m):
    """How far the edge of a ring is from where it should be, at most."""
    lon, lat = edge(ring).T
    found = measure(lon, lat, gpd.GeoSeries([geometry], crs=4326)).distance_m[:, 0]
    return np.abs(found - radius_m).max()


@pytest.mark.parametrize("radius_m", [50, 5_000, 200_000, 1_000_000])
@pytest.mark.parametrize("name", ["seoul", "mdl", "nll", "dmz", "yellow-sea"])
def test_every_point_of_the_edge_lies_at_the_radius(name, radius_m):
    if name == "dmz" and radius_m < 1000:
        radius_m = 1000
    ring = ring_around([LINES[name]], radius_m)
    assert ring.is_valid
    assert off_m(ring, LINES[name], radius_m) <= radius_m * 2e-4 + 1


def test_points_drawn_at_random_are_in_the_ring_where_they_are_nearer_than_its_radius():
    lon, lat = np.random.default_rng(10).uniform([124, 37], [129, 39.5], (2000, 2)).T
    ring = ring_around([LINES["mdl"]], 20_000)
    away_m = measure(lon, lat, LINES[["mdl"]]).distance_m[:, 0]
    clear = np.abs(away_m - 20_000) > 5
    assert np.array_equal(shapely.contains_xy(ring, lon, lat)[clear], (away_m < 20_000)[clear])


def test_an_area_is_part_of_its_ring():
    assert ring_around([LINES["dmz"]], 1000).covers(LINES["dmz"].buffer(1e-6))


def test_rings_around_several_points_are_one_area():
    near, far = shapely.points([(126.7, 37.9), (126.75, 37.9), (128, 38)])[[0, 1]], shapely.Point(128, 38)
    ring = ring_around([*near, far], 5_000)
    assert len(ring.geoms) == 2


def test_a_ring_across_180_degrees_is_cut_there():
    ring = ring_around([shapely.Point(179.9, 10)], 50_000)
    west, _, east, _ = ring.bounds
    assert (west, east) == (-180, 180)
    whole_m2 = sum(abs(WGS84.geometry_area_perimeter(part)[0]) for part in ring.geoms)
    assert whole_m2 == pytest.approx(np.pi * 50_000**2, rel=1e-3)


@pytest.mark.parametrize(
    ("lat", "radius_m"), [(89.9, 50_000), (-89.9, 50_000), (38, 0), (38, -5), (38, np.nan)]
)
def test_a_ring_that_cannot_be_drawn_is_refused(lat, radius_m):
    with pytest.raises(InputError):
        ring_around([shapely.Point(127, lat)], radius_m)
    with pytest.raises(InputError):
        ring_around([shapely.Point(127, 38)], RING_LIMIT_KM * 1000 + 1)


def test_a_course_follows_the_geodesic():
    lon, lat = shapely.get_coordinates(course([(126, 37), (135, 40)])).T
    whole_m = WGS84.inv(126, 37, 135, 40)[2]
    assert WGS84.line_length(lon, lat) == pytest.approx(whole_m, abs=0.01)
    middle = (lon[:-1] + lon[1:]) / 2, (lat[:-1] + lat[1:]) / 2
    there_m = WGS84.inv(np.full(len(middle[0]), 126), np.full(len(middle[0]), 37), *middle)[2]
    on_m = WGS84.inv(*middle, np.full(len(middle[0]), 135), np.full(len(middle[0]), 40))[2]
    assert (there_m + on_m - whole_m).max() < 0.01


def test_a_course_across_180_degrees_is_cut_there():
    assert course([(179, 10), (-179, 12)]).geom_type == "MultiLineString"
