"""The sheet of small maps on a slide: as a picture, for two dozen maps of native shapes would be too heavy to be moved.

Bytes depend on the request and the data alone.
"""

from __future__ import annotations

import io
from dataclasses import replace

from geo.atlas.selection import EVENTS_AT_ONCE, Selection
from geo.look.address import map_url
from geo.look.view import View
from geo.paper.picture.multiples import multiples
from geo.paper.slides import pages
from geo.paper.slides.deck import MARGIN_IN, ROOM_IN, describe_file, new_page
from geo.paper.slides.shapes import describe, fixed_bytes, presentation

DPI = 200
"""Sharp on a projector of 2,560 pixels."""


def multiples_slide(selection: Selection, view: View, base_url: str) -> bytes:
    """Return a PowerPoint file with the sheet of a filtered view, and with sources in the notes.

    Parameters
    ----------
    selection : Selection
    view : View
        How; ``size`` and ``dpi`` are those of a slide.
    base_url : str
        The public address of the atlas, without a slash at the end.
    """
    made = presentation()
    title = view.title or selection.title(view.lang)
    describe_file(made.core_properties, selection, title, selection.sentence(view.lang), view.lang)
    sheet = new_page(made, view.lang)
    # Below the picture, which shows it too: outlines and screen readers look for it here.
    sheet.title(title, (MARGIN_IN, 0.3, ROOM_IN, 0.5), 20)
    picture = multiples(selection, replace(view, size="16x9", dpi=DPI), "png", base_url)
    shown = sheet.slide.shapes.add_picture(io.BytesIO(picture), 0, 0, made.slide_width, made.slide_height)
    describe(shown, f"{title}. {selection.sentence(view.lang)}")
    cited = selection.page(0, EVENTS_AT_ONCE, ("sources",))
    pages.notes(
        sheet, selection, base_url, cited, map_url(base_url, selection.wanted, view), view.drawn_layers
    )
    return fixed_bytes(made)
