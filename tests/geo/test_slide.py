"""The slides, parsed back: native shapes, a native chart, a native table, and notes with the sources."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

from geo import export, mapframe, measure, schema, slidemap, style
from geo.atlas import load_atlas
from geo.errors import UnknownIdError
from geo.filters import EventFilter
from geo.slide import slide
from geo.slidepages import ROWS
from geo.slidetext import clean, fitted, lines_needed, safe_link
from geo.slidewords import WORDS
from geo.view import View

ATLAS = load_atlas()
BASE = "https://atlas.example.org"
BALLOONS = (("from", "2024-05-28"), ("to", "2024-11-30"), ("type", "balloon-launch"))
NOTHING = (("from", "1990-01-01"), ("to", "1990-01-02"))
MDL = "Military Demarcation Line (MDL)"
HOSTILE = "\"';<script>`</a:t>&amp;\u2028\u2029\x00\x0b\x1b\ud800\ufffe\u202eend"


def selection(*pairs):
    return ATLAS.selection(EventFilter.from_query(pairs, ATLAS.boundary_ids))


@cache
def made(pairs=(), view=View(), picked=()):  # noqa: B008
    return slide(selection(*pairs), view, BASE, picked)


def slides(*args):
    return Presentation(io.BytesIO(made(*args))).slides


def flat(shapes):
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from flat(shape.shapes)


def named(page, name):
    return [shape for shape in page.shapes if shape.name == name]


def texts(page):
    return "\n".join(shape.text_frame.text for shape in flat(page.shapes) if shape.has_text_frame)


def the_chart(page):
    (found,) = (shape.chart for shape in page.shapes if shape.has_chart)
    return found


def the_table(page):
    (found,) = (shape.table for shape in page.shapes if shape.has_table)
    return found


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
    assert [shape.name for shape in pictures] == [WORDS[view.lang]["qr"]]
    assert pictures[0].click_action.hyperlink.address == selection(*pairs).permalink(BASE)


def test_the_mdl_is_one_freeform_that_can_be_moved():
    (line,) = named(slides()[0], MDL)
    assert line.shape_type == MSO_SHAPE_TYPE.FREEFORM
    assert len(line._element.findall(".//{*}moveTo")) == 1
    assert len(line._element.findall(".//{*}lnTo")) > 100


def test_every_boundary_of_the_wanted_layers_is_a_shape_and_no_other_is():
    view = View(layers=("nll", "han-estuary"))
    kinds = {shape.name: shape.shape_type for shape in slides((), view)[0].shapes}
    for name in (
        "Northern Limit Line (West Sea)",
        "Northern Limit Line (East Sea)",
        "Han estuary, neutral waters",
    ):
        assert kinds[name] == MSO_SHAPE_TYPE.FREEFORM
    assert MDL not in kinds


def test_areas_can_be_seen_through_and_lines_keep_their_dashes():
    page = slides()[0]
    (water,) = named(page, "Water between the two lines")
    alpha = water._element.find(".//{*}solidFill//{*}alpha")
    layer = next(layer for layer in style.LAYERS if layer.id == "disputed-water")
    assert int(alpha.get("val")) == round(layer.fill_opacity * 100_000)
    (limit,) = named(page, "Northern Limit Line (West Sea)")
    assert limit._element.find(".//{*}prstDash").get("val") == "dash"
    (line,) = named(page, MDL)
    assert str(line.line.color.rgb) == style.LAYERS[0].color[0][1:].upper()
    assert line.line.width > limit.line.width


def drawn_events(page):
    """Return the ids of single marks, and the numbers in the rings with the ids that they name."""
    singles = [shape.name for shape in page.shapes if shape.name in ATLAS.events.index]
    rings = [shape for shape in page.shapes if re.fullmatch(r"\d+ events", shape.name)]
    grouped = {
        shape._element.xpath("*/p:cNvPr")[0].get("descr"): int(shape.text_frame.text) for shape in rings
    }
    return singles, grouped


def test_the_marks_stand_for_every_placed_event_inside_the_map_once():
    page = slides(BALLOONS)[0]
    singles, rings = drawn_events(page)
    placed = selection(*BALLOONS).rows["location_error_m"].notna().sum()
    assert len(singles) + sum(rings.values()) == placed == 29
    assert "Drawn: 29 of 32 events. 3 without a place of their own." in texts(page)


def test_what_is_not_on_the_map_is_said():
    page = slides()[0]
    singles, rings = drawn_events(page)
    drawn = len(singles) + sum(rings.values())
    unplaced = selection().unplaced
    outside = ATLAS.events.shape[0] - unplaced - drawn
    assert (
        f"Drawn: {drawn} of {selection().total:,} events. {unplaced} without a place of their own. {outside} outside"
        in texts(page)
    )


def test_the_number_of_marks_is_bounded(monkeypatch):
    frame = mapframe.MapFrame.of(View(), mapframe.Box(0, 0, 900, 470))
    whole = slidemap.marks(selection(), frame)
    assert len(whole) <= slidemap.MARKS_LIMIT
    monkeypatch.setattr(slidemap, "MARKS_LIMIT", 20)
    few = slidemap.marks(selection(), frame)
    assert len(few) <= 20
    assert sorted(key for mark in few for key in mark.ids) == sorted(
        key for mark in whole for key in mark.ids
    )


def test_each_category_has_its_own_native_outline_and_colour():
    legend = named(slides()[0], "Legend")[0]
    looks = {}
    for shape in legend.shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE:
            looks.setdefault(shape.name, (shape.auto_shape_type, str(shape.fill.fore_color.rgb)))
    labels = {schema.label("category", one.id): one for one in style.CATEGORIES}
    assert {name: color for name, (_, color) in looks.items() if name in labels} == {
        name: one.color[0][1:].upper() for name, one in labels.items()
    }
    assert len({kind for name, (kind, _) in looks.items() if name in labels}) == len(style.CATEGORIES)


def test_an_event_known_to_50_km_is_paler_than_one_that_is_known_better():
    page = slides()[0]
    for key in drawn_events(page)[0]:
        (mark,) = named(page, key)
        alpha = mark._element.find("{*}spPr/{*}solidFill//{*}alpha")
        assert (alpha is not None) == (ATLAS.events.at[key, "location_precision"] == "area")


def test_without_a_legend_the_map_is_wider_and_nothing_explains_it():
    with_it, without = slides(BALLOONS)[0], slides(BALLOONS, View(legend=False))[0]
    assert named(with_it, "Legend")
    assert not named(without, "Legend")
    assert named(without, "Sea")[0].width > named(with_it, "Sea")[0].width


def test_no_name_covers_another():
    page = slides(BALLOONS)[0]
    known = {label.text for label in style.LABELS} | {
        "Seoul",
        "Pyongyang",
        "Haeju",
        "Nampo",
        "Incheon",
        "Kaesong",
    }
    boxes = [
        shape
        for shape in page.shapes
        if shape.shape_type == MSO_SHAPE_TYPE.TEXT_BOX and shape.text_frame.text in known
    ]
    assert len(boxes) >= 8
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = (
                one.left + one.width <= other.left
                or other.left + other.width <= one.left
                or one.top + one.height <= other.top
                or other.top + other.height <= one.top
            )
            assert apart, (one.text_frame.text, other.text_frame.text)


@pytest.mark.parametrize("view", [View(), View(center=(126.6, 37.9), zoom=10.0)])
def test_the_scale_bar_is_true_at_the_latitude_of_the_map(view):
    page = slides((), view)[0]
    (group,) = named(page, "Scale bar")
    (sea,) = named(page, "Sea")
    box = mapframe.Box(
        *(value / 9525 for value in (sea.left, sea.top, sea.left + sea.width, sea.top + sea.height))
    )
    frame = mapframe.MapFrame.of(view, box)
    for unit, unit_m in (("km", 1000), ("nmi", 1852)):
        halves = [
            shape
            for shape in group.shapes
            if shape.name.endswith(f" {unit}") and shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE
        ]
        amount = float(halves[0].name.split()[0])
        length_px = sum(shape.width for shape in halves) / 9525
        assert length_px == pytest.approx(frame.length_px(amount * unit_m), rel=0.005)


def test_the_key_figures_stand_on_the_first_slide():
    said = texts(slides()[0])
    for category, count in Counter(ATLAS.events["category"]).items():
        assert schema.label("category", category) in said
        assert f"{count:,}" in said.split("\n")
    for words in (
        "Nearest to the MDL",
        "± 1.1 km",
        "27 July 1953",
        "5 July 2026",
        f"{selection().total:,} of {selection().total:,} events",
    ):
        assert words in said


def links(shapes):
    return {
        run.hyperlink.address
        for shape in shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    }


def test_the_source_line_names_licence_version_and_permalink():
    page = slides(BALLOONS)[0]
    (source,) = named(page, "Source")
    assert links([source]) == {export.LICENCE_URL, selection(*BALLOONS).permalink(BASE)}
    assert ATLAS.data_version in source.text_frame.text
    assert "© OpenStreetMap contributors (ODbL 1.0)" in source.text_frame.text


@pytest.mark.parametrize("pairs", [(), BALLOONS])
def test_the_timeline_is_a_native_chart_that_counts_every_event(pairs):
    chart = the_chart(slides(pairs)[1])
    assert chart.chart_type == XL_CHART_TYPE.COLUMN_STACKED
    found = {series.name: sum(series.values) for series in chart.plots[0].series}
    counts = Counter(selection(*pairs).rows["category"])
    assert found == {schema.label("category", key): n for key, n in counts.items()}
    assert sum(found.values()) == selection(*pairs).count
    colors = style.category_colors()
    labels = {schema.label("category", key): color for key, color in colors.items()}
    for series in chart.plots[0].series:
        assert str(series.format.fill.fore_color.rgb) == labels[series.name][1:].upper()


def test_the_table_lists_the_most_recent_events_with_links():
    table = the_table(slides()[2])
    rows = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    newest = ATLAS.events.sort_values("first_day", kind="stable").iloc[::-1][:ROWS]
    assert len(rows) == ROWS + 1
    assert [row[1] for row in rows[1:]] == list(newest["title"])
    assert [row[0] for row in rows[1:]] == list(newest["date_text"])
    measured = newest["distance_mdl_m"].notna()
    assert ["±" in row[4] for row in rows[1:]] == list(measured)
    found = [row.cells[6].text_frame.paragraphs[0].runs[0].hyperlink.address for row in list(table.rows)[1:]]
    assert found == list(newest["source_url"])


def test_picked_events_are_listed_instead_in_their_order():
    picked = ("2010-11-23-yeonpyeong-shelling", "1953-07-27-armistice-signed")
    picked = (*(key for key in picked if key in ATLAS.events.index), ATLAS.events.index[700])
    rows = list(the_table(slides((), View(), picked)[2]).rows)[1:]
    assert [row.cells[1].text_frame.text for row in rows] == [ATLAS.events.at[key, "title"] for key in picked]


def test_an_unknown_picked_event_is_refused():
    with pytest.raises(UnknownIdError):
        slide(selection(), View(), BASE, ("no-such-event",))


def test_the_notes_carry_sources_method_licence_citation_and_permalink():
    for page, rows in zip(slides(BALLOONS), [selection(*BALLOONS).rows] * 3, strict=True):
        note = page.notes_slide.notes_text_frame.text
        for words in (
            measure.METHOD,
            export.LICENCE_URL,
            selection(*BALLOONS).permalink(BASE),
            ATLAS.data_version,
        ):
            assert words in note
        shown = (
            rows
            if page.shapes.title.text_frame.text != "The 12 most recent events"
            else rows.iloc[::-1][:ROWS]
        )
        for column in ("source_url", "source2_url", "counterclaim_url"):
            for address in shown[column].dropna():
                assert address in note
    first = slides(BALLOONS)[0].notes_slide.notes_text_frame.text
    assert all(url in first for url in [ATLAS.boundaries.at["nll", "source_url"]] if url)


def test_the_notes_of_everything_are_bounded_and_say_where_the_rest_is():
    note = slides()[0].notes_slide.notes_text_frame.text
    assert note.count("http") < 150
    assert f"{BASE}/api/events.csv" in note


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


@pytest.mark.parametrize("title", [HOSTILE, HOSTILE * 200, "x" * 5_000, "서해 “교전” \U0001f6a2"])
def test_hostile_words_of_the_reader_stay_words(title):
    page = slides(BALLOONS, View(title=title, note=title))[0]
    shown = page.shapes.title.text_frame.text
    assert shown.rstrip("…") == clean(title)[: len(shown.rstrip("…"))]
    assert shown


def test_hostile_words_of_an_event_stay_words_and_its_address_no_link():
    events = ATLAS.events.copy()
    key = selection(*BALLOONS).rows.index[-1]
    events.loc[key, ["title", "place", "source_publisher"]] = HOSTILE
    events.loc[key, "source_url"] = "javascript:alert(1)"
    hostile = replace(ATLAS, events=events)
    raw = slide(hostile.selection(EventFilter.from_query(BALLOONS, ATLAS.boundary_ids)), View(), BASE)
    file = Presentation(io.BytesIO(raw))
    row = list(the_table(file.slides[2]).rows)[1]
    assert row.cells[1].text_frame.text == clean(HOSTILE)
    run = row.cells[6].text_frame.paragraphs[0].runs[0]
    assert run.text == clean(HOSTILE)
    assert run.hyperlink.address is None


def test_an_empty_selection_says_so_on_every_slide():
    for page in slides(NOTHING):
        assert WORDS["en"]["empty"] in texts(page)
    assert named(slides(NOTHING)[0], MDL)


def test_korean_slides_have_korean_labels_and_a_font_that_has_them():
    first, second, third = slides((), View(lang="ko"))
    assert named(first, "군사분계선")
    assert "교전·사격" in texts(first)
    assert {series.name for series in the_chart(second).plots[0].series} >= {"해상", "외교·성명"}
    rows = list(the_table(third).rows)
    newest = ATLAS.events.sort_values("first_day", kind="stable").iloc[-1]
    assert rows[1].cells[1].text_frame.text == newest["title"]
    assert rows[1].cells[0].text_frame.text.startswith("2026년")
    for shape in flat(first.shapes):
        if shape.has_text_frame:
            for run in shape.text_frame.paragraphs[0].runs:
                assert run._r.rPr.find("{*}ea").get("typeface") == "Malgun Gothic"


def test_both_languages_have_the_same_words():
    assert WORDS["en"].keys() == WORDS["ko"].keys()


def test_only_web_addresses_become_links():
    assert safe_link("https://example.org/a?b=1") == "https://example.org/a?b=1"
    for address in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "data:text/html,x",
        "http://a\u202eb",
        None,
    ):
        assert safe_link(address) is None


@pytest.mark.parametrize("text", ["one two three " * 40, "x" * 900, "서해 교전 " * 60])
@pytest.mark.parametrize("lines", [1, 2])
def test_cut_text_fits_and_text_that_fits_is_whole(text, lines):
    cut = fitted(text, 10, 3, lines)
    assert cut.endswith("…")
    assert lines_needed(cut, 10, 3) <= lines
    assert fitted("short", 10, 3, lines) == "short"


def test_text_starts_at_the_left_margin_of_the_slide():
    for page in slides(BALLOONS):
        assert page.shapes.title.left == Inches(0.4)
