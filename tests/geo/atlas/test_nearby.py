"""The nearest points of the distance layer: the same distances as everywhere else, and the bands an event may lie in."""

import numpy as np
import pandas as pd
import pytest
import shapely

from geo.atlas.load import load_atlas
from geo.atlas.nearby import band, in_bands, nearest
from geo.lines.geodesic import WGS84
from geo.query.columns import distance_column
from geo.query.filter import EventFilter

ATLAS = load_atlas()
ALL = ATLAS.selection(EventFilter())


@pytest.mark.parametrize("line", ["mdl", "nll", "dprk-line-1999", "dmz", "seoul"])
def test_distances_are_those_that_the_filter_goes_by(line):
    found = nearest(ALL, line)
    stored = ATLAS.table.events(None, [distance_column(line)])[distance_column(line)].loc[found.index]
    assert np.abs(found["distance_m"] - stored).max() <= 0.6
    assert len(found) == ALL.placed


def test_the_nearest_point_is_that_far_away():
    found = nearest(ALL, "nll")
    names = ("lon", "lat", "nearest_lon", "nearest_lat")
    length_m = WGS84.inv(*(found[name].to_numpy() for name in names))[2]
    assert np.abs(length_m - found["distance_m"]).max() < 0.1


def test_how_far_a_distance_may_be_off_is_that_of_the_event_and_of_the_line():
    found = nearest(ALL, "nll-east")
    assert set(found["error_m"]) == {1_250.0, 10_250.0, 50_250.0}


def test_the_edge_of_a_band_parts_what_the_filter_parts():
    near = ATLAS.selection(EventFilter(near="nll", within_km=10.0))
    found = nearest(ALL, "nll")
    inside = shapely.contains_xy(band(ATLAS, "nll", 10.0), found["lon"], found["lat"])
    clear = (found["distance_m"] - 10_000).abs() > 10
    held = nearest(near, "nll").index
    assert set(found.index[inside & clear]) == set(held.intersection(found.index[clear]))


@pytest.mark.parametrize(
    ("distance_m", "error_m", "band", "first", "last"),
    [
        (0.0, 1_000.0, 0, 0, 0),
        (5_000.0, 0.0, 0, 0, 0),
        (5_000.1, 0.0, 1, 1, 1),
        (3_000.0, 10_000.0, 0, 0, 2),
        (60_000.0, 50_000.0, 3, 1, 3),
    ],
)
def test_an_event_may_lie_in_every_band_that_its_error_reaches(distance_m, error_m, band, first, last):
    known = pd.DataFrame({"distance_m": [distance_m], "error_m": [error_m]})
    assert in_bands(known, (5.0, 10.0, 20.0)).to_numpy().tolist() == [[band, first, last]]


def test_a_band_is_made_once():
    assert band(ATLAS, "kaesong", 5.0) is band(ATLAS, "kaesong", 5.0)
    assert nearest(ALL, "kaesong") is nearest(ALL, "kaesong")
