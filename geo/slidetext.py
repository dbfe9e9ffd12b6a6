"""Text for slides: made harmless, measured and cut so that it fits, before it stands in a file."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.util import find_spec
from urllib.parse import urlsplit

from PIL import ImageFont

LINE_HEIGHT = 1.2
"""Of text, in its size."""
WIDER = 1.06
"""Arial, at its widest, beside the font that is measured."""


def clean(text: str, limit: int = 4_000) -> str:
    """Return foreign text as one line that XML can hold and that no sign turns around.

    Control signs, lone surrogates, non-characters and signs that change the direction of text go; a line or
    paragraph separator becomes a space; what is longer than ``limit`` ends in an ellipsis.

    Examples
    --------
    >>> clean("one\\u2028two\\x00")
    'one two'
    """
    spaced = (" " if sign.isspace() or sign in "\u2028\u2029" else sign for sign in text[: limit * 4])
    kept = "".join(sign for sign in spaced if not _forbidden(sign))
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _forbidden(sign: str) -> bool:
    code = ord(sign)
    return (
        unicodedata.category(sign) in ("Cc", "Cs")
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
    )


def safe_link(address: str | None) -> str | None:
    """Return an address that may be a hyperlink: http or https with a host; None for any other."""
    if not address or len(address) > 2_000 or clean(address) != address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    name = "NanumGothicBold" if bold else "NanumGothic"
    # Found, not imported: on import that package would change the fonts of every matplotlib figure.
    (package,) = find_spec("koreanize_matplotlib").submodule_search_locations
    return ImageFont.truetype(f"{package}/fonts/{name}.ttf", 100)


def width_in(text: str, size_pt: float, bold: bool = False) -> float:
    """Return how wide a line of text is at most, in inches."""
    return _font(bold).getlength(text) / 100 * size_pt / 72 * WIDER


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
