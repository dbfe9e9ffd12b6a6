"""The slides of a chain, parsed back: every step listed with its reports, and nothing over anything else."""

import io
from functools import cache

import pytest
from pptx import Presentation

from geo.look.view import View
from geo.paper.slides.chain import chain_slides
from geo.words.harmless import safe_link
from geo.words.table import say
from tests.geo.paper.chain.told import BASE, LOUDSPEAKERS, NOTHING, SUMMER, told
from tests.geo.paper.slides.parsed import flat, links, named, texts, the_table

CHAINS = [(SUMMER, LOUDSPEAKERS, "en"), ((), LOUDSPEAKERS, "ko"), ((), None, "en"), (NOTHING, None, "ko")]


@cache
def made(pairs, chain, language, **view):
    return chain_slides(told(pairs, chain, language), View(lang=language, **view), BASE)


def file(pairs, chain, language):
    return Presentation(io.BytesIO(made(pairs, chain, language)))


def box(shape):
    return shape.left, shape.top, shape.left + shape.width, shape.top + shape.height


def meet(one, other, slack=12_700):
    return (
        one[0] + slack < other[2]
        and other[0] + slack < one[2]
        and one[1] + slack < other[3]
        and other[1] + slack < one[3]
    )


@pytest.mark.parametrize(("pairs", "chain", "language"), CHAINS[:3])
def test_the_tables_list_every_step_in_order_with_a_link_to_each_report(pairs, chain, language):
    steps = told(pairs, chain, language).steps
    rows = [
        row
        for page in list(file(pairs, chain, language).slides)[2:]
        for row in list(the_table(page).rows)[1:]
    ]
    assert [int(row.cells[0].text_frame.text) for row in rows] == [step.number for step in steps]
    for row, step in zip(rows, steps, strict=True):
        cells = [cell.text_frame.text for cell in row.cells]
        assert cells[1].startswith(step.when)
        assert (say("escalation.outside", language) in cells[1]) == (not step.inside)
        assert cells[3] == step.title
        for one in step.told:
            assert one.words in cells[4].replace("\n", " ")
        linked = {
            (run.text, run.hyperlink.address)
            for paragraph in row.cells[5].text_frame.paragraphs
            for run in paragraph.runs
            if run.hyperlink.address
        }
        wanted = {step.source, *(one.report for one in step.told)}
        assert linked == {(one.publisher, safe_link(one.url)) for one in wanted}


@pytest.mark.parametrize(("pairs", "chain", "language"), CHAINS)
def test_every_slide_has_a_title_and_all_shapes_lie_on_it(pairs, chain, language):
    deck = file(pairs, chain, language)
    for page in deck.slides:
        assert page.shapes.title.text_frame.text
        for shape in flat(page.shapes):
            left, top, right, bottom = box(shape)
            assert min(left, top) >= 0, shape.name
            assert right <= deck.slide_width, shape.name
            assert bottom <= deck.slide_height, shape.name


@pytest.mark.parametrize(("pairs", "chain", "language"), CHAINS)
def test_no_text_on_a_slide_covers_another(pairs, chain, language):
    for page in file(pairs, chain, language).slides:
        # The bars of the scale are one drawing.
        apart = [shape for shape in page.shapes if shape.name != say("slides.scale", language)]
        boxes = [
            (shape.name, box(shape))
            for shape in flat(apart)
            if shape.has_text_frame and shape.text_frame.text
        ]
        boxes += [("table", box(shape)) for shape in page.shapes if shape.has_table]
        met = [
            (one[0], other[0])
            for at, one in enumerate(boxes)
            for other in boxes[at + 1 :]
            if meet(one[1], other[1])
        ]
        assert met == []


@pytest.mark.parametrize(("pairs", "chain", "language"), CHAINS[:2])
def test_each_step_is_numbered_on_the_axis_and_in_the_key_of_the_map(pairs, chain, language):
    steps = told(pairs, chain, language).steps
    first, second = list(file(pairs, chain, language).slides)[:2]
    (key,) = named(first, say("chain.numbers", language))
    said = [shape.text_frame.text for shape in key.shapes]
    assert [text for text in said if text.isdigit()] == [str(step.number) for step in steps]
    numbers = {text.strip("‹ ›") for text in texts(second).split("\n")}
    assert {str(step.number) for step in steps} <= numbers


def test_steps_that_the_map_lacks_are_named_below_it():
    page = file(SUMMER, LOUDSPEAKERS, "en").slides[0]
    assert "Without a point of their own" in texts(page)


@pytest.mark.parametrize(("pairs", "chain", "language"), CHAINS)
def test_the_notes_have_all_reports_method_licence_citation_and_permalink(pairs, chain, language):
    chains = told(pairs, chain, language)
    for page in file(pairs, chain, language).slides:
        notes = page.notes_slide.notes_text_frame.text
        for step in chains.steps:
            assert step.source.url in notes
            assert all(one.report.url in notes for one in step.told)
        for part in (
            say("method.chains", language),
            "CC-BY-4.0",
            chains.permalink(BASE),
            f"MDL Atlas, {say('paper.state', language, version=chains.answers.selection.atlas.data_version)}",
        ):
            assert part in notes


def test_every_slide_leads_back_to_the_page():
    for page in file(SUMMER, LOUDSPEAKERS, "en").slides:
        (source,) = [one for one in named(page, "Source") if one.has_text_frame]
        assert told(SUMMER, LOUDSPEAKERS).permalink(BASE) in links([source])


def test_without_a_legend_the_map_is_wider_and_has_no_key():
    bare = Presentation(io.BytesIO(made((), LOUDSPEAKERS, "en", legend=False))).slides[0]
    full = file((), LOUDSPEAKERS, "en").slides[0]
    assert not named(bare, "Numbered steps")
    assert named(bare, "Sea")[0].width > named(full, "Sea")[0].width


def test_where_nothing_was_answered_one_slide_says_so():
    (page,) = file(NOTHING, None, "ko").slides
    assert say("escalation.no_links", "ko") in texts(page)


def test_the_same_request_gives_the_same_bytes():
    again = chain_slides(told(SUMMER, LOUDSPEAKERS), View(), BASE)
    assert again == made(SUMMER, LOUDSPEAKERS, "en")
