"""The data page: the table, the lines for scripts, the codebook."""

from geo.atlas.fields import COLUMNS
from geo.lines.places import kinds
from tests.pages.opened import BALLOONS, open_page


def test_the_data_page_shows_lines_that_ask_for_the_present_filter():
    app = open_page("data", **BALLOONS)
    lines = " ".join(block.value for block in app.code)
    assert "type=balloon-launch" in lines
    assert "curl" in lines
    assert "/api/places.geojson" in lines


def test_the_codebook_lists_every_column_and_the_kinds_of_places():
    listed = open_page("data").dataframe[-1].value.set_index("Field")
    assert set(listed.index) == set(COLUMNS)
    assert listed["Values"]["place_kind"] == ", ".join(kinds())
