"""On which side of the line a point lies: one answer in the tree."""

import numpy as np
import pandas as pd
import pytest
from pyproj import Geod

from geo.catalogue.events import load_events
from geo.catalogue.placed import placed_events
from geo.lines.boundaries import load_boundaries
from geo.lines.measure import measure
from geo.lines.sides import line_distance_m, mdl_side, north_of_line

GEOD = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def boundaries():
    return load_boundaries()


def as_events(lon, lat):
    return pd.DataFrame({"lon": lon, "lat": lat, "location_precision": "exact", "type": "statement"})


def disagreements(events: pd.DataFrame) -> list:
    placed = placed_events(events)
    side = mdl_side(placed["lon"], placed["lat"], load_boundaries())
    told = np.isin(side, ["north", "south"])
    return placed.index[told & (placed["north"] != (side == "north"))].tolist()


def test_the_checks_and_the_atlas_put_every_event_on_the_same_side_of_the_line():
    assert disagreements(load_events()) == []


def test_the_checks_and_the_atlas_put_any_point_on_the_same_side_of_the_line():
    random = np.random.default_rng(8)
    anywhere = random.uniform((123, 33), (132.5, 43.5), (5_000, 2))
    near_the_lines = random.uniform((124, 37.2), (129, 38.8), (20_000, 2))
    in_the_estuary = random.uniform((126.1, 37.7), (126.7, 37.86), (5_000, 2))
    assert disagreements(as_events(*np.concatenate([anywhere, near_the_lines, in_the_estuary]).T)) == []


@pytest.mark.parametrize(
    ("place", "lon", "lat", "side"),
    [
        ("Kaesong", 126.55444, 37.97083, "north"),
        ("Seoul", 126.9779, 37.5663, "south"),
        ("Kijong-dong", 126.655556, 37.946111, "north"),
        ("Daeseong-dong", 126.679144, 37.941118, "south"),
        ("Pyongyang, west of the western end", 125.7547, 39.0194, "north"),
        ("Sinuiju, west of the NLL", 124.4, 40.1, "north"),
        ("Gyodong-do in the estuary", 126.27, 37.79, "south"),
        ("Ganghwa-do", 126.48, 37.75, "south"),
        ("Yonan, across the estuary", 126.15, 37.90, "north"),
        ("Yeonpyeong-do, an island in disputed water", 125.6965, 37.6675, "south"),
        ("Baengnyeong-do", 124.6748, 37.9537, "south"),
        ("Jeju", 126.53, 33.5, "south"),
        ("East Sea off Sokcho", 129.5, 38.2, "south"),
        ("East Sea off Wonsan", 129.5, 39.2, "north"),
        ("water between the NLL and the line of 1999", 125.2, 37.4, None),
        ("Guam", 144.8, 13.4, None),
        ("Washington", -77.0, 38.9, None),
    ],
)
def test_the_side_of_the_mdl(boundaries, place, lon, lat, side):
    assert mdl_side([lon], [lat], boundaries).tolist() == [side], place


def test_a_step_across_the_mdl_changes_the_side(boundaries):
    lines = boundaries.geometry.loc[["mdl"]]
    random = np.random.default_rng(7)
    lon, lat = random.uniform(126.7, 128.3, 2_000), random.uniform(37.8, 38.7, 2_000)
    measured = measure(lon, lat, lines)
    azimuth_deg = measured.azimuth_deg[:, 0]
    over_lon, over_lat, _ = GEOD.fwd(
        measured.lon[:, 0], measured.lat[:, 0], azimuth_deg, np.full(len(lon), 5.0)
    )
    across = measure(over_lon, over_lat, lines).distance_m[:, 0] > 4
    ends = np.isin(measured.lat[:, 0].round(6), np.round([lines["mdl"].coords[at][1] for at in (0, -1)], 6))
    inland = across & ~ends
    before, after = (mdl_side(*point, boundaries) for point in ((lon, lat), (over_lon, over_lat)))
    assert inland.sum() > 500
    assert (before[inland] != after[inland]).all()


@pytest.mark.parametrize("at", [0, 100, 743, 1486])
def test_a_point_on_the_mdl_is_on_it(boundaries, at):
    lon, lat = boundaries.geometry["mdl"].coords[at]
    assert mdl_side([lon], [lat], boundaries).tolist() == ["on"]


def test_where_the_mdl_has_a_side_it_is_that_of_the_line(boundaries):
    lon, lat = np.random.default_rng(38).uniform((123, 33), (132.5, 43.5), (5_000, 2)).T
    side = mdl_side(lon, lat, boundaries)
    told = np.isin(side, ["north", "south"])
    assert 0 < told.sum() < len(lon)
    assert (north_of_line(lon, lat, boundaries)[told] == (side[told] == "north")).all()


@pytest.mark.parametrize(
    ("place", "lon", "lat", "distance_m"),
    [
        ("middle of the Han estuary", 126.41, 37.845, 0),
        ("first point of the NLL", 124.631435, 38.052679, 0),
        ("west of the NLL, on its parallel", 123.0, 38.052679, 0),
        ("east of the NLL of the East Sea, on its parallel", 134.0, 38.6166, 0),
    ],
)
def test_the_line_runs_on_through_the_estuary_and_beyond_the_last_published_point(
    boundaries, place, lon, lat, distance_m
):
    assert line_distance_m([lon], [lat], boundaries)[0] == pytest.approx(distance_m, abs=2), place
