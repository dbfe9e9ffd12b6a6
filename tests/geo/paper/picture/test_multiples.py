"""The sheet of small maps: what each holds, where it lies, and that nothing is lost."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas.load import load_atlas
from geo.look import style
from geo.look.view import LANGUAGES, SIZES, View
from geo.paper.legend import layer_name
from geo.paper.picture.multiples import MOST, draw, grid, moments, words
from geo.paper.placing import Box
from geo.query.columns import BADGED
from geo.query.filter import EventFilter
from geo.words.table import say

ATLAS = load_atlas()
LEGEND = {
    language: {layer_name(layer.id, language) for layer in style.LAYERS}
    | {say(f"map.place_{name}", language) for name in BADGED}
    for language in LANGUAGES
}
YEAR = ATLAS.selection(EventFilter(date(2024, 1, 1), date(2024, 12, 31)))


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2024, 5, 28), date(2024, 7, 2), ["May 2024", "June 2024", "July 2024"]),
        (date(2010, 1, 1), date(2019, 12, 31), [str(year) for year in range(2010, 2020)]),
    ],
)
def test_a_map_holds_a_month_or_a_year_as_the_span_has_it(first, last, told):
    found = [words(moment, "en") for moment in moments(ATLAS.selection(EventFilter(first, last)))]
    assert found == told


def test_the_whole_catalogue_is_told_in_few_maps_that_follow_each_other():
    found = list(moments(ATLAS.selection(EventFilter())))
    assert len(found) <= MOST
    assert words(found[0], "en").startswith("1953–")
    for one, other in itertools.pairwise(found):
        assert other.first - one.last == timedelta(1)
    assert list(moments(ATLAS.selection(EventFilter(q="no words like these")))) == []


@given(st.integers(1, MOST), st.floats(300, 1200), st.floats(300, 1200))
def test_maps_lie_apart_and_inside_the_room(count, width, height):
    room = Box(10, 20, 10 + width, 20 + height)
    found = grid(room, count)
    assert len(found) == count
    for at, box in enumerate(found):
        assert room.grown(0.01).holds(box)
        for other in found[:at]:
            assert (
                other.right <= box.left + 0.01
                or other.left >= box.right - 0.01
                or other.bottom <= box.top + 0.01
            )


def test_every_map_says_how_many_events_it_has_and_the_sheet_what_was_asked():
    written = [text for text, _ in draw(YEAR, View(), "svg", "http://atlas.test").written]
    assert YEAR.sentence() in written
    for moment in moments(YEAR):
        count = ATLAS.selection(EventFilter(moment.first, moment.last)).count
        at = written.index(words(moment, "en"))
        assert written[at + 1] == ("1 event" if count == 1 else f"{count} events")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_ends_above_the_foot(size, language):
    view = View(lang=language, size=size)
    written = draw(YEAR, view, "svg", "http://atlas.test").written
    foot = min(box.top for text, box in written if "OpenStreetMap" in text)
    rows = [box for text, box in written if text in LEGEND[language]]
    assert len(rows) > 10
    assert all(box.bottom < foot for box in rows)


def test_nothing_found_is_a_sheet_too():
    nothing = ATLAS.selection(EventFilter(q="no words like these"))
    written = [text for text, _ in draw(nothing, View(), "svg", "http://atlas.test").written]
    assert nothing.sentence() in written
