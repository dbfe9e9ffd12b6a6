"""The screen groups events by the rule of the page of paper: the same places give the same marks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from random import Random

import pytest
from playwright.sync_api import Browser, Page

from geo.look.grouping import Place, group
from geo.look.style import CATEGORIES
from geo.query.columns import BADGED, PRECISIONS
from geo.web.assets import STATIC


@pytest.fixture(scope="module")
def blank(chromium: Browser) -> Iterator[Page]:
    """A page with nothing on it but the rule."""
    page = chromium.new_page()
    page.add_script_tag(content=(STATIC / "grouping.js").read_text(encoding="utf-8"))
    yield page
    page.close()


def some_places(count: int, seed: int) -> list[Place]:
    """Return random places; many share a point, a line of the grid or their number of events."""
    random = Random(seed)
    made = []
    for number in range(count):
        x, y = random.uniform(-300, 900), random.uniform(-100, 600)
        if number % 3 == 0:
            x, y = 13.0 * round(x / 13), 13.0 * round(y / 13)
        if number % 5 == 1:
            x, y = made[-1].x, made[-1].y
        drawn = random.choices([category.id for category in CATEGORIES], k=random.choice((1, 1, 1, 2, 5)))
        counts = {category: drawn.count(category) for category in drawn}
        members = tuple(f"{number}-{at}" for at in range(len(drawn)))
        precision = random.choice(PRECISIONS)
        others = tuple((x + 60.0 * step, y) for step in range(3)) if precision in BADGED else ()
        made.append(Place(x, y, counts, precision, members, others))
    return made


@pytest.mark.parametrize("most", [None, 40])
@pytest.mark.parametrize(("count", "seed"), [(0, 0), (1, 1), (12, 2), (300, 3), (3_000, 4)])
def test_script_and_library_give_the_same_marks(blank, count, seed, most):
    places = some_places(count, seed)
    marks = group(places, most)
    found = blank.evaluate(
        "([places, most]) => atlas.group(places, most ?? undefined)",
        [[asdict(place) for place in places], most],
    )
    assert [mark.pop("radius") for mark in found] == pytest.approx([mark.radius_px for mark in marks])
    assert [mark.pop("size") for mark in found] == [pytest.approx(mark.size_px) for mark in marks]
    assert [mark.pop("count") for mark in found] == [mark.count for mark in marks]
    assert [mark.pop("badge") for mark in found] == [mark.badge for mark in marks]
    # Of the places of the gazetteer, which a mark on paper does not name, there are none here.
    assert all(mark.pop("places") == [] for mark in found)
    assert found == json.loads(json.dumps([asdict(mark) for mark in marks]))
    if count > 100:
        assert any(mark.count > 5 for mark in marks)
        assert most or any(mark.moved for mark in marks)
        assert len(marks) == len({(mark.x, mark.y) for mark in marks}) < count
