"""What the offline file shows without its scripts, and how large it is."""

import pytest

from geo.look.view import View
from geo.query.filter import EventFilter
from geo.web.offline import megabytes
from geo.web.still import ROW_FIELDS, still
from tests.geo.web.rows import data_of, rows_of
from tests.geo.web.test_embed import ATLAS, CLIENT, Parsed


def test_what_a_reader_without_scripts_sees_stands_once_in_the_file():
    file = Parsed(CLIENT.get("/map.html?type=tunnel").text)
    assert not set(ROW_FIELDS) & set(data_of(file)["events"][0])
    (event, *_) = rows_of(file)
    assert file.text.count(event["summary"]) == 1


def test_the_still_picture_has_a_dot_for_each_place_and_the_lines_of_the_view():
    few = ATLAS.selection(EventFilter(type=("tunnel",)))
    shown = still(few, View(layers=("mdl", "nll")))
    assert [line.name for line in shown.lines] == [
        "Military Demarcation Line (MDL)",
        "Northern Limit Line (not agreed)",
    ]
    (mark,) = shown.marks
    assert mark.d.count("M") == len(few.rows[["lon", "lat"]].dropna().drop_duplicates())
    assert len(Parsed(CLIENT.get("/map.html?type=tunnel").text).all("svg", role="img")) == 1


@pytest.mark.parametrize("query", ["", "category=diplomacy", "type=balloon-launch"])
def test_the_size_that_is_told_before_and_in_it_is_about_the_size_of_the_file(query):
    pairs = [tuple(pair.split("=")) for pair in query.split("&") if pair]
    count = ATLAS.selection(EventFilter.from_query(pairs, ATLAS.boundary_ids)).count
    file = CLIENT.get(f"/map.html?{query}")
    assert float(megabytes(count)) == pytest.approx(len(file.content) / 1e6, rel=0.1)
    assert f"about {megabytes(count)} MB" in file.text
