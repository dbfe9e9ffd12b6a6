"""The one place where foreign text is made safe for where it will stand.

Text of events is hostile. HTML is escaped by the templates (autoescape), pages and scripts show text as text only;
every other place has its function here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Container
from typing import Any
from urllib.parse import urlsplit

# --- Markdown -----------------------------------------------------------------------------------------------

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_JOINER = "\u2060"
"""Takes no room and breaks no line; put into a bare address, it keeps Markdown from making a link of it."""


def plain(text: str | None) -> str:
    """Return foreign text for use inside Markdown: it shows as it is and formats, links and loads nothing."""
    return _PUNCTUATION.sub(r"\\\1", _ADDRESS.sub(_JOINER, " ".join((text or "").split())))


def address(url: str) -> str:
    """Return an address that cannot end the Markdown link it stands in; the schema lets only http and https in."""
    return url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")


# --- A script -----------------------------------------------------------------------------------------------

_OPENS_A_TAG = re.compile(r"\{(?=[{%#])")


def script_json(value: Any) -> str:
    """Return a value as JSON that is safe inside a script element, an HTML attribute and a template string.

    branca reads every script once more as a Jinja template: what opens a tag of Jinja is escaped too, or the text of
    an event would be run on the server. JSON itself never has one brace beside another that opens.

    Examples
    --------
    >>> script_json("</script>`")
    '"\\\\u003c/script\\\\u003e\\\\u0060"'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Hangul stays as it is: half the bytes of its escapes. The last two end a line in an older script.
    for sign in "<>&'`\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return _OPENS_A_TAG.sub(r"\\u007b", text)


# --- XML, as in a slide -------------------------------------------------------------------------------------

XML_FORBIDDEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"
"""What XML 1.0 cannot hold even as an entity, for RE2, which goes over whole columns of text at once."""


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


def safe_link(url: str | None) -> str | None:
    """Return an address that may be a hyperlink: http or https with a host; None for any other."""
    if not url or len(url) > 2_000 or clean(url) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


# --- A picture ----------------------------------------------------------------------------------------------

UNSHOWN = "\ufffd"
"""Stands for signs that no font of ours has."""


def writable(text: str, glyphs: Container[int] | None = None) -> str:
    """Return foreign text as one line without control characters.

    Parameters
    ----------
    text : str
    glyphs : container of int, optional
        Code points that the fonts have: what they lack becomes `UNSHOWN`, once for several. None keeps every sign,
        for a viewer that has fonts of its own.

    Examples
    --------
    >>> writable("a\\x00b\\u202ec\\u2028d")
    'abc d'
    """
    # A format character (Cf) may turn the rest of a line round; joiners only matter to signs that we cannot show.
    kept = "".join(
        " " if unicodedata.category(sign).startswith("Z") else sign
        for sign in unicodedata.normalize("NFC", text)
        if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Cn", "Co")
        and not 0xFE00 <= ord(sign) <= 0xFE0F
    )
    if glyphs is None:
        return kept
    return re.sub(f"{UNSHOWN}+", UNSHOWN, "".join(sign if ord(sign) in glyphs else UNSHOWN for sign in kept))


# --- A spreadsheet ------------------------------------------------------------------------------------------

_FORMULA = re.compile(r"\s*[=+\-@\t\r]")


def cell(text: str) -> str:
    """Return foreign text for a cell of a CSV file: what a spreadsheet would run gets an apostrophe in front.

    Examples
    --------
    >>> cell("=1+1"), cell("1+1")
    ("'=1+1", '1+1')
    """
    return "'" + text if _FORMULA.match(text) else text
