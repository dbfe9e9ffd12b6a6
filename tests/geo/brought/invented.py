"""Invented tables in the layouts that others publish: only the names of their columns are theirs, every row is made up."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

BROKEN_EACH = 20
"""One row of so many is broken: 5 %."""
_FIRST_DAY = date(2000, 1, 1)
ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
UCDP = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
CNS = [
    "F1",
    "Date",
    "Date Entered/Updated",
    "Launch Time (UTC)",
    "Missile Name",
    "Missile Type",
    "Launch Agency/Authority",
    "Facility Name",
    "Facility Location",
    "Other Name",
    "Facility Latitude",
    "Facility Longitude",
    "Landing Location",
    "Apogee",
    "Distance Travelled",
    "Confirmation Status",
    "Test Outcome",
    "Additional Information",
    "Source(s)",
]


@dataclass(frozen=True)
class Layout:
    """How invented rows of a layout are made and broken."""

    header: list[str]
    row: Callable[[int, str, date, float, float], dict[str, object]]
    """Of number, place, day, lat and lon."""
    breaks: tuple[tuple[str, str, str], ...]
    """Column, what is written there in a broken row, and the kind of fault that it is."""


def _acled(number: int, place: str, day: date, lat: float, lon: float) -> dict[str, object]:
    kind, precise = (
        ("Shelling/artillery/missile attack", "Agreement", "Peaceful protest")[number % 3],
        number % 3 + 1,
    )
    return {
        "event_id_cnty": f"KOR{number}",
        "event_date": f"{day:%d} {_MONTHS[day.month - 1]} {day.year}",
        "year": day.year,
        "time_precision": 1,
        "event_type": "Invented",
        "sub_event_type": kind,
        "actor1": "Invented Forces of North Korea" if number % 2 else "Invented Forces of South Korea",
        "location": place,
        "latitude": f"{lat:.4f}",
        "longitude": f"{lon:.4f}",
        "geo_precision": precise,
        "source": "Example Press",
        "notes": f"Invented row {number}.",
        "fatalities": number % 4,
    }


def _ucdp(number: int, place: str, day: date, lat: float, lon: float) -> dict[str, object]:
    return {
        "id": number,
        "relid": f"INV-{number}",
        "year": day.year,
        "type_of_violence": 1,
        "dyad_name": "Invented A - Invented B",
        "side_a": "Government of North Korea (invented)",
        "source_article": "Invented article",
        "source_office": "Example Press",
        "source_headline": f"Invented headline {number}",
        "where_prec": number % 5 + 1,
        "where_coordinates": place,
        "latitude": f"{lat:.6f}",
        "longitude": f"{lon:.6f}",
        "geom_wkt": f"POINT ({lon:.6f} {lat:.6f})",
        "date_prec": 1,
        "date_start": f"{day} 00:00:00.000",
        "date_end": f"{day + timedelta(number % 2)} 00:00:00.000",
        "best": number % 7,
    }


def _cns(number: int, place: str, day: date, lat: float, lon: float) -> dict[str, object]:
    return {
        "F1": number,
        "Date": f"{day.day}-{_MONTHS[day.month - 1][:3]}-{day:%y}",
        "Launch Time (UTC)": "22:10:00",
        "Missile Name": f"Invented-{number}",
        "Missile Type": ("SRBM", "Cruise Missile", "SLV", "Unknown")[number % 4],
        "Facility Name": place,
        "Facility Latitude": f"{lat:.4f}",
        "Facility Longitude": f"{lon:.4f}",
        "Confirmation Status": "Confirmed",
        "Test Outcome": "Success",
        "Additional Information": f"Invented row {number}",
        "Source(s)": "Example Press",
    }


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
LAYOUTS = {
    "acled": Layout(
        ACLED,
        _acled,
        (
            ("event_date", "sometime", "date"),
            ("event_date", "31 February 2020", "no_such_day"),
            ("latitude", "north", "position"),
            ("longitude", "", "half"),
            ("latitude", "127.5", "range"),
            ("fatalities", "some", "rule"),
        ),
    ),
    "ucdp": Layout(
        UCDP,
        _ucdp,
        (
            ("date_start", "", "missing"),
            ("date_end", "2020-13-01", "no_such_day"),
            ("latitude", "n.d. north", "position"),
            ("best", "-1", "rule"),
            ("longitude", "1270.5", "range"),
        ),
    ),
    "cns": Layout(
        CNS,
        _cns,
        (
            ("Date", "Unknown", "missing_day"),
            ("Date", "Spring 98", "date"),
            ("Facility Latitude", "somewhere", "position"),
            ("Facility Longitude", "", "half"),
        ),
    ),
}


def table(layout: str, count: int, seed: int = 1) -> tuple[bytes, dict[int, str]]:
    """Return a CSV of invented rows, and line and kind of fault of each that is broken."""
    text, broken = io.StringIO(newline=""), {}
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(LAYOUTS[layout].header)
    for line, cells, kind in rows(layout, count, seed):
        writer.writerow(cells)
        if kind:
            broken[line] = kind
    return text.getvalue().encode(), broken


def rows(layout: str, count: int, seed: int = 1) -> Iterator[tuple[int, list[object], str]]:
    """Yield line, cells and kind of fault of invented rows; the kind is empty where nothing is broken."""
    made, chance = LAYOUTS[layout], np.random.default_rng(seed)
    lat, lon = chance.uniform(37, 39, count).tolist(), chance.uniform(124.6, 128.3, count).tolist()
    days = chance.integers(0, 9_000, count).tolist()
    for number in range(count):
        day = _FIRST_DAY + timedelta(days[number])
        cells = made.row(number + 1, f"Invented place {number % 200}", day, lat[number], lon[number])
        kind = ""
        if number % BROKEN_EACH == BROKEN_EACH - 1:
            column, what, kind = made.breaks[number // BROKEN_EACH % len(made.breaks)]
            cells[column] = what
        yield number + 2, [cells.get(name, "") for name in made.header], kind
