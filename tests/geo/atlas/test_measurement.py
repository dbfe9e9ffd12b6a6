"""What a reader measures: points, path, ring, and the events in it."""

import numpy as np
import pytest

from geo.atlas.load import load_atlas
from geo.atlas.measurement import DEFAULT_TARGET, TARGETS_LIMIT, read_measurement
from geo.lines.geodesic import WGS84
from geo.lines.measure import measure
from geo.query.filter import EventFilter

ATLAS = load_atlas()
ALL = ATLAS.selection(EventFilter())


def read(*pairs, selection=ALL):
    return read_measurement(selection, pairs)


def test_nothing_asked_is_nothing_measured():
    found, problems = read()
    assert (found.points, found.targets, found.ring, problems) == ((), (DEFAULT_TARGET,), None, ())
    assert found.near.empty
    assert found.to_pairs() == []


def test_what_is_read_is_written_again():
    pairs = (
        ("point", "126.7,37.9"),
        ("point", "seoul"),
        ("target", "nll"),
        ("target", "mdl"),
        ("ring", "7.5"),
    )
    found, problems = read(*pairs, ("around", "lines"))
    assert problems == ()
    assert found.to_pairs() == [*pairs, ("around", "lines")]


def test_all_that_is_wrong_is_told_and_the_rest_is_measured():
    found, problems = read(
        ("point", "x"), ("point", "126.7,37.9"), ("target", "y"), ("ring", "0"), ("around", "z")
    )
    assert [problem.where for problem in problems] == ["point 1", "target", "ring", "around"]
    assert [(one.lon, one.lat) for one in found.points] == [(126.7, 37.9)]
    too_many = [("target", one) for one in ATLAS.boundary_ids[: TARGETS_LIMIT + 1]]
    assert [problem.where for problem in read(*too_many)[1]] == ["target"]


def test_what_is_measured_once_is_told_in_either_language(monkeypatch):
    found, _ = read(("point", "126.7,37.9"), ("point", "seoul"))
    calls = []
    counted = lambda *given: calls.append(given) or measure(*given)  # noqa: E731
    monkeypatch.setattr("geo.atlas.atlas.measure", counted)
    english, korean = found.distances(), found.distances("ko")
    assert len(calls) == 1
    assert [len(told["distances"]) for told in english] == 2 * [len(ATLAS.boundary_ids)]
    for one, told, told_ko in zip(found.points, english, korean, strict=True):
        assert told == ATLAS.measure(one.lon, one.lat, one.error_m)
        assert told_ko == ATLAS.measure(one.lon, one.lat, one.error_m, "ko")


@pytest.mark.parametrize("km", ["nan", "inf", "-1", "1e9", "1_0", "ten", ""])
def test_a_ring_of_no_length_is_told(km):
    found, (problem,) = read(("point", "126.7,37.9"), ("ring", km))
    assert found.ring is None
    assert problem.found == repr(km)


def test_a_ring_that_holds_a_pole_is_told():
    found, (problem,) = read(("point", "0,89.99"), ("ring", "100"))
    assert found.ring is None
    assert "pole" in problem.found


def test_the_legs_make_the_path():
    found, _ = read(*(("point", text) for text in ("126.7,37.9", "126.7,37.9", "126.9779,37.5663", "seoul")))
    assert [leg.number for leg in found.legs] == [2, 3]
    assert found.legs[0].length_m == pytest.approx(WGS84.inv(126.7, 37.9, 126.9779, 37.5663)[2])
    assert found.legs[0].azimuth_deg == pytest.approx(WGS84.inv(126.7, 37.9, 126.9779, 37.5663)[0] % 360)
    assert found.legs[0].band_m is None
    assert found.legs[1].band_m == found.points[-1].error_m


def test_the_events_in_a_ring_around_points_are_those_that_pyproj_finds():
    points = [(126.7, 37.9), (124.7, 37.95)]
    found, _ = read(*(("point", f"{lon},{lat}") for lon, lat in points), ("ring", "15"))
    events = ATLAS.events[ATLAS.events["location_error_m"].notna()]
    away_m = np.min(
        [
            WGS84.inv(np.full(len(events), lon), np.full(len(events), lat), events["lon"], events["lat"])[2]
            for lon, lat in points
        ],
        axis=0,
    )
    error_m = events["location_error_m"].to_numpy(float)
    assert set(found.near.index[found.near["inside"]]) == set(events.index[away_m <= 15_000])
    assert set(found.near.index[found.near["sure"]]) == set(events.index[away_m + error_m <= 15_000])
    assert set(found.near.index) == set(events.index[away_m - error_m <= 15_000])
    assert found.near["distance_m"].is_monotonic_increasing


def test_the_events_in_a_ring_around_a_line_are_those_that_the_filter_finds():
    for pairs in ((), (("point", "126.7,37.9"), ("around", "lines"))):
        found, _ = read(("target", "nll"), ("ring", "10"), *pairs)
        wanted = ATLAS.selection(EventFilter(near="nll", within_km=10.0))
        assert set(found.near.index[found.near["inside"]]) == set(wanted.rows.index)


def test_a_ring_holds_events_of_the_filter_only():
    maritime = ATLAS.selection(EventFilter(category=("maritime",)))
    found, _ = read(("target", "nll"), ("ring", "10"), selection=maritime)
    assert set(found.near["category"]) == {"maritime"}
