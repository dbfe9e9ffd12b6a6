"""The data page: the table, the lines for scripts, the codebook."""

from geo.atlas.fields import COLUMNS
from geo.lines.places import kinds
from geo.words.table import say
from tests.korean import is_korean
from tests.pages.opened import BALLOONS, open_page


def test_the_data_page_shows_lines_that_ask_for_the_present_filter():
    app = open_page("data", **BALLOONS)
    lines = " ".join(block.value for block in app.code)
    assert "type=balloon-launch" in lines
    assert "curl" in lines
    assert "/api/places.geojson" in lines


def test_the_codebook_lists_every_column_and_the_kinds_of_places():
    listed, words = (table.value.set_index("Field") for table in open_page("data").dataframe[-2:])
    assert set(listed.index) == set(COLUMNS)
    assert listed["Values"]["place_kind"] == ", ".join(kinds())
    assert list(words.loc["place_kind", "Value"]) == list(kinds())


def test_the_codebook_is_told_in_korean_to_who_reads_korean():
    listed, words = (table.value for table in open_page("data", lang="ko").dataframe[-2:])
    for table in (listed, words):
        assert table[say("data.meaning", "ko")].map(is_korean).all()
    assert listed[say("data.title", "ko")].map(is_korean).all()
