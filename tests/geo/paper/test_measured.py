"""A measurement on a map on paper: what it tells and where that stands."""

import pytest
import shapely

from geo.formats.measured import azimuth_text
from geo.look.view import LANGUAGES, View
from geo.paper.frame import HOME, MapFrame
from geo.paper.measured.places import frame_of, places_of, view_of, way_names
from geo.paper.measured.told import blocks, sentence, title
from geo.paper.placing import Box, area
from geo.words.distances import distance_text
from tests.geo.paper.measured import ALL, FAR, LINES, NEW_YORK, PATH, POINT, SEA, measured

BOX = Box(0, 0, 900, 420)


def shown(pairs, language="en", view=View()):  # noqa: B008
    made = measured(pairs)
    frame = frame_of(made, view, BOX)
    return made, frame, places_of(made, frame, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_distance_that_is_measured_to_stands_in_the_table_with_its_error(language):
    made = measured(PATH)
    told = {block.number: block for block in blocks(made, language)}
    for number, distances in enumerate(made.distances(), 1):
        rows = {row["to"]: row for row in distances["distances"]}
        assert len(told[number].rows) == len(made.targets)
        for target, row in zip(made.targets, told[number].rows, strict=True):
            if not rows[target]["inside"]:
                assert row.distance == distance_text(
                    rows[target]["distance_m"], rows[target]["band_m"], language
                )
                assert row.azimuth == azimuth_text(rows[target]["azimuth_deg"])
    assert [row.distance for row in told[None].rows] == [
        distance_text(leg.length_m, leg.band_m, language) for leg in made.legs
    ]


def test_the_title_tells_what_was_measured_and_the_sentence_counts_the_ring():
    assert title(measured(POINT), "en") == "Distances from 37.9° N, 126.7° E"
    assert title(measured((("point", "seoul"),)), "ko") == "서울에서 잰 거리"
    # Of two ends known to 0 and 1 km, twice.
    assert title(measured(PATH), "en") == "Path through 3 points, 130.7 km (± 2.0 km) · 70.6 nmi"
    assert title(measured(LINES), "en") == "Within 5 km of Northern Limit Line (West Sea)"
    inside = int(measured(PATH).near["inside"].sum())
    assert sentence(measured(PATH), "en").startswith(f"{inside} filtered events in the ring of 20 km")
    assert sentence(measured(), "en") == "Nothing is measured at this address."


@pytest.mark.parametrize("pairs", [POINT, PATH, LINES, SEA, FAR])
def test_the_map_shows_all_that_is_measured(pairs):
    made, frame, places = shown(pairs)
    assert places.outside == ()
    assert all(frame.box.holds(box) for box in places.badges)
    assert all(way.leg or way.end for way in places.ways)
    if made.ring is not None:
        assert area(frame.box).contains(places.ring)


def test_what_lies_beyond_the_map_is_told_and_nothing_measured_is_the_map_of_all_lines():
    made, _, places = shown(NEW_YORK)
    assert places.outside == (1,)
    assert "beyond this map" in blocks(made, "en", places.outside)[0].notes
    assert shown(())[1] == MapFrame.fitting(HOME, BOX)


def test_a_center_of_the_view_is_kept():
    view = View(center=(127.0, 38.0), zoom=9.0)
    assert shown(POINT, view=view)[1] == MapFrame.of(view, BOX)


def test_layers_that_are_measured_to_are_shown():
    made = measured((("point", "127,38"), ("target", "cma-ground")))
    assert "cma-ground" not in View().layers
    assert set(view_of(made, View()).layers) == {*View().layers, "cma-ground"}


@pytest.mark.parametrize("pairs", ALL)
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_way_stand_nearest_to_their_own_and_cover_no_mark(pairs, language):
    _, frame, places = shown(pairs, language)
    marks = [Box(mark.x - 9, mark.y - 9, mark.x + 9, mark.y + 9) for mark in places.marks.marks]
    named = way_names(places, frame, lambda text: (7.0 * max(map(len, text.split("\n"))), 28.0), marks)
    for name, box in named:
        away = {id(way): area(box).distance(way.line) for way in places.ways}
        own = away.pop(id(name.kind))
        assert own < 20
        assert all(own < other for other in away.values())
        assert not any(box.meets(other) for other in [*marks, *places.badges])


def test_marks_are_the_events_whose_point_is_in_the_ring():
    made, _, places = shown(PATH)
    inside = made.near[made.near["inside"]]
    assert {key for mark in places.marks.marks for key in mark.members} == set(inside.index)
    assert shown(POINT)[2].marks.marks == ()


def test_a_way_is_drawn_as_long_as_its_distance():
    made, frame, places = shown(SEA)
    rows = [row for told in made.distances() for row in told["distances"] if row["to"] == "nll"]
    (way, *_) = [way for way in places.ways if way.text.startswith("NLL")]
    # The projection is true to 0.6 % and the bar is measured in the middle of the map.
    assert shapely.length(way.line) == pytest.approx(frame.length_px(rows[0]["distance_m"]), rel=0.01)
