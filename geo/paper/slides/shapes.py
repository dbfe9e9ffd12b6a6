"""Native shapes on a slide, and slides as bytes: what python-pptx does not do by itself.

Lengths are inches from the top left corner of the slide. All text that comes in is cleaned here, once.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.util import Emu, Inches, Pt

from geo.paper.placing import Box
from geo.words.harmless import clean, safe_link

SIZE_IN = (13.333, 7.5)
PX_IN, PX_PT = 1 / 96, 0.75
"""A pixel, as on the web, in inches and in points."""
LATIN, HANGUL = "Arial", "Malgun Gothic"
"""Fonts that the reader's machine has, or replaces by one as wide (Liberation Sans, NanumGothic)."""
INK, GREY, LINK = "#33302a", "#6b6963", "#1f5fa8"
ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
ZIP_DATE = (1980, 1, 1, 0, 0, 0)

BoxIn = tuple[float, float, float, float]
"""left, top, width, height in inches."""


@dataclass(frozen=True)
class Run:
    """A piece of text of one look."""

    text: str
    size_pt: float = 10
    bold: bool = False
    color: str = INK
    italic: bool = False
    link: str | None = None
    """Followed only where it is http or https."""


def inches(box: Box) -> BoxIn:
    """Return a box of the page, in pixels, as left, top, width and height in inches."""
    return box.left * PX_IN, box.top * PX_IN, box.width * PX_IN, box.height * PX_IN


def rgb(color: str) -> RGBColor:
    """Return a colour written as ``#rrggbb``."""
    return RGBColor.from_string(color.lstrip("#").upper())


def paint(shape: BaseShape, fill: str | None, opacity: float = 1.0) -> None:
    """Fill a shape, or leave it empty."""
    shape.fill.background()
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(fill)
        if opacity < 1:
            _see_through(shape.fill._xPr.find(qn("a:solidFill")), opacity)


def outline(shape, color: str | None, weight_pt: float = 0.75, dash: str = "", opacity: float = 1.0) -> None:
    """Draw the edge of a shape, or none; ``dash`` as in SVG, dashes and gaps in pixels."""
    if not color or weight_pt <= 0:
        shape.line.fill.background()
        return
    shape.line.fill.solid()
    shape.line.fill.fore_color.rgb = rgb(color)
    shape.line.width = Pt(weight_pt)
    if dash:
        shape.line.dash_style = MSO_LINE.ROUND_DOT if float(dash.split()[0]) <= 2 else MSO_LINE.DASH
    if opacity < 1:
        _see_through(shape.line._ln.find(qn("a:solidFill")), opacity)


def _see_through(solid_fill: etree._Element, opacity: float) -> None:
    color = solid_fill.find(qn("a:srgbClr"))
    etree.SubElement(color, qn("a:alpha")).set("val", str(round(opacity * 100_000)))


class Sheet:
    """A slide, or a group on it, that shapes are put on."""

    def __init__(self, shapes, language: str) -> None:
        self.shapes = shapes
        self.language = language

    @property
    def slide(self):
        """The slide itself."""
        return self.shapes.part.slide

    def group(self, name: str) -> Sheet:
        """Return a group of shapes that moves as one."""
        made = self.shapes.add_group_shape()
        made.name = name
        return Sheet(made.shapes, self.language)

    def shape(self, name: str, kind: MSO_SHAPE, box: BoxIn, fill: str | None = None, opacity: float = 1.0):
        """Put an auto shape without an edge."""
        made = self.shapes.add_shape(kind, *(Inches(value) for value in box))
        return self._finish(made, name, fill, opacity)

    def freeform(
        self,
        name: str,
        rings_in: Sequence[np.ndarray],
        closed: bool,
        fill: str | None = None,
        opacity: float = 1.0,
    ):
        """Put one freeform of one or more rings or lines, each of shape (n, 2) in inches; one shape, editable."""
        rings = [np.round(np.asarray(ring) * 914_400).astype(int) for ring in rings_in]
        points = np.concatenate(rings)
        low, high = points.min(axis=0), points.max(axis=0)
        builder = self.shapes.build_freeform(*low.tolist(), scale=1.0)
        builder.add_line_segments([high.tolist()], close=closed)
        made = builder.convert_to_shape()
        # The builder looks through all points for each of them: it frames the shape, the points we write.
        path = made._element.find(f".//{qn('a:path')}")
        for old in list(path):
            path.remove(old)
        for ring in rings:
            for at, (x, y) in enumerate((ring - low).tolist()):
                step = etree.SubElement(path, qn("a:lnTo" if at else "a:moveTo"))
                etree.SubElement(step, qn("a:pt"), x=str(x), y=str(y))
            if closed:
                etree.SubElement(path, qn("a:close"))
        return self._finish(made, name, fill, opacity)

    def text(
        self,
        name: str,
        box: BoxIn,
        paragraphs: Sequence[Sequence[Run]],
        align: str = "left",
        anchor: str = "top",
        wrap: bool = True,
    ):
        """Put a text box without margins; each paragraph is some runs."""
        made = self.shapes.add_textbox(*(Inches(value) for value in box))
        made.name = clean(name, 120)
        write(made.text_frame, paragraphs, self.language, align, anchor, wrap)
        return made

    def title(self, text: str, box: BoxIn, size_pt: float) -> None:
        """Write the title of the slide into its own place, where outlines and screen readers look for it."""
        made = self.shapes.title
        made.left, made.top, made.width, made.height = (Inches(value) for value in box)
        write(made.text_frame, [[Run(text, size_pt, True)]], self.language)

    def picture(self, name: str, drawn: io.BytesIO, box: BoxIn, link: str | None) -> None:
        """Put a picture."""
        made = self.shapes.add_picture(drawn, *(Inches(value) for value in box))
        made.name = name
        describe(made, name)
        if safe_link(link):
            made.click_action.hyperlink.address = link

    def write(
        self, shape, paragraphs: Sequence[Sequence[Run]], align: str = "left", anchor: str = "top"
    ) -> None:
        """Write into a shape."""
        write(shape.text_frame, paragraphs, self.language, align, anchor, wrap=False)

    def _finish(self, made, name: str, fill: str | None, opacity: float):
        style = made._element.find(qn("p:style"))
        if style is not None:  # the theme's shadow and edge
            made._element.remove(style)
        made.name = clean(name, 120)
        paint(made, fill, opacity)
        outline(made, None)
        return made


def write(
    frame,
    paragraphs: Sequence[Sequence[Run]],
    language: str,
    align: str = "left",
    anchor: str = "top",
    wrap: bool = True,
) -> None:
    """Write runs into a text frame, its margins set to nothing."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = wrap
    frame.vertical_anchor = ANCHOR[anchor]
    for at, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = ALIGN[align]
        for run in runs:
            _write_run(paragraph.add_run(), run, language)


def _write_run(made, run: Run, language: str) -> None:
    # Spaces at the ends stay: they part one run from the next.
    ends = [" " if run.text[:1] == " " else "", " " if run.text[-1:] == " " and run.text.strip() else ""]
    made.text = ends[0] + clean(run.text) + ends[1]
    made.font.size = Pt(run.size_pt)
    made.font.bold = run.bold
    made.font.italic = run.italic
    link = safe_link(run.link)
    if link:
        made.hyperlink.address = link
        made.font.underline = True
    made.font.color.rgb = rgb(run.color)
    typefaces(made._r.get_or_add_rPr(), language)


def typefaces(properties: etree._Element, language: str) -> None:
    """Name the fonts of some text, for Latin and for East Asian signs, and its language."""
    properties.set("lang", "ko-KR" if language == "ko" else "en-GB")
    if language == "ko":
        properties.set("altLang", "en-GB")
    for tag, font in (("a:latin", LATIN), ("a:ea", HANGUL)):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
        made = properties.makeelement(qn(tag), {"typeface": font})
        after = [child for child in properties if child.tag in (qn("a:hlinkClick"), qn("a:hlinkMouseOver"))]
        if after:
            after[0].addprevious(made)
        else:
            properties.append(made)


def describe(shape: BaseShape, words: str) -> None:
    """Give a shape the text that a screen reader says."""
    shape._element.xpath("*/p:cNvPr")[0].set("descr", clean(words, 400))


def presentation() -> Presentation:
    """Return an empty presentation of our size; what its masters hold is widened with it."""
    made = Presentation()
    factor = Inches(SIZE_IN[0]) / made.slide_width
    made.slide_width, made.slide_height = Inches(SIZE_IN[0]), Inches(SIZE_IN[1])
    theme = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    # What a reader adds by hand gets our fonts, and links our blue instead of a glaring one.
    theme._blob = (
        theme.blob.replace(b'<a:latin typeface="Calibri"/>', f'<a:latin typeface="{LATIN}"/>'.encode())
        .replace(b'<a:ea typeface=""/>', f'<a:ea typeface="{HANGUL}"/>'.encode())
        .replace(b'<a:srgbClr val="0000FF"/>', f'<a:srgbClr val="{LINK[1:].upper()}"/>'.encode())
    )
    for page in (made.slide_master, *made.slide_layouts):
        for shape in page.shapes:
            if shape._element.xpath(".//a:xfrm"):
                shape.left, shape.width = Emu(int(shape.left * factor)), Emu(int(shape.width * factor))
    return made


def fixed_bytes(made: Presentation) -> bytes:
    """Return a presentation as bytes without a clock in them: every date is that of its core properties."""
    written = io.BytesIO()
    made.save(written)
    return _rezip(written.getvalue(), f"{made.core_properties.modified:%Y-%m-%dT%H:%M:%SZ}".encode())


_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def _rezip(raw: bytes, when: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in _in_order(old.namelist()):
            content = old.read(name)
            if name.endswith(".xlsx"):  # the numbers behind a chart; their file says when it was made
                content = _rezip(content, when)
            if name == "docProps/core.xml":
                content = _DATES.sub(rb"\g<1>" + when, content)
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content, compresslevel=9)
    return packed.getvalue()


def _in_order(names: Iterable[str]) -> list[str]:
    # Readers that look at the first entry only expect the list of contents there.
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
