"""The briefing slides: a filtered view as a map of native shapes, a timeline as a native chart and a table.

Bytes depend on the request and the data alone: there is no clock in them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

import segno
from pptx.enum.shapes import MSO_SHAPE

from geo import export, schema, slidemap, slidepages, style
from geo.atlas import Selection
from geo.keyfigures import KeyFigures, date_words, key_figures
from geo.slideshapes import (
    GREY,
    INK,
    LINK,
    SIZE_IN,
    Box,
    Run,
    Sheet,
    fixed_bytes,
    outline,
    presentation,
)
from geo.slidetext import LINE_HEIGHT, clean, fitted, lines_needed, width_in
from geo.slidewords import say
from geo.view import NOTE_LIMIT, TITLE_LIMIT, View

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
    _properties(made.core_properties, selection, title)

    first = _page(made, view.lang)
    top_in = _header(first, title, said(selection, view.lang), view.note, selection.permalink(base_url))
    _map_page(first, selection, figures, view, base_url, top_in)
    slidepages.notes(first, selection, view.lang, base_url, selection.rows, view.layers)

    second = _page(made, view.lang)
    subtitle = f"{said(selection, view.lang)}. {say('counted', view.lang)}."
    _header(second, slidepages.timeline_title(selection, view.lang), subtitle)
    slidepages.chart(second, selection, view.lang)
    slidepages.notes(second, selection, view.lang, base_url, selection.rows)

    third = _page(made, view.lang)
    listed = slidepages.listed(selection, picked)
    _header(third, slidepages.table_title(selection, picked, view.lang), said(selection, view.lang))
    slidepages.table(third, selection, listed, view.lang)
    slidepages.notes(third, selection, view.lang, base_url, listed)
    return fixed_bytes(made)


def title_of(view: View) -> str:
    """Return the title of a view, or the atlas's own."""
    return clean(view.title, TITLE_LIMIT) or say("title", view.lang)


def said(selection: Selection, language: str) -> str:
    """Return the filter in words, with the count."""
    if language != "ko":
        return selection.text
    words = selection.wanted.words(selection.atlas.boundaries["name_ko"].to_dict(), "ko")
    count = say("filter", language, count=selection.count, total=selection.total)
    return f"{count} · {words}" if words else count


def _properties(properties, selection: Selection, title: str) -> None:
    """Write what the file says of itself; its date is that of the newest event, as there is no other."""
    newest = selection.atlas.events["first_day"].max()
    when = datetime(2000, 1, 1) if newest is None or newest != newest else newest.to_pydatetime()
    properties.author = properties.last_modified_by = "MDL Atlas"
    properties.title, properties.subject = title, clean(selection.text, 250)
    properties.keywords = f"data version {selection.atlas.data_version}"
    properties.comments = clean(f"{export.ATTRIBUTION}. {export.LICENCE_URL}", 250)
    properties.created = properties.modified = when
    properties.revision = 1


def _page(made, language: str) -> Sheet:
    page = made.slides.add_slide(made.slide_layouts.get_by_name("Title Only"))
    page.shapes.turbo_add_enabled = True
    return Sheet(page.shapes, language)


def _header(sheet: Sheet, title: str, subtitle: str, note: str = "", link: str | None = None) -> float:
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
    for name, text, size_pt, most in (
        ("Filter", clean(subtitle), 13, 2),
        ("Note", clean(note, NOTE_LIMIT), 11, 4),
    ):
        if text:
            high_in = min(most, lines_needed(text, size_pt, room_in)) * size_pt * LINE_HEIGHT / 72
            runs = [
                Run(fitted(text, size_pt, room_in, most), size_pt, color=GREY if name == "Filter" else INK)
            ]
            sheet.text(name, (MARGIN_IN, top_in, room_in, high_in), [runs])
            top_in += high_in + 0.05
    return max(top_in + 0.07, 0.3 + QR_IN if link else 0)


def _qr(sheet: Sheet, link: str) -> None:
    drawn = io.BytesIO()
    segno.make(link, error="l", micro=False).save(drawn, kind="png", scale=4, border=2)
    drawn.seek(0)
    left_in = SIZE_IN[0] - MARGIN_IN - QR_IN
    sheet.picture(say("qr", sheet.language), drawn, (left_in, 0.24, QR_IN, QR_IN), link)


# --- The first slide ----------------------------------------------------------------------------------------


def _map_page(
    sheet: Sheet, selection: Selection, figures: KeyFigures, view: View, base_url: str, top_in: float
) -> None:
    strip_in = BOTTOM_IN - FOOTER_IN - STRIP_IN
    high_in = (strip_in - 0.3 if figures.count else BOTTOM_IN - FOOTER_IN - 0.05) - top_in
    wide_in = ROOM_IN - (LEGEND_IN + 0.25 if view.legend else 0)
    found = slidemap.draw(sheet, selection, view, (MARGIN_IN, top_in, wide_in, high_in))
    if view.legend:
        _legend(sheet, figures, view, (SIZE_IN[0] - MARGIN_IN - LEGEND_IN, top_in, LEGEND_IN, high_in))
    _footer(sheet, selection, base_url)
    if figures.count:
        drawn = sum(len(mark.ids) for mark in found)
        _caption(sheet, figures, drawn, (MARGIN_IN, strip_in - 0.27, wide_in, 0.17))
        _strip(sheet, selection, figures, view.lang, strip_in)
    else:
        # In the corner that has neither a line nor a name.
        box = (MARGIN_IN + wide_in - 4.6, top_in + high_in - 0.7, 4.4, 0.5)
        panel = sheet.shape("Empty", MSO_SHAPE.ROUNDED_RECTANGLE, box, "#ffffff", 0.92)
        outline(panel, GREY, 0.75)
        sheet.write(panel, [[Run(say("empty", view.lang), 16, True)]], "center", "middle")


def _caption(sheet: Sheet, figures: KeyFigures, drawn: int, box: Box) -> None:
    """Say what of the count the map does not show."""
    outside = figures.count - figures.unplaced - drawn
    words = [say("drawn", sheet.language, drawn=drawn, count=figures.count)]
    words += [say("unplaced", sheet.language, n=figures.unplaced)] if figures.unplaced else []
    words += [say("outside", sheet.language, n=outside)] if outside else []
    sheet.text("Drawn", box, [[Run(" ".join(words), 8.5, color=GREY)]])


def _legend(sheet: Sheet, figures: KeyFigures, view: View, box: Box) -> None:
    """Put what each mark and line means, as one group of native shapes."""
    layers = [layer for layer in style.LAYERS if layer.id in view.layers]
    heads = bool(figures.by_category) + bool(layers)
    rows = len(figures.by_category) + 2 * bool(figures.by_category) + len(layers) + 1.35 * heads
    row_in = min(0.235, box[3] / max(rows, 1))
    size_pt = 9.5 if row_in > 0.2 else 8 if row_in > 0.16 else 7
    group = sheet.group(say("legend", view.lang))
    left_in, y_in = box[0], box[1]
    key_in, text_in = left_in + 0.17, left_in + 0.42

    def line(text: str) -> float:
        nonlocal y_in
        middle_in = y_in + row_in / 2
        words = [[Run(fitted(text, size_pt, LEGEND_IN - 0.42), size_pt)]]
        group.text(text, (text_in, y_in, LEGEND_IN - 0.42, row_in), words, anchor="middle")
        y_in += row_in
        return middle_in

    def head(text: str) -> None:
        nonlocal y_in
        words = [[Run(text, size_pt + 0.5, True)]]
        group.text(text, (left_in, y_in, LEGEND_IN, row_in), words, anchor="middle")
        y_in += row_in * 1.05

    if figures.by_category:
        head(say("events", view.lang))
        for key in figures.by_category:
            label = schema.label("category", key, view.lang)
            slidemap.symbol(group, label, key, key_in, line(label), 0.15)
        text = say("several", view.lang)
        slidemap.ring(group, text, key_in, line(text), min(0.1, row_in * 0.45), "5", "#4a4a4a")
        text = say("coarse", view.lang)
        at_in = line(text)
        slidemap.symbol(group, text, next(iter(figures.by_category)), key_in, at_in, 0.15, slidemap.PALER)
        y_in += row_in * 0.3
    if layers:
        head(say("lines", view.lang))
    for layer in layers:
        name = layer.name_ko if view.lang == "ko" else layer.name
        slidemap.swatch(group, layer, name, (left_in + 0.02, line(name), 0.3, row_in))


def _strip(sheet: Sheet, selection: Selection, figures: KeyFigures, language: str, top_in: float) -> None:
    """Put the key figures: a count for each category, the event nearest to the MDL, the first and last date."""
    sheet.shape("Rule", MSO_SHAPE.RECTANGLE, (MARGIN_IN, top_in - 0.055, ROOM_IN, 0.012), GREY)
    cell_in = min(1.3, 7.2 / len(figures.by_category))
    left_in = MARGIN_IN
    for key, count in figures.by_category.items():
        label = schema.label("category", key, language)
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
    _nearest(sheet, selection, figures, language, (left_in, top_in, right_in - left_in - 0.2, STRIP_IN))
    _first_and_last(sheet, selection, figures, language, (right_in, top_in, dates_in, STRIP_IN))


def _first_and_last(sheet: Sheet, selection: Selection, figures: KeyFigures, language: str, box: Box) -> None:
    left_in, top_in, wide_in, _ = box
    words = [say("first", language), say("last", language)]
    dates = [date_words(selection.atlas.event(key), language) for key in (figures.first, figures.last)]
    label_in = max(width_in(word, 8.5) for word in words) + 0.1
    room_in = wide_in - label_in
    sizes = (12, 11, 10, 9, 8, 7)
    size_pt = next((size for size in sizes if max(width_in(day, size, True) for day in dates) <= room_in), 7)
    for at, (word, day) in enumerate(zip(words, dates, strict=True)):
        y_in = top_in + 0.06 + at * 0.26
        sheet.text(word, (left_in, y_in, label_in, 0.24), [[Run(word, 8.5, color=GREY)]], anchor="middle")
        row = (left_in + label_in, y_in, room_in, 0.24)
        sheet.text(f"{word}: {day}", row, [[Run(day, size_pt, True)]], anchor="middle")


def _nearest(sheet: Sheet, selection: Selection, figures: KeyFigures, language: str, box: Box) -> None:
    nearest = figures.nearest
    label = say("nearest", language)
    if nearest is None:
        sheet.text(label, box, [[Run(say("no_nearest", language), 9, color=GREY)]])
        return
    event = selection.atlas.event(nearest.id)
    more = f" ({say('others', language, n=nearest.others)})" if nearest.others else ""
    what = f"{date_words(event, language)}: {clean(event['title'])}"
    # The note on the others stays whole; the title gives way.
    what = fitted(what, 8, box[2], 2, tail=more)
    paragraphs = [
        [Run(label, 8, color=GREY)],
        [Run(nearest.text, 12, True)],
        [Run(what, 8, color=GREY)],
    ]
    sheet.text(label, box, paragraphs)


def _footer(sheet: Sheet, selection: Selection, base_url: str) -> None:
    """Say where all this is from, under which licence, and where it is found again."""
    permalink = selection.permalink(base_url)
    size_pt = 8
    runs: Iterable[Run] = [
        Run(say("version", sheet.language, version=selection.atlas.data_version), size_pt, color=GREY),
        Run("CC BY 4.0", size_pt, color=GREY, link=export.LICENCE_URL),
        Run(" · " + say("credit", sheet.language), size_pt, color=GREY),
    ]
    address = Run(fitted(permalink, size_pt, ROOM_IN), size_pt, color=LINK, link=permalink)
    top_in = BOTTOM_IN - FOOTER_IN + 0.1
    sheet.text("Source", (MARGIN_IN, top_in, ROOM_IN, FOOTER_IN - 0.1), [list(runs), [address]])
