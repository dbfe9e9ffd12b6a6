"""The briefing slides: a filtered view as a map of native shapes, a timeline as a native chart and a table.

Bytes depend on the request and the data alone: there is no clock in them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import datetime, time

import geopandas as gpd
from pptx.enum.shapes import MSO_SHAPE

from geo.atlas.keyfigures import KeyFigures, key_figures, mdl_text, timeline
from geo.atlas.metadata import CREDITS, LICENCE_NAME, LICENCE_URL, attribution
from geo.atlas.reach import reach_words, when
from geo.atlas.selection import EVENTS_AT_ONCE, Selection
from geo.atlas.texts import text_of
from geo.catalogue import codebook
from geo.look.address import map_url
from geo.look.grouping import Mark
from geo.look.view import NOTE_LIMIT, TITLE_LIMIT, View
from geo.paper.bands import distances_of
from geo.paper.ground import seen_layers
from geo.paper.legend import BAND_KINDS, LAYERS, Row, blocks_of
from geo.paper.marks import Marks, marks_of
from geo.paper.qr import qr_of
from geo.paper.slides import bands, pages, scale
from geo.paper.slides import map as slidemap
from geo.paper.slides.shapes import (
    GREY,
    INK,
    LINK,
    PX_IN,
    SIZE_IN,
    BoxIn,
    Run,
    Sheet,
    fixed_bytes,
    outline,
    presentation,
)
from geo.paper.slides.text import LINE_HEIGHT, fitted, lines_needed, width_in
from geo.words.dates import day_text
from geo.words.harmless import clean
from geo.words.table import say

MARGIN_IN = 0.4
ROOM_IN = SIZE_IN[0] - 2 * MARGIN_IN
LEGEND_IN = 2.75
QR_IN = 0.8
QR_LONGEST = 500
"""Longest address for a QR code of that size: a longer one has cells too fine for a camera."""
STRIP_IN, FOOTER_IN = 0.72, 0.42
BOTTOM_IN = SIZE_IN[1] - 0.25


def slide(selection: Selection, view: View, base_url: str, picked: tuple[str, ...] = ()) -> bytes:
    """Return a PowerPoint file of a filtered view: map, timeline and table, with sources in the notes.

    Parameters
    ----------
    selection : Selection
        What is shown.
    view : View
        How; ``size`` and ``dpi`` are for pictures and do nothing here.
    base_url : str
        The public address of the atlas, without a slash at the end.
    picked : tuple of str
        Ids of events to list instead of the most recent.

    Raises
    ------
    UnknownIdError
        When a picked id is no event.
    """
    for key in picked:
        selection.atlas.event(key)
    made = presentation()
    figures = key_figures(selection)
    title = title_of(view)
    describe_file(made.core_properties, selection, title, selection.sentence(view.lang), view.lang)

    first = new_page(made, view.lang)
    link = map_url(base_url, selection.wanted, view, picked[0] if len(picked) == 1 else None)
    top_in = header(first, title, selection.sentence(view.lang), view.note, link)
    _map_page(first, selection, figures, view, link, top_in)
    recent = selection.page(0, EVENTS_AT_ONCE, ("sources",))
    pages.notes(first, selection, base_url, recent, link, view.drawn_layers)

    second = new_page(made, view.lang)
    reach = reach_words(selection, view.lang)
    subtitle = ". ".join(
        filter(None, (selection.sentence(view.lang), say("slides.counted", view.lang), reach))
    )
    counted = timeline(selection)
    header(second, pages.timeline_title(counted, view.lang), subtitle)
    pages.chart(second, counted, selection.sentence(view.lang))
    pages.notes(second, selection, base_url, recent, link)

    third = new_page(made, view.lang)
    listed = pages.listed(selection, picked)
    subtitle = ". ".join(filter(None, (selection.sentence(view.lang), reach)))
    header(third, pages.table_title(selection, picked, view.lang), subtitle)
    pages.table(third, selection, listed)
    pages.notes(third, selection, base_url, listed, link)
    return fixed_bytes(made)


def title_of(view: View) -> str:
    """Return the title of a view, or the atlas's own."""
    return clean(view.title, TITLE_LIMIT) or say("paper.subject", view.lang)


def describe_file(properties, selection: Selection, title: str, subject: str, language: str) -> None:
    """Write what the file says of itself in a language; its date is that of the newest event, as there is no other."""
    when = datetime.combine(selection.atlas.last_known, time.min)
    properties.author = properties.last_modified_by = "MDL Atlas"
    properties.title, properties.subject = title, clean(subject, 250)
    properties.language = language
    properties.keywords = say("paper.state", language, version=selection.atlas.data_version)
    properties.comments = clean(f"{attribution(language)}. {LICENCE_URL}", 250)
    properties.created = properties.modified = when
    properties.revision = 1


def new_page(made, language: str) -> Sheet:
    """Add a slide to a presentation."""
    page = made.slides.add_slide(made.slide_layouts.get_by_name("Title Only"))
    page.shapes.turbo_add_enabled = True
    return Sheet(page.shapes, language)


def header(sheet: Sheet, title: str, subtitle: str, note: str = "", link: str | None = None) -> float:
    """Write title, subtitle, note and QR code; return where the room below begins, in inches."""
    room_in = ROOM_IN
    if link and len(link) <= QR_LONGEST:
        room_in -= QR_IN + 0.2
        _qr(sheet, link)
    size_pt = next((size for size in (26, 22, 19, 17) if width_in(title, size, True) <= room_in), 19)
    lines = min(2, lines_needed(title, size_pt, room_in, True))
    high_in = lines * size_pt * LINE_HEIGHT / 72
    sheet.title(fitted(title, size_pt, room_in, 2, True), (MARGIN_IN, 0.24, room_in, high_in), size_pt)
    top_in = 0.24 + high_in + 0.04
    for name, text, size_pt, most, color in (
        (say("slides.filter", sheet.language), clean(subtitle), 13, 2, GREY),
        (say("slides.note", sheet.language), clean(note, NOTE_LIMIT), 11, 4, INK),
    ):
        if text:
            high_in = min(most, lines_needed(text, size_pt, room_in)) * size_pt * LINE_HEIGHT / 72
            runs = [Run(fitted(text, size_pt, room_in, most), size_pt, color=color)]
            sheet.text(name, (MARGIN_IN, top_in, room_in, high_in), [runs])
            top_in += high_in + 0.05
    return max(top_in + 0.07, 0.3 + QR_IN if link else 0)


def _qr(sheet: Sheet, link: str) -> None:
    code = qr_of(link)
    if code is None:
        # The address itself stands in the notes and behind the links.
        return
    drawn = io.BytesIO()
    code.save(drawn, kind="png", scale=4, border=2)
    drawn.seek(0)
    left_in = SIZE_IN[0] - MARGIN_IN - QR_IN
    sheet.picture(say("slides.qr", sheet.language), drawn, (left_in, 0.24, QR_IN, QR_IN), link)


# --- The first slide ----------------------------------------------------------------------------------------


def _map_page(
    sheet: Sheet, selection: Selection, figures: KeyFigures, view: View, link: str, top_in: float
) -> None:
    strip_in = BOTTOM_IN - FOOTER_IN - STRIP_IN
    high_in = (strip_in - 0.3 if figures.count else BOTTOM_IN - FOOTER_IN - 0.05) - top_in
    wide_in = ROOM_IN - (LEGEND_IN + 0.25 if view.legend else 0)
    frame = slidemap.frame_of(view, (MARGIN_IN, top_in, wide_in, high_in))
    marks = marks_of(selection, frame, scale.panels(frame))
    lone = selection.atlas.events_of(
        [mark.members[0] for mark in marks.marks if mark.count == 1 and mark.members]
    )
    distances = distances_of(selection, view, frame, marks.marks)
    seen = seen_layers(frame, view, marks.marks)
    slidemap.draw(sheet, frame, view, seen, marks, lone, selection.sentence(view.lang), distances)
    if view.legend:
        _legend(sheet, view, seen, marks, (SIZE_IN[0] - MARGIN_IN - LEGEND_IN, top_in, LEGEND_IN, high_in))
    footer(sheet, selection, link)
    if figures.count:
        _caption(sheet, selection, (MARGIN_IN, strip_in - 0.27, wide_in, 0.17))
        _strip(sheet, selection, figures, strip_in)
    else:
        _say_nothing(sheet, scale.panels(frame)[0].left * PX_IN - 0.15, top_in + high_in - 0.6)


def _say_nothing(sheet: Sheet, right_in: float, top_in: float) -> None:
    """Say on the map that it has no event: beside the scale, where there is neither a line nor a name."""
    words = say("map.none", sheet.language)
    wide_in = width_in(words, 16, True) + 0.5
    box = (right_in - wide_in, top_in, wide_in, 0.5)
    panel = sheet.shape(
        say("slides.empty", sheet.language), MSO_SHAPE.ROUNDED_RECTANGLE, box, "#ffffff", 0.92
    )
    outline(panel, GREY, 0.75)
    sheet.write(panel, [[Run(words, 16, True)]], "center", "middle")


def _caption(sheet: Sheet, selection: Selection, box: BoxIn) -> None:
    """Say what reaches beyond the filter."""
    if reach := reach_words(selection, sheet.language):
        sheet.text(say("slides.reach_name", sheet.language), box, [[Run(f"{reach}.", 8.5, color=GREY)]])


def _legend(sheet: Sheet, view: View, seen: Mapping[str, gpd.GeoSeries], marks: Marks, box: BoxIn) -> None:
    """Put what each mark and line on the map means, as one group of native shapes."""
    blocks = blocks_of(view, seen, marks)
    rows = sum(len(rows) + 1.35 for _, rows in blocks)
    row_in = min(0.235, box[3] / max(rows, 1))
    size_pt = 9.5 if row_in > 0.2 else 8 if row_in > 0.16 else 7
    group = sheet.group(say("slides.legend", view.lang))
    left_in, y_in = box[0], box[1]
    text_in = left_in + 0.42
    categories = tuple(marks.counts)
    for head, rows in blocks:
        words = [[Run(head, size_pt + 0.5, True)]]
        group.text(head, (left_in, y_in, LEGEND_IN, row_in), words, anchor="middle")
        y_in += row_in * 1.05
        for row in rows:
            words = [[Run(fitted(row.label, size_pt, LEGEND_IN - 0.42), size_pt)]]
            group.text(row.label, (text_in, y_in, LEGEND_IN - 0.42, row_in), words, anchor="middle")
            _swatch(group, row, view, categories, (left_in + 0.17, y_in + row_in / 2, row_in))
            y_in += row_in
        y_in += row_in * 0.3


def _swatch(
    group: Sheet, row: Row, view: View, categories: tuple[str, ...], at: tuple[float, float, float]
) -> None:
    """Put how the thing of a row is drawn; ``at`` is the middle of its place and how high that is."""
    x_in, y_in, high_in = at
    if row.kind == "layer":
        slidemap.swatch(group, LAYERS[row.key], row.label, (x_in - 0.15, y_in, 0.3, high_in))
    elif row.kind in BAND_KINDS:
        bands.draw_key(group, row.kind, row.label, len(view.bands), x_in, y_in)
    elif row.kind == "category":
        slidemap.symbol(group, row.label, row.key, x_in, y_in, 0.15)
    elif row.kind == "badge":
        slidemap.sign(group, row.label, row.key, x_in, y_in)
    elif row.kind == "precision":
        slidemap.single(group, row.label, categories[0], row.key, (x_in, y_in), min(0.15, high_in * 0.7))
    else:
        sizes = (2, 3) if len(categories) > 1 else (5,)
        counts = dict(zip(categories[:2], sizes, strict=True))
        slidemap.ring(group, row.label, Mark(x_in / PX_IN, y_in / PX_IN, counts, "near"), high_in * 0.48)


def _strip(sheet: Sheet, selection: Selection, figures: KeyFigures, top_in: float) -> None:
    """Put the key figures: a count for each category, the event nearest to the MDL, the first and last date."""
    language = sheet.language
    box = (MARGIN_IN, top_in - 0.055, ROOM_IN, 0.012)
    sheet.shape(say("slides.rule", language), MSO_SHAPE.RECTANGLE, box, GREY)
    cell_in = min(1.3, 7.2 / len(figures.by_category))
    left_in = MARGIN_IN
    for key, count in figures.by_category.items():
        label = codebook.label("category", key, language)
        slidemap.symbol(sheet, label, key, left_in + 0.09, top_in + 0.16, 0.17)
        number = [[Run(f"{count:,}", 17, True)]]
        sheet.text(
            f"{label}: {count}", (left_in + 0.23, top_in, cell_in - 0.25, 0.32), number, anchor="middle"
        )
        words = [[Run(fitted(label, 8, cell_in - 0.09, 2), 8, color=GREY)]]
        sheet.text(label, (left_in, top_in + 0.34, cell_in - 0.09, 0.3), words)
        left_in += cell_in
    left_in += 0.12
    dates_in = 2.4
    right_in = SIZE_IN[0] - MARGIN_IN - dates_in
    _nearest(sheet, selection, figures, (left_in, top_in, right_in - left_in - 0.2, STRIP_IN))
    _first_and_last(sheet, selection, figures, (right_in, top_in, dates_in, STRIP_IN))


def _first_and_last(sheet: Sheet, selection: Selection, figures: KeyFigures, box: BoxIn) -> None:
    language = sheet.language
    left_in, top_in, wide_in, _ = box
    words = [say("slides.first", language), say("slides.last", language)]
    dates = [_told_date(selection, key, language) for key in (figures.first, figures.last)]
    label_in = max(width_in(word, 8.5) for word in words) + 0.1
    room_in = wide_in - label_in
    sizes = (12, 11, 10, 9, 8, 7)
    size_pt = next((size for size in sizes if max(width_in(day, size, True) for day in dates) <= room_in), 7)
    for at, (word, day) in enumerate(zip(words, dates, strict=True)):
        y_in = top_in + 0.06 + at * 0.26
        sheet.text(word, (left_in, y_in, label_in, 0.24), [[Run(word, 8.5, color=GREY)]], anchor="middle")
        row = (left_in + label_in, y_in, room_in, 0.24)
        sheet.text(f"{word}: {day}", row, [[Run(day, size_pt, True)]], anchor="middle")


def _told_date(selection: Selection, key: str, language: str) -> str:
    """Return when an event was, clipped to the dates of the filter."""
    event, start = selection.atlas.event(key), selection.wanted.from_date
    if start and event["first_day"].date() < start:
        return say("paper.before", language, day=day_text(start, language))
    return when(event, selection.wanted, language)


def _nearest(sheet: Sheet, selection: Selection, figures: KeyFigures, box: BoxIn) -> None:
    language, nearest = sheet.language, figures.nearest
    label = say("slides.nearest", language)
    if nearest is None:
        sheet.text(label, box, [[Run(say("slides.no_nearest", language), 9, color=GREY)]])
        return
    event = selection.atlas.event(nearest.id)
    more = f" ({say('slides.others', language, count=nearest.others)})" if nearest.others else ""
    what = f"{when(event, selection.wanted, language)}: {clean(text_of(event, 'title', language))}"
    # The note on the others stays whole; the title gives way.
    what = fitted(what, 8, box[2], 2, tail=more)
    paragraphs = [
        [Run(label, 8, color=GREY)],
        [Run(mdl_text(selection, nearest.id, language), 12, True)],
        [Run(what, 8, color=GREY)],
    ]
    sheet.text(label, box, paragraphs)


def footer(sheet: Sheet, selection: Selection, link: str) -> None:
    """Say where all this is from, under which licence, and where it is found again."""
    size_pt = 8
    runs: Iterable[Run] = [
        Run(say("slides.version", sheet.language, version=selection.atlas.data_version), size_pt, color=GREY),
        Run(LICENCE_NAME, size_pt, color=GREY, link=LICENCE_URL),
        Run(" · " + say("slides.credit", sheet.language, **CREDITS), size_pt, color=GREY),
    ]
    address = Run(fitted(link, size_pt, ROOM_IN), size_pt, color=LINK, link=link)
    top_in = BOTTOM_IN - FOOTER_IN + 0.1
    sheet.text(
        say("slides.source", sheet.language),
        (MARGIN_IN, top_in, ROOM_IN, FOOTER_IN - 0.1),
        [list(runs), [address]],
    )
