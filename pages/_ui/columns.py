"""The columns of tables and charts under the names that a reader knows."""

from __future__ import annotations

import altair as alt
import pandas as pd

from geo.words.table import say
from pages._ui.words import language


def headed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its columns named in the reader's words."""
    speech = language()
    return rows.rename(columns=lambda column: _name(column, speech))


def spoken(rows: pd.DataFrame, *names: str) -> pd.DataFrame:
    """Return a table with some columns, which have a Korean one beside them, in the reader's language."""
    return rows.assign(**{name: rows[f"{name}_ko"] for name in names}) if language() == "ko" else rows


def tooltip(*fields: str, speech: str) -> list[alt.Tooltip]:
    """Return what a chart tells of a mark: fields with their type, as ``what:N``, named in the words of a language."""
    return [alt.Tooltip(field, title=_name(field.partition(":")[0], speech)) for field in fields]


def _name(column: str, speech: str) -> str:
    return say(f"column.{column}", speech)
