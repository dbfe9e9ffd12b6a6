"""What the place of an event gives it: distances, a side of the MDL, a location error."""

import numpy as np
import pyarrow as pa
import pytest

from geo.catalogue import reading
from geo.catalogue.events import EVENTS_PATH
from geo.lines.boundaries import load_boundaries
from geo.lines.measure import measure
from geo.query.columns import PUBLISHED_DISTANCES, distance_column
from geo.snapshot import columns
from geo.snapshot.columns import Measurer, mercator


@pytest.fixture(scope="module")
def boundaries():
    return load_boundaries()


@pytest.fixture(scope="module")
def rows():
    frame, _ = reading.read(EVENTS_PATH)
    return frame


@pytest.fixture
def events(rows):
    return rows.iloc[:4].assign(
        lon=[126.6767, 127.0, 125.2, np.nan],
        lat=[37.9558, 37.0, 37.4, np.nan],
        location_precision=["exact", "near", "area", "issued"],
        place_id=[None, "yeoncheon", None, "pyongyang"],
    )


def test_what_has_no_point_is_not_measured_and_has_the_side_of_its_place(events, boundaries):
    measured = Measurer().measured(events)
    for name in ("location_error_m", "geometry", *map(distance_column, boundaries.index)):
        assert measured[name][3].as_py() is None, name
    assert measured["inside"][3].as_py() == ""
    assert (measured["mdl_side"][3].as_py(), measured["place_kind"][3].as_py()) == ("north", "capital")
    assert measured["location_error_m"].to_pylist()[:3] == [1_000, 10_000, 50_000]


def test_columns_hold_the_distances_to_the_boundaries_they_name(events, boundaries):
    measured = Measurer().measured(events)
    assert measured["id"].to_pylist() == events["id"].tolist()
    for column, boundary in PUBLISHED_DISTANCES.items():
        alone = measure(events["lon"][:3], events["lat"][:3], boundaries.geometry.loc[[boundary]]).distance_m[
            :, 0
        ]
        np.testing.assert_allclose(measured[column].to_numpy()[:3], alone, atol=0.1)
    assert measured["mdl_side"].to_pylist() == ["south", "south", None, "north"]


def test_points_measured_before_are_measured_alike(rows, monkeypatch):
    whole = Measurer().measured(rows.iloc[:60])
    monkeypatch.setattr(columns, "KNOWN_POINTS", 5)
    measurer = Measurer()
    pieces = [measurer.measured(rows.iloc[at : at + 20]) for at in range(0, 60, 20)]
    assert pa.concat_tables(pieces).combine_chunks().equals(whole.combine_chunks())


def test_web_mercator_runs_from_the_north_west_to_one():
    x, y = mercator(np.array([-180.0, 0.0, 180.0]), np.array([85.0511287798, 0.0, -85.0511287798]))
    np.testing.assert_allclose(x, [0, 0.5, 1])
    np.testing.assert_allclose(y, [0, 0.5, 1], atol=1e-9)
