"""Doubts about places: points and names that do not agree, and a basis that claims what nobody looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from geo.catalogue.doubts.editorial import signs
from geo.catalogue.finding import Finding, each
from geo.catalogue.placed import POINTS, placed_events
from geo.lines.geodesic import WGS84
from geo.lines.places import load_places

SAME_PLACE_M = 10_000
"""Points this near to one another may be one place."""
_SIDE = re.compile(r"\b(north|south) of the (?:\w+ )?(?:NLL|MDL|DMZ|line)\b", re.IGNORECASE)
_UNPUBLISHED, _NAMED, _SEAS = signs("unpublished"), signs("named_places"), signs("named_seas")
_FIRE = ("gunfire", "artillery")
_WIDE, _HALF_WIDE = ("country", "airspace"), ("coast", "sea", "province", "zone")
"""Kinds of places that are told where none is known: of those, even a sea is nearer; of these, a range or county."""


def side_told_otherwise(frame: pd.DataFrame) -> Iterator[Finding]:
    """Places named as north or south of a line whose point lies on the other side."""
    placed = placed_events(frame)
    told = placed["place"].fillna("").str.extract(_SIDE, expand=False).str.lower()
    wrong = (
        told.notna() & ((told == "north") != placed["north"]) & (placed["off_line_m"] > placed["tolerance_m"])
    )
    for label, row in placed[wrong].iterrows():
        yield label, "lat", f"a point {row['off_line_m'] / 1000:.1f} km on the other side", row["place"]


def one_place_two_points(frame: pd.DataFrame) -> Iterator[Finding]:
    """Rows of one place name, further apart than their precision allows."""
    placed = placed_events(frame).drop_duplicates(["place", "lat", "lon"])
    for place, group in placed.groupby(placed["place"].str.casefold()):
        (_, first), *others = group.iterrows()
        for label, row in others:
            apart = apart_m(first, row)
            if apart > max(SAME_PLACE_M, first["error_m"], row["error_m"]):
                found = f"{place!r}, {apart / 1000:.0f} km from {first['id']}"
                yield label, "place", found, "one point, or two names"


def one_place_two_names(frame: pd.DataFrame) -> Iterator[Finding]:
    """Rows at one point, with one Korean name, under several English names."""
    names = frame[frame["place_ko"].notna() & frame["location_precision"].isin(["exact", "near"])]
    key = ["lat", "lon", "place_ko"]
    for _, group in names.drop_duplicates([*key, "place"]).groupby(key):
        yield from each("place", group["place"].iloc[1:], f"{group['place'].iloc[0]!r}, as elsewhere")


def median_as_a_place(frame: pd.DataFrame) -> Iterator[Finding]:
    basis = frame["location_basis"][frame["location_precision"].isin(POINTS)].dropna()
    medians = basis[basis.str.contains(r"\b(?:median|mean|average) of\b")]
    yield from each("location_basis", medians, "the place that is named, or an area without a point")


def one_point_for_two_events(frame: pd.DataFrame) -> Iterator[Finding]:
    """Events of one day with one point that is not exact, in the words of one basis: that of the other was looked up, perhaps."""
    rough = frame[frame["location_precision"].isin(["near", "area"]) & (frame["date_precision"] == "day")]
    for _, group in rough.groupby(["date", "lat", "lon", "location_basis"]):
        for label in group.index[1:]:
            yield (
                label,
                "location_basis",
                f"point and basis of {group['id'].iloc[0]}",
                "its own place, and how it is known",
            )


def fire_on_its_own_side(frame: pd.DataFrame) -> Iterator[Finding]:
    """Fire in answer to fire whose point lies on the side of those who shot: it lands beyond the line."""
    shots = set(frame["id"][frame["type"].isin(_FIRE)])
    answers = frame["responds_to"].map(lambda causes: not shots.isdisjoint(causes))
    placed = placed_events(frame[frame["type"].isin(_FIRE) & answers])
    home_north = placed["initiator"] == "dprk"
    sided = home_north | placed["initiator"].isin(["rok", "us", "rok-us", "unc"])
    # However far the point may be off, it is placed where the shots were thought to fall: the line's accuracy is enough.
    off_line = placed["off_line_m"] > placed["tolerance_m"] - placed["error_m"]
    for label, row in placed[sided & (placed["north"] == home_north) & off_line].iterrows():
        found = f"a point {row['off_line_m'] / 1000:.1f} km on the side of those who shot"
        yield label, "lat", found, "where the shots fell: beyond the line, unless they fell short"


def place_named_and_not_known(frame: pd.DataFrame) -> Iterator[Finding]:
    """Rows told for a whole country or its air, as nothing was published, whose text names a range, county or sea."""
    kinds = frame["place_id"].map(load_places()["kind"])
    unknown = frame["location_basis"].fillna("").str.contains(_UNPUBLISHED)
    for label, row in frame[unknown & kinds.isin(_WIDE + _HALF_WIDE)].iterrows():
        text = f"{row['title']}. {row['summary']}"
        named = _NAMED.search(text) or (_SEAS.search(text) if kinds[label] in _WIDE else None)
        if named and named[0] not in row["place"]:
            yield (
                label,
                "place_id",
                f"{row['place_id']}, and a text with {named[0]}",
                "the place that is named",
            )


def apart_m(one: pd.Series, other: pd.Series) -> float:
    """Return the metres between the points of two rows; NaN where one has none."""
    return WGS84.inv(one["lon"], one["lat"], other["lon"], other["lat"])[2]


DOUBTS = (
    side_told_otherwise,
    one_place_two_points,
    one_place_two_names,
    one_point_for_two_events,
    fire_on_its_own_side,
    place_named_and_not_known,
    median_as_a_place,
)
