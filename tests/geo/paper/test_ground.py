"""Land and lines of a frame: made once, and the same wherever and for whomever they are made."""

import pytest

from geo.look.view import View
from geo.paper import ground
from geo.paper.frame import MapFrame
from geo.paper.placing import Box


def frame() -> MapFrame:
    return MapFrame.of(View(), Box(0, 0, 600, 400))


@pytest.mark.parametrize(
    "make",
    [
        ground.land,
        lambda at: ground.valid_land(at, 2.0),
        ground.provinces,
        lambda at: ground.layer_shapes(at, "mdl"),
    ],
    ids=["land", "valid land", "provinces", "layer"],
)
def test_equal_frames_share_what_is_drawn(make):
    assert make(frame()) is make(frame())


def test_the_coarse_land_is_valid_and_as_large_as_the_fine_one():
    coarse, fine = ground.valid_land(frame(), 2.0), ground.land(frame())
    assert coarse.is_valid
    assert coarse.area == pytest.approx(fine.area, rel=0.02)


def test_the_small_peninsula_fills_its_box_wherever_that_lies():
    here, there = (ground.peninsula(Box(left, 10, left + 62, 84)) for left in (0, 500))
    assert there.bounds[0] - here.bounds[0] == pytest.approx(500)
    assert here.intersection(there).is_empty
    assert here.area > 0.1 * 62 * 74
