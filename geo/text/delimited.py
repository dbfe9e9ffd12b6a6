"""Text with a delimiter between cells: which one, and how a file of it is opened."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from geo.text.encodings import HIDDEN, Encoding, find_encoding

SNIFFED_LINES = 200
_SNIFFED_BYTES = 1 << 24
_DELIMITERS = ",;\t|"
_SEP = re.compile(r'"?sep=(.)"?,*\s*$', re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """How the rows of a text are written."""

    encoding: Encoding
    delimiter: str = ","
    skip: int = 0
    """Lines before the rows: the one that names the delimiter (``sep=;``), where there is one."""

    def open(self, path: Path) -> TextIO:
        """Open a file before its first row; bytes that the encoding does not know become signs of no text."""
        # The end of a line stays as it is: a quoted cell may hold one.
        raw = path.open("rb")
        raw.seek(self.encoding.marks)
        errors = "surrogateescape" if self.encoding.codec.startswith("utf-8") else "replace"
        text = io.TextIOWrapper(raw, encoding=self.encoding.codec, errors=errors, newline="")
        for _ in range(self.skip):
            text.readline()
        return text


def find_dialect(path: Path) -> Dialect:
    """Return how the rows of a file are written, by its first 16 MB.

    Raises
    ------
    OSError
        Where it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_SNIFFED_BYTES)
    encoding = find_encoding(head)
    text = io.StringIO(head[encoding.marks :].decode(encoding.codec, "replace"), newline="")
    delimiter, is_named = find_delimiter([line for line, _ in zip(text, range(SNIFFED_LINES), strict=False)])
    return Dialect(encoding, delimiter, int(is_named))


def find_delimiter(head: Sequence[str]) -> tuple[str, bool]:
    """Return the delimiter of the first lines of a text, and whether the very first does nothing but name it.

    Examples
    --------
    >>> find_delimiter(["id;lat", "a;37,95"]), find_delimiter(["sep=;", "id;lat"])
    ((';', False), (';', True))
    """
    named = _SEP.match(head[0].lstrip(HIDDEN)) if head else None
    return (named[1], True) if named else (_parting(head), False)


def _parting(lines: Sequence[str]) -> str:
    """Return the sign that parts the first rows into the same number of cells, the most of them."""
    best, most = ",", (0.0, 0)
    for sign in _DELIMITERS:
        widths = []
        # Of a cell that is too long to be one, whoever reads the rows tells.
        with suppress(csv.Error):
            widths += (len(row) for row in csv.reader(lines, delimiter=sign) if any(row))
        if not widths:
            continue
        width, rows = Counter(widths).most_common(1)[0]
        score = (round(rows / len(widths), 1), width)
        if width > 1 and score > most:
            best, most = sign, score
    return best
