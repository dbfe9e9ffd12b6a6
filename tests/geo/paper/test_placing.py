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


def test_a_name_keeps_off_marks_unless_it_insists():
    within, mark = Box(0, 0, 100, 100), Box(0, 0, 100, 100)
    shy, bold = Name("shy", (centred(50, 20, 30, 10),), 1), Name("bold", (centred(50, 60, 30, 10),), 1, True)
    assert [name.text for name, _ in place([shy, bold], within, marks=[mark])] == ["bold"]
    assert place([bold], within, taken=[mark]) == []


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
