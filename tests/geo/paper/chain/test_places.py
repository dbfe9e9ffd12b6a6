"""Numbered badges on a map: every placed step once, none over another, with the days on the arcs."""

import pytest

from geo.escalation.chain_map import chain_on_map
from geo.look.view import View
from geo.paper.chain.places import arc_names, frame_of, placed_spots, places_of
from geo.paper.placing import Box
from tests.geo.paper.chain.told import LOUDSPEAKERS, NOTHING, SUMMER, told

ROOM = Box(0, 0, 700, 480)
CHAINS = [
    ((), LOUDSPEAKERS),
    (SUMMER, LOUDSPEAKERS),
    ((), None),
    ((), "2015-08-04-dmz-landmine"),
    (NOTHING, None),
]


def measure(text):
    return 7.0 * len(text)


def placed(pairs, chain, view=View()):  # noqa: B008
    made = told(pairs, chain)
    spots = placed_spots(made)
    frame = frame_of(spots, view, ROOM)
    return made, frame, places_of(made, frame, spots, measure)


@pytest.mark.parametrize(("pairs", "chain"), CHAINS)
def test_every_step_is_on_the_map_once_or_named_as_missing(pairs, chain):
    made, _, places = placed(pairs, chain)
    drawn = [spot.number for badge in places.badges for spot in badge.spots]
    assert sorted([*drawn, *places.unplaced, *places.outside]) == list(made.numbers.values())


@pytest.mark.parametrize(("pairs", "chain"), CHAINS)
def test_no_badge_covers_another_or_the_edge_and_no_days_cover_a_badge(pairs, chain):
    _, frame, places = placed(pairs, chain)
    boxes = [badge.box for badge in places.badges]
    boxes += [box for _, box in arc_names(places, frame, measure, [])]
    assert all(ROOM.holds(box) for box in boxes)
    met = [(one, other) for at, one in enumerate(boxes) for other in boxes[at + 1 :] if one.meets(other)]
    assert met == []


def test_a_badge_holds_all_its_numbers_in_order():
    _, _, places = placed((), None)
    for badge in places.badges:
        written = [int(part) for line in badge.lines for part in line.split(" · ")]
        assert written == sorted(spot.number for spot in badge.spots)
        assert len({spot.party for spot in badge.spots}) == 1 or badge.party is None


def test_the_steps_are_those_that_the_page_draws():
    made = told((), LOUDSPEAKERS)
    page = chain_on_map(made.answers.atlas, made.chains[0])
    assert [spot.number for spot in placed_spots(made)] == [step["number"] for step in page.steps]


def test_an_arc_runs_from_the_act_to_its_answer_and_tells_the_days():
    made, _, places = placed(SUMMER, LOUDSPEAKERS)
    at = {spot.number: badge for badge in places.badges for spot in badge.spots}
    days = {link.days for link in made.links}
    assert places.arcs
    for arc in places.arcs:
        first, last = (
            next(b for b in places.badges if (b.x, b.y) == pytest.approx(tuple(end)))
            for end in (arc.points[0], arc.points[-1])
        )
        joined = [
            link
            for link in made.links
            if at.get(made.numbers[link.cause]) is first and at.get(made.numbers[link.answer]) is last
        ]
        assert joined
        assert {link.answer_party for link in joined} >= {arc.party}
        assert int(arc.days.split()[0].rstrip(",").split("–")[0]) in days


def test_the_view_may_say_where_the_map_lies():
    _, frame, places = placed((), LOUDSPEAKERS, View(center=(129.5, 35.2), zoom=9.0))
    assert frame.lonlat(*ROOM.center) == pytest.approx((129.5, 35.2), abs=1e-6)
    assert places.outside
