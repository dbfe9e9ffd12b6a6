"""The scripts of the page write numbers and days as the library does: both meet the same cases."""

import pytest
from playwright.sync_api import Browser, Page

from geo.web.assets import STATIC
from geo.words.table import LANGUAGES
from tests.geo.words.cases import NUMBERS, SPANS, day_number


@pytest.fixture(scope="module", params=LANGUAGES)
def blank(chromium: Browser, request: pytest.FixtureRequest):
    """A page with nothing on it but the rules, in a language, and which of the cases' columns that is."""
    page = chromium.new_page()
    page.evaluate("language => { window.atlas = { words: { language, table: {} } }; }", request.param)
    for name in ("words.js", "time.js"):
        page.add_script_tag(content=(STATIC / name).read_text(encoding="utf-8"))
    yield page, LANGUAGES.index(request.param) - len(LANGUAGES)
    page.close()


def test_a_script_writes_a_number_as_the_library_does(blank: tuple[Page, int]):
    page, column = blank
    found = page.evaluate("numbers => numbers.map(atlas.number)", [case[0] for case in NUMBERS])
    assert found == [case[column] for case in NUMBERS]


def test_a_script_writes_days_as_the_library_does(blank: tuple[Page, int]):
    page, column = blank
    asked = [[day_number(first), day_number(last), known] for first, last, known, *_ in SPANS]
    found = page.evaluate(
        "spans => spans.map((span) => atlas.time.words(...span, atlas.words.language))", asked
    )
    assert found == [case[column] for case in SPANS]
