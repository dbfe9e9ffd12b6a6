"""Text for slides: measured and cut so that it fits, before it stands in a file."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec

from PIL import ImageFont

LINE_HEIGHT = 1.2
"""Of text, in its size."""
WIDER = 1.06
"""Arial, at its widest, beside the font that is measured."""
APART_EM = 0.2
"""What LibreOffice puts between Hangul and any other sign; no file can tell it not to."""
_SEAMS = re.compile(
    r"(?<=[\uac00-\ud7a3]) *(?=[^ \uac00-\ud7a3])|(?<=[^ \uac00-\ud7a3]) *(?=[\uac00-\ud7a3])"
)


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    name = "NanumGothicBold" if bold else "NanumGothic"
    # Found, not imported: on import that package would change the fonts of every matplotlib figure.
    (package,) = find_spec("koreanize_matplotlib").submodule_search_locations
    return ImageFont.truetype(f"{package}/fonts/{name}.ttf", 100)


def width_in(text: str, size_pt: float, bold: bool = False) -> float:
    """Return how wide a line of text is at most, in inches."""
    ems = _font(bold).getlength(text) / 100 * WIDER + APART_EM * len(_SEAMS.findall(text))
    return ems * size_pt / 72


def lines_needed(text: str, size_pt: float, room_in: float, bold: bool = False) -> int:
    """Return how many lines text takes when words wrap at a width, in inches."""
    lines, used = 1, 0.0
    space = width_in(" ", size_pt, bold)
    for word in text.split():
        wide = width_in(word, size_pt, bold)
        if used and used + space + wide > room_in:
            lines, used = lines + 1, 0.0
        # A word without a place to break is broken where the line ends.
        lines += int(wide // room_in)
        used = (used + space if used else 0.0) + wide % room_in
    return lines


def fitted(
    text: str, size_pt: float, room_in: float, lines: int = 1, bold: bool = False, tail: str = ""
) -> str:
    """Return text cut with an ellipsis so that it fits into some lines of a width, in inches; ``tail`` stays whole."""
    if lines_needed(text + tail, size_pt, room_in, bold) <= lines:
        return text + tail
    least, most = 0, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        fits = lines_needed(text[:middle].rstrip() + "…" + tail, size_pt, room_in, bold) <= lines
        least, most = (middle, most) if fits else (least, middle - 1)
    return text[:least].rstrip(" ,;·") + "…" + tail
