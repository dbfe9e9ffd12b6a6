"""The points that a reader names."""

import pytest

from geo.atlas.load import load_atlas
from geo.atlas.points import POINTS_LIMIT, Place, find_points

ATLAS = load_atlas()
PLACES = ATLAS.boundaries[ATLAS.boundaries.geometry.geom_type == "Point"]


def test_coordinates_are_a_point_known_exactly():
    assert find_points(ATLAS, ["126.6767,37.9558"]) == (
        [Place("37.9558° N, 126.6767° E", 126.6767, 37.9558, 0.0)],
        [],
    )


def test_an_event_is_a_point_as_uncertain_as_its_place():
    event = ATLAS.events[ATLAS.events["location_error_m"] > 0].iloc[0]
    (place,), problems = find_points(ATLAS, [event.name])
    assert problems == []
    assert place == Place(event.title, event.lon, event.lat, event.location_error_m)


def test_a_place_of_the_atlas_is_a_point():
    key = PLACES.index[0]
    (place,), problems = find_points(ATLAS, [key])
    assert problems == []
    assert (place.name, place.lon) == (PLACES.at[key, "name"], PLACES.geometry[key].x)


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
    assert [(problem.where, problem.found) for problem in problems] == [("point", repr(text))]


def test_more_points_than_are_measured_at_a_time_are_told():
    places, problems = find_points(ATLAS, ["127,38"] * (POINTS_LIMIT + 1))
    assert len(places) == POINTS_LIMIT
    assert problems[0].found == f"{POINTS_LIMIT + 1} points"
