"""What a check of the catalogue finds."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

import pandas as pd

from geo.words.table import Worded

Finding = tuple[Hashable, str, str, str]
"""Label of the row (line or id), column, what stands there, what is wanted."""


NOTHING = Worded("found.nothing")
"""What stands in an empty cell."""


def each(column: str, cells: pd.Series, wanted: str) -> Iterator[Finding]:
    """Return one finding for every cell of a column that is wrong in the same way."""
    for label, found in cells.items():
        yield label, column, NOTHING if pd.isna(found) else str(found), wanted
