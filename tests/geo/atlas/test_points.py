"""The points that a reader names."""

import pytest

from geo.atlas.load import load_atlas
from geo.atlas.points import POINTS_LIMIT, Place, find_points, points_as_typed, points_from_typed
from geo.query.positions import read_written

ATLAS = load_atlas()
PLACES = ATLAS.boundaries[ATLAS.boundaries.geometry.geom_type == "Point"]


def test_coordinates_are_a_point_known_exactly():
    assert find_points(ATLAS, ["126.6767,37.9558"]) == (
        [
            Place(
                "37.9558° N, 126.6767° E",
                "북위 37.9558°, 동경 126.6767°",
                126.6767,
                37.9558,
                0.0,
                "126.6767,37.9558",
            )
        ],
        [],
    )


def test_the_name_of_a_point_can_be_read_again():
    for text in ("126.7,37.9", "-126.7,-37.9", "0,0"):
        (place,), _ = find_points(ATLAS, [text])
        assert points_from_typed(place.name) == [text]


def test_an_event_is_a_point_as_uncertain_as_its_place():
    event = ATLAS.events[ATLAS.events["location_error_m"] > 0].iloc[0]
    (place,), problems = find_points(ATLAS, [event.name])
    assert problems == []
    assert place == Place(
        event.title, event.title_ko, event.lon, event.lat, event.location_error_m, event.name, free=False
    )


def test_a_place_of_the_atlas_is_a_point():
    key = PLACES.index[0]
    (place,), problems = find_points(ATLAS, [key])
    assert problems == []
    assert (place.name, place.lon) == (PLACES.at[key, "name"], PLACES.geometry[key].x)


def test_no_id_can_be_taken_for_a_position():
    ids = [*ATLAS.events.index, *ATLAS.boundary_ids]
    assert [one for one in ids if read_written(one)[0]] == []


@pytest.mark.parametrize(
    "text",
    [
        *("the moon", "127", "127,38,5", "181,38", "127,91", "nan,nan", ""),
        "mdl",
        ATLAS.events.index[ATLAS.events["location_error_m"].isna()][0],
    ],
)
def test_what_is_no_point_is_told_and_the_rest_is_read(text):
    places, problems = find_points(ATLAS, [text, "127,38"])
    assert [(place.lon, place.lat) for place in places] == [(127.0, 38.0)]
    assert {problem.where for problem in problems} == {"point 1"}
    assert all(points_as_typed([text])[0] in problem.found for problem in problems)


def test_all_that_is_wrong_is_told_at_once():
    _, problems = find_points(ATLAS, ["200,95", "127,38", "zz"])
    assert [problem.where for problem in problems] == ["point 1", "point 1", "point 3"]


def test_more_points_than_are_measured_at_a_time_are_told():
    places, problems = find_points(ATLAS, ["127,38"] * (POINTS_LIMIT + 1))
    assert len(places) == POINTS_LIMIT
    assert problems[0].found == f"{POINTS_LIMIT + 1} points"


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("37°54'N 126°42'E\n\n 52S BG 97778 97213 \nseoul", ["126.7,37.9", "126.699997,37.899996", "seoul"]),
        ("37.9, 126.7\r\n126.7E 37.9N", ["126.7,37.9", "126.7,37.9"]),
        ("127, 38\n[127 38]", ["127,38", "127,38"]),
        ("127, 138", ["138,127"]),
        ("Seoul", ["Seoul"]),
        ("the moon", ["the moon"]),
        ("", []),
    ],
)
def test_what_is_typed_becomes_the_points_of_an_address(typed, points):
    assert points_from_typed(typed) == points
    # Shown again, it is read as the same.
    assert points_from_typed("\n".join(points_as_typed(points))) == points
