"""Cells as people and programs write them: what is empty, numbers, lists."""

from __future__ import annotations

import json
import re

EMPTY = frozenset(
    {
        "na",
        "n/a",
        "#n/a",
        "nan",
        "<na>",
        "null",
        "none",
        "nat",
        "nil",
        "#null!",
        "\\n",
        "-",
        "--",
        "—",
        "–",
        "없음",
        "해당없음",
    }
)
"""What programs and people write where there is nothing, folded."""
UNKNOWN = frozenset({"unknown", "unk", "undisclosed", "tbd", "?", "미상", "불명"})
"""What they write in a cell of a number, a day or a position where nothing is known."""
_FLOAT = re.compile(r"([+-]?\d+)\.0+")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+")
_OGR_LIST = re.compile(r"\((\d+):(.*)\)", re.DOTALL)
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?")


def is_empty(text: str) -> bool:
    """Whether a program or a person wrote that nothing stands here.

    Examples
    --------
    >>> is_empty("NA"), is_empty("Namp'o")
    (True, False)
    """
    return len(text) < 9 and text.casefold() in EMPTY


def is_unknown(text: str) -> bool:
    """Whether a cell says that its number, day or position is not known."""
    return len(text) < 12 and text.casefold() in UNKNOWN


def whole(text: str) -> str:
    """Return a whole number in plain digits where a text is one; any other text as it is.

    Examples
    --------
    >>> whole("30.0"), whole("1,234"), whole("about 30")
    ('30', '1234', 'about 30')
    """
    if found := _FLOAT.fullmatch(text):
        return found[1]
    if _GROUPED.fullmatch(text):
        return re.sub(r"[^\d+-]", "", text)
    return text


def decimal(text: str) -> str:
    """Return a number with a decimal point where a text has a comma for it; any other text as it is.

    Examples
    --------
    >>> decimal("37,9558"), decimal("37°57′N")
    ('37.9558', '37°57′N')
    """
    return text.replace(",", ".") if _DECIMAL.fullmatch(text) else text


def number(text: str) -> float | None:
    """Return a number, also with a comma for the decimal point; None where a text is none.

    Not by float alone: it also reads 1_0, inf and digits of other scripts.
    """
    return float(decimal(text)) if _DECIMAL.fullmatch(text) else None


def listed(text: str) -> str:
    """Return a list with semicolons between, whichever way a program wrote it; any other text as it is.

    Examples
    --------
    >>> listed("['armistice', 'cma']"), listed("(1:rok)"), listed('[ "a" ]'), listed("a;b"), listed("a, b")
    ('armistice;cma', 'rok', 'a', 'a;b', 'a;b')
    """
    if found := _OGR_LIST.fullmatch(text):
        text = found[2]
    elif text[:1] == "[" and text[-1:] == "]":
        try:
            items = json.loads(text)
        except ValueError:
            items = [item.strip(" '\"") for item in text[1:-1].split(",")]
        return ";".join(str(item) for item in items if str(item))
    elif text[:1] == "{" and text[-1:] == "}":
        text = text[1:-1]
    return ";".join(item.strip(" '\"") for item in re.split(r"[;,|]", text) if item.strip(" '\""))
