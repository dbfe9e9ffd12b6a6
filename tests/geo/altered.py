"""The shipped events with some of their cells changed, in an atlas of their own."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

import pandas as pd
import pyarrow as pa

from geo.atlas.atlas import Atlas
from geo.atlas.load import load_atlas
from geo.atlas.selection import Selection
from geo.catalogue.reports import to_text
from geo.query.backends import MemoryTable
from geo.query.filter import EventFilter

PLAIN = (
    *("lon", "lat", "location_precision", "location_error_m"),
    *("title", "summary", "place", "date_text"),
    *("title_ko", "summary_ko", "place_ko"),
    *("checked", "checked_against"),
)
"""Columns that may be changed, beside the reports."""


def atlas_of(rows: pd.DataFrame) -> Atlas:
    """Return an atlas that has only some rows of the shipped one, with the cells that they have now."""
    atlas = load_atlas()
    places = atlas.table.rows.index.get_indexer(rows.index)
    held = atlas.table.held.take(places)
    for name in PLAIN:
        at = held.schema.get_field_index(name)
        held = held.set_column(at, name, pa.array(rows[name], type=held.schema.types[at], from_pandas=True))
    at = held.schema.get_field_index("sources")
    held = held.set_column(at, "sources", pa.array(rows["sources"].map(to_text), type=held.schema.types[at]))
    at = held.schema.get_field_index("nth")
    held = held.set_column(at, "nth", pa.array(range(len(rows)), type=held.schema.types[at]))
    return replace(atlas, table=MemoryTable.of(held), _selections=OrderedDict())


def everything_of(rows: pd.DataFrame) -> Selection:
    """Return all events of such an atlas."""
    return atlas_of(rows).selection(EventFilter())
