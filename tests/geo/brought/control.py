"""A small file of our own columns, every row made up, and what people's programs do to it."""

from __future__ import annotations

import csv
import io
from collections import Counter

from geo.brought.layouts import known_fields
from geo.brought.reading import Brought, Choices, read_brought
from geo.brought.taking import rows_left_out

SOURCE = {
    "source_title": "Invented report",
    "source_publisher": "Example Press",
    "source_url": "https://example.org/report",
}
SAME = {
    "date_precision": "day",
    "location_precision": "near",
    "location_basis": "made up for a test",
    "confidence": "reported",
    **SOURCE,
}
ROWS = (
    {
        **SAME,
        **{"id": "2024-03-05-invented-talks", "date": "2024-03-05", "title": "Invented talks at Panmunjom"},
        **{"summary": "A made-up row.", "category": "diplomacy", "type": "talks", "initiator": "joint"},
        **{"place": "Panmunjom", "place_ko": "판문점", "lat": "37.9558", "lon": "126.6767"},
    },
    {
        **SAME,
        **{
            "id": "2024-03-11-invented-leaflets",
            "date": "2024-03-11",
            "title": "Invented leaflets near Hwacheon",
        },
        **{"summary": "A made-up row.", "category": "psychological", "type": "leaflet-launch"},
        **{
            "initiator": "civil-society",
            "place": "Hwacheon",
            "place_ko": "화천",
            "lat": "38.1062",
            "lon": "127.7082",
        },
        **{"quantity": "30", "quantity_unit": "balloons"},
    },
    {
        **SAME,
        **{"id": "2024-03-14-invented-gunfire", "date": "2024-03-14", "end_date": "2024-03-15"},
        **{
            "title": "Invented gunfire at Cheorwon",
            "summary": "A made-up row.",
            "category": "cross-border-fire",
        },
        **{"type": "gunfire", "initiator": "dprk", "place": "Cheorwon", "place_ko": "철원", "lat": "38.25"},
        **{
            "lon": "127.21",
            "injured": "1",
            "injured_of": "rok",
            "responds_to": "2024-03-11-invented-leaflets",
        },
        **{"responds_to_said_by": "actor", "responds_to_title": "Invented statement"},
        **{"responds_to_publisher": "Example Agency", "responds_to_url": "https://example.org/statement"},
    },
)
HEADER = tuple(known_fields())


def text(rows=ROWS, header=HEADER, delimiter: str = ",", **changed: str) -> str:
    """Return rows as CSV; ``changed`` puts one text into a column of every row."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([{**row, **changed}.get(name, "") for name in header])
    return written.getvalue()


def each(column: str, *cells: str) -> tuple[dict[str, str], ...]:
    """Return the rows with other cells in one column."""
    return tuple({**row, column: cell} for row, cell in zip(ROWS, cells, strict=False))


def read(data: bytes | str, **choices) -> Brought:
    """Read a file as the page does."""
    raw = data.encode() if isinstance(data, str) else data
    return read_brought(raw, "file", Choices(**choices), lambda _step, _share: None)


def left_out_csv(found: Brought, language: str = "en") -> bytes:
    """Return the rows left out as the page gives them."""
    return b"".join(rows_left_out(found, language))


def kinds(groups) -> dict[str, int]:
    """Return kind and count of findings."""
    found: Counter[str] = Counter()
    for group in groups:
        found[group.kind] += group.count
    return dict(found)
