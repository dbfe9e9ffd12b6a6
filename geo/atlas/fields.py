"""The columns of a download: those of the catalogue, and those that the atlas adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from geo.catalogue import codebook
from geo.catalogue.flat import COLUMNS as FLAT_COLUMNS
from geo.catalogue.flat import flat_fields
from geo.lines.places import kinds


@dataclass(frozen=True)
class DerivedField:
    """A column that the atlas adds to those of the catalogue."""

    name: str
    title: str
    type: str
    description: str
    unit: str | None = None
    categories: tuple[dict[str, Any], ...] = ()
    """Of a vocabulary: each word with ``value``, ``label``, ``label_ko`` and ``description``, as in the codebook."""

    @property
    def values(self) -> tuple[str, ...]:
        """The words that it may hold; empty where there is no vocabulary."""
        return tuple(word["value"] for word in self.categories)


_FLAT_OF = {
    "source": "Of the first report that says what happened, for tools that know only flat tables.",
    "source2": "Of the second such report. Goes with the next data version: read sources.",
    "counterclaim": "Of the first report of the other side's word. Goes with the next data version: read sources.",
    "responds_to": "Of the first report of what it answered. Goes with the next data version: read sources.",
}
DERIVED: tuple[DerivedField, ...] = (
    DerivedField(
        "sources",
        "Reports",
        "list",
        "Who says what: every report of the event. In GeoJSON a list of objects with the members of the codebook of "
        "reports (here under reports), in CSV readable text.",
    ),
    *(
        DerivedField(
            name, field.title, field.type, f"{field.description} {_FLAT_OF[name.rpartition('_')[0]]}"
        )
        for name, field in flat_fields().items()
    ),
    DerivedField("date_text", "Date in words", "string", "The date no finer than it is known."),
    DerivedField("date_text_ko", "Date in Korean words", "string", "The same in Korean."),
    DerivedField(
        "first_day", "First day", "date", "First day on which the event may lie, by date and date_precision."
    ),
    DerivedField(
        "last_day", "Last day", "date", "Last day on which it may lie, by end_date where there is one."
    ),
    DerivedField(
        "time",
        "Time",
        "datetime",
        "first_day at 0:00 UTC, for tools that play back moments and no days; no time of day is known.",
    ),
    *(
        DerivedField(
            f"distance_{name}_m",
            f"Distance to {words}",
            "integer",
            f"Geodesic distance from the point to the nearest point of {words}; 0 inside an area; empty where the event has no point of its own.",
            "m",
        )
        for name, words in (
            ("mdl", "the Military Demarcation Line"),
            ("dmz", "the nominal DMZ"),
            ("nll", "the Northern Limit Line in the Yellow Sea"),
            ("west_sea_claim", "the line that the DPRK declared in 1999 (its published points)"),
            ("kaesong", "Kaesong"),
            ("seoul", "Seoul"),
            ("pyongyang", "Pyongyang"),
        )
    ),
    DerivedField(
        "place_kind",
        "Kind of place",
        "string",
        "What the place named by place_id is; /api/places.geojson has its names and its geometry.",
        categories=tuple(kinds().values()),
    ),
    DerivedField(
        "mdl_side",
        "Side of the MDL",
        "string",
        "north, south or on; of what has no point, the side on which all of its place lies; empty where there is none.",
    ),
    DerivedField(
        "location_error_m",
        "Location error",
        "integer",
        "How far the point may be off, from location_precision; empty where the event has no point of its own.",
        "m",
    ),
    DerivedField(
        "answered_by", "Answered by", "list", "Ids of later events that a source says answered this one."
    ),
    DerivedField(
        "agreements_in_force",
        "Agreements in force",
        "list",
        "Ids of the agreements that at least one of their parties held to, in whole or in part, on a day on which the event may lie; /api/as-of.json tells by whom.",
    ),
    DerivedField(
        "inside",
        "Inside",
        "list",
        "Ids of the zones that hold the point and were in force for at least one side on a day on which the event may lie.",
    ),
    DerivedField(
        "event_url", "Address of the event", "string", "Where the event with all its distances is found."
    ),
    DerivedField(
        "data_version", "Data version", "string", "State of the catalogue that the row was read from."
    ),
    DerivedField("licence", "Licence", "string", "Licence of the row."),
    DerivedField(
        "citation", "Citation", "string", "How to cite the rows that were asked for, with their address."
    ),
)

OF_THE_WHOLE = ("data_version", "licence", "citation")
"""Columns that say the same of all rows: tools keep what stands with a row, and lose what stands beside the rows."""

COLUMNS = (*codebook.fields(), *(field.name for field in DERIVED))
"""The columns of a CSV file, and of every other flat form."""

PROPERTIES = tuple(name for name in COLUMNS if name not in ("lon", "lat"))
"""The properties of a GeoJSON feature; coordinates have their own place there, and ``id`` stands in both."""

STORED = tuple(
    name
    for name in COLUMNS
    if name not in ("id", "date_text_ko", "time", "event_url", *FLAT_COLUMNS, *OF_THE_WHOLE)
)
"""The columns of an event's row; its id is the index, its address depends on who asks, and ``sources`` has all that
the flat columns of its reports have."""


def kind(name: str) -> str:
    """Return the type of one of `COLUMNS`: ``string``, ``date``, ``datetime``, ``integer``, ``number`` or ``list``.

    Examples
    --------
    >>> kind("deaths"), kind("first_day")
    ('integer', 'date')
    """
    return _KINDS[name]


_KINDS = {
    **{name: field.type for name, field in codebook.fields().items()},
    **{field.name: field.type for field in DERIVED},
}
