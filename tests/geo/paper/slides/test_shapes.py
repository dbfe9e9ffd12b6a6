"""Slides as bytes."""

import io
import re
import zipfile

from geo.look.view import View
from geo.paper.slides.deck import slide
from tests.geo.paper.slides.parsed import (
    ATLAS,
    BALLOONS,
    BASE,
    made,
    selection,
)


def test_the_same_request_gives_the_same_bytes_without_a_clock_in_them():
    again = slide(selection(*BALLOONS), View(), BASE)
    assert again == made(BALLOONS)
    dates = set()

    def walk(raw):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            for entry in packed.infolist():
                dates.add(entry.date_time)
                content = packed.read(entry)
                if entry.filename.endswith(".xlsx"):
                    walk(content)
                elif entry.filename == "docProps/core.xml":
                    newest = ATLAS.events["date"].max().encode()
                    assert re.findall(rb"\d{4}-\d\d-\d\d(?=T)", content) == [newest] * 2

    walk(again)
    assert dates == {(1980, 1, 1, 0, 0, 0)}
