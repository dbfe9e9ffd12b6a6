"""The columns of a download: those of the catalogue, and those that the atlas adds."""

from __future__ import annotations

from typing import Any

from geo.catalogue import codebook
from geo.catalogue.codebook import Field
from geo.catalogue.flat import COLUMNS as FLAT_COLUMNS
from geo.lines.places import kinds
from geo.settings import DATA

SCHEMA_PATH = DATA / "derived.schema.json"
"""The codebook of the columns that the atlas adds."""


def derived_schema() -> list[dict[str, Any]]:
    """Return the columns that the atlas adds as their codebook tells them (Table Schema), with the kinds of places."""
    return [
        {**raw, "categories": list(kinds().values())} if raw["name"] == "place_kind" else raw
        for raw in codebook.codebook(SCHEMA_PATH)["fields"]
    ]


DERIVED: tuple[Field, ...] = tuple(codebook.field_of(raw) for raw in derived_schema())
"""The columns that the atlas adds to those of the catalogue."""

ORIGIN = codebook.field_of(
    {
        "name": "origin",
        "title": "Origin",
        "title_ko": "행의 출처",
        "type": "string",
        "description": "Whose row it is, where a file of a reader's own stands beside the catalogue: catalogue or own.",
        "description_ko": "이용자 파일을 목록과 함께 볼 때 누구의 행인지: catalogue(목록) 또는 own(내 파일).",
    }
)
CATALOGUE, OWN = "catalogue", "own"
"""The values of `ORIGIN`."""

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
    **{field.name: field.type for field in (*DERIVED, ORIGIN)},
}
