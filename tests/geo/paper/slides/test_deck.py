"""The slides, parsed back: three of them with titles, key figures and their sources."""

import io
from collections import Counter

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

from geo.atlas.metadata import LICENCE_URL
from geo.catalogue import codebook
from geo.catalogue.reports import Report
from geo.errors import UnknownIdError
from geo.look import style
from geo.look.view import View
from geo.paper.slides.deck import slide
from geo.query.filter import EventFilter
from geo.query.urls import language_pairs, site_url
from geo.words.harmless import clean
from geo.words.table import say
from tests.geo.altered import atlas_of
from tests.geo.paper.slides.parsed import (
    ATLAS,
    BALLOONS,
    BASE,
    MDL,
    NOTHING,
    flat,
    links,
    made,
    named,
    selection,
    slides,
    texts,
    the_chart,
    the_table,
)

HOSTILE = "\"';<script>`</a:t>&amp;\u2028\u2029\x00\x0b\x1b\ud800\ufffe\u202eend"


VIEWS = [
    ((), View()),
    (BALLOONS, View()),
    (NOTHING, View()),
    ((), View(lang="ko")),
    (BALLOONS, View(legend=False)),
]


@pytest.mark.parametrize(("pairs", "view"), VIEWS)
def test_every_view_gives_three_slides_of_16_to_9_with_a_title_and_all_shapes_inside(pairs, view):
    file = Presentation(io.BytesIO(made(pairs, view)))
    assert len(file.slides) == 3
    assert file.slide_width / file.slide_height == pytest.approx(16 / 9, rel=1e-3)
    for page in file.slides:
        assert page.shapes.title.text_frame.text
        for shape in flat(page.shapes):
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= file.slide_width
            assert shape.top + shape.height <= file.slide_height
    assert len(made(pairs, view)) < 700_000


@pytest.mark.parametrize(("pairs", "view"), VIEWS)
def test_the_only_picture_is_the_qr_code_and_it_leads_to_the_permalink(pairs, view):
    pictures = [
        shape
        for page in slides(pairs, view)
        for shape in flat(page.shapes)
        if shape.shape_type == MSO_SHAPE_TYPE.PICTURE
    ]
    assert [shape.name for shape in pictures] == [say("slides.qr", view.lang)]
    # A Korean slide leads to the Korean page.
    wanted = EventFilter.from_query(pairs, ATLAS.boundary_ids)
    address = site_url(BASE, "/", [*wanted.to_pairs(), *language_pairs(view.lang)])
    assert pictures[0].click_action.hyperlink.address == address


def test_each_category_has_its_own_native_outline_and_colour():
    legend = named(slides()[0], "Legend")[0]
    looks = {}
    for shape in legend.shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE:
            looks.setdefault(shape.name, (shape.auto_shape_type, str(shape.fill.fore_color.rgb)))
    labels = {codebook.label("category", one.id): one for one in style.CATEGORIES}
    assert {name: color for name, (_, color) in looks.items() if name in labels} == {
        name: one.color[0][1:].upper() for name, one in labels.items()
    }
    assert len({kind for name, (kind, _) in looks.items() if name in labels}) == len(style.CATEGORIES)


def test_without_a_legend_the_map_is_wider_and_nothing_explains_it():
    with_it, without = slides(BALLOONS)[0], slides(BALLOONS, View(legend=False))[0]
    assert named(with_it, "Legend")
    assert not named(without, "Legend")
    assert named(without, "Sea")[0].width > named(with_it, "Sea")[0].width


def test_the_key_figures_stand_on_the_first_slide():
    said = texts(slides()[0])
    for category, count in Counter(ATLAS.events["category"]).items():
        assert codebook.label("category", category) in said
        assert f"{count:,}" in said.split("\n")
    for words in (
        "Nearest to the MDL",
        "within 1.7 km · 0.9 nmi",
        "27 July 1953",
        "July 2026",
        f"{selection().total:,} of {selection().total:,} events",
    ):
        assert words in said


def test_the_source_line_names_licence_version_and_permalink():
    page = slides(BALLOONS)[0]
    (source,) = named(page, "Source")
    assert links([source]) == {LICENCE_URL, selection(*BALLOONS).permalink(BASE)}
    assert ATLAS.data_version in source.text_frame.text
    assert "© OpenStreetMap contributors (ODbL 1.0)" in source.text_frame.text


def test_the_source_line_leads_to_the_view_and_the_one_picked_event():
    shown = View(title="Title", center=(126.7, 37.9), zoom=9)
    event = selection(*BALLOONS).rows.index[0]
    file = slide(selection(*BALLOONS), shown, BASE, (event,))
    (source,) = named(Presentation(io.BytesIO(file)).slides[0], "Source")
    link = f"{selection(*BALLOONS).permalink(BASE)}&event={event}&center=126.7,37.9&zoom=9"
    assert links([source]) == {LICENCE_URL, link}


def test_an_unknown_picked_event_is_refused():
    with pytest.raises(UnknownIdError):
        slide(selection(), View(), BASE, ("no-such-event",))


@pytest.mark.parametrize("title", [HOSTILE, HOSTILE * 200, "x" * 5_000, "서해 “교전” \U0001f6a2"])
def test_hostile_words_of_the_reader_stay_words(title):
    page = slides(BALLOONS, View(title=title, note=title))[0]
    shown = page.shapes.title.text_frame.text
    assert shown.rstrip("…") == clean(title)[: len(shown.rstrip("…"))]
    assert shown


def test_hostile_words_of_an_event_stay_words_and_its_address_no_link():
    events = ATLAS.events.copy()
    key = selection(*BALLOONS).rows.index[-1]
    # A file that is read has no lone surrogate left.
    hostile = HOSTILE.replace("\ud800", "\ufffd")
    events.loc[key, ["title", "place"]] = hostile
    events.at[key, "sources"] = (Report("says", hostile, hostile, "javascript:alert(1)"),)
    raw = slide(
        atlas_of(events).selection(EventFilter.from_query(BALLOONS, ATLAS.boundary_ids)), View(), BASE
    )
    file = Presentation(io.BytesIO(raw))
    row = list(the_table(file.slides[2]).rows)[1]
    assert row.cells[1].text_frame.text == clean(hostile)
    run = row.cells[6].text_frame.paragraphs[0].runs[0]
    assert run.text == clean(hostile)
    assert run.hyperlink.address is None


def test_an_empty_selection_says_so_on_every_slide():
    for page in slides(NOTHING):
        assert say("map.none") in texts(page)
    first = slides(NOTHING)[0]
    assert named(first, MDL)
    (panel,) = named(first, say("slides.empty"))
    (scale,) = (shape for shape in flat(first.shapes) if shape.name == say("slides.scale_panel"))
    assert panel.left + panel.width < scale.left


def test_korean_slides_have_korean_labels_and_a_font_that_has_them():
    first, second, third = slides((), View(lang="ko"))
    assert named(first, "군사분계선")
    assert "교전·사격" in texts(first)
    assert {series.name for series in the_chart(second).plots[0].series} >= {"해상", "외교·성명"}
    rows = list(the_table(third).rows)
    newest = ATLAS.events.sort_values("first_day", kind="stable").iloc[-1]
    told = [cell.text_frame.text for cell in rows[1].cells]
    assert (told[1], told[3]) == (newest["title_ko"], newest["place_ko"])
    assert told[0].startswith("2026년")
    for shape in flat(first.shapes):
        if shape.has_text_frame:
            for run in shape.text_frame.paragraphs[0].runs:
                assert run._r.rPr.find("{*}ea").get("typeface") == "Malgun Gothic"


def test_nothing_on_a_korean_slide_is_in_english_that_the_catalogue_has_in_korean():
    events = selection(*BALLOONS).rows
    english = {*events["title"], *events["place"], *ATLAS.names("en").values(), "nmi", "agreed", "claimed"}
    korean = {*events["title_ko"], *events["place_ko"], *ATLAS.names("ko").values()}
    for page in slides(BALLOONS, View(lang="ko")):
        shown = [shape.text_frame.text for shape in flat(page.shapes) if shape.has_text_frame]
        shown += [shape._element.find(".//{*}cNvPr").get("descr") or "" for shape in flat(page.shapes)]
        found = {words for words in english - korean for text in shown if words in text}
        assert found == set()


def test_what_a_korean_file_says_of_itself_is_korean():
    made = Presentation(io.BytesIO(slide(selection(*BALLOONS), View(lang="ko"), BASE)))
    about = made.core_properties
    assert about.language == "ko"
    assert about.title == "한반도의 군사적 긴장"
    assert "풍선" in about.subject
    assert say("method.distances", "ko") in made.slides[0].notes_slide.notes_text_frame.text
    assert "데이터 버전" in made.slides[0].notes_slide.notes_text_frame.text


def test_text_starts_at_the_left_margin_of_the_slide():
    for page in slides(BALLOONS):
        assert page.shapes.title.left == Inches(0.4)


def test_what_is_told_of_a_month_stays_within_it_and_longer_events_are_marked():
    month = (("from", "2024-05-28"), ("to", "2024-06-30"))
    first, second, third = slides(month)
    said = texts(first)
    assert "28 May 2024" in said
    assert "2025" not in said.replace(ATLAS.data_version, "")
    assert "5 events reach, or may reach, beyond these dates" in said
    assert "beyond these dates" in texts(second)
    assert "beyond these dates" in texts(third)
    only = (("from", "2024-03-01"), ("to", "2024-03-01"), ("q", "guard posts"))
    assert "before 1 March 2024" in texts(slides(only)[0])
    rows = list(the_table(slides(only)[2]).rows)
    assert rows[1].cells[0].text_frame.text == "← 28 February 2024 – 14 May 2025 →"
