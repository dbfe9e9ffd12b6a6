"""The slides after the map, parsed back: a native chart, a native table, and notes with the sources."""

from collections import Counter

import pytest
from pptx.enum.chart import XL_CHART_TYPE

from geo.atlas.metadata import LICENCE_URL
from geo.catalogue import codebook
from geo.catalogue.reports import labels, of_role
from geo.look import style
from geo.look.view import View
from geo.paper.slides.pages import ROWS
from geo.words.table import say
from tests.geo.paper.slides.parsed import (
    ATLAS,
    BALLOONS,
    BASE,
    selection,
    slides,
    the_chart,
    the_table,
)


@pytest.mark.parametrize("pairs", [(), BALLOONS])
def test_the_timeline_is_a_native_chart_that_counts_every_event(pairs):
    chart = the_chart(slides(pairs)[1])
    assert chart.chart_type == XL_CHART_TYPE.COLUMN_STACKED
    found = {series.name: sum(series.values) for series in chart.plots[0].series}
    counts = Counter(selection(*pairs).rows["category"])
    assert found == {codebook.label("category", key): n for key, n in counts.items()}
    assert sum(found.values()) == selection(*pairs).count
    colors = style.category_colors()
    labels = {codebook.label("category", key): color for key, color in colors.items()}
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
    assert found == [of_role(reports, "says")[0].url for reports in newest["sources"]]


def test_picked_events_are_listed_instead_in_their_order():
    picked = ("2010-11-23-yeonpyeong-shelling", "1953-07-27-armistice-signed")
    picked = (*(key for key in picked if key in ATLAS.events.index), ATLAS.events.index[700])
    rows = list(the_table(slides((), View(), picked)[2]).rows)[1:]
    assert [row.cells[1].text_frame.text for row in rows] == [ATLAS.events.at[key, "title"] for key in picked]


def test_the_notes_carry_sources_method_licence_citation_and_permalink():
    for page, rows in zip(slides(BALLOONS), [selection(*BALLOONS).rows] * 3, strict=True):
        note = page.notes_slide.notes_text_frame.text
        for words in (
            say("method.distances"),
            LICENCE_URL,
            selection(*BALLOONS).permalink(BASE),
            ATLAS.data_version,
        ):
            assert words in note
        shown = (
            rows
            if page.shapes.title.text_frame.text != "The 12 most recent events"
            else rows.iloc[::-1][:ROWS]
        )
        reports = [report for listed in shown["sources"] for report in listed]
        groups = {
            role: note.index(f"\n{name}:\n")
            for role, name in labels("role").items()
            if f"\n{name}:\n" in note
        }
        for report in reports:
            after = min((at for at in groups.values() if at > groups[report.role]), default=len(note))
            assert report.url in note[groups[report.role] : after]
    first = slides(BALLOONS)[0].notes_slide.notes_text_frame.text
    assert all(url in first for url in [ATLAS.boundaries.at["nll", "source_url"]] if url)


def test_the_notes_of_everything_are_bounded_and_say_where_the_rest_is():
    note = slides()[0].notes_slide.notes_text_frame.text
    assert note.count("http") < 150
    assert f"{BASE}/api/events.csv" in note
