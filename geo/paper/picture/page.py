"""Paper and pen: a page in pixels on matplotlib, with text that is measured before it is written.

Only matplotlib's objects are used, never pyplot: a page belongs to the thread that draws it. Units are CSS pixels
of 1/96 inch, x to the right and y downwards. What is drawn later lies above what was drawn before.
"""

from __future__ import annotations

import importlib.util
import io
import logging
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from html import escape
from pathlib import Path as File

import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager, ttfFontProperty
from matplotlib.ft2font import FT2Font
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath, text_to_path
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox
from shapely.geometry.base import BaseGeometry

from geo.paper.placing import Box
from geo.words.harmless import writable

# Constants of every picture, set once on import: text stays text, and equal drawings get equal bytes.
mpl.rcParams.update(
    {"svg.fonttype": "none", "svg.hashsalt": "mdl-atlas", "pdf.fonttype": 42, "text.hinting": "none"}
)

PX_IN = 96.0
PT_PX = 0.75
FAMILY = ("NanumGothic", "DejaVu Sans")
REGULAR, BOLD = 400, 700
_IN_VIEWERS = "NanumGothic, 'Nanum Gothic', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', 'DejaVu Sans', sans-serif"

# It says of every PDF that it leaves out tables that only the makers of the font need.
logging.getLogger("fontTools.subset").setLevel(logging.ERROR)

# The package's own module changes matplotlib's settings when imported; only its files are wanted.
_FONTS = File(importlib.util.find_spec("koreanize_matplotlib").origin).parent / "fonts"
for _file, _weight in (("NanumGothic.ttf", REGULAR), ("NanumGothicBold.ttf", BOLD)):
    # Before any font of the same name that the machine has; matplotlib reads this Bold as 600.
    fontManager.ttflist.insert(0, replace(ttfFontProperty(FT2Font(str(_FONTS / _file))), weight=_weight))


@dataclass(frozen=True)
class Face:
    """Size (px), weight and colour of a text."""

    px: float
    weight: int = REGULAR
    color: str = "#33302a"

    @property
    def properties(self) -> FontProperties:
        return FontProperties(family=list(FAMILY), weight=self.weight, size=self.px * PT_PX)


@lru_cache(maxsize=4096)
def width_px(text: str, px: float, weight: int = REGULAR) -> float:
    """Return how wide a text is set."""
    prop = Face(px, weight).properties
    # A sign that no font of ours has is as wide as an em dash of the viewer's fallback, about.
    return text_to_path.get_text_width_height_descent(_drawn(text), prop, ismath=False)[0] / PT_PX


def wrap(text: str, face: Face, room_px: float, most: int = 99) -> list[str]:
    """Break a text into lines that fit; the last of ``most`` lines ends in an ellipsis if more was to come."""
    lines: list[str] = []
    line = ""
    for word in re.findall(r"\S+", text):
        candidate = f"{line} {word}" if line else word
        if width_px(candidate, face.px, face.weight) <= room_px:
            line = candidate
            continue
        if line:
            lines.append(line)
        while width_px(word, face.px, face.weight) > room_px:
            at = _fitting(word, face, room_px)
            lines.append(word[:at])
            word = word[at:]
        line = word
    if line:
        lines.append(line)
    if len(lines) > most:
        last = lines[most - 1]
        while last and width_px(last + "...", face.px, face.weight) > room_px:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip() + "..."]
    return lines


def _fitting(word: str, face: Face, room_px: float) -> int:
    """Return how many signs of a word fit, at least one."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if width_px(word[:middle], face.px, face.weight) <= room_px else (low, middle - 1)
        )
    return low


class Page:
    """One picture being drawn."""

    def __init__(self, width_in: float, height_in: float, dpi: int, form: str) -> None:
        # Whole dots, and a hair more, because matplotlib cuts the fraction off.
        size = [(round(inches * dpi) + 1e-4) / dpi for inches in (width_in, height_in)]
        self.form = form
        self.figure = Figure(figsize=size, dpi=dpi, facecolor="#ffffff")
        self.box = Box(0, 0, size[0] * PX_IN, size[1] * PX_IN)
        self._to_paper = (
            Affine2D().scale(1 / PX_IN, -1 / PX_IN).translate(0, size[1]) + self.figure.dpi_scale_trans
        )
        self._order = 0
        self.written: list[tuple[str, Box]] = []
        """Every text as it was given, and its place, in the order in which they are drawn."""

    def area(
        self,
        geometry: BaseGeometry | Path,
        fill: str = "none",
        line: str = "none",
        line_px: float = 0.0,
        dash: str = "",
        clip: Box | None = None,
        alpha: float | None = None,
        fill_alpha: float = 1.0,
        round_ends: bool = False,
    ) -> None:
        """Draw lines or areas given in pixels; dashes are written as in SVG, in pixels."""
        path = geometry if isinstance(geometry, Path) else path_of(geometry)
        if path is None:
            return
        # matplotlib counts dashes in widths of the line.
        dashes = tuple(float(part) / line_px for part in dash.split()) if dash and line_px else ()
        patch = PathPatch(
            path,
            facecolor=(fill, fill_alpha) if fill != "none" else "none",
            edgecolor=line if line_px else "none",
            linewidth=line_px * PT_PX,
            linestyle=(0, dashes) if dashes else "-",
            capstyle="round" if round_ends else "butt",
            joinstyle="round",
            alpha=alpha,
        )
        self._add(patch, clip)

    def rectangle(self, box: Box, fill: str = "none", line: str = "none", line_px: float = 0.0) -> None:
        """Draw a rectangle."""
        self.area(shapely.box(box.left, box.top, box.right, box.bottom), fill, line, line_px)

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, color: str, line_px: float, dash: str = ""
    ) -> None:
        """Draw a straight line."""
        self.area(Path([(x1, y1), (x2, y2)]), line=color, line_px=line_px, dash=dash)

    def text(
        self, x: float, y: float, text: str, face: Face, align: str = "left", halo: str | None = None
    ) -> Box:
        """Write one line with its baseline at y, and return where it stands.

        Parameters
        ----------
        align : str
            ``left``, ``center`` or ``right``: which end x is.
        halo : str, optional
            Colour of a rim round the letters. Only for our own names: it goes through matplotlib's outlines,
            which know dollar signs.
        """
        shown = _drawn(text)
        if not shown.strip():
            return Box(x, y, x, y)
        width = width_px(shown, face.px, face.weight)
        left = x - {"left": 0, "center": width / 2, "right": width}[align]
        if halo:
            outline = TextPath((0, 0), shown, size=face.px, prop=face.properties)
            self.area(
                outline.transformed(Affine2D().scale(1, -1).translate(left, y)),
                line=halo,
                line_px=3.0,
                alpha=0.85,
            )
        made = Text(x, y, shown, fontproperties=face.properties, color=face.color, ha=align, va="baseline")
        made.set_parse_math(False)
        self._add(made)
        box = Box(left, y - 0.78 * face.px, left + width, y + 0.2 * face.px)
        self.written.append((writable(text), box))
        return self.written[-1][1]

    def bytes(self, metadata: dict[str, str]) -> bytes:
        """Return the picture.

        Parameters
        ----------
        metadata : dict
            ``title``, ``description``, ``source`` and ``rights``, written into the file's own fields.
        """
        said = {key: writable(value) for key, value in metadata.items()}
        made = _WRITERS[self.form](self.figure, said)
        return self._held(made) if self.form == "svg" else made

    def _held(self, svg: bytes) -> bytes:
        """Give each text of an SVG its own signs, fonts that a viewer may have, and the width of the layout."""
        texts = iter(self.written)

        def hold(found: re.Match) -> str:
            style, rest = found.groups()
            text, box = next(texts)
            style = re.sub(r"font-family: [^;\"]*", f"font-family: {_IN_VIEWERS}", style)
            # matplotlib writes points.
            width = f' textLength="{box.width * PT_PX:.2f}" lengthAdjust="spacingAndGlyphs"'
            return f'<text style="{style}"{rest}{width if len(text) > 1 else ""}>{escape(text, quote=False)}</text>'

        return _TEXT.sub(hold, svg.decode()).encode()

    def _add(self, artist, clip: Box | None = None) -> None:
        self._order += 1
        artist.set_zorder(self._order)
        artist.set_transform(self._to_paper)
        artist.set_figure(self.figure)
        if clip:
            corners = Bbox([(clip.left, clip.top), (clip.right, clip.bottom)])
            artist.set_clip_box(TransformedBbox(corners, self._to_paper))
        self.figure.add_artist(artist)


def path_of(geometry: BaseGeometry) -> Path | None:
    """Return lines or areas as one path; None where there is nothing to draw."""
    if geometry is None or geometry.is_empty:
        return None
    points, codes = [], []
    for part in shapely.get_parts(geometry):
        area = part.geom_type == "Polygon"
        if not area and part.geom_type not in ("LineString", "LinearRing"):
            continue
        for ring in (part.exterior, *part.interiors) if area else (part,):
            xy = np.round(shapely.get_coordinates(ring), 2)
            points.append(xy)
            code = np.full(len(xy), Path.LINETO, dtype=Path.code_type)
            code[0] = Path.MOVETO
            if area:
                code[-1] = Path.CLOSEPOLY
            codes.append(code)
    return Path(np.concatenate(points), np.concatenate(codes)) if points else None


@cache
def _glyphs() -> frozenset[int]:
    """Return the code points that our fonts have; a bold text may use the regular fallback."""
    first = FT2Font(str(_FONTS / "NanumGothicBold.ttf")).get_charmap().keys()
    second = FT2Font(fontManager.findfont(FontProperties(family="DejaVu Sans"))).get_charmap().keys()
    return frozenset(first) | frozenset(second)


def _drawn(text: str) -> str:
    """Return a text in signs that our fonts draw as they should."""
    # NanumGothic draws its soft hyphen for an en dash; the figure dash it lacks, so that DejaVu draws that one.
    return writable(text, _glyphs()).replace("–", "\u2012")


def _png(figure: Figure, said: dict[str, str]) -> bytes:
    out = io.BytesIO()
    FigureCanvasAgg(figure).print_png(
        out,
        metadata={
            "Software": "MDL Atlas",
            "Title": said["title"],
            "Description": said["description"],
            "Source": said["source"],
            "Copyright": said["rights"],
        },
    )
    return out.getvalue()


def _pdf(figure: Figure, said: dict[str, str]) -> bytes:
    out = io.BytesIO()
    FigureCanvasPdf(figure).print_pdf(
        out,
        metadata={
            "Creator": "MDL Atlas",
            "Title": said["title"],
            "Subject": said["description"],
            "Keywords": f"{said['source']} {said['rights']}",
            # A date of making would make every copy another file.
            "CreationDate": None,
        },
    )
    return out.getvalue()


def _svg(figure: Figure, said: dict[str, str]) -> bytes:
    out = io.StringIO()
    FigureCanvasSVG(figure).print_svg(
        out,
        metadata={
            "Creator": "MDL Atlas",
            "Title": said["title"],
            "Description": said["description"],
            "Source": said["source"],
            "Rights": said["rights"],
            "Date": None,
        },
    )
    return out.getvalue().encode()


# Text of a title cannot look like this tag: its "<" is written as an entity.
_TEXT = re.compile(r'<text style="([^"]*)"([^>]*)>[^<]*</text>')
_WRITERS = {"png": _png, "pdf": _pdf, "svg": _svg}
FORMS = tuple(_WRITERS)
"""What a picture can be."""
