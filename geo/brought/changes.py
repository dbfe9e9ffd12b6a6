"""What the rows of one of our own files say otherwise than the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.atlas.atlas import Atlas
from geo.brought.layouts import known_fields
from geo.catalogue.flat import flattened

_DECIMALS = 6
"""Of a degree in our downloads."""


@dataclass(frozen=True)
class Changes:
    """How a file and the catalogue differ."""

    cells: pd.DataFrame
    """``id``, ``column``, ``ours`` and ``yours`` of each cell that differs, as text."""
    new: tuple[str, ...]
    """Ids that the catalogue does not have."""

    @property
    def events(self) -> int:
        """How many events differ."""
        return self.cells["id"].nunique()


def changes(brought: Atlas, catalogue: Atlas, columns: tuple[str, ...]) -> Changes:
    """Return how rows differ from the events of the catalogue that have their id.

    Parameters
    ----------
    brought : Atlas
        At most `geo.atlas.selection.EVENTS_AT_ONCE` rows.
    catalogue : Atlas
    columns : tuple of str
        Those of the codebook that the file has.
    """
    yours = flattened(brought.events)
    ours = flattened(catalogue.events_of(yours.index.tolist()))
    both = yours.index.intersection(ours.index)
    found = []
    for column in known_fields():
        if column == "id" or column not in columns or column not in yours or column not in ours:
            continue
        for key, mine, other in zip(both, ours.loc[both, column], yours.loc[both, column], strict=True):
            if _text(mine) != _text(other):
                found.append((key, column, _text(mine), _text(other)))
    cells = pd.DataFrame(found, columns=["id", "column", "ours", "yours"])
    return Changes(cells, tuple(yours.index.difference(ours.index)))


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ";".join(value)
    if pd.isna(value):
        return ""
    return f"{value:.{_DECIMALS}f}" if isinstance(value, float) else str(value)
