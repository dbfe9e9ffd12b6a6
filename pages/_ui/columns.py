"""The columns of tables and charts under the names that a reader knows."""

from __future__ import annotations

import altair as alt
import pandas as pd

from geo.words.table import say


def headed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its columns named in the reader's words."""
    return rows.rename(columns=_name)


def tooltip(*fields: str) -> list[alt.Tooltip]:
    """Return what a chart tells of a mark: fields with their type, as ``what:N``, named in the reader's words."""
    return [alt.Tooltip(field, title=_name(field.partition(":")[0])) for field in fields]


def _name(column: str) -> str:
    return say(f"column.{column}")
