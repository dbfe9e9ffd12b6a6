"""What was in force at each event: agreements, and zones around its point."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import compress

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.catalogue.spans import Period, agreement_names, held_periods
from geo.catalogue.zone_rules import load_rules, zone_periods


def held_columns(
    events: pd.DataFrame, boundaries: gpd.GeoDataFrame, distance_m: pd.DataFrame
) -> pd.DataFrame:
    """Return what was in force at each event.

    Parameters
    ----------
    events : DataFrame
        n rows: ``first_day``, ``last_day``.
    boundaries : GeoDataFrame
        As `geo.lines.boundaries.load_boundaries` returns it.
    distance_m : DataFrame
        Metres from every event (rows) to every boundary (columns); NaN where nothing is measured.

    Returns
    -------
    DataFrame
        ``agreements_in_force`` and ``inside``: tuples of ids, same index. An event of several days counts with
        every day on which it may lie.
    """
    held = {key: _meets(events, held_periods(key)) for key in agreement_names()}
    zones = {
        zone: _meets(events, zone_periods(rule, boundaries.loc[zone])) & (distance_m[zone] == 0).to_numpy()
        for zone, rule in load_rules().items()
    }
    columns = {"agreements_in_force": _listed(held), "inside": _listed(zones)}
    return pd.DataFrame(columns).set_index(events.index)


def _meets(events: pd.DataFrame, periods: Collection[Period]) -> np.ndarray:
    found = np.zeros(len(events), dtype=bool)
    for start, end in periods:
        before_end = events["first_day"] < pd.Timestamp(min(end, date(2262, 1, 1)))
        found |= (before_end & (events["last_day"] >= pd.Timestamp(start))).to_numpy()
    return found


def _listed(flags: dict[str, np.ndarray]) -> pd.Series:
    """Return the keys whose flag is set, of each row; rows alike share a tuple."""
    table = np.column_stack(list(flags.values()))
    codes = table @ (1 << np.arange(table.shape[1], dtype=np.int64))
    _, first, which = np.unique(codes, return_index=True, return_inverse=True)
    listed = {at: tuple(compress(flags, table[row])) for at, row in enumerate(first)}
    return pd.Series([listed[at] for at in which.tolist()], dtype=object)
