"""The offline map: one file that opens from a disk with the network unplugged: scripts, styles and data are inside.

The scripts are those of the embed; only where the data come from differs (``static/source.js``). What a reader needs
stands in it as plain HTML: picture, rows, links to the reports (``static/still.html``). What cards and map have beside that is
JSON, compressed: of the whole catalogue it would be four times as long.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from dataclasses import asdict
from functools import lru_cache
from typing import Any

import orjson
from markupsafe import Markup
from rcssmin import cssmin
from rjsmin import jsmin

from geo.atlas.selection import Selection
from geo.errors import InputError, Problem
from geo.formats.rows import records
from geo.lines.boundaries import short_name
from geo.look import style
from geo.look.badges import badges
from geo.look.view import View
from geo.web.assets import DAY_FIELDS, LAYERS, STATIC, asset, leaflet_bytes
from geo.web.distance import bands_collection, nearest_table
from geo.web.drawn import played_days
from geo.web.packing import pack
from geo.web.page import in_script, page_html
from geo.web.still import ROW_FIELDS, alone, still, told_rows
from geo.words.table import LANGUAGES, Worded, say

_INSIDE = (*LAYERS, "shapes")
EVENTS_MOST = 5_000
"""More events than this make a file that no e-mail carries and no phone opens."""
EVENT_BYTES = 830
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
"""What the card of an event says, beside its reports, its check and the distances."""
_CHECK = ("checked", "checked_against")


def offline_html(
    selection: Selection, view: View, base: str, event: str | None = None, said: bool = False
) -> bytes:
    """Return the same page with everything inside: it opens from a disk and asks nobody.

    Parameters
    ----------
    selection : Selection
    view : View
    base : str
        The public address of the atlas, for permalink and citation.
    event : str, optional
        Id of the event whose card is open, where it is one of the selection.
    said : bool
        Whether the address says the language, so that the pages that the file leads to are in it in every browser.

    Raises
    ------
    InputError
        When there are more than `EVENTS_MOST` events.
    """
    if selection.count > EVENTS_MOST:
        raise InputError([too_many(selection)])
    styles, scripts = _styles(), _scripts(view.lang)
    urls = {**{name: name for name in _INSIDE}, "event": "event/", "bands": "bands"}
    return page_html(
        "offline.html",
        selection,
        view,
        base,
        said=said,
        config={
            "urls": urls,
            "drawn": {"events": "events", "nearest": "nearest", "play": played_days(selection)},
            "inlined": True,
            "picked": event if event in selection.rows.index else None,
            "lines": [view.distance] if view.distance else [],
        },
        policy=_policy(scripts, styles),
        method=say("method.distances", view.lang),
        metadata_json=in_script(asdict(selection.metadata(base, view.lang))),
        still=still(selection, view),
        rows=told_rows(selection, view.lang),
        about_mb=megabytes(selection.count),
        data=_compressed(_data(selection, view)),
        styles=[Markup(text) for text in styles],
        scripts=[Markup(text) for text in scripts],
    )


def _styles() -> list[str]:
    """Return the style sheets of a file, without the typefaces, which would be a third of it: the reader's own stand in."""
    parts = leaflet_bytes("leaflet.css"), (STATIC / "atlas.css").read_bytes(), asset("page.css").raw
    return [cssmin(_text(part)) for part in parts]


def _scripts(language: str) -> list[str]:
    """Return the scripts of a file; page.js starts the map, so all else is there before."""
    own = f"words-{language}.js", "file.js", f"player-{language}.js", "page.js"
    return [_text(leaflet_bytes("leaflet.js")), *(jsmin(_text(asset(name).raw)) for name in own)]


def too_many(selection: Selection) -> Problem:
    """Return why there is no file of so many events."""
    return Problem(
        Worded("found.filter"),
        Worded("found.events", count=selection.count),
        Worded("wanted.file_events", most=EVENTS_MOST),
    )


def megabytes(count: int) -> str:
    """Return about how large a file of so many events is, in megabytes, without making it."""
    return f"{(_fixed_bytes() + count * EVENT_BYTES) / 1e6:.1f}"


@lru_cache(maxsize=1)
def _fixed_bytes() -> int:
    """Return the bytes of what every file has: scripts, styles, the lines and the ground, which are also in the picture."""
    layers = _compressed({name: orjson.loads(asset(f"{name}.json").raw) for name in LAYERS})
    return sum(map(len, (*_scripts(LANGUAGES[0]), *_styles(), layers)))


def _compressed(value: Any) -> str:
    """Return a value as JSON, compressed by gzip, in base64; what is missing is null, and not the NaN that no browser reads."""
    return base64.b64encode(gzip.compress(orjson.dumps(value), mtime=0)).decode()


def _data(selection: Selection, view: View) -> dict[str, Any]:
    """Return what the scripts of a file take from it: the tables of `events_table`, and the layers by name."""
    return {
        **events_table(selection, view),
        "layers": {**_base(selection, view.lang), **_bands(selection, view)},
    }


def events_table(selection: Selection, view: View) -> dict[str, Any]:
    """Return the events with all that their cards say beside `ROW_FIELDS`, which stand in the rows of the file.

    Returns
    -------
    dict
        ``events``, of each the values of its card, its reports as ``sources`` (role, voice, and the place of the report among
        ``reports``) and ``measured``, the place of its distances among ``measured``, which events at one point share.

        ``reports``, of each title, language and day; publisher and address stand in the row of the first event that has it.

        ``checks``, the days of checks, each with how many reports were read; ``checked`` has the place of each event's among
        them.

        ``measured``, of each point a list for each of ``targets``, the lines, areas and places: the distance in words and,
        where the map may draw it, metres, longitude and latitude of the nearest point.
    """
    atlas, rows = selection.atlas, selection.rows
    # A point needs no place to stand on the map.
    placeless = rows.assign(place_id=rows["place_id"].astype(object).mask(rows["lon"].notna(), None))
    fields = [*CARD_FIELDS, *DAY_FIELDS]
    if view.lang == "ko":
        fields.append("counterclaim_ko")
        placeless["counterclaim"] = rows["counterclaim"].where(rows["counterclaim_ko"].isna(), None)
    names = ["lon", "lat", *(name for name in fields if name not in ROW_FIELDS)]
    reports, measured, checks = _Once(), _Once(), _Once()
    checked = [checks.place((told["checked"], told["checked_against"])) for told in records(rows, _CHECK)]
    drawn = {*style.DRAWN_DISTANCES, view.distance}
    events = [
        {
            **told,
            "sources": [[one.role, one.voice, reports.place(alone(one))] for one in sources],
            "measured": measured.place(tuple(_distance(row, drawn) for row in distances))
            if distances
            else None,
        }
        for told, sources, distances in zip(
            records(placeless, names),
            rows["sources"],
            atlas.distances_of(rows, atlas.boundary_ids, view.lang),
            strict=True,
        )
    ]
    return {
        "events": events,
        "reports": [[one.title, one.language, one.published] for one in reports.values],
        "checks": list(checks.values),
        "checked": checked,
        "measured": list(measured.values),
        "targets": [
            {"to": key, "short_name": short_name(key, line, view.lang)}
            for key, line in atlas.boundaries.iterrows()
        ],
    }


class _Once:
    """Values that stand once, whatever refers to them by their place."""

    def __init__(self) -> None:
        self.values: dict[Any, int] = {}

    def place(self, value: Any) -> int:
        """Return where a value stands; one that is new comes last."""
        return self.values.setdefault(value, len(self.values))


def _distance(row: dict[str, Any], drawn: set[str]) -> tuple[Any, ...]:
    if row["to"] not in drawn:
        return (row["text"],)
    return row["text"], row["distance_m"], *(round(value, 4) for value in row["nearest"])


def _text(part: bytes) -> str:
    # A browser reads every end of line in HTML as a line feed, and the hashes of the policy count what it has read.
    return part.decode().replace("\r\n", "\n")


def _base(selection: Selection, language: str) -> dict[str, Any]:
    """Return style table, base map and the boundaries of all layers, and the places of the events that have no point.

    A file speaks one language: source and note of a boundary are in it alone.
    """
    base = {name: orjson.loads(asset(f"{name}.json").raw) for name in _INSIDE}
    for line in base["boundaries"]["features"]:
        properties = line["properties"]
        for name in ("source", "note"):
            korean = properties.pop(f"{name}_ko")
            properties[name] = korean if language == "ko" else properties[name]
    named = {badge.place for badge in badges(selection)}
    base["places"] = {key: place for key, place in base["places"].items() if key in named}
    base["shapes"]["features"] = [shape for shape in base["shapes"]["features"] if shape["id"] in named]
    return base


def _bands(selection: Selection, view: View) -> dict[str, Any]:
    """Return the layer of distances, where the view asks for it.

    ``nearest`` has of each event nothing, or longitude and latitude of the nearest point, the band, and the first and last
    that it may lie in.
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
        "nearest": [known.get(key) for key in selection.rows.index],
    }


def _policy(scripts: list[str], styles: list[str]) -> str:
    def hashes(texts: list[str]) -> str:
        digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
        return " ".join(f"'sha256-{digest}'" for digest in digests)

    return (
        f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
