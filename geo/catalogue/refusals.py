"""The errors that refuse a catalogue: where it contradicts itself or the map."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import pandas as pd
import shapely

from geo.catalogue import codebook, table
from geo.catalogue.finding import Finding, each
from geo.catalogue.placed import placed_events
from geo.catalogue.reports import of_role
from geo.lines.basemap import metric_land
from geo.lines.window import WINDOW

COAST_ACCURACY_M = 1000
"""Islets, tidal flats and the simplified coast of the base map."""


def id_begins_with_a_day(frame: pd.DataFrame) -> Iterator[Finding]:
    prefix = frame["id"].dropna().str[:10]
    wrong = prefix[pd.to_datetime(prefix, format="%Y-%m-%d", errors="coerce").isna()]
    yield from each("id", wrong, "an id that begins with a day of the calendar")


def end_before_start(frame: pd.DataFrame) -> Iterator[Finding]:
    rows = frame[["date", "end_date"]].dropna()
    yield from each(
        "end_date", rows["end_date"][rows["end_date"] < rows["date"]], "the day of `date` or later"
    )


def coarse_date_with_a_day(frame: pd.DataFrame) -> Iterator[Finding]:
    for precision, ending in (("month", "-01"), ("year", "-01-01")):
        coarse = frame["date"][(frame["date_precision"] == precision) & frame["date"].notna()]
        wanted = f"a date that ends in {ending}, as it is known to the {precision} only"
        yield from each("date", coarse[~coarse.str.endswith(ending)], wanted)


def outside_the_window(frame: pd.DataFrame) -> Iterator[Finding]:
    """Points off the map that neither stand for something nor say that they lie abroad."""
    abroad = frame["location_basis"].fillna("").str.startswith("abroad:")
    held = frame[~abroad & (frame["location_precision"] != "representative")]
    for column, least, most in (("lat", WINDOW.south, WINDOW.north), ("lon", WINDOW.west, WINDOW.east)):
        cells = held[column].dropna()
        wanted = f"{least} to {most}, or a location_basis that begins with 'abroad:'"
        yield from each(column, cells[~cells.between(least, most)], wanted)


def answers(frame: pd.DataFrame) -> Iterator[Finding]:
    """Answers to nothing, to themselves, to what came later, or in a circle; and so for what is carried out."""
    days = table.days(frame)
    first_day = dict(zip(frame["id"], days["first_day"], strict=True))
    # A day is the day it began on; of a month or year nothing is known but that it began in it.
    began_by = days["first_day"].where(frame["date_precision"] == "day", days["last_day"])
    for column in ("responds_to", "carries_out"):
        for label, row in frame[frame[column].map(len) > 0].iterrows():
            for cause in row[column]:
                if cause == row["id"]:
                    yield label, column, cause, "another event than itself"
                elif cause not in first_day:
                    yield label, column, cause, "the id of an event of this file"
                elif first_day[cause] > began_by[label]:
                    yield label, column, cause, f"an event that began by {began_by[label]:%Y-%m-%d}"
        try:
            TopologicalSorter(dict(zip(frame["id"], frame[column], strict=True))).prepare()
        except CycleError as circle:
            ring = circle.args[1]
            if len(ring) > 2:
                label = frame.index[frame["id"] == ring[0]][0]
                yield label, column, " > ".join(ring), "no circle"


def source_of_no_answer(frame: pd.DataFrame) -> Iterator[Finding]:
    alone = frame["responds_to_said_by"][frame["responds_to"].map(len) == 0].dropna()
    yield from each("responds_to_said_by", alone, "an id in responds_to, or nothing here")


def number_without_its_unit(frame: pd.DataFrame) -> Iterator[Finding]:
    alone = frame["quantity"].isna() != frame["quantity_unit"].isna()
    yield from each("quantity_unit", frame["quantity_unit"][alone], "a quantity and its unit, or neither")
    for column in ("deaths", "injured", "quantity"):
        whose = frame[f"{column}_of"][frame[column].isna()]
        named = whose[whose.map(len) > 0].str.join(";")
        yield from each(f"{column}_of", named, f"a number in {column}, or nothing here")


def word_without_its_report(frame: pd.DataFrame) -> Iterator[Finding]:
    """The other side's word, and who says what was answered, without a report of it; and the report without the word."""
    for column, role in (("counterclaim", "denies"), ("responds_to_said_by", "answers")):
        told = frame[column].notna()
        reported = frame["sources"].map(lambda reports, role=role: bool(of_role(reports, role)))
        for label in frame.index[told & ~reported]:
            yield label, column, f"no report with the role {role}", "a report of it, or nothing here"
        for label in frame.index[reported & ~told]:
            yield label, column, "nothing", f"what the report with the role {role} says"


def wrong_side_of_the_line(frame: pd.DataFrame) -> Iterator[Finding]:
    """Crossings that end at home, and works and launches that stand on the other side.

    Own is north of the MDL and the NLL for the DPRK and south of them for the ROK, its ally and its citizens.
    """
    placed = placed_events(frame)
    home_north = placed["initiator"] == "dprk"
    one_sided = home_north | placed["initiator"].isin(["rok", "us", "rok-us", "civil-society"])
    types = codebook.vocabulary("type")
    # An agreed crossing, or a missile fired over the line, stands in a later category of its type.
    first = {kind: word.categories[0] for kind, word in types.items()}
    ruled = placed["category"] == placed["type"].map(first)
    wanted = placed["type"].map({kind: word.side for kind, word in types.items()}).where(ruled)
    at_home = placed["north"] == home_north
    wrong = ((wanted == "other") & at_home) | ((wanted == "own") & ~at_home)
    for label, row in placed[one_sided & wrong & (placed["off_line_m"] > placed["tolerance_m"])].iterrows():
        side = "north" if row["north"] else "south"
        found = f"{row['type']} by {row['initiator']}, {row['off_line_m'] / 1000:.1f} km {side} of the line"
        yield (
            label,
            "lat",
            found,
            f"its {wanted[label]} side of MDL and NLL, to {row['tolerance_m'] / 1000:g} km",
        )


def on_the_wrong_element(frame: pd.DataFrame) -> Iterator[Finding]:
    """Ships on land, tunnels at sea."""
    placed = placed_events(frame)
    elements = placed["type"].map({kind: word.element for kind, word in codebook.vocabulary("type").items()})
    for element, elsewhere in (("sea", "inland"), ("land", "out at sea")):
        rows = placed[elements == element]
        wrong = shapely.intersects(metric_land(), rows.geometry) == (element == "sea")
        off = shapely.distance(rows.geometry, metric_land().boundary)
        for label, row in rows[wrong & (off > rows["error_m"] + COAST_ACCURACY_M)].iterrows():
            yield label, "lat", f"{row['type']} {elsewhere}", f"a point on {element}, or less precision"


REFUSALS = (
    id_begins_with_a_day,
    end_before_start,
    coarse_date_with_a_day,
    outside_the_window,
    answers,
    source_of_no_answer,
    number_without_its_unit,
    word_without_its_report,
    wrong_side_of_the_line,
    on_the_wrong_element,
)
"""In the order in which they are printed."""
ACROSS_ROWS = (answers,)
"""Those that hold rows against one another, by id, dates and links alone."""
