"""A table as it was found in a file: rows of text under a header."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from geo.text.encodings import Encoding
from geo.words.table import Worded

Row = tuple[int, list[str]]
"""Where it stands in the file, and its cells, trimmed."""
GEOMETRY = "geometry"
"""The column that holds the geometry of features, as WKT."""
FILE = Worded("found.file")
"""How a problem names the place where the whole file is wrong."""
_NO_TEXT = re.compile("[\udc80-\udcff\0]+")
_HAS_DIGIT = re.compile(r"\d")
_TITLE_LINES = 20


@dataclass(frozen=True, eq=False)
class Table:
    """A table as it was found."""

    form: str
    """``csv``, ``sheet``, ``geojson`` or ``layer``."""
    header: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    """Gives the rows anew each time, blank ones left out."""
    told: tuple[tuple[str, str], ...] = ()
    """How it was read: kind and what, as ``("delimiter", ";")``."""
    has_geometry: bool = False
    """Whether the last column is `GEOMETRY`."""
    encoding: Encoding | None = None
    """Of a text."""


def under_header(form: str, rows: Callable[[], Iterator[Row]], told: Sequence[tuple[str, str]]) -> Table:
    """Return the table of rows of which one is the header, after lines of a title where there are some."""
    skipped, header = _header_at(rows())

    def below() -> Iterator[Row]:
        found = rows()
        for _ in range(skipped + 1):
            next(found, None)
        return found

    more = [("preamble", str(skipped))] if skipped else []
    return Table(form, tuple(header), below, (*told, *more))


def _header_at(rows: Iterator[Row]) -> tuple[int, list[str]]:
    """Return how many lines of a title stand before the header, and the header: the first row as wide as the rest."""
    first = [cells for (_, cells), _ in zip(rows, range(_TITLE_LINES), strict=False)]
    filled = [sum(map(bool, cells)) for cells in first]
    usual = Counter(filled).most_common(1)[0][0] if filled else 0
    for at, count in enumerate(filled):
        if count > 1 and 2 * count >= usual:
            # Names of groups of columns stand above the names of columns.
            while (
                at + 1 < len(first)
                and filled[at + 1] > filled[at]
                and not _HAS_DIGIT.search("".join(first[at + 1]))
            ):
                at += 1
            return at, first[at]
    return 0, first[0] if first else []


def has_broken_text(cells: Sequence[str]) -> bool:
    """Whether a byte stands in a row that its encoding does not know."""
    return any(_NO_TEXT.search(cell) or "\ufffd" in cell for cell in cells)
