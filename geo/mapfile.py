"""The map as one file that opens from a disk with the network unplugged: scripts, styles and data are inside.

The scripts are those of the embed; only where the data come from differs (``static/source.js``). All data stand in
it as plain JSON, which any browser and any later reader can read.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import asdict
from typing import Any

import orjson
from markupsafe import Markup

from geo import export, style
from geo.assets import asset, leaflet_bytes
from geo.atlas import Atlas, Selection
from geo.embed import in_script, page_html
from geo.view import View

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
    *("counterclaim", "counterclaim_title", "counterclaim_publisher", "counterclaim_url"),
    *("source_title", "source_publisher", "source_url"),
    *("source2_title", "source2_publisher", "source2_url"),
)
"""What the card of an event says, beside the distances."""


def file_html(selection: Selection, view: View, base: str) -> bytes:
    """Return the same page with everything inside: it opens from a disk and asks nobody.

    Parameters
    ----------
    selection : Selection
    view : View
    base : str
        The public address of the atlas, for permalink and citation.
    """
    styles = [
        _text(part) for part in (leaflet_bytes("leaflet.css"), asset("atlas.css").raw, asset("page.css").raw)
    ]
    scripts = [
        _text(part) for part in (leaflet_bytes("leaflet.js"), asset("atlas.js").raw, asset("page.js").raw)
    ]
    urls = {
        "style": "style",
        "basemap": "basemap",
        "boundaries": "boundaries",
        "events": "events",
        "event": "event/",
    }
    return page_html(
        "file.html",
        selection,
        view,
        base,
        config={"urls": urls, "inlined": True},
        policy=_file_policy(scripts, styles),
        metadata_json=in_script(asdict(selection.metadata(base))),
        events=in_script(events_table(selection)),
        base_layers=in_script(_base()),
        styles=[Markup(text) for text in styles],
        scripts=[Markup(text) for text in scripts],
    )


def events_table(selection: Selection) -> dict[str, Any]:
    """Return the events with all that their cards say, as columns.

    A column is a list of values, one an event, or, where that is shorter, its different values and the place of each
    event's among them (``values``, ``at``). A distance is its text, metres and, where the target is a line, longitude
    and latitude of the nearest point.
    """
    atlas = selection.atlas
    targets = [
        {"to": key, "short_name": style.SHORT_NAMES[key], **_fixed_point(atlas, key)}
        for key in style.MEASURED_IN_POPUP
    ]
    names = ["id", "lon", "lat", *CARD_FIELDS]
    rows = list(export.records(selection.rows, names))
    columns = {name: [row[name] for row in rows] for name in names}
    columns["distances"] = [_distances(atlas, event_id, targets) for event_id in columns["id"]]
    return {"targets": targets, "columns": {name: _column(values) for name, values in columns.items()}}


def _column(values: list[Any]) -> list[Any] | dict[str, list[Any]]:
    """Tell repeated values once: a file that travels by e-mail has hundreds of events at the same few places."""
    texts = [orjson.dumps(value) for value in values]
    places = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    at = [places[text] for text in texts]
    shorter = sum(map(len, places)) + len(orjson.dumps(at)) < sum(map(len, texts))
    return {"values": [orjson.loads(text) for text in places], "at": at} if shorter else values


def _fixed_point(atlas: Atlas, key: str) -> dict[str, Any]:
    at = atlas.boundaries.geometry[key]
    return {"nearest": [round(at.x, 4), round(at.y, 4)]} if at.geom_type == "Point" else {}


def _distances(atlas: Atlas, event_id: str, targets: list[dict[str, Any]]) -> list[list[Any]]:
    found = {row["to"]: row for row in atlas.distances(event_id)}
    rows = [(found[target["to"]], "nearest" in target) for target in targets if found]
    return [
        [
            row["text"],
            round(row["distance_m"]),
            *([] if fixed else (round(value, 4) for value in row["nearest"])),
        ]
        for row, fixed in rows
    ]


def _text(part: bytes) -> str:
    # A browser reads every end of line in HTML as a line feed, and the hashes of the policy count what it has read.
    return part.decode().replace("\r\n", "\n")


def _base() -> dict[str, Any]:
    """Return what does not depend on the filter: style table, base map, and the boundaries of all layers."""
    return {name: orjson.loads(asset(f"{name}.json").raw) for name in ("style", "basemap", "boundaries")}


def _file_policy(scripts: list[str], styles: list[str]) -> str:
    def hashes(texts: list[str]) -> str:
        digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
        return " ".join(f"'sha256-{digest}'" for digest in digests)

    return (
        f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
