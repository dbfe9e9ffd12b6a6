"""The edge of a band lies at its geodesic distance, as geo.lines.measure has it."""

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.lines.bands import EDGE_M, EDGE_SHARE, within
from geo.lines.boundaries import load_boundaries
from geo.lines.measure import measure

LINES = load_boundaries().geometry
STEP_DEG = 0.004
"""About 400 m: the edge is held to its distance between its corners too."""


def distances_m(xy: np.ndarray, key: str) -> np.ndarray:
    return measure(*xy.T, gpd.GeoSeries([LINES[key]], crs=4326)).distance_m[:, 0]


@pytest.mark.parametrize("km", [1, 5, 10, 20, 40, 200, 500])
@pytest.mark.parametrize("key", ["mdl", "nll", "nll-east", "dprk-line-1999", "dmz", "yellow-sea", "seoul"])
def test_the_edge_lies_at_its_distance(key, km):
    edge = shapely.get_coordinates(shapely.segmentize(within(LINES[key], km * 1000), STEP_DEG))
    off_m = np.abs(distances_m(edge, key) - km * 1000)
    assert off_m.max() <= max(EDGE_M, EDGE_SHARE * km * 1000)


@pytest.mark.parametrize("key", ["mdl", "dprk-line-1999", "daeyeonpyeong-do", "kaesong"])
def test_inside_is_what_lies_nearer(key):
    chance = np.random.default_rng(5)
    xy = np.column_stack([chance.uniform(124, 129, 4_000), chance.uniform(36.8, 39.2, 4_000)])
    measured_m = distances_m(xy, key)
    area = within(LINES[key], 20_000)
    assert area.is_valid
    clear = np.abs(measured_m - 20_000) > EDGE_M
    assert (shapely.contains_xy(area, *xy.T) == (measured_m < 20_000))[clear].all()


def test_a_wider_band_holds_a_narrower_one():
    bands = [within(LINES["mdl"], km * 1000) for km in (5, 10, 20, 40)]
    assert all(wide.contains(narrow) for narrow, wide in pairwise(bands))
