"""The slides after the map: timeline as a native chart, events as a native table; and the notes of all slides."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from geo.atlas.keyfigures import Timeline, mdl_text
from geo.atlas.metadata import Metadata
from geo.atlas.reach import when
from geo.atlas.selection import Selection
from geo.atlas.texts import text_of
from geo.catalogue import codebook
from geo.catalogue.reports import about_text, by_role, labels, of_role
from geo.catalogue.sources import cited_sources
from geo.look import style
from geo.paper.slides.shapes import GREY, INK, LINK, SIZE_IN, Run, Sheet, describe, rgb, typefaces, write
from geo.paper.slides.text import fitted
from geo.words.dates import date_text
from geo.words.harmless import clean
from geo.words.table import say

ROWS = 12
ROW_IN, HEAD_IN = 0.44, 0.32
TOP_IN = 1.3
TEXT_PT = 9.5
COLUMNS = {
    "date": 1.85,
    "what": 2.8,
    "who": 1.2,
    "place": 1.95,
    "mdl": 2.0,
    "confidence": 0.95,
    "source": 1.783,
}
"""Columns of the table and their widths, inches."""
CELL_IN = 0.06
"""Margin left and right in a cell."""
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own id of the style "No Style, No Grid"."""
GAPS = ((3, 500), (15, 80), (10_000, 25))
"""Most columns, and the gap between them in percent of their width: few do not grow into walls."""
LABELS_MOST = {"year": 20, "month": 14, "day": 10}
"""More dates than this do not stand beside one another under the chart."""
NOTED_LIMIT = 80
"""Addresses in the notes of a slide."""
PUBLISHERS_LIMIT = 40
# --- The timeline -------------------------------------------------------------------------------------------


def timeline_title(counted: Timeline, language: str) -> str:
    """Return the title of the timeline."""
    return say(f"slides.timeline_{counted.unit}", language)


def chart(sheet: Sheet, counted: Timeline, description: str) -> None:
    """Put the counts over time by category, as a native chart with its numbers inside."""
    language = sheet.language
    if not counted.periods:
        _empty(sheet)
        return
    data = CategoryChartData(number_format="0")
    data.categories = [_period_words(period, counted.unit, language) for period in counted.periods]
    for category, counts in counted.counts.items():
        data.add_series(codebook.label("category", category, language), counts)
    box = (Inches(0.4), Inches(TOP_IN), Inches(SIZE_IN[0] - 0.8), Inches(7.2 - TOP_IN))
    made = sheet.shapes.add_chart(XL_CHART_TYPE.COLUMN_STACKED, *box, data)
    made.name = say(f"slides.timeline_{counted.unit}", language)
    describe(made, f"{made.name}: {description}")
    drawn = made.chart
    drawn.font.size, drawn.font.color.rgb = Pt(11), rgb(INK)
    typefaces(drawn.font._element, language)
    drawn.has_title = False
    drawn.has_legend = True
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    colors = style.category_colors()
    drawn.plots[0].gap_width = next(gap for most, gap in GAPS if len(counted.periods) <= most)
    for category, series in zip(counted.counts, drawn.plots[0].series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(colors[category])
    _axes(drawn, counted)


def _period_words(period: str, unit: str, language: str) -> str:
    first = (period + "-01-01")[:10]
    return (
        date_text({"date": first, "end_date": None, "date_precision": unit}, language)
        if unit != "year"
        else period
    )


def _axes(drawn, counted: Timeline) -> None:
    highest = max(sum(column) for column in zip(*counted.counts.values(), strict=True))
    values, dates = drawn.value_axis, drawn.category_axis
    values.minimum_scale = 0
    values.major_gridlines.format.line.color.rgb = rgb("#d9d6cf")
    values.format.line.fill.background()
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "0", False
    if highest <= 8:  # no half events
        values.major_unit, values.maximum_scale = 1, highest + 1
    dates.format.line.color.rgb = rgb(GREY)
    dates.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    every = -(-len(counted.periods) // LABELS_MOST[counted.unit])
    if every > 1:
        every = {2: 2, 3: 5, 4: 5}.get(every, every)
        ahead = dates._element.find(qn("c:noMultiLvlLbl"))
        for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
            skip = etree.Element(qn(tag), val=str(every))
            ahead.addprevious(skip)
    else:
        turned = dates.tick_labels.font._element.getparent().getparent().getparent().find(qn("a:bodyPr"))
        turned.set("rot", "0")
        turned.set("vert", "horz")


def _empty(sheet: Sheet) -> None:
    words = [[Run(say("map.none", sheet.language), 18)]]
    sheet.text(
        say("slides.empty", sheet.language), (0.4, 3.2, SIZE_IN[0] - 0.8, 0.5), words, "center", "middle"
    )


# --- The table ----------------------------------------------------------------------------------------------


def listed(selection: Selection, picked: tuple[str, ...]) -> pd.DataFrame:
    """Return the picked events in their order, or the most recent, the latest first; at most `ROWS`."""
    if picked:
        return selection.atlas.events_of(list(dict.fromkeys(picked))[:ROWS])
    return selection.page(0, ROWS)


def table_title(selection: Selection, picked: tuple[str, ...], language: str) -> str:
    """Return the title of the table."""
    of = len(set(picked))
    if of > ROWS:
        return say("slides.picked_some", language, count=ROWS, total=of)
    if picked:
        return say("slides.picked", language)
    if selection.count > ROWS:
        return say("slides.recent", language, count=ROWS)
    return say(
        "slides.recent_one" if selection.count == 1 else "slides.recent_all", language, count=selection.count
    )


def table(sheet: Sheet, selection: Selection, rows: pd.DataFrame) -> None:
    """Put events as a native table."""
    language = sheet.language
    if rows.empty:
        _empty(sheet)
        return
    name = table_title(selection, (), language)
    grid = plain_grid(sheet, name, list(COLUMNS.values()), [HEAD_IN] + [ROW_IN] * len(rows))
    for cell, word in zip(grid.rows[0].cells, COLUMNS, strict=True):
        _cell(cell, Run(say(f"slides.{word}", language), TEXT_PT, True), COLUMNS[word], language, INK, 1)
    for at, (key, event) in enumerate(rows.iterrows(), 1):
        for cell, (word, run) in zip(
            grid.rows[at].cells, _runs(selection, key, event, language).items(), strict=True
        ):
            _cell(cell, run, COLUMNS[word], language, "#d0ccc3", 0.5)


def plain_grid(
    sheet: Sheet, name: str, columns_in: list[float], rows_in: list[float], top_in: float = TOP_IN
):
    """Put an empty native table without a look of its own, by the widths and heights of its columns and rows."""
    box = (Inches(0.4), Inches(top_in), Inches(sum(columns_in)), Inches(sum(rows_in)))
    made = sheet.shapes.add_table(len(rows_in), len(columns_in), *box)
    made.name = name
    grid = made.table
    grid.horz_banding = False
    made._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN_TABLE
    for column, wide_in in zip(grid.columns, columns_in, strict=True):
        column.width = Inches(wide_in)
    for row, high_in in zip(grid.rows, rows_in, strict=True):
        row.height = Inches(high_in)
    return grid


def _runs(selection: Selection, key: str, event, language: str) -> dict[str, Run]:
    distance = mdl_text(selection, key, language)
    report = of_role(event["sources"], "says")[0]
    return {
        "date": Run(when(event, selection.wanted, language), TEXT_PT),
        "what": Run(text_of(event, "title", language), TEXT_PT, True),
        "who": Run(codebook.label("initiator", event["initiator"], language), TEXT_PT),
        "place": Run(text_of(event, "place", language), TEXT_PT),
        "mdl": Run(
            distance or say("slides.not_measured", language), TEXT_PT, color=INK if distance else GREY
        ),
        "confidence": Run(codebook.label("confidence", event["confidence"], language), TEXT_PT),
        "source": Run(report.publisher, TEXT_PT, color=LINK, link=report.url),
    }


def _cell(cell, run: Run, wide_in: float, language: str, edge: str, edge_pt: float) -> None:
    room_in = wide_in - 2 * CELL_IN
    text = fitted(clean(run.text, 400), run.size_pt, room_in, 2, run.bold)
    fill_cell(cell, [[replace(run, text=text)]], language, edge, edge_pt)


def fill_cell(cell, paragraphs: list[list[Run]], language: str, edge: str, edge_pt: float) -> None:
    """Write into a cell what fits it, with a line below it and nothing behind."""
    write(cell.text_frame, paragraphs, language)
    cell.margin_left = cell.margin_right = Inches(CELL_IN)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.background()
    line = etree.Element(qn("a:lnB"), w=str(int(edge_pt * 12_700)))
    fill = etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"))
    fill.set("val", edge.lstrip("#"))
    cell._tc.get_or_add_tcPr().insert(0, line)


# --- The notes ----------------------------------------------------------------------------------------------


def notes(
    sheet: Sheet,
    selection: Selection,
    base_url: str,
    rows: pd.DataFrame,
    link: str,
    layers: tuple[str, ...] = (),
) -> None:
    """Write the speaker notes: sources of the rows and layers shown, method, licence, citation, and the way to the map."""
    language = sheet.language
    parts = [
        [selection.sentence(language)],
        event_sources(rows, language, selection.permalink(base_url, "/api/events.csv")),
        line_sources(selection, language, layers),
    ]
    write_notes(sheet, selection.metadata(base_url, language), parts, link)


def write_notes(sheet: Sheet, about: Metadata, parts: list[list[str]], link: str) -> None:
    """Write paragraphs of lines into the speaker notes, and after them method, licence, citation and the way to the map."""
    language = sheet.language
    parts = [
        *parts,
        [say("slides.note_method", language), about.method],
        [say("slides.note_licence", language), f"{about.licence}, {about.licence_url}", about.attribution],
        [say("slides.note_citation", language), about.citation],
        [say("slides.note_permalink", language), link],
    ]
    text = "\n\n".join("\n".join(clean(line, 6_000) for line in part) for part in parts if part)
    frame = sheet.slide.notes_slide.notes_text_frame
    frame.text = text
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            typefaces(run._r.get_or_add_rPr(), language)


def event_sources(rows: pd.DataFrame, language: str, download: str) -> list[str]:
    """Return the publishers with how often, and the reports by what they support, latest events first; bounded."""
    found = cited_sources(rows)
    publishers = Counter(source.publisher for source in found.values())
    if not found:
        return []
    named = [f"{name} ({n})" if n > 1 else name for name, n in publishers.most_common(PUBLISHERS_LIMIT)]
    named += ["…"] if len(publishers) > PUBLISHERS_LIMIT else []
    lines = [
        say("slides.note_sources", language),
        say("slides.note_publishers", language, publishers=", ".join(named)),
    ]
    told = {(one.role, one.url): one for reports in rows["sources"] for one in reports}
    for role, reports in by_role([*told.values()][:NOTED_LIMIT]).items():
        lines.append(say("slides.note_role", language, role=labels("role", language)[role]))
        lines += [f"{about_text(one, language)}: {one.title}. {one.url}" for one in reports]
    more = len(told) - NOTED_LIMIT
    return lines + ([say("slides.note_more", language, count=more, address=download)] if more > 0 else [])


def line_sources(selection: Selection, language: str, layers: tuple[str, ...]) -> list[str]:
    """Return where the lines and areas of some layers are from."""
    wanted = [
        key
        for layer in style.layers_for(selection.atlas.boundary_ids)
        if layer["id"] in layers
        for key in layer["boundaries"]
    ]
    if not wanted:
        return []
    rows = selection.atlas.boundaries.loc[wanted]
    said = dict.fromkeys(
        " ".join(filter(None, (row.source, row.source_url, f"({row.licence})"))) for row in rows.itertuples()
    )
    return [say("slides.note_lines", language), *said]
