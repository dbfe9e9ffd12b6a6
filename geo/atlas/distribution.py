"""How far the events of a selection lie from one line or place, by category."""

from __future__ import annotations

import math
from dataclasses import dataclass

import narwhals as nw
import pandas as pd

from geo.atlas.selection import Selection
from geo.query.columns import distance_column

FAR_KM = 500
"""Events farther from the target than this (abroad, most of them) would flatten the distribution."""
MOST_BINS = 40


@dataclass(frozen=True, eq=False)
class Distribution:
    """The measured distances of a selection to one line or place."""

    bins: pd.DataFrame
    """How many events of each ``category`` lie ``from_km`` to ``to_km`` away, at most `FAR_KM`:
    ``count``, in order of distance, then category."""
    measured: int
    """How many events have a place that can be measured."""

    @property
    def far(self) -> int:
        """How many of them lie farther than `FAR_KM`."""
        return self.measured - int(self.bins["count"].sum())


def distribution(selection: Selection, target: str) -> Distribution:
    """Return the distances of a selection's events to a boundary.

    Parameters
    ----------
    selection : Selection
    target : str
        Id of a boundary of the atlas.
    """
    table, distance_m = selection.atlas.table, nw.col(distance_column(target))
    measured = table.aggregate(selection.also(~distance_m.is_null()), count=nw.len())["count"]
    near = selection.also(distance_m <= FAR_KM * 1000)
    farthest_m = table.aggregate(near, farthest_m=distance_m.max())["farthest_m"]
    width_km = bin_width_km((farthest_m or 0) / 1000)
    keys = {"bin": (distance_m / (width_km * 1000)).floor(), "category": nw.col("category")}
    bins = table.tally(near, keys).sort_values(["bin", "category"], ignore_index=True)
    return Distribution(
        pd.DataFrame(
            {
                "from_km": bins["bin"] * width_km,
                "to_km": (bins["bin"] + 1) * width_km,
                "category": bins["category"],
                "count": bins["count"],
            }
        ),
        measured,
    )


def bin_width_km(farthest_km: float) -> float:
    """Return the least width, 1, 2 or 5 times a power of ten, of at most `MOST_BINS` bins that reach a distance.

    Examples
    --------
    >>> bin_width_km(480), bin_width_km(70), bin_width_km(0)
    (20.0, 2.0, 0.01)
    """
    least = max(farthest_km / (MOST_BINS - 1), 0.01)
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)
