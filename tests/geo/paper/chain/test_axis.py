"""The time axis on paper: each step at its day, none over another, and bands as the spans say."""

from datetime import date
from itertools import pairwise

import pytest

from geo.catalogue.spans import load_spans
from geo.paper.chain.axis import chain_axis, fitting_axis
from geo.paper.placing import Box
from tests.geo.paper.chain.told import LOUDSPEAKERS, SUMMER, told

ROOM = Box(20, 30, 700, 480)
CHAINS = [((), LOUDSPEAKERS), (SUMMER, LOUDSPEAKERS), ((), None), ((), "2009-09-06-hwanggang-dam-release")]


def measure(text, px):
    return 0.6 * px * len(text)


def axis(pairs, chain, language="en", room=ROOM):
    return chain_axis(told(pairs, chain, language), room, measure)


@pytest.mark.parametrize(("pairs", "chain"), CHAINS)
def test_every_step_stands_once_also_a_statement_and_none_covers_another(pairs, chain):
    marks = axis(pairs, chain).marks
    steps = told(pairs, chain).steps
    assert sorted(mark.step.number for mark in marks) == [step.number for step in steps]
    assert all(str(mark.step.number) in mark.text for mark in marks)
    boxes = [mark.box for mark in marks]
    met = [(one, other) for at, one in enumerate(boxes) for other in boxes[at + 1 :] if one.meets(other)]
    assert met == []


@pytest.mark.parametrize(("pairs", "chain"), CHAINS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_all_of_it_lies_in_its_box_and_dates_have_room_beside_each_other(pairs, chain, language):
    made = axis(pairs, chain, language)
    for mark in made.marks:
        assert made.box.top <= mark.box.top
        assert mark.box.bottom <= made.box.bottom
        assert made.plot.left - 14 <= mark.box.left
        assert mark.box.right <= made.plot.right + 14
    assert len(made.ticks) >= 2
    ends = [(x - measure(text, 10) / 2, x + measure(text, 10) / 2) for x, text in made.ticks]
    assert all(before[1] < after[0] for before, after in pairwise(ends))


def test_later_is_farther_right_and_what_lies_outside_stands_at_the_ends():
    made = axis(SUMMER, LOUDSPEAKERS)
    inside = [mark for mark in made.marks if mark.text.isdigit()]
    in_time = sorted(inside, key=lambda mark: mark.step.first_day)
    x = [mark.box.center[0] for mark in in_time]
    assert x == sorted(x)
    outside = {mark.text for mark in made.marks if not mark.text.isdigit()}
    assert outside == {"‹ 1", "27 ›", "28 ›", "29 ›"}
    assert made.beyond


def test_a_band_ends_on_the_day_on_which_its_span_ends():
    made = axis(SUMMER, LOUDSPEAKERS)
    (row,) = [row for row in made.rows if row.name == "CMA: ROK"]
    bands = sorted((band.left, band.right, band.holds) for band in made.bands if band.middle == row.middle)
    assert [holds for _, _, holds in bands] == ["part", "no"]
    (span,) = [
        span
        for span in load_spans()
        if (span.subject, span.party, span.aspect) == ("cma", "rok", "declared") and span.holds == "part"
    ]
    assert span.end_date == date(2024, 6, 4)
    (suspended,) = [mark for mark in made.marks if mark.step.id == "2024-06-04-rok-suspends-cma-fully"]
    assert bands[0][1] == pytest.approx(bands[1][0])
    assert suspended.box.left < bands[0][1] < suspended.box.right


def test_a_curve_joins_an_act_and_its_answer():
    made = axis((), LOUDSPEAKERS)
    at = {mark.step.id: mark.box.center for mark in made.marks}
    ends = {(at[link.cause], at[link.answer]) for link in told((), LOUDSPEAKERS).links}
    assert {(tuple(curve.points[0]), tuple(curve.points[-1])) for curve in made.curves} == ends


def test_where_there_is_little_room_all_sizes_shrink():
    low = Box(20, 30, 700, 330)
    made = fitting_axis(told((), LOUDSPEAKERS), low, measure)
    assert made.scale < 1
    assert made.box.height <= low.height
    assert fitting_axis(told(SUMMER, LOUDSPEAKERS), Box(0, 0, 700, 900), measure).scale == 1
