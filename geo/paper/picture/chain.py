"""The picture of a chain: its steps numbered on a map, over time above what stood then, and as a list with reports.

It is as wide as its size and at least as high; a list that needs more room makes it higher.
"""

from __future__ import annotations

from geo.escalation.told import ToldChains
from geo.look.view import SIZES, View
from geo.paper.chain.axis import ChainAxis, chain_axis
from geo.paper.chain.places import ChainPlaces, frame_of, placed_spots, places_of
from geo.paper.picture.chain_list import StepList, draw_list, step_list
from geo.paper.picture.chain_parts import GREY, draw_bands_key, draw_chain_axis, draw_chain_map, number_px
from geo.paper.picture.foot import draw_foot, draw_locator, draw_note, draw_strip, properties
from geo.paper.picture.page import BOLD, PX_IN, Face, Page, width_px, wrap
from geo.paper.picture.picture import MARGIN_PX, STRIP_PX, draw_head
from geo.paper.placing import Box
from geo.words.table import say

SIDE_BY_SIDE_PX = 1000.0
"""From this width on the axis stands beside the map, not below it."""
MAP_SHARE = 0.46
GAP_PX = 24.0
MAP_PX = 380.0
"""Least height of the map."""
MAP_MOST = 0.8
"""Greatest height of a map below which the axis stands, as a part of its width."""
KEY_PX = 48.0
CAPTION = Face(10.0, color=GREY)
HEADING = Face(12.5, BOLD, "#22201c")
HEADING_PX = 26.0


def chain_figure(told: ToldChains, view: View, form: str, base_url: str) -> bytes:
    """Draw the picture of a chain, or of the chains of a filter.

    Parameters
    ----------
    told : ToldChains
        In the language of the view.
    view : View
        How; its size is the width, and the least height.
    form : str
        ``svg``, ``png`` or ``pdf``.
    base_url : str
        Public address of the atlas without a slash at the end, for the permalink.

    Returns
    -------
    bytes
        The file; the same for the same request and data.
    """
    selection = told.answers.selection
    return draw_chain(told, view, form, base_url).bytes(
        properties(
            view.title or told.title(),
            told.sentence(),
            selection.atlas.data_version,
            told.permalink(base_url),
            view.lang,
        )
    )


def draw_chain(told: ToldChains, view: View, form: str, base_url: str) -> Page:
    """Draw the picture on a page; see `chain_figure`."""
    height_in = SIZES[view.size][1]
    page, room, locator = _begun(told, view, form, base_url, height_in)
    made = _Layout(told, view, room)
    if made.height > room.height:
        # Only now is it known how much room title and foot leave.
        height_in += (made.height - room.height) / PX_IN
        page, room, locator = _begun(told, view, form, base_url, height_in)
        made = _Layout(told, view, room)
    made.draw(page, locator)
    return page


def _begun(told: ToldChains, view: View, form: str, base_url: str, height_in: float) -> tuple[Page, Box, Box]:
    """Return a page with title and foot, the room between them, and that of the locator."""
    page = Page(SIZES[view.size][0], height_in, view.dpi, form)
    inner = page.box.grown(-MARGIN_PX)
    top = draw_head(page, inner, view.title or told.title(), told.sentence())
    permalink = told.permalink(base_url)
    bottom, locator = draw_foot(page, inner, told.answers.selection, view, permalink)
    bottom = draw_note(page, inner, bottom, view)
    return page, Box(inner.left, top, inner.right, bottom), locator


class _Layout:
    """What stands where between title and foot."""

    def __init__(self, told: ToldChains, view: View, room: Box) -> None:
        self.told, self.view, self.room = told, view, room
        self.beside = bool(told.steps) and room.width >= SIDE_BY_SIDE_PX
        self.spots = placed_spots(told)
        map_px = room.width * MAP_SHARE if self.beside else room.width
        self.axis: ChainAxis | None = None
        if told.steps:
            left = room.left + map_px + GAP_PX if self.beside else room.left
            place = Box(left, room.top + HEADING_PX, room.right, room.bottom)
            self.axis = chain_axis(told, place, _axis_px)
        self.list: StepList = step_list(told, room.width)
        self.map_px = map_px
        self.caption = self._caption(map_px)

    @property
    def _axis_height(self) -> float:
        return self.axis.box.height + HEADING_PX + KEY_PX if self.axis else 0.0

    @property
    def _list_height(self) -> float:
        return self.list.height + HEADING_PX if self.list.columns else 0.0

    @property
    def _under_map(self) -> float:
        return STRIP_PX + 14 * len(self.caption)

    @property
    def height(self) -> float:
        """How much room all of it needs at least."""
        with_map = MAP_PX + self._under_map
        top = max(with_map, self._axis_height) if self.beside else with_map + GAP_PX + self._axis_height
        return top + self._list_height + 2 * GAP_PX

    def draw(self, page: Page, locator: Box) -> None:
        spare = max(0.0, self.room.height - self.height)
        most = self.map_px * MAP_MOST if self.axis and not self.beside else self.room.height
        least = max(MAP_PX, self._axis_height - self._under_map) if self.beside else MAP_PX
        map_high = min(least + spare, max(most, least))
        map_box = Box(self.room.left, self.room.top, self.room.left + self.map_px, self.room.top + map_high)
        frame = frame_of(self.spots, self.view, map_box)
        places = places_of(self.told, frame, self.spots, number_px)
        draw_chain_map(page, frame, self.view, places)
        draw_strip(page, frame, self.view)
        draw_locator(page, locator, frame)
        y = map_box.bottom + STRIP_PX + 10
        for line in self.caption:
            page.text(map_box.left, y, line, CAPTION)
            y += 14
        y += GAP_PX
        if self.axis:
            y = max(y, self._draw_axis(page, self.room.top if self.beside else y))
        if self.list.columns:
            page.rule(self.room.left, y, self.room.right, y, "#b9b3a6", 0.8)
            page.text(self.room.left, y + 20, say("escalation.chain", self.view.lang), HEADING)
            draw_list(page, self.list, self.room.left, y + HEADING_PX + 4)

    def _draw_axis(self, page: Page, top: float) -> float:
        """Draw the axis with its heading and key from a height on; return where it ends."""
        box = Box(self.axis.box.left, top + HEADING_PX, self.axis.box.right, self.room.bottom)
        axis = chain_axis(self.told, box, _axis_px)
        page.text(box.left, top + 12, say("escalation.axis", self.view.lang), HEADING)
        draw_chain_axis(page, axis)
        return draw_bands_key(page, axis, box.left, box.right, axis.box.bottom + 18, self.view.lang)

    def _caption(self, width: float) -> list[str]:
        """Return which steps the map does not show, as lines below it."""
        unplaced = self._places_alone(width)
        if not unplaced:
            return []
        steps = ", ".join(map(str, unplaced))
        return wrap(say("escalation.chain_unplaced", self.view.lang, steps=steps), CAPTION, width)

    def _places_alone(self, width: float) -> list[int]:
        box = Box(self.room.left, self.room.top, self.room.left + width, self.room.top + MAP_PX)
        places: ChainPlaces = places_of(
            self.told, frame_of(self.spots, self.view, box), self.spots, number_px
        )
        return sorted({*places.unplaced, *places.outside})


def _axis_px(text: str, px: float) -> float:
    # Names of parties and numbers are bold: nothing is wider than that.
    return width_px(text, px, BOLD)
