"""The offline map: one file that opens from a disk with the network unplugged: scripts, styles and data are inside.

The scripts are those of the embed; only where the data come from differs (``static/source.js``). All data stand in
it as plain JSON, which any browser and any later reader can read.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import asdict
from typing import Any

import orjson
from markupsafe import Markup

from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.catalogue.reports import Reports
from geo.errors import InputError, Problem
from geo.formats.rows import records
from geo.lines.boundaries import SHORT_NAMES
from geo.look import style
from geo.look.badges import badges
from geo.look.view import View
from geo.web.assets import DAY_FIELDS, LAYERS, STATIC, asset, leaflet_bytes
from geo.web.distance import bands_collection, nearest_table
from geo.web.drawn import played_days
from geo.web.packing import SIGNS, pack
from geo.web.page import in_script, page_html
from geo.web.still import ROW_FIELDS, still, told_rows
from geo.words.harmless import block_json
from geo.words.table import say

_INSIDE = (*LAYERS, "shapes")
EVENTS_MOST = 5_000
"""More events than this make a file that no e-mail carries and no phone opens."""
EVENT_BYTES = 680
"""What an event adds to a file, on average."""
CARD_FIELDS = (
    *(
        "title",
        "date_text",
        "category",
        "type",
        "initiator",
        "summary",
        "place",
        "place_ko",
        "place_id",
        "location_precision",
    ),
    *(
        "location_error_m",
        "confidence",
        "deaths",
        "deaths_of",
        "injured",
        "injured_of",
        "quantity",
        "quantity_unit",
    ),
    "counterclaim",
)
"""What the card of an event says, beside its reports and the distances."""


def offline_html(selection: Selection, view: View, base: str, event: str | None = None) -> bytes:
    """Return the same page with everything inside: it opens from a disk and asks nobody.

    Parameters
    ----------
    selection : Selection
    view : View
    base : str
        The public address of the atlas, for permalink and citation.
    event : str, optional
        Id of the event whose card is open, where it is one of the selection.

    Raises
    ------
    InputError
        When there are more than `EVENTS_MOST` events.
    """
    if selection.count > EVENTS_MOST:
        raise InputError([too_many(selection)])
    styles = [
        # Without the typefaces, which would be a third of it: the reader's own stand in.
        _lean_style(_text(part))
        for part in (leaflet_bytes("leaflet.css"), (STATIC / "atlas.css").read_bytes(), asset("page.css").raw)
    ]
    scripts = [
        _text(leaflet_bytes("leaflet.js")),
        *(_lean(_text(asset(name).raw)) for name in _scripts(view.lang)),
    ]
    urls = {**{name: name for name in _INSIDE}, "event": "event/", "bands": "bands"}
    return page_html(
        "offline.html",
        selection,
        view,
        base,
        config={
            "urls": urls,
            "drawn": {"events": "events", "nearest": "nearest", "play": played_days(selection)},
            "inlined": True,
            "picked": event if event in selection.rows.index else None,
            "lines": [view.distance] if view.distance else [],
        },
        policy=_policy(scripts, styles),
        metadata_json=in_script(asdict(selection.metadata(base))),
        still=still(selection, view),
        rows=told_rows(selection),
        events=Markup(block_json(events_table(selection))),
        base_layers=Markup(block_json({**_base(selection), **_bands(selection, view)})),
        styles=[Markup(text) for text in styles],
        scripts=[Markup(text) for text in scripts],
    )


def _scripts(language: str) -> tuple[str, ...]:
    """Return the names of our scripts in a file; page.js starts the map, so all else is there before."""
    return f"words-{language}.js", "file.js", f"player-{language}.js", "page.js"


def too_many(selection: Selection) -> Problem:
    """Return why there is no file of so many events."""
    return Problem(
        "filter", f"{selection.count:,} events", f"at most {EVENTS_MOST:,} in one file: narrow the filter"
    )


def about_bytes(count: int) -> int:
    """Return about how large a file of so many events is, without making it."""
    ours = (
        *(f"{name}.json" for name in ("style", "boundaries", "basemap")),
        "file.js",
        "page.js",
        "atlas.css",
        "page.css",
    )
    fixed = sum(len(asset(name).raw) for name in ours)
    return fixed + sum(map(len, map(leaflet_bytes, ("leaflet.js", "leaflet.css")))) + count * EVENT_BYTES


def events_table(selection: Selection) -> dict[str, Any]:
    """Return the events with all that their cards say beside `ROW_FIELDS`, which stand in the rows of the file, as columns.

    A column is a list of values, one an event, or, where that is shorter, its different values and the place of each
    event's among them (``values``, ``at``: numbers, or one of `geo.web.packing.SIGNS` an event). A distance is its text, or the
    numbers in ``banded`` with slashes between, metres and, where the target is a line, longitude and latitude of the nearest
    point. The reports of an event (``sources``) are pairs in one list: a place among ``support``, which has role and voice, and
    one among ``reports``, which has title, place of the publisher among ``publishers``, address, and what is known of language
    and day.
    """
    atlas = selection.atlas
    targets = [
        {"to": key, "short_name": SHORT_NAMES[key], **_fixed_point(atlas, key)}
        for key in style.MEASURED_IN_POPUP
    ]
    names = ["lon", "lat", *(name for name in CARD_FIELDS if name not in ROW_FIELDS)]
    # A point needs no place to stand on the map.
    placed = selection.rows["lon"].notna()
    rows = list(
        records(
            selection.rows.assign(place_id=selection.rows["place_id"].astype(object).mask(placed, None)),
            names,
        )
    )
    columns = {name: [row[name] for row in rows] for name in names}
    told = _Reports()
    columns["sources"] = [told.packed(reports) for reports in selection.rows["sources"]]
    columns |= _days(selection)
    found = atlas.distances_of(selection.rows, style.MEASURED_IN_POPUP)
    fixed = ["nearest" in target for target in targets]
    columns["distances"] = [_distances(distances, fixed) for distances in found]
    return {
        "targets": targets,
        "banded": say("distance.banded", km="{}", band_km="{}", nmi="{}"),
        "support": list(told.support),
        "reports": list(told.rows),
        "publishers": list(told.publishers),
        "columns": {name: _column(values) for name, values in columns.items()},
    }


def _days(selection: Selection) -> dict[str, list[Any]]:
    """Return when the events were; nothing for a date that the id begins with, as most do."""
    rows = list(records(selection.rows, ("id", *DAY_FIELDS)))
    days = {name: [row[name] for row in rows] for name in DAY_FIELDS}
    begun = [None if row["id"].startswith(row["date"]) else row["date"] for row in rows]
    return {**days, "date": begun}


class _Reports:
    """Every report once, whichever events cite it; what it supports, and whose word it is, goes with the event."""

    def __init__(self) -> None:
        self.support: dict[tuple[str, str | None], int] = {}
        self.rows: dict[tuple[Any, ...], int] = {}
        self.publishers: dict[str, int] = {}

    def packed(self, reports: Reports) -> list[int]:
        """Return the reports of one event as pairs of numbers: places among `support` and `rows`."""
        numbers = []
        for report in reports:
            publisher = self.publishers.setdefault(report.publisher, len(self.publishers))
            row = (report.title, publisher, report.url, report.language, report.published)
            while row[-1] is None:
                row = row[:-1]
            support = (report.role, report.voice)
            numbers += [
                self.support.setdefault(support, len(self.support)),
                self.rows.setdefault(row, len(self.rows)),
            ]
        return numbers


def _column(values: list[Any]) -> list[Any] | dict[str, Any]:
    """Tell repeated values once: a file that travels by e-mail has hundreds of events at the same few places."""
    texts = [orjson.dumps(value) for value in values]
    places = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    at: list[int] | str = [places[text] for text in texts]
    if len(places) <= len(SIGNS):
        at = "".join(SIGNS[place] for place in at)
    shorter = sum(map(len, places)) + len(orjson.dumps(at)) < sum(map(len, texts))
    # Read back: what is missing is null then, and not the NaN that no browser reads.
    told = [orjson.loads(text) for text in (places if shorter else texts)]
    return {"values": told, "at": at} if shorter else told


def _fixed_point(atlas: Atlas, key: str) -> dict[str, Any]:
    at = atlas.boundaries.geometry[key]
    return {"nearest": [round(at.x, 4), round(at.y, 4)]} if at.geom_type == "Point" else {}


def _distances(rows: list[dict[str, Any]], fixed: list[bool]) -> list[list[Any]]:
    return [
        [
            _figures(row["text"]),
            round(row["distance_m"]),
            *([] if is_point else (round(value, 4) for value in row["nearest"])),
        ]
        for row, is_point in zip(rows, fixed, strict=False)
    ]


def _figures(text: str) -> str:
    """Return the numbers of a distance with its band, whose words stand once in the table; any other as it is."""
    found = _BANDED.fullmatch(text)
    return "/".join(found.groups()) if found else text


def _banded() -> re.Pattern[str]:
    words = say("distance.banded", km="\0", band_km="\0", nmi="\0")
    return re.compile(re.escape(words).replace(re.escape("\0"), r"([\d,.]+)"))


_BANDED = _banded()


def _lean(script: str) -> str:
    """Return a script of ours without its comments and indents: a seventh of what is in the file beside the events."""
    lines = (line.strip() for line in script.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _lean_style(style: str) -> str:
    """Return a style sheet without comments and without the blanks that mean nothing; its strings have none of these signs.

    Examples
    --------
    >>> _lean_style("/* A */ a, b:hover {\\n  color: red;\\n}")
    'a,b:hover{color:red}'
    """
    bare = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    return re.sub(r"\s*([{};,])\s*|(:) ", r"\1\2", bare).replace(";}", "}").strip()


def _text(part: bytes) -> str:
    # A browser reads every end of line in HTML as a line feed, and the hashes of the policy count what it has read.
    return part.decode().replace("\r\n", "\n")


def _base(selection: Selection) -> dict[str, Any]:
    """Return style table, base map and the boundaries of all layers, and the places of the events that have no point."""
    base = {name: orjson.loads(asset(f"{name}.json").raw) for name in _INSIDE}
    named = {badge.place for badge in badges(selection)}
    base["places"] = {key: place for key, place in base["places"].items() if key in named}
    base["shapes"]["features"] = [shape for shape in base["shapes"]["features"] if shape["id"] in named]
    return base


def _bands(selection: Selection, view: View) -> dict[str, Any]:
    """Return the layer of distances, where the view asks for it.

    ``nearest`` is a column, as `events_table` has them: of each event nothing, or longitude and latitude of the nearest
    point, the band, and the first and last that it may lie in.
    """
    if view.distance is None:
        return {}
    found = bands_collection(selection.atlas, view.distance, view.bands)
    columns = nearest_table(selection, view.distance, view.bands)["columns"]
    points = {name: [round(value, 4) for value in columns[name]] for name in ("lon", "lat")}
    rows = zip(*points.values(), *(columns[name] for name in ("band", "first", "last")), strict=True)
    known = dict(zip(columns["id"], map(list, rows), strict=True))
    return {
        "bands": pack(orjson.loads(orjson.dumps(found))),
        "nearest": _column([known.get(key) for key in selection.rows.index]),
    }


def _policy(scripts: list[str], styles: list[str]) -> str:
    def hashes(texts: list[str]) -> str:
        digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
        return " ".join(f"'sha256-{digest}'" for digest in digests)

    return (
        f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
