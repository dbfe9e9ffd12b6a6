"""The errors that refuse a catalogue: where it contradicts itself or the map."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from graphlib import CycleError, TopologicalSorter
from zoneinfo import ZoneInfo

import pandas as pd
import shapely

from geo.catalogue import codebook, table
from geo.catalogue.finding import NOTHING, Finding, each
from geo.catalogue.placed import POINTS, placed_events, spread_events
from geo.catalogue.reports import of_role
from geo.errors import Problem
from geo.lines.basemap import metric_land
from geo.lines.places import load_places
from geo.lines.window import WINDOW
from geo.words.table import Worded

COAST_ACCURACY_M = 1000
"""Islets, tidal flats and the simplified coast of the base map."""
_AREA = frozenset(["Polygon", "MultiPolygon"])
_PLACES_OF = {
    "along": lambda places: ~places.geom_type.isin({"Point"} | _AREA),
    "within": lambda places: places.geom_type.isin(_AREA),
    "issued": lambda places: places["kind"].isin(["capital", "site"]),
    "abroad": lambda places: places["kind"] == "abroad",
}
"""Of a location precision without a point: what its place must be, as a test of the gazetteer."""


def id_begins_with_a_day(frame: pd.DataFrame) -> Iterator[Finding]:
    prefix = frame["id"].dropna().str[:10]
    wrong = prefix[pd.to_datetime(prefix, format="%Y-%m-%d", errors="coerce").isna()]
    yield from each("id", wrong, Worded("wanted.id_with_day"))


def end_before_start(frame: pd.DataFrame) -> Iterator[Finding]:
    rows = frame[["date", "end_date"]].dropna()
    yield from each("end_date", rows["end_date"][rows["end_date"] < rows["date"]], Worded("wanted.end"))


def coarse_date_with_a_day(frame: pd.DataFrame) -> Iterator[Finding]:
    for precision, ending in (("month", "-01"), ("year", "-01-01")):
        coarse = frame["date"][(frame["date_precision"] == precision) & frame["date"].notna()]
        wanted = Worded("wanted.coarse", ending=ending, precision=precision)
        yield from each("date", coarse[~coarse.str.endswith(ending)], wanted)


def outside_the_window(frame: pd.DataFrame) -> Iterator[Finding]:
    """Points off the map that do not say that they lie abroad."""
    abroad = frame["location_basis"].fillna("").str.startswith("abroad:")
    held = frame[~abroad & frame["location_precision"].isin(POINTS)]
    for column, least, most in (("lat", WINDOW.south, WINDOW.north), ("lon", WINDOW.west, WINDOW.east)):
        cells = held[column].dropna()
        wanted = Worded("wanted.on_the_map", least=least, most=most)
        yield from each(column, cells[~cells.between(least, most)], wanted)


def point_or_none(frame: pd.DataFrame) -> Iterator[Finding]:
    """Points where only a line, an area or a seat is known, and none where a point is."""
    known = frame[frame["location_precision"].notna()]
    pointed = known["location_precision"].isin(POINTS)
    for column in ("lat", "lon"):
        missing = known[pointed & known[column].isna()]
        for label, precision in missing["location_precision"].items():
            yield label, column, NOTHING, Worded("wanted.degrees_or", precision=precision)
        for label, row in known[~pointed & known[column].notna()].iterrows():
            wanted = Worded("wanted.no_point", precision=row["location_precision"])
            yield label, column, f"{row[column]:g}", wanted


def place_of_the_gazetteer(frame: pd.DataFrame) -> Iterator[Finding]:
    """Places that there are not, that are missing where there is no point, or that are of the wrong sort."""
    places = load_places()
    named = frame["place_id"].dropna()
    yield from each("place_id", named[~named.isin(places.index)], Worded("wanted.gazetteer"))
    for precision, fits in _PLACES_OF.items():
        rows = frame["place_id"][frame["location_precision"] == precision]
        allowed = set(places.index[fits(places)])
        wrong = rows.isna() | rows.isin(set(places.index) - allowed)
        yield from each("place_id", rows[wrong], Worded(f"wanted.place_{precision}"))


_OF_THIS_FILE = Worded("wanted.of_this_file")


def is_dangling(problem: Problem) -> bool:
    """Tell whether an event names another that is not there: in a part of a catalogue that is no fault."""
    return isinstance(problem.wanted, Worded) and problem.wanted.key == _OF_THIS_FILE.key


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
                    yield label, column, cause, Worded("wanted.another")
                elif cause not in first_day:
                    yield label, column, cause, _OF_THIS_FILE
                elif first_day[cause] > began_by[label]:
                    day = f"{began_by[label]:%Y-%m-%d}"
                    yield label, column, cause, Worded("wanted.begun", day=day)
        try:
            TopologicalSorter(dict(zip(frame["id"], frame[column], strict=True))).prepare()
        except CycleError as circle:
            ring = circle.args[1]
            if len(ring) > 2:
                label = frame.index[frame["id"] == ring[0]][0]
                yield label, column, " > ".join(ring), Worded("wanted.no_circle")


def source_of_no_answer(frame: pd.DataFrame) -> Iterator[Finding]:
    alone = frame["responds_to_said_by"][frame["responds_to"].map(len) == 0].dropna()
    yield from each("responds_to_said_by", alone, Worded("wanted.answered"))


def number_without_its_unit(frame: pd.DataFrame) -> Iterator[Finding]:
    alone = frame["quantity"].isna() != frame["quantity_unit"].isna()
    yield from each("quantity_unit", frame["quantity_unit"][alone], Worded("wanted.unit"))
    for column in ("deaths", "injured", "quantity"):
        whose = frame[f"{column}_of"][frame[column].isna()]
        named = whose[whose.map(len) > 0].str.join(";")
        yield from each(f"{column}_of", named, Worded("wanted.number_in", column=column))


def check_by_halves(frame: pd.DataFrame) -> Iterator[Finding]:
    """A day on which a row was read without the number of reports, and the other way round."""
    for missing, given in (("checked", "checked_against"), ("checked_against", "checked")):
        alone = frame[given][frame[missing].isna()].dropna()
        yield from each(missing, alone.map(lambda _: NOTHING), Worded("wanted.both_or_none", column=given))


def check_of_another_time(frame: pd.DataFrame) -> Iterator[Finding]:
    """Rows that were read before they happened, or will be."""
    today = datetime.now(ZoneInfo("Asia/Seoul")).date().isoformat()
    rows = frame[["date", "checked"]].dropna()
    wrong = (rows["checked"] < rows["date"]) | (rows["checked"] > today)
    yield from each("checked", rows["checked"][wrong], Worded("wanted.day_until", date=today))


def word_without_its_report(frame: pd.DataFrame) -> Iterator[Finding]:
    """The other side's word, and who says what was answered, without a report of it; and reports without the word."""
    for column, role in (("counterclaim", "denies"), ("responds_to_said_by", "answers")):
        told = frame[column].notna()
        reported = frame["sources"].map(lambda reports, role=role: bool(of_role(reports, role)))
        for label in frame.index[told & ~reported]:
            yield label, column, Worded("found.no_report", role=role), Worded("wanted.report")
        for label in frame.index[reported & ~told]:
            yield label, column, NOTHING, Worded("wanted.reported", role=role)


def wrong_side_of_the_line(frame: pd.DataFrame) -> Iterator[Finding]:
    """Crossings that end at home, and works and launches that stand on the other side.

    Own is north of the MDL and the NLL for the DPRK and south of them for the ROK, its ally and its citizens.
    """
    placed, spread = placed_events(frame), spread_events(frame)
    near_line = placed["off_line_m"] <= placed["tolerance_m"]
    for label, row in placed[_on_the_wrong_side(placed, placed["north"]) & ~near_line].iterrows():
        side = "north" if row["north"] else "south"
        found = Worded(f"found.act_{side}", **_act(row), km=f"{row['off_line_m'] / 1000:.1f}")
        wanted = Worded(f"wanted.side_{_rule(row, 'side')}", km=row["tolerance_m"] / 1000)
        yield label, "lat", found, wanted
    one_sided = spread[spread["side"].notna()]
    for label, row in one_sided[_on_the_wrong_side(one_sided, one_sided["side"] == "north")].iterrows():
        found = Worded(f"found.placed_{row['side']}", **_act(row), place=row["place_name"])
        yield label, "place_id", found, Worded(f"wanted.place_{_rule(row, 'side')}_side")


def _on_the_wrong_side(rows, north):
    """Whether acts that a rule ties to one side stand on the other."""
    home_north = rows["initiator"] == "dprk"
    has_side = home_north | rows["initiator"].isin(["rok", "us", "rok-us", "civil-society"])
    types = codebook.vocabulary("type")
    # An agreed crossing, or a missile fired over the line, stands in a later category of its type.
    ruled = rows["category"] == rows["type"].map({kind: word.categories[0] for kind, word in types.items()})
    wanted = rows["type"].map({kind: word.side for kind, word in types.items()}).where(ruled)
    at_home = north == home_north
    return has_side & (((wanted == "other") & at_home) | ((wanted == "own") & ~at_home))


def _act(row):
    return {"type": row["type"], "actor": row["initiator"]}


def _rule(row, name):
    return getattr(codebook.vocabulary("type")[row["type"]], name)


def on_the_wrong_element(frame: pd.DataFrame) -> Iterator[Finding]:
    """Ships on land, tunnels at sea."""
    placed, spread = placed_events(frame), spread_events(frame)
    ruled = {kind: word.element for kind, word in codebook.vocabulary("type").items()}
    for element, elsewhere in (("sea", "land"), ("land", "sea")):
        rows = placed[placed["type"].map(ruled) == element]
        wrong = shapely.intersects(metric_land(), rows.geometry) == (element == "sea")
        off = shapely.distance(rows.geometry, metric_land().boundary)
        for label, row in rows[wrong & (off > rows["error_m"] + COAST_ACCURACY_M)].iterrows():
            found = Worded(f"found.on_{elsewhere}", type=row["type"])
            yield label, "lat", found, Worded(f"wanted.on_{element}")
        rows = spread[(spread["type"].map(ruled) == element) & spread["element"].notna()]
        for label, row in rows[rows["element"] != element].iterrows():
            found = Worded("found.in_place", type=row["type"], place=row["place_name"])
            yield label, "place_id", found, Worded(f"wanted.place_on_{element}")


REFUSALS = (
    id_begins_with_a_day,
    end_before_start,
    coarse_date_with_a_day,
    outside_the_window,
    point_or_none,
    place_of_the_gazetteer,
    answers,
    source_of_no_answer,
    number_without_its_unit,
    check_by_halves,
    check_of_another_time,
    word_without_its_report,
    wrong_side_of_the_line,
    on_the_wrong_element,
)
"""In the order in which they are printed."""
ACROSS_ROWS = (answers,)
"""Those that hold rows against one another, by id, dates and links alone."""
