"""Names on a page: none covers another, and the important ones choose first."""

from __future__ import annotations

import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.paper.placing import Box, Name, beside, centred, place


@given(
    st.lists(
        st.tuples(st.floats(0, 400), st.floats(0, 300), st.floats(5, 120), st.integers(0, 3)), max_size=30
    )
)
def test_names_never_cover_each_other_nor_leave_the_map(wishes):
    within = Box(0, 0, 400, 300)
    names = [
        Name(str(n), beside(x, y, width, 12, 4), rank, insists=rank == 0)
        for n, (x, y, width, rank) in enumerate(wishes)
    ]
    placed = place(names, within)
    boxes = [box for _, box in placed]
    assert all(within.holds(box) for box in boxes)
    assert not any(one.meets(other) for n, one in enumerate(boxes) for other in boxes[:n])
    if any(any(within.holds(box) for box in name.boxes) for name in names):
        assert placed


def test_no_name_covers_a_mark_however_important_it_is():
    mark = Box(0, 0, 100, 50)
    over, beside_it = centred(50, 40, 30, 10), centred(50, 80, 30, 10)
    bold = Name("capital", (over, beside_it), 0, insists=True)
    assert place([bold], Box(0, 0, 100, 100), [mark])[0][1] == beside_it
    assert place([Name("capital", (over,), 0, insists=True)], Box(0, 0, 100, 100), [mark]) == []


def test_no_leader_runs_through_a_name_and_no_name_stands_on_a_leader():
    island = shapely.Point(50, 50)
    far, farther = centred(50, 90, 20, 8), centred(90, 50, 20, 8)
    between = Name("line", (centred(50, 70, 30, 10),), 1)
    led = Name("island", (far, farther), 2, anchor=island)
    room = Box(0, 0, 120, 120)
    assert {name.text: box for name, box in place([between, led], room)}["island"] == farther
    after = Name("town", (centred(50, 70, 30, 10),), 3)
    assert [name.text for name, _ in place([led, after], room)] == ["island"]


def test_a_leader_keeps_off_marks_other_than_that_of_its_place():
    island, own, other = shapely.Point(50, 50), centred(50, 50, 10, 10), centred(50, 70, 10, 10)
    led = Name("island", (centred(50, 90, 20, 8), centred(90, 50, 20, 8)), 2, anchor=island)
    assert place([led], Box(0, 0, 120, 120), [own, other])[0][1] == led.boxes[1]
    assert place([led], Box(0, 0, 120, 120), [own])[0][1] == led.boxes[0]


def test_a_name_chooses_the_place_that_crosses_no_line():
    line = shapely.LineString([(0, 20), (100, 20)])
    first, second = centred(50, 20, 30, 10), centred(50, 60, 30, 10)
    assert place([Name("a", (first, second), 1)], Box(0, 0, 100, 100), lines=[line])[0][1] == second
    assert place([Name("a", (first,), 1)], Box(0, 0, 100, 100), lines=[line]) == []
    assert place([Name("a", (first,), 1, insists=True)], Box(0, 0, 100, 100), lines=[line])[0][1] == first


def test_the_lower_rank_chooses_first():
    spot = (centred(50, 50, 30, 10),)
    names = [Name("village", spot, 4), Name("capital", spot, 0)]
    assert [name.text for name, _ in place(names, Box(0, 0, 100, 100))] == ["capital"]
