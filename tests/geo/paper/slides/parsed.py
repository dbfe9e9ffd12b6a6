"""Slides parsed back, for the tests of their parts."""

import io
from functools import cache

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from geo.atlas.load import load_atlas
from geo.look.view import View
from geo.paper.slides.deck import slide
from geo.query.filter import EventFilter

ATLAS = load_atlas()
BASE = "https://atlas.example.org"
BALLOONS = (("from", "2024-05-28"), ("to", "2024-11-30"), ("type", "balloon-launch"))
NOTHING = (("from", "1957-01-01"), ("to", "1957-01-02"))
MDL = "Military Demarcation Line (MDL)"


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


def links(shapes):
    return {
        run.hyperlink.address
        for shape in shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    }
