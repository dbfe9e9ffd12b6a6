"""The doubts that an editor should look at: good editing and plausible text, which refuse nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from urllib.parse import urlsplit

import pandas as pd

from geo.catalogue import codebook
from geo.catalogue.finding import Finding, each
from geo.catalogue.korean import KOREAN
from geo.catalogue.placed import POINTS, placed_events
from geo.catalogue.reports import of_role
from geo.catalogue.sources import alone
from geo.lines.geodesic import WGS84
from geo.words.dates import MONTHS

SAME_PLACE_M = 10_000
"""Points this near to one another may bear one name."""
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
_EDITORIAL = codebook.codebook()["editorial"]
_VOICES = {actor: re.compile(signs) for actor, signs in _EDITORIAL["voices"].items()}
_LOADED = re.compile(_EDITORIAL["loaded_words"])
_ATTRIBUTED = re.compile(_EDITORIAL["attribution"])
_WEAK_HOST = re.compile(_EDITORIAL["weak_hosts"])
_FORBIDDEN_HOST = re.compile(_EDITORIAL["forbidden_hosts"])


def type_in_another_category(frame: pd.DataFrame) -> Iterator[Finding]:
    known = frame[["type", "category"]].dropna()
    types = codebook.vocabulary("type")
    for label, kind, category in known.itertuples():
        if category not in types[kind].categories:
            yield label, "category", f"{category} for the type {kind}", " or ".join(types[kind].categories)


def side_told_otherwise(frame: pd.DataFrame) -> Iterator[Finding]:
    """Places named as north or south of a line whose point lies on the other side."""
    placed = placed_events(frame)
    told = placed["place"].fillna("").str.extract(_SIDE, expand=False).str.lower()
    wrong = (
        told.notna() & ((told == "north") != placed["north"]) & (placed["off_line_m"] > placed["tolerance_m"])
    )
    for label, row in placed[wrong].iterrows():
        yield label, "lat", f"a point {row['off_line_m'] / 1000:.1f} km on the other side", row["place"]


def same_happening_twice(frame: pd.DataFrame) -> Iterator[Finding]:
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
    return in_like_words and same_number and _at_one_place(one, other)


def _at_one_place(one, other):
    apart_m = _apart_m(one, other)
    if pd.isna(apart_m):
        return one["place_id"] is not None and one["place_id"] == other["place_id"]
    return apart_m < SAME_PLACE_M


def _apart_m(one, other):
    return WGS84.inv(one["lon"], one["lat"], other["lon"], other["lat"])[2]


def one_place_two_points(frame: pd.DataFrame) -> Iterator[Finding]:
    """Rows of one place name, further apart than their precision allows."""
    placed = placed_events(frame).drop_duplicates(["place", "lat", "lon"])
    for place, group in placed.groupby(placed["place"].str.casefold()):
        (_, first), *others = group.iterrows()
        for label, row in others:
            apart = _apart_m(first, row)
            if apart > max(SAME_PLACE_M, first["error_m"], row["error_m"]):
                found = f"{place!r}, {apart / 1000:.0f} km from {first['id']}"
                yield label, "place", found, "one point, or two names"


def one_place_two_names(frame: pd.DataFrame) -> Iterator[Finding]:
    """Rows at one point, with one Korean name, under several English names."""
    names = frame[frame["place_ko"].notna() & frame["location_precision"].isin(["exact", "near"])]
    key = ["lat", "lon", "place_ko"]
    for _, group in names.drop_duplicates([*key, "place"]).groupby(key):
        yield from each("place", group["place"].iloc[1:], f"{group['place'].iloc[0]!r}, as elsewhere")


def number_told_otherwise(frame: pd.DataFrame) -> Iterator[Finding]:
    """Titles that count what `quantity_unit` names, and count otherwise than `quantity`."""
    for label, row in frame.dropna(subset=["quantity", "quantity_unit", "title"]).iterrows():
        unit = row["quantity_unit"].split()[-1].rstrip("s")
        words = [word.lower() for word, noun in _COUNT.findall(row["title"]) if noun.rstrip("s") == unit]
        told = [_NUMBERS.index(word) if word in _NUMBERS else int(word.replace(",", "")) for word in words]
        if told and row["quantity"] not in (*told, sum(told)):
            yield label, "quantity", str(row["quantity"]), f"{' and '.join(map(str, told))}, as told"


def confirmed_by_one_voice(frame: pd.DataFrame) -> Iterator[Finding]:
    """Confirmed rows with one source, one publisher twice, or one side's word on what the other did."""
    types = codebook.vocabulary("type")
    sure = frame[frame["confidence"] == "confirmed"].dropna(subset=["type"])
    for label, row in sure[sure["sources"].map(len) > 0].iterrows():
        says = of_role(row["sources"], "says")
        told = " ".join((row["summary"] or "", *(report.publisher for report in says)))
        actor = row["initiator"] if types[row["type"]].observed == "other" else None
        heard = {report.voice for report in row["sources"]}
        if len(says) == 1:
            yield label, "confidence", "confirmed by a single source", "reported, or a second source"
        elif alone(says) == "publisher" or len({_host(report.url) for report in says}) == 1:
            yield (
                label,
                "confidence",
                f"confirmed by {says[0].publisher} twice",
                "reported, or another source",
            )
        elif (
            actor in _VOICES
            and not {actor} & heard
            and row["counterclaim"] is None
            and not _VOICES[actor].search(told)
        ):
            yield label, "confidence", f"confirmed without a word of the {actor}", "reported, or its version"


def wording(frame: pd.DataFrame) -> Iterator[Finding]:
    """Words that take sides, neither quoted nor told of somebody."""
    for column in ("title", "summary"):
        for label, text in frame[column].dropna().items():
            for word in _LOADED.findall("" if _ATTRIBUTED.search(text) else _QUOTED.sub("", text)):
                yield label, column, word, "a neutral word, or a quotation and who said it"


def median_as_a_place(frame: pd.DataFrame) -> Iterator[Finding]:
    basis = frame["location_basis"][frame["location_precision"].isin(POINTS)].dropna()
    medians = basis[basis.str.contains(r"\b(?:median|mean|average) of\b")]
    yield from each("location_basis", medians, "the place that is named, or an area without a point")


def coarse_date_told_to_the_day(frame: pd.DataFrame) -> Iterator[Finding]:
    """Rows known to the month or year whose text names a day of that same month."""
    for label, row in frame[frame["date_precision"] != "day"].dropna(subset=["date"]).iterrows():
        month = MONTHS[int(row["date"][5:7]) - 1]
        for column in ("title", "summary"):
            day = re.search(rf"\b\d{{1,2}} {month}|\b{month} \d{{1,2}}\b", row[column] or "")
            if day:
                yield label, column, day[0], "the day in `date`, or a text without it"


def weak_source_alone(frame: pd.DataFrame) -> Iterator[Finding]:
    for label, reports in frame["sources"].items():
        hosts = [_host(report.url) for report in of_role(reports, "says")]
        if hosts and all(map(_WEAK_HOST.search, hosts)):
            yield label, "sources", ", ".join(hosts), "a publisher, not a blog, forum or mirror"


def source_that_forbids_reuse(frame: pd.DataFrame) -> Iterator[Finding]:
    for label, reports in frame["sources"].items():
        for host in dict.fromkeys(_host(report.url) for report in reports):
            if _FORBIDDEN_HOST.fullmatch(host):
                yield label, "sources", host, "a source other than ACLED, ISW or CSIS"


def id_of_another_day(frame: pd.DataFrame) -> Iterator[Finding]:
    for label, row in frame[["id", "date"]].dropna().iterrows():
        if not row["id"].startswith(row["date"]):
            yield label, "date", row["date"], f"{row['id'][:10]}, or a note that the date was corrected since"


def answer_without_its_source(frame: pd.DataFrame) -> Iterator[Finding]:
    bare = frame["responds_to"][(frame["responds_to"].map(len) > 0) & frame["responds_to_said_by"].isna()]
    yield from each("responds_to", bare.str.join(";"), "who says so, and the report of it")


def rests_on_one_voice(frame: pd.DataFrame) -> Iterator[Finding]:
    """Rows that one report, one publisher or one party's word carries alone; of statements that is no fault."""
    for label, reports in frame["sources"].items():
        only = alone(reports)
        if only:
            (first, *_) = of_role(reports, "says")
            yield (
                label,
                "sources",
                f"one {only}: {getattr(first, _NAMED_BY[only])}",
                "nothing, or another source",
            )


def _host(url):
    return (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")


_NAMED_BY = {"report": "publisher", "publisher": "publisher", "voice": "voice"}

DOUBTS = (
    type_in_another_category,
    side_told_otherwise,
    same_happening_twice,
    one_place_two_points,
    one_place_two_names,
    number_told_otherwise,
    confirmed_by_one_voice,
    wording,
    median_as_a_place,
    coarse_date_told_to_the_day,
    weak_source_alone,
    source_that_forbids_reuse,
    id_of_another_day,
    answer_without_its_source,
    *KOREAN,
)
"""In the order in which they are printed."""
NOTES = (rests_on_one_voice,)
"""What is no doubt but good to know of a catalogue: counted, and printed when asked for."""
