"""The picture of a measurement, parsed back."""

import io
import re
from xml.etree import ElementTree

import pypdf
import pytest
from PIL import Image

from geo.atlas.metadata import EVENTS_CREDIT, OPENSTREETMAP
from geo.formats.measured import measured_url
from geo.look.view import LANGUAGES, SIZES, View
from geo.paper.measured.told import blocks, title
from geo.paper.picture.measured import draw_measured, measured_figure
from geo.words.table import say
from tests.geo.paper.measured import ALL, BASE, PATH, POINT, measured

SVG = "{http://www.w3.org/2000/svg}"


def close(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_every_distance_with_its_error_and_the_whole_method_stand_on_it(size, language):
    made, view = measured(PATH), View(size=size, lang=language)
    written = [text for text, _ in draw_measured(made, view, "svg", BASE).written]
    for block in blocks(made, language):
        for row in block.rows:
            assert row.distance in written
            assert row.azimuth in {*written, ""}
        for note in block.notes:
            assert close(note) in close("".join(written))
    assert close(say("method.distances", language)) in close("".join(written))
    assert close(measured_url(made, BASE)) in close("".join(written))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("pairs", ALL)
def test_no_text_covers_another_nor_leaves_the_page(size, pairs):
    page = draw_measured(measured(pairs), View(size=size), "svg", BASE)
    boxes = page.written
    assert [text for text, box in boxes if not page.box.grown(-8).holds(box)] == []
    met = [
        (one[0], other[0])
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if one[1].grown(-1.5).meets(other[1].grown(-1.5))
        # A numbered point lies over the mark of the events there.
        and not (one[0].isdigit() and other[0].isdigit())
    ]
    assert met == []


def test_it_says_of_itself_what_other_pictures_say_and_is_the_same_each_time():
    made = measured(POINT)
    svg = measured_figure(made, View(), "svg", BASE)
    assert svg == measured_figure(made, View(), "svg", BASE)
    said = " ".join(element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text"))
    parts = (OPENSTREETMAP, EVENTS_CREDIT, made.selection.atlas.data_version, measured_url(made, BASE))
    assert all(part in said for part in parts)
    png = Image.open(io.BytesIO(measured_figure(made, View(dpi=72), "png", BASE)))
    assert png.size == tuple(round(inches * 72) for inches in SIZES["16x9"])
    assert measured_url(made, BASE) in png.text["Source"]
    pdf = pypdf.PdfReader(io.BytesIO(measured_figure(made, View(), "pdf", BASE)))
    assert pdf.metadata.title == title(made, "en")


def test_title_and_note_of_the_view_stand_on_it_and_hostile_ones_stay_words():
    view = View(title="$x^2$ <b> & ]]>", note="</script>")
    svg = measured_figure(measured(POINT), view, "svg", BASE)
    said = [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert {view.title, view.note} <= set(said)
