"""The data page: the table, the lines for scripts, the codebook."""

from geo.atlas.fields import COLUMNS
from tests.pages.opened import BALLOONS, open_page


def test_the_data_page_shows_lines_that_ask_for_the_present_filter():
    app = open_page("data", **BALLOONS)
    lines = " ".join(block.value for block in app.code)
    assert "type=balloon-launch" in lines
    assert "curl" in lines


def test_the_codebook_lists_every_column():
    app = open_page("data")
    assert set(app.dataframe[-1].value["Field"]) == set(COLUMNS)
