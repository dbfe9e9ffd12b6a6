"""The steps of chains as a list in columns: when, who, what, how long after which step, who says so and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.catalogue.reports import Report
from geo.escalation.told import Step, ToldChains
from geo.paper.picture.chain_parts import GREY, PARTY_COLORS, draw_badge
from geo.paper.picture.page import BOLD, Face, Page, width_px, wrap
from geo.paper.placing import Box
from geo.words.table import say

BADGE_PX, NUMBER_PX = 16.0, 10.5
INDENT_PX = 30.0
GAP_PX = 9.0
"""Between two steps."""
COLUMN_GAP_PX = 26.0
LEAST_COLUMN_PX = 320.0
HEAD = Face(12.0, BOLD, "#22201c")
WHEN, WHAT, SAID = Face(10.0, color=GREY), Face(11.5, BOLD, "#22201c"), Face(10.0, color="#33302a")
LINE = 1.32
"""Height of a line, in its size."""
REPORT_LINES = 3
"""Lines of one report at most: a title may be a whole sentence."""


@dataclass(frozen=True)
class Block:
    """A step, or the heading of a chain, broken into lines of one column."""

    step: Step | None
    lines: tuple[tuple[str, Face], ...]

    @property
    def height(self) -> float:
        return sum(face.px * LINE for _, face in self.lines) + GAP_PX


@dataclass(frozen=True)
class StepList:
    """The list, broken into columns of about one height."""

    columns: tuple[tuple[Block, ...], ...]
    column_px: float

    @property
    def height(self) -> float:
        """How high it is, pixels."""
        return max((sum(block.height for block in column) for column in self.columns), default=0.0)


def step_list(told: ToldChains, width: float) -> StepList:
    """Return the list of the steps for a width in pixels."""
    count = max(1, int((width + COLUMN_GAP_PX) // (LEAST_COLUMN_PX + COLUMN_GAP_PX)))
    column_px = (width - COLUMN_GAP_PX * (count - 1)) / count
    blocks = list(_blocks(told, column_px - INDENT_PX))
    low, high = max((block.height for block in blocks), default=0.0), sum(block.height for block in blocks)
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(blocks, middle)) <= count else (middle, high)
    return StepList(tuple(_filled(blocks, high + 1)), column_px)


def _filled(blocks: Sequence[Block], height: float) -> list[tuple[Block, ...]]:
    columns: list[tuple[Block, ...]] = []
    used = height
    for at, block in enumerate(blocks):
        # A heading does not stand alone at the foot of a column.
        needed = block.height + (blocks[at + 1].height if block.step is None else 0)
        if not columns or used + needed > height:
            columns.append(())
            used = 0.0
        columns[-1] = (*columns[-1], block)
        used += block.height
    return columns


def _blocks(told: ToldChains, room_px: float):
    chain = None
    for step in told.steps:
        if len(told.chains) > 1 and step.chain != chain:
            chain = step.chain
            text = say("chain.head", told.language, number=chain + 1, count=len(told.found))
            yield Block(None, tuple((line, HEAD) for line in wrap(text, HEAD, room_px + INDENT_PX)))
        yield Block(step, tuple(_lines(step, told.language, room_px)))


def _lines(step: Step, language: str, room_px: float):
    head = " · ".join([step.when, step.who] + ([] if step.inside else [say("escalation.outside", language)]))
    yield from ((line, WHEN) for line in wrap(head, WHEN, room_px, most=2))
    yield from ((line, WHAT) for line in wrap(step.title, WHAT, room_px, most=3))
    if not step.told:
        yield from ((line, SAID) for line in wrap(say("escalation.step_start", language), SAID, room_px))
    for told in step.told:
        yield from ((line, SAID) for line in wrap(told.words, SAID, room_px, most=4))
        yield from (
            (line, WHEN) for line in wrap(report_words(told.report, language), WHEN, room_px, REPORT_LINES)
        )
    if step.source.url not in {told.report.url for told in step.told}:
        text = say("chain.of_event", language, report=report_words(step.source, language))
        yield from ((line, WHEN) for line in wrap(text, WHEN, room_px, REPORT_LINES))


def report_words(report: Report, language: str) -> str:
    """Return publisher and title of a report."""
    return say("chain.report", language, publisher=report.publisher, title=report.title)


def draw_list(page: Page, made: StepList, left: float, top: float) -> None:
    """Draw the columns beside each other."""
    for at, column in enumerate(made.columns):
        x, y = left + at * (made.column_px + COLUMN_GAP_PX), top
        for block in column:
            if block.step:
                _number(page, block.step, x, y)
            below = y
            for line, face in block.lines:
                below += face.px * LINE
                page.text(x + (INDENT_PX if block.step else 0), below - face.px * 0.3, line, face)
            y += block.height


def _number(page: Page, step: Step, x: float, y: float) -> None:
    text = str(step.number)
    wide = max(BADGE_PX, width_px(text, NUMBER_PX, BOLD) + 8)
    box = Box(x, y + 1, x + wide, y + 1 + BADGE_PX)
    draw_badge(page, box, [text], PARTY_COLORS[step.party], step.inside, NUMBER_PX)
