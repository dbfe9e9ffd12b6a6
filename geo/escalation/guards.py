"""Guards for small numbers: what is too few to be told as a median or a percentage is left untold."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

FEWEST_FOR_MEDIAN = 5
"""Fewer values than this have a median that one more value could move anywhere."""
FEWEST_FOR_PERCENT = 10
"""From fewer events than this a percentage tells of chance: from four to two would be "50 % fewer"."""


def guarded_median(values: Sequence[float]) -> float | None:
    """Return the median, or None of fewer than `FEWEST_FOR_MEDIAN` values."""
    return float(median(values)) if len(values) >= FEWEST_FOR_MEDIAN else None
