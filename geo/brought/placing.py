"""Where foreign rows lie, and how well that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from geo.brought.findings import Findings, each
from geo.brought.layouts import POSITION, Layout
from geo.brought.positions import Placed, read_pair, read_position

PRECISIONS = ("exact", "near", "area")
"""How well places may be known of which a table does not say it."""
WIDE_KM = 50.0
"""A geometry that reaches farther is no place of an event: the coarsest that the atlas measures."""


def read_places(
    found: dict[str, list[Any]],
    layout: Layout,
    swap: bool,
    columns: Mapping[str, Sequence[str]],
    lines: Sequence[int],
    told: Findings,
) -> None:
    """Fill in longitude and latitude of rows, and ``_reach``: how far the geometry reaches that stands there, in km.

    Parameters
    ----------
    found : dict
        Our field to its values, of n rows; ``_unlocated`` says of which rows the point stands for no place.
    layout : Layout
    swap : bool
        Whether latitude and longitude that seem exchanged are.
    columns : mapping
        Column to its n cells, cleaned.
    lines : sequence of int, length n
    told : Findings
    """
    fields = layout.fields
    if {"lat", "lon"} <= set(fields):
        source = fields["lat"][0]
        texts: Sequence[Any] = list(zip(columns[source], columns[fields["lon"][0]], strict=True))
        read = {pair: _pair(pair, swap) for pair in set(texts)}
    elif POSITION in fields:
        source = fields[POSITION][0]
        texts = columns[source]
        read = {text: read_position(text, swap) if text else Placed() for text in set(texts)}
    else:
        return
    placed = [read[one] for one in texts]
    odd = {
        one: spot
        for one, spot in read.items()
        if spot.fault or spot.has_comma or spot.swapped or spot.reach_km
    }
    for line, one, spot in each(texts, lines, odd):
        text = ", ".join(one) if isinstance(one, tuple) else one
        if spot.fault:
            told.fault(line, source, spot.fault, text)
        for kind, is_so in (
            ("decimal_comma", spot.has_comma),
            ("exchanged", spot.swapped),
            ("wide", spot.reach_km > WIDE_KM),
            ("middle", 0 < spot.reach_km <= WIDE_KM),
        ):
            if is_so and not spot.fault:
                told.notes.add(kind, source, line, text)
    wide = [spot.reach_km > WIDE_KM for spot in placed]
    hidden = found.pop("_unlocated", [False] * len(lines))
    gone = [one or other for one, other in zip(wide, hidden, strict=True)]
    found["lon"] = [None if off else spot.lon for spot, off in zip(placed, gone, strict=True)]
    found["lat"] = [None if off else spot.lat for spot, off in zip(placed, gone, strict=True)]
    found["_reach"] = [spot.reach_km for spot in placed]


def _pair(pair: tuple[str, str], swap: bool) -> Placed:
    if not any(pair):
        return Placed()
    if not all(pair):
        return Placed(fault="half")
    return read_pair(*pair, swap)


def known_places(frame: pd.DataFrame, layout: Layout, precision: str, told: Findings) -> None:
    """Say how well a place is known of which the table does not say it; takes ``_reach`` off the frame."""
    is_told = "location_precision" in layout.fields or any(
        one.field == "location_precision" for one in layout.words
    )
    placed = frame["lon"].notna()
    reach = frame.pop("_reach") > 0
    if not is_told:
        frame["location_precision"] = frame["location_precision"].mask(placed, precision)
        frame["location_precision"] = frame["location_precision"].mask(placed & reach, "area")
    elif not layout.is_own:
        frame["location_precision"] = frame["location_precision"].where(placed, None)
        frame["location_precision"] = frame["location_precision"].mask(
            placed & frame["location_precision"].isna(), precision
        )
    for line in frame.index[~placed & frame["place_id"].isna()] if len(frame) else ():
        if line not in told.of_rows:
            told.notes.add("no_point", "", line)
