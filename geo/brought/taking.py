"""The reader's own table, as it came, with what the atlas measured beside."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

import pandas as pd

from geo.atlas.selection import Selection
from geo.brought.reading import Brought
from geo.query.columns import PUBLISHED_DISTANCES
from geo.words.harmless import cell

MEASURED = (*PUBLISHED_DISTANCES, "mdl_side", "location_error_m")
"""The columns that stand beside those of the reader, after ``atlas_``."""
PREFIX = "atlas_"


def table_with_distances(read: Brought, selection: Selection) -> bytes:
    """Return the rows of a file that a selection of it wants, every column as it came, with distances beside.

    Returns
    -------
    bytes
        CSV (RFC 4180) in UTF-8 with byte order mark, in the order of the file; metres are whole.
    """
    measured = pd.concat([rows[list(MEASURED)] for rows in selection.batches()])
    at = measured.index.get_indexer(read.ids.to_pandas()).tolist()
    columns = [measured[name].to_numpy() for name in MEASURED]
    parts = io.BytesIO(b"\xef\xbb\xbf")
    parts.seek(0, io.SEEK_END)
    # Bytes as they are written: text would take four times as much.
    text = io.TextIOWrapper(parts, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    width = len(read.table.header)
    writer.writerow([*map(cell, read.table.header), *(PREFIX + name for name in MEASURED)])
    kept = zip(read.lines.tolist(), at, strict=True)
    line, place = next(kept, (None, -1))
    for number, cells in read.table.rows():
        if number != line:
            continue
        if place >= 0:
            beside = _plain(column[place] for column in columns)
            writer.writerow([*map(cell, (cells + [""] * width)[:width]), *beside])
        line, place = next(kept, (None, -1))
    return parts.getvalue()


def _plain(values: Iterable[Any]) -> list[Any]:
    return [
        "" if one is None or one != one else round(one) if isinstance(one, float) else one for one in values
    ]
