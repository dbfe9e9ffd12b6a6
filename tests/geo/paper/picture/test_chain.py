"""The picture of a chain, parsed back: every step in its list with its report, and no text over another."""

import io
import re
from xml.etree import ElementTree

import pypdf
import pytest
from PIL import Image

from geo.atlas.metadata import EVENTS_CREDIT, OPENSTREETMAP
from geo.look.view import SIZES, View
from geo.paper.picture.chain import chain_figure, draw_chain
from tests.geo.paper.chain.told import BASE, LOUDSPEAKERS, NOTHING, SUMMER, told

SVG = "{http://www.w3.org/2000/svg}"
SHORT = "2009-09-06-hwanggang-dam-release"
PAIR = min(told().found, key=lambda chain: len(chain.events)).id


def words(pairs, chain, view=View()):  # noqa: B008
    return [text for text, _ in draw_chain(told(pairs, chain, view.lang), view, "svg", BASE).written]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_list_has_every_step_with_its_title_its_days_and_its_report(language):
    made = told(SUMMER, LOUDSPEAKERS, language)
    said = re.sub(r"\s+", "", "".join(words(SUMMER, LOUDSPEAKERS, View(lang=language))))
    for step in made.steps:
        assert re.sub(r"\s+", "", step.title) in said
        assert re.sub(r"\s+", "", f"{step.when} · {step.who}") in said
        for one in step.told:
            assert re.sub(r"\s+", "", one.words) in said
            assert re.sub(r"\s+", "", one.report.publisher) in said


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("pairs", "chain"), [((), SHORT), (SUMMER, LOUDSPEAKERS), ((), None)])
def test_no_text_covers_another_nor_leaves_the_page(size, pairs, chain):
    page = draw_chain(told(pairs, chain), View(size=size), "svg", BASE)
    boxes = [(text, box) for text, box in page.written]
    assert [text for text, box in boxes if not page.box.grown(-8).holds(box)] == []
    met = [
        (one[0], other[0])
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if one[1].grown(-1.5).meets(other[1].grown(-1.5))
    ]
    assert met == []


def test_it_is_as_wide_as_its_size_and_higher_where_the_list_needs_it():
    for chain, size, higher in (
        (PAIR, "a4", False),
        (LOUDSPEAKERS, "a4", True),
        (LOUDSPEAKERS, "16x9", True),
    ):
        png = Image.open(io.BytesIO(chain_figure(told((), chain), View(size=size, dpi=72), "png", BASE)))
        wide, high = (round(inches * 72) for inches in SIZES[size])
        assert png.size[0] == wide
        assert png.size[1] > high if higher else png.size[1] == high


def test_it_says_of_itself_what_other_pictures_say():
    made = told(SUMMER, LOUDSPEAKERS)
    svg = chain_figure(made, View(), "svg", BASE)
    said = " ".join(element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text"))
    for part in (
        OPENSTREETMAP,
        EVENTS_CREDIT,
        made.answers.atlas.data_version,
        made.permalink(BASE),
        made.title(),
    ):
        assert part in said
    assert not re.findall(rb'(?:href|src)="(?!#)', svg)
    png = Image.open(io.BytesIO(chain_figure(made, View(dpi=72), "png", BASE)))
    assert made.permalink(BASE) in png.text["Source"]
    pdf = pypdf.PdfReader(io.BytesIO(chain_figure(made, View(), "pdf", BASE)))
    assert pdf.metadata.title == made.title()


def test_the_same_request_gives_the_same_bytes():
    first, again = (chain_figure(told((), SHORT), View(), "pdf", BASE) for _ in range(2))
    assert first == again


def test_title_and_note_of_the_view_stand_on_it_and_hostile_ones_stay_words():
    view = View(title="$x^2$ <b> & ]]>", note="</script>")
    svg = chain_figure(told((), SHORT), view, "svg", BASE)
    said = [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert {view.title, view.note} <= set(said)


def test_where_nothing_was_answered_it_says_so():
    assert "No report in the catalogue says" in " ".join(words(NOTHING, None))
