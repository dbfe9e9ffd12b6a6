"""The slides of a chain: its numbered map, its time axis, and as many tables as its steps need, each with its reports.

Bytes depend on the request and the data alone.
"""

from __future__ import annotations

from dataclasses import replace

from geo.catalogue.reports import Report, by_role, labels
from geo.escalation.metadata import told_metadata
from geo.escalation.told import Step, ToldChains
from geo.look.view import TITLE_LIMIT, View
from geo.paper.chain.axis import fitting_axis
from geo.paper.chain.places import frame_of, placed_spots, places_of
from geo.paper.placing import Box
from geo.paper.slides import chain_parts as parts
from geo.paper.slides import pages
from geo.paper.slides.deck import (
    BOTTOM_IN,
    FOOTER_IN,
    MARGIN_IN,
    ROOM_IN,
    describe_file,
    footer,
    header,
    new_page,
)
from geo.paper.slides.shapes import GREY, INK, LINK, PX_IN, SIZE_IN, Run, Sheet, fixed_bytes, presentation
from geo.paper.slides.text import LINE_HEIGHT, fitted, lines_needed
from geo.words.harmless import clean
from geo.words.table import say

KEY_IN = 4.7
"""Width of the list of steps beside the map."""
CAPTION_PT, CAPTION_LINES = 8.5, 2
KEY_OF_AXIS_IN = 0.42
COLUMNS = {"step": 0.5, "date": 1.45, "who": 1.25, "what": 2.9, "answered": 3.0, "reports": 3.433}
"""Columns of the tables and their widths, inches."""
HEADS = {
    "step": "chain.step",
    "date": "slides.date",
    "who": "slides.who",
    "what": "slides.what",
    "answered": "chain.answered",
    "reports": "chain.reports",
}
TEXT_PT, HEAD_PT = 9.0, 9.5
PAD_IN = 0.1
"""Room above and below the text of a row, together."""
MOST_LINES = 5
"""Lines of a cell at most."""


def chain_slides(told: ToldChains, view: View, base_url: str) -> bytes:
    """Return a PowerPoint file of a chain, or of the chains of a filter, with sources in the notes.

    Parameters
    ----------
    told : ToldChains
        In the language of the view.
    view : View
        How; ``size`` and ``dpi`` are for pictures and do nothing here.
    base_url : str
        The public address of the atlas, without a slash at the end.
    """
    made = presentation()
    selection = told.answers.selection
    title = clean(view.title, TITLE_LIMIT) or told.title()
    describe_file(made.core_properties, selection, title, told.sentence(), view.lang)
    sheets = [new_page(made, view.lang)]
    _map_slide(sheets[0], told, view, title, base_url)
    if told.steps:
        sheets.append(new_page(made, view.lang))
        _axis_slide(sheets[1], told, base_url)
        for some in _slides_of(told):
            sheets.append(new_page(made, view.lang))
            _table_slide(sheets[-1], told, some, base_url)
    for sheet in sheets:
        _notes(sheet, told, view, base_url)
    return fixed_bytes(made)


def _map_slide(sheet: Sheet, told: ToldChains, view: View, title: str, base_url: str) -> None:
    permalink = told.permalink(base_url)
    top_in = header(sheet, title, told.sentence(), view.note, permalink)
    caption_in = CAPTION_LINES * CAPTION_PT * LINE_HEIGHT / 72
    high_in = BOTTOM_IN - FOOTER_IN - caption_in - 0.1 - top_in
    with_key = view.legend and bool(told.steps)
    wide_in = ROOM_IN - (KEY_IN + 0.25 if with_key else 0)
    spots = placed_spots(told)
    box = Box(*(value / PX_IN for value in (MARGIN_IN, top_in, MARGIN_IN + wide_in, top_in + high_in)))
    frame = frame_of(spots, view, box)
    places = places_of(told, frame, spots, parts.number_px)
    parts.draw_chain_map(sheet, frame, view, told, places)
    if missing := sorted({*places.unplaced, *places.outside}):
        text = say("escalation.chain_unplaced", view.lang, steps=", ".join(map(str, missing)))
        text = fitted(text, CAPTION_PT, wide_in, CAPTION_LINES)
        place = (MARGIN_IN, top_in + high_in + 0.05, wide_in, caption_in)
        sheet.text(say("slides.drawn_name", view.lang), place, [[Run(text, CAPTION_PT, color=GREY)]])
    if with_key:
        left_in = MARGIN_IN + wide_in + 0.25
        parts.draw_key(sheet, told, (left_in, top_in, KEY_IN, high_in + 0.05 + caption_in))
    footer(sheet, told.answers.selection, permalink)


def _axis_slide(sheet: Sheet, told: ToldChains, base_url: str) -> None:
    top_in = header(sheet, say("escalation.axis", told.language), told.sentence())
    bottom_in = BOTTOM_IN - FOOTER_IN - KEY_OF_AXIS_IN - 0.05
    room = Box(*(value / PX_IN for value in (MARGIN_IN, top_in, SIZE_IN[0] - MARGIN_IN, bottom_in)))
    axis = fitting_axis(told, room, parts.axis_px)
    parts.draw_chain_axis(sheet, axis, told)
    key_in = min(axis.box.bottom * PX_IN + 0.08, bottom_in + 0.05)
    parts.draw_axis_key(sheet, axis, MARGIN_IN, key_in, SIZE_IN[0] - MARGIN_IN, told.language)
    footer(sheet, told.answers.selection, told.permalink(base_url))


# --- The tables ---------------------------------------------------------------------------------------------


def _slides_of(told: ToldChains) -> list[list[Step]]:
    """Return the steps, broken into slides by the heights of their rows."""
    room_in = BOTTOM_IN - FOOTER_IN - pages.TOP_IN - pages.HEAD_IN
    slides: list[list[Step]] = []
    used_in = room_in
    for step in told.steps:
        high_in = _row_in(step, told.language)
        if used_in + high_in > room_in:
            slides.append([])
            used_in = 0.0
        slides[-1].append(step)
        used_in += high_in
    return slides


def _table_slide(sheet: Sheet, told: ToldChains, steps: list[Step], base_url: str) -> None:
    language = told.language
    title = say("chain.steps", language, first=steps[0].number, last=steps[-1].number, total=len(told.steps))
    header(sheet, title, told.sentence())
    rows_in = [pages.HEAD_IN, *(_row_in(step, language) for step in steps)]
    grid = pages.plain_grid(sheet, title, list(COLUMNS.values()), rows_in)
    for cell, key in zip(grid.rows[0].cells, COLUMNS, strict=True):
        text = fitted(say(HEADS[key], language), HEAD_PT, _room_in(key), bold=True)
        pages.fill_cell(cell, [[Run(text, HEAD_PT, True)]], language, INK, 1)
    for at, step in enumerate(steps, 1):
        for cell, paragraphs in zip(grid.rows[at].cells, _cells(step, language).values(), strict=True):
            pages.fill_cell(cell, paragraphs, language, "#d0ccc3", 0.5)
    footer(sheet, told.answers.selection, told.permalink(base_url))


def _row_in(step: Step, language: str) -> float:
    """Return how high the row of a step is."""
    most = 1
    for key, paragraphs in _cells(step, language).items():
        lines = 0
        for runs in paragraphs:
            text, bold = "".join(run.text for run in runs), any(run.bold for run in runs)
            lines += lines_needed(text, TEXT_PT, _room_in(key), bold)
        most = max(most, lines)
    return most * TEXT_PT * LINE_HEIGHT / 72 + PAD_IN


def _cells(step: Step, language: str) -> dict[str, list[list[Run]]]:
    """Return what stands in the row of a step, fitted: a list of paragraphs for each column."""
    color = parts.PARTY_COLORS[step.party]
    outside = [] if step.inside else [[_run(say("escalation.outside", language), "date", GREY)]]
    answered = [told.words for told in step.told] or [say("escalation.step_start", language)]
    by_url: dict[str, Report] = {told.report.url: told.report for told in step.told}
    by_url.setdefault(step.source.url, step.source)
    return {
        "step": [[_run(str(step.number), "step", color, bold=True)]],
        "date": [[_run(step.when, "date")], *outside],
        "who": [[_run(step.who, "who", color)]],
        "what": [[_run(step.title, "what", bold=True)]],
        "answered": [[_run(text, "answered")] for text in answered],
        "reports": [_linked(one, language) for one in by_url.values()],
    }


def _run(
    text: str,
    column: str,
    color: str = INK,
    most: int = MOST_LINES,
    bold: bool = False,
) -> Run:
    shown = fitted(clean(text, 600), TEXT_PT, _room_in(column), most, bold)
    return Run(shown, TEXT_PT, bold, color)


def _linked(report: Report, language: str) -> list[Run]:
    """Return a report with a link on its publisher alone: LibreOffice breaks a link anywhere, and not at its words."""
    text = _run(_report(report, language), "reports", most=2)
    name = len(clean(report.publisher))
    link = replace(text, text=text.text[:name], color=LINK, link=report.url)
    return [link, replace(text, text=text.text[name:])]


def _room_in(column: str) -> float:
    return COLUMNS[column] - 2 * pages.CELL_IN


def _report(report: Report, language: str) -> str:
    return say("chain.report", language, publisher=report.publisher, title=report.title)


# --- The notes ----------------------------------------------------------------------------------------------


def _notes(sheet: Sheet, told: ToldChains, view: View, base_url: str) -> None:
    """Write the speaker notes: every step with its reports and their addresses, and how chains are told."""
    language = told.language
    selection = told.answers.selection
    lines = []
    for step in told.steps:
        head = say("map.step", language, number=step.number, when=step.when, title=step.title)
        lines.append(head)
        lines += [f"    {one.words}: {_report(one.report, language)} {one.report.url}" for one in step.told]
        told_already = {one.report for one in step.told}
        for role, reports in by_role(one for one in step.reports if one not in told_already).items():
            words = labels("role", language)[role]
            lines += [f"    {words}: {_report(one, language)} {one.url}" for one in reports]
    layers = pages.line_sources(selection, language, view.layers)
    parts_of = [[told.sentence()], [say("slides.note_sources", language), *lines] if lines else [], layers]
    about = told_metadata(told, base_url)
    pages.write_notes(sheet, about, parts_of, about.url)
