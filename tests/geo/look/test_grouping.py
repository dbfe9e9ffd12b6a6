"""Events as marks: nothing is lost, a mark stands on its fullest place, and the order of the input does not matter."""

from __future__ import annotations

from collections import Counter
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.look.grouping import LARGEST_PX, SINGLE_PX, TOGETHER_PX, Mark, Place, group
from geo.look.style import CATEGORIES
from geo.query.columns import BADGED, PRECISIONS

CATEGORY_IDS = [category.id for category in CATEGORIES]
# A coarse grid among the coordinates gives shared points and equal distances.
PIXELS = st.one_of(st.floats(-500, 900), st.integers(-20, 40).map(lambda step: step * 13.0))


@st.composite
def places(draw, most: int = 60) -> list[Place]:
    drawn = draw(
        st.lists(
            st.tuples(
                PIXELS,
                PIXELS,
                st.dictionaries(st.sampled_from(CATEGORY_IDS), st.integers(1, 9), min_size=1, max_size=3),
                st.sampled_from(PRECISIONS),
            ),
            max_size=most,
        )
    )
    return [
        Place(x, y, counts, precision, tuple(f"{n}-{at}" for at in range(sum(counts.values()))))
        for n, (x, y, counts, precision) in enumerate(drawn)
    ]


def single(x: float, y: float, name: str, precision: str = "near") -> Place:
    return Place(x, y, {"maritime": 1}, precision, (name,))


@given(places(), st.sampled_from([None, 1, 5]))
def test_every_event_is_in_one_mark_and_counted_once(given_places, most):
    marks = group(given_places, most)
    members = [member for mark in marks for member in mark.members]
    assert Counter(members) == Counter(member for place in given_places for member in place.members)
    for mark in marks:
        assert mark.count == len(mark.members)
    total = sum((Counter(mark.counts) for mark in marks), Counter())
    assert total == sum((Counter(place.counts) for place in given_places), Counter())


@given(places())
def test_marks_belong_to_places_and_those_known_alike_keep_their_distance(given_places):
    marks = group(given_places, None)
    assert {mark.home for mark in marks} <= {(place.x, place.y) for place in given_places}
    for n, one in enumerate(marks):
        apart_px = TOGETHER_PX[one.precision]
        for other in marks[:n]:
            if other.precision == one.precision:
                assert dist(one.home, other.home) >= apart_px - 1e-9


@given(places())
def test_no_mark_covers_another(given_places):
    marks = group(given_places, None)
    for n, one in enumerate(marks):
        for other in marks[:n]:
            apart = abs(one.x - other.x), abs(one.y - other.y)
            room = [(a + b) / 2 for a, b in zip(one.size_px, other.size_px, strict=True)]
            assert apart[0] >= room[0] or apart[1] >= room[1]


@given(places())
def test_what_is_known_differently_is_never_one_mark(given_places):
    known = {member: place.precision for place in given_places for member in place.members}
    for mark in group(given_places):
        assert {known[member] for member in mark.members} == {mark.precision}


@given(places(), st.randoms())
def test_the_order_of_the_places_does_not_matter(given_places, random):
    def seen(marks: list[Mark]) -> list:
        return [(mark.x, mark.y, mark.counts, mark.precision, sorted(mark.members)) for mark in marks]

    mixed = random.sample(given_places, len(given_places))
    assert seen(group(mixed, 7)) == seen(group(given_places, 7))


@given(places(), st.integers(1, 12))
def test_the_number_of_marks_is_bounded_and_the_fullest_come_first(given_places, most):
    marks = group(given_places, most)
    assert len(marks) <= max(most, len({place.precision for place in given_places}))
    counts = [mark.count for mark in marks]
    assert counts == sorted(counts, reverse=True)


def test_a_mark_stands_on_its_fullest_place():
    (mark,) = group([single(0, 0, "a"), single(20, 0, "b"), single(20, 0, "c")])
    assert (mark.x, mark.y, mark.members) == (20, 0, ("b", "c", "a"))


@pytest.mark.parametrize(
    ("points", "home"), [([(0, 9), (0, 0)], (0, 0)), ([(9, 0), (0, 0)], (0, 0)), ([(0, 5), (9, 0)], (9, 0))]
)
def test_of_equally_full_places_the_northern_then_the_western_is_the_mark(points, home):
    (mark,) = group([single(x, y, f"{x}{y}") for x, y in points])
    assert (mark.x, mark.y) == home


def test_a_place_between_two_marks_joins_the_fuller():
    many = [single(0, 0, f"many-{n}") for n in range(3)]
    some = [single(40, 0, f"some-{n}") for n in range(2)]
    marks = group([*some, single(25, 0, "between"), *many])
    assert [(mark.x, mark.count) for mark in marks] == [(0, 4), (40, 2)]


def test_a_place_with_a_count_is_as_good_as_its_events():
    events = [single(5, 5, "a"), single(5, 5, "b"), single(90, 5, "c")]
    summed = [Place(5, 5, {"maritime": 2}, "near"), Place(90, 5, {"maritime": 1}, "near")]
    answers = [
        [(mark.x, mark.y, mark.counts, mark.radius_px) for mark in group(one)] for one in (events, summed)
    ]
    assert answers[0] == answers[1]


def test_the_better_known_of_two_marks_stands_where_it_belongs_and_the_other_close_by():
    rough, exact = group([single(0, 0, "a", "area"), single(0, 0, "b", "area"), single(3, 0, "c", "exact")])
    assert (exact.x, exact.y, exact.moved) == (3, 0, False)
    assert rough.home == (0, 0)
    assert 0 < dist((rough.x, rough.y), rough.home) < 40


@pytest.mark.parametrize("precision", BADGED)
def test_a_badge_takes_another_of_its_spots_before_it_stands_beside_one(precision):
    place = Place(0, 0, {"maritime": 1}, precision, ("b",), ((300.0, 0.0), (500.0, 0.0)))
    marks = group([single(0, 0, "a"), single(300, 0, "c"), place])
    assert [(mark.x, mark.y) for mark in marks if mark.badge] == [(500, 0)]


@pytest.mark.parametrize(("count", "radius_px"), [(1, SINGLE_PX), (2, 10.4), (8, 13.2), (10**6, LARGEST_PX)])
def test_a_mark_grows_with_its_count_up_to_a_bound(count, radius_px):
    assert Mark(0, 0, {"maritime": count}, "near").radius_px == pytest.approx(radius_px)


def test_rings_of_up_to_seven_events_do_not_touch():
    assert 2 * Mark(0, 0, {"maritime": 7}, "near").radius_px <= TOGETHER_PX["near"]
    assert 2 * Mark(0, 0, {"maritime": 8}, "near").radius_px > TOGETHER_PX["near"]
