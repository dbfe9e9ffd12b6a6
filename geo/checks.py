"""What no single cell can tell: whether the catalogue agrees with itself, with the map and with good editing.

An *error* refuses a file. A *doubt* is printed and refuses nothing; our own catalogue has none that is not
explained in `tests/data/test_catalogue.py`. Only doubts judge what a text says: odd text is valid text.
``python -m geo.checks [FILE]`` prints all of both.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import takewhile
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import shapely
from pyproj import Geod

from geo import schema
from geo.errors import Problem
from geo.sides import WINDOW, land, placed_events

Finding = tuple[Hashable, str, str, str]
"""Label of the row (line or id), column, what stands there, what is wanted."""

COAST_ACCURACY_M = 1000
"""Islets, tidal flats and the simplified coast of the base map."""
SAME_PLACE_M = 10_000
"""Points this near to one another may bear one name."""


@dataclass(frozen=True)
class Check:
    """One kind of error."""

    name: str
    find: Callable[[pd.DataFrame], Iterator[Finding]]
    severity: str
    """``error`` or ``doubt``."""


def problems(frame: pd.DataFrame, file: str = "events.csv") -> list[Problem]:
    """Return every editorial error of a catalogue.

    Parameters
    ----------
    frame : DataFrame
        As `geo.schema.read` or `geo.events.load_events` returns it; empty cells are passed over.
    file : str
        The name to print before row (line as read, id as loaded) and column.
    """
    return _run(frame, "error", file)


def doubts(frame: pd.DataFrame, file: str = "events.csv") -> list[Problem]:
    """Return everything that an editor should look at; parameters and form as for `problems`."""
    return _run(frame, "doubt", file)


def _run(frame: pd.DataFrame, severity: str, file: str) -> list[Problem]:
    frame = frame if "id" in frame else frame.assign(id=frame.index)
    return [
        Problem(f"{file}:{label} {column}", found, wanted)
        for check in CHECKS
        if check.severity == severity
        for label, column, found, wanted in check.find(frame)
    ]


def _each(column: str, cells: pd.Series, wanted: str) -> Iterator[Finding]:
    for label, found in cells.items():
        yield label, column, str(found), wanted


def id_begins_with_a_day(frame):
    prefix = frame["id"].dropna().str[:10]
    wrong = prefix[pd.to_datetime(prefix, format="%Y-%m-%d", errors="coerce").isna()]
    yield from _each("id", wrong, "an id that begins with a day of the calendar")


def end_before_start(frame):
    rows = frame[["date", "end_date"]].dropna()
    yield from _each(
        "end_date", rows["end_date"][rows["end_date"] < rows["date"]], "the day of `date` or later"
    )


def coarse_date_with_a_day(frame):
    for precision, ending in (("month", "-01"), ("year", "-01-01")):
        coarse = frame["date"][(frame["date_precision"] == precision) & frame["date"].notna()]
        wanted = f"a date that ends in {ending}, as it is known to the {precision} only"
        yield from _each("date", coarse[~coarse.str.endswith(ending)], wanted)


def outside_the_window(frame):
    """Points off the map that neither stand for something nor say that they lie abroad."""
    abroad = frame["location_basis"].fillna("").str.startswith("abroad:")
    held = frame[~abroad & (frame["location_precision"] != "representative")]
    for column, (least, most) in WINDOW.items():
        cells = held[column].dropna()
        wanted = f"{least} to {most}, or a location_basis that begins with 'abroad:'"
        yield from _each(column, cells[~cells.between(least, most)], wanted)


def answers(frame):
    """Answers to nothing, to themselves, to what came later, or in a circle; and so for what is carried out."""
    days = schema.days(frame)
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


def source_of_no_answer(frame):
    alone = frame["responds_to_said_by"][frame["responds_to"].map(len) == 0].dropna()
    yield from _each("responds_to_said_by", alone, "an id in responds_to, or nothing here")


def answer_without_its_source(frame):
    bare = frame["responds_to"][(frame["responds_to"].map(len) > 0) & frame["responds_to_said_by"].isna()]
    yield from _each("responds_to", bare.str.join(";"), "who says so, and the report of it")


def type_in_another_category(frame):
    known = frame[["type", "category"]].dropna()
    types = schema.vocabulary("type")
    for label, kind, category in known.itertuples():
        if category not in types[kind].categories:
            yield label, "category", f"{category} for the type {kind}", " or ".join(types[kind].categories)


def number_without_its_unit(frame):
    alone = frame["quantity"].isna() != frame["quantity_unit"].isna()
    yield from _each("quantity_unit", frame["quantity_unit"][alone], "a quantity and its unit, or neither")
    for column in ("deaths", "injured", "quantity"):
        whose = frame[f"{column}_of"][frame[column].isna()]
        named = whose[whose.map(len) > 0].str.join(";")
        yield from _each(f"{column}_of", named, f"a number in {column}, or nothing here")


def half_a_source(frame):
    groups = {
        "source2": "source2_title",
        "counterclaim": "counterclaim",
        "responds_to": "responds_to_said_by",
    }
    for prefix, first in groups.items():
        columns = [first, *(f"{prefix}_{part}" for part in ("title", "publisher", "url"))]
        given = frame[list(dict.fromkeys(columns))].notna()
        for label, row in given[given.any(axis=1) & ~given.all(axis=1)].iterrows():
            for column in row.index[~row]:
                yield label, column, "nothing", f"{', '.join(row.index)} together, or none of them"


def wrong_side_of_the_line(frame):
    """Crossings that end at home, and works and launches that stand on the other side.

    Own is north of the MDL and the NLL for the DPRK and south of them for the ROK, its ally and its citizens.
    """
    placed = placed_events(frame)
    home_north = placed["initiator"] == "dprk"
    one_sided = home_north | placed["initiator"].isin(["rok", "us", "rok-us", "civil-society"])
    types = schema.vocabulary("type")
    # An agreed crossing, or a missile fired over the line, stands in a later category of its type.
    first = {kind: term.categories[0] for kind, term in types.items()}
    ruled = placed["category"] == placed["type"].map(first)
    wanted = placed["type"].map({kind: term.side for kind, term in types.items()}).where(ruled)
    at_home = placed["north"] == home_north
    wrong = ((wanted == "other") & at_home) | ((wanted == "own") & ~at_home)
    for label, row in placed[one_sided & wrong & (placed["off_line"] > placed["tolerance"])].iterrows():
        side = "north" if row["north"] else "south"
        found = f"{row['type']} by {row['initiator']}, {row['off_line'] / 1000:.1f} km {side} of the line"
        yield (
            label,
            "lat",
            found,
            f"its {wanted[label]} side of MDL and NLL, to {row['tolerance'] / 1000:g} km",
        )


def on_the_wrong_element(frame):
    """Ships on land, tunnels at sea."""
    placed = placed_events(frame)
    elements = placed["type"].map({kind: term.element for kind, term in schema.vocabulary("type").items()})
    for element, elsewhere in (("sea", "inland"), ("land", "out at sea")):
        rows = placed[elements == element]
        wrong = shapely.intersects(land(), rows.geometry) == (element == "sea")
        off = shapely.distance(rows.geometry, land().boundary)
        for label, row in rows[wrong & (off > rows["error"] + COAST_ACCURACY_M)].iterrows():
            yield label, "lat", f"{row['type']} {elsewhere}", f"a point on {element}, or less precision"


def side_told_otherwise(frame):
    """Places named as north or south of a line whose point lies on the other side."""
    placed = placed_events(frame)
    told = placed["place"].fillna("").str.extract(_SIDE, expand=False).str.lower()
    wrong = told.notna() & ((told == "north") != placed["north"]) & (placed["off_line"] > placed["tolerance"])
    for label, row in placed[wrong].iterrows():
        yield label, "lat", f"a point {row['off_line'] / 1000:.1f} km on the other side", row["place"]


def same_happening_twice(frame):
    """Rows of one type and actor, at most a day apart, of one number and one place, in like words."""
    rows = frame.assign(day=pd.to_datetime(frame["date"])).dropna(subset=["day", "title"]).sort_values("day")
    for _, group in rows[rows["date_precision"] == "day"].groupby(["type", "initiator"]):
        listed = list(group.iterrows())
        for place, (label, row) in enumerate(listed):
            earliest = row["day"] - pd.Timedelta(days=1)
            for _, other in takewhile(
                lambda before, limit=earliest: before[1]["day"] >= limit, listed[:place][::-1]
            ):
                if _alike(row, other):
                    yield label, "title", f"{row['title']!r}, like {other['id']}", "one row for one happening"


def _alike(one, other):
    first, second = (set(re.findall(r"\w+", row["title"].lower())) for row in (one, other))
    in_like_words = len(first & second) >= 0.6 * len(first | second)
    same_number = str(one["quantity"]) == str(other["quantity"])
    return in_like_words and same_number and _apart_m(one, other) < SAME_PLACE_M


def _apart_m(one, other):
    return _WGS84.inv(one["lon"], one["lat"], other["lon"], other["lat"])[2]


def one_place_two_points(frame):
    """Rows of one place name, further apart than their precision allows."""
    placed = placed_events(frame).drop_duplicates(["place", "lat", "lon"])
    for place, group in placed.groupby(placed["place"].str.casefold()):
        (_, first), *others = group.iterrows()
        for label, row in others:
            apart = _apart_m(first, row)
            if apart > max(SAME_PLACE_M, first["error"], row["error"]):
                found = f"{place!r}, {apart / 1000:.0f} km from {first['id']}"
                yield label, "place", found, "one point, or two names"


def one_place_two_names(frame):
    """Rows at one point, with one Korean name, under several English names."""
    names = frame[frame["place_ko"].notna() & frame["location_precision"].isin(["exact", "near"])]
    key = ["lat", "lon", "place_ko"]
    for _, group in names.drop_duplicates([*key, "place"]).groupby(key):
        yield from _each("place", group["place"].iloc[1:], f"{group['place'].iloc[0]!r}, as elsewhere")


def number_told_otherwise(frame):
    """Titles that count what `quantity_unit` names, and count otherwise than `quantity`."""
    for label, row in frame.dropna(subset=["quantity", "quantity_unit", "title"]).iterrows():
        unit = row["quantity_unit"].split()[-1].rstrip("s")
        words = [word.lower() for word, noun in _COUNT.findall(row["title"]) if noun.rstrip("s") == unit]
        told = [_NUMBERS.index(word) if word in _NUMBERS else int(word.replace(",", "")) for word in words]
        if told and row["quantity"] not in (*told, sum(told)):
            yield label, "quantity", str(row["quantity"]), f"{' and '.join(map(str, told))}, as told"


def confirmed_by_one_voice(frame):
    """Confirmed rows with one source, one publisher twice, or one side's word on what the other did."""
    types = schema.vocabulary("type")
    sure = frame[frame["confidence"] == "confirmed"].dropna(subset=["source_url", "type"])
    for label, row in sure.iterrows():
        publishers = (row["source_publisher"], row["source2_publisher"])
        told = " ".join(text or "" for text in (row["summary"], *publishers))
        actor = row["initiator"] if types[row["type"]].observed == "other" else None
        if row["source2_url"] is None:
            yield label, "confidence", "confirmed by a single source", "reported, or a second source"
        elif len(set(publishers)) == 1 or _host(row["source_url"]) == _host(row["source2_url"]):
            yield label, "confidence", f"confirmed by {publishers[0]} twice", "reported, or another source"
        elif actor in _VOICES and row["counterclaim"] is None and not _VOICES[actor].search(told):
            yield label, "confidence", f"confirmed without a word of the {actor}", "reported, or its version"


def wording(frame):
    """Words that take sides, neither quoted nor told of somebody."""
    for column in ("title", "summary"):
        for label, text in frame[column].dropna().items():
            for word in _LOADED.findall("" if _ATTRIBUTED.search(text) else _QUOTED.sub("", text)):
                yield label, column, word, "a neutral word, or a quotation and who said it"


def median_as_a_place(frame):
    basis = frame["location_basis"][frame["location_precision"] != "representative"].dropna()
    medians = basis[basis.str.contains(r"\b(?:median|mean|average) of\b")]
    yield from _each("location_basis", medians, "the place that is named, or a representative point")


def coarse_date_told_to_the_day(frame):
    """Rows known to the month or year whose text names a day of that same month."""
    for label, row in frame[frame["date_precision"] != "day"].dropna(subset=["date"]).iterrows():
        month = schema.MONTHS[int(row["date"][5:7]) - 1]
        for column in ("title", "summary"):
            day = re.search(rf"\b\d{{1,2}} {month}|\b{month} \d{{1,2}}\b", row[column] or "")
            if day:
                yield label, column, day[0], "the day in `date`, or a text without it"


def weak_source_alone(frame):
    for label, row in frame[frame["source_url"].notna()].iterrows():
        hosts = [_host(url) for url in (row["source_url"], row["source2_url"]) if url]
        if all(map(_WEAK_HOST.search, hosts)):
            yield label, "source_url", ", ".join(hosts), "a publisher, not a blog, forum or mirror"


def source_that_forbids_reuse(frame):
    for column in ("source_url", "source2_url", "counterclaim_url", "responds_to_url"):
        hosts = frame[column].dropna().map(_host)
        forbidden = hosts[hosts.str.fullmatch(_FORBIDDEN_HOST)]
        yield from _each(column, forbidden, "a source other than ACLED, ISW or CSIS")


def id_of_another_day(frame):
    for label, row in frame[["id", "date"]].dropna().iterrows():
        if not row["id"].startswith(row["date"]):
            yield label, "date", row["date"], f"{row['id'][:10]}, or a note that the date was corrected since"


def _host(url):
    return (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")


def main(arguments: list[str]) -> int:
    """Print what is wrong or doubtful in a file; return 1 where it would be refused."""
    path = Path(arguments[0] if arguments else schema.SCHEMA_PATH.with_name("events.csv"))
    frame, wrong = schema.read(path)
    found = {"error": wrong + problems(frame, path.name), "doubt": doubts(frame, path.name)}
    for line in (f"{severity}: {problem}" for severity, listed in found.items() for problem in listed):
        print(line)
    print(f"{len(frame)} events, {len(found['error'])} errors, {len(found['doubt'])} doubts")
    return 1 if found["error"] else 0


# fmt: off
_ERRORS = (
    id_begins_with_a_day, end_before_start, coarse_date_with_a_day, outside_the_window, answers, source_of_no_answer,
    number_without_its_unit, half_a_source, wrong_side_of_the_line, on_the_wrong_element,
)
_DOUBTS = (
    type_in_another_category, side_told_otherwise, same_happening_twice, one_place_two_points, one_place_two_names, number_told_otherwise,
    confirmed_by_one_voice, wording, median_as_a_place, coarse_date_told_to_the_day, weak_source_alone,
    source_that_forbids_reuse, id_of_another_day, answer_without_its_source,
)
# fmt: on
CHECKS = tuple(
    Check(find.__name__.replace("_", " "), find, "error" if find in _ERRORS else "doubt")
    for find in _ERRORS + _DOUBTS
)

_WGS84 = Geod(ellps="WGS84")
_SIDE = re.compile(r"\b(north|south) of the (?:\w+ )?(?:NLL|MDL|DMZ|line)\b", re.IGNORECASE)
_NUMBERS = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
)
_WORDS = "|".join(_NUMBERS)
_COUNT = re.compile(
    rf"(?i)(?<![\w-])([0-9][0-9,]*|{_WORDS})\b(?: (?!million)[\w-]+){{0,2}}? (\w+s|aircraft|people)\b"
)
_QUOTED = re.compile(r"[\"“‘'][^\"”’']*[\"”’']")

# The lists that an editor may want to lengthen stand in the codebook.
_EDITORIAL = schema.codebook()["editorial"]
_VOICES = {actor: re.compile(signs) for actor, signs in _EDITORIAL["voices"].items()}
_LOADED = re.compile(_EDITORIAL["loaded_words"])
_ATTRIBUTED = re.compile(_EDITORIAL["attribution"])
_WEAK_HOST = re.compile(_EDITORIAL["weak_hosts"])
_FORBIDDEN_HOST = re.compile(_EDITORIAL["forbidden_hosts"])

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
