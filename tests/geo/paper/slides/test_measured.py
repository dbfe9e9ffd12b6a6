"""The slides of a measurement, parsed back."""

import io

import pytest
from pptx import Presentation

from geo.formats.measured import measured_url
from geo.look.view import LANGUAGES, View
from geo.paper.measured.told import blocks
from geo.paper.slides.measured import measured_slide
from tests.geo.paper.measured import ALL, BASE, PATH, measured
from tests.geo.paper.slides.parsed import texts, the_table


def opened(pairs, language="en"):
    return Presentation(io.BytesIO(measured_slide(measured(pairs), View(lang=language), BASE))).slides


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_have_every_distance_in_order(language):
    wanted = [row for block in blocks(measured(PATH), language) for row in block.rows]
    rows = [
        [cell.text_frame.text for cell in row.cells]
        for page in list(opened(PATH, language))[1:]
        for row in list(the_table(page).rows)[1:]
    ]
    assert [row[1:] for row in rows] == [[row.name, row.distance, row.azimuth] for row in wanted]


@pytest.mark.parametrize("pairs", ALL)
def test_every_slide_has_method_licence_and_the_way_back(pairs):
    for page in opened(pairs):
        notes = page.notes_slide.notes_text_frame.text
        assert "shortest geodesic" in notes
        assert "CC-BY-4.0" in notes
        assert measured_url(measured(pairs), BASE) in notes
        assert measured_url(measured(pairs), BASE) in texts(page)


def test_the_points_are_numbered_and_named_beside_the_map():
    said = texts(opened(PATH, "ko")[0])
    assert "서울" in said
    assert "경로의 구간" in said


def test_the_same_measurement_gives_the_same_bytes():
    first, again = (measured_slide(measured(PATH), View(), BASE) for _ in range(2))
    assert first == again
