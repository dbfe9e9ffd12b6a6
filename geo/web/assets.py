"""The constant files of the maps: our scripts, style table and base map, compressed once."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
import shapely
from cachetools.func import lru_cache
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.atlas.metadata import MAP_CREDITS, OPENSTREETMAP_CONTRIBUTORS
from geo.atlas.selection import Selection
from geo.catalogue.spans import END_OF_TIME, Period
from geo.escalation.periods import agreement_periods, boundary_periods
from geo.formats.formats import FORMATS
from geo.lines import basemap, boundaries
from geo.lines.places import load_places
from geo.look import style
from geo.look.badges import ISSUING, spots_of
from geo.query.urls import own_url
from geo.web.fonts import faces, font_bytes, fonts_css
from geo.web.packing import pack
from geo.words.harmless import script_json
from geo.words.table import LANGUAGES, script_words

STATIC = Path(__file__).parent / "static"
SCRIPTS = (
    "words.js",
    "source.js",
    "labels.js",
    "dashes.js",
    "grouping.js",
    "badges.js",
    "marks.js",
    "cells.js",
    "layers.js",
    "bands.js",
    "bands_key.js",
    "chain.js",
    "legend.js",
    "measuring.js",
    "keyboard.js",
    "points.js",
    "view.js",
    "share.js",
    "playback.js",
    "paper.js",
    "bars.js",
    "map.js",
)
"""The scripts of the map in the order in which they need each other; served as one."""
OF_OTHER_PAGES = ("chain.js", "points.js")
"""Those that neither embed nor file has a use for; a file, which travels, leaves them behind."""
PAGE_SCRIPTS = ("card.js", "page.js")
"""What starts the map on a page without Streamlit."""
PLAYER_SCRIPTS = ("time.js", "player.js", "player_bar.js")
"""What plays the events through time; a map asks for it when its reader does."""
SCRIPT_ROOMS = ("map", "card", "bands", "report", "status")
"""The rooms of the table of words that the scripts read."""
UNTOLD = ("derivation", "derivation_ko", "licence", "source_url")
"""Properties of a boundary that no map tells."""
LAYERS = ("style", "boundaries", "basemap", "places")
"""What every map needs before it draws, in the order in which it takes them."""
_FINE_DEG, _COARSE_DEG, _SPECK_DEG2 = 0.003, 0.05, 0.05
LEAFLET_VERSION = "1.9.4"
MARK_FIELDS = ("title", "date_text", "category", "location_precision", "place_id")
"""What the map needs of an event before it is picked; in Korean see `mark_fields`."""
KOREAN_FIELDS = {"title": "title_ko", "date_text": "date_text_ko"}
DAY_FIELDS = ("date", "end_date", "date_precision")
"""What it needs to play the events through time (``static/playback.js``)."""


@dataclass(frozen=True)
class Body:
    """The bytes of an answer, compressed once, with the tag that tells whether they have changed."""

    raw: bytes
    zipped: bytes
    etag: str

    @classmethod
    def of(cls, raw: bytes) -> Body:
        """Compress and tag bytes; equal bytes give equal bodies."""
        return cls(raw, gzip.compress(raw, 6, mtime=0), f'W/"{hashlib.sha256(raw).hexdigest()[:16]}"')


@lru_cache(maxsize=None)
def asset(name: str) -> Body:
    """Return a constant file, by its name in `ASSETS`."""
    return Body.of(ASSETS[name]())


def asset_url(name: str) -> str:
    """Return the address of a constant file, with a mark that changes when the file does."""
    return own_url(f"/assets/{name}", [("v", asset(name).etag[3:11])])


def map_urls(language: str = LANGUAGES[0]) -> dict[str, str]:
    """Return where every map takes its data from, by the names that ``static/map.js`` knows."""
    layers = {name: asset_url(f"{name}.json") for name in LAYERS}
    own = {"event": own_url("/api/events/"), "bands": own_url("/api/bands.geojson")}
    player = asset_url(f"player-{language}.js")
    return {**layers, "shapes": asset_url("shapes.json"), "player": player, **own}


def page_urls(language: str = LANGUAGES[0]) -> dict[str, str]:
    """Return what a map of the pages has beside `map_urls`: where to measure from a click."""
    return {**map_urls(language), "measure": own_url("/api/measure"), "measurePage": own_url("/measure")}


def mark_fields(selection: Selection, language: str = LANGUAGES[0]) -> tuple[str, ...]:
    """Return `MARK_FIELDS` in a language; the English title too where one of the events has no other."""
    if language == LANGUAGES[0]:
        return MARK_FIELDS
    all_told = selection.one_by_one and bool(selection.rows["title_ko"].notna().all())
    return (*(KOREAN_FIELDS.get(name, name) for name in MARK_FIELDS), *(() if all_told else ("title",)))


def events_url(selection: Selection, room: str = "/api", language: str = LANGUAGES[0]) -> str:
    """Return where a map takes the filtered events from, with a mark that changes when the catalogue does; see `drawn_from`."""
    own = [("fields", ",".join(mark_fields(selection, language))), ("v", selection.atlas.data_version)]
    path = room + FORMATS["geojson"].path.removeprefix("/api")
    return own_url(path, [*selection.wanted.to_pairs(), *own])


def leaflet_url(name: str) -> str:
    """Return the address of one of Leaflet's own files."""
    return own_url(f"/assets/{name}", [("v", LEAFLET_VERSION)])


def leaflet_bytes(name: str) -> bytes:
    """Return one of Leaflet's own files, for a page that carries it inside."""
    return (files("js_lib_leaflet") / "static" / "js_lib_leaflet" / name).read_bytes()


def _joined(parts: Sequence[str]) -> bytes:
    return b"\n".join((STATIC / part).read_bytes() for part in parts)


def _map_css() -> bytes:
    """Return the look of a map with the typefaces of its words."""
    return fonts_css() + (STATIC / "atlas.css").read_bytes()


def _words(language: str) -> bytes:
    # A script and not JSON that is fetched: a map that cannot be loaded has to say so.
    told = {"language": language, "table": script_words(SCRIPT_ROOMS, language)}
    return f"(window.atlas = window.atlas || {{}}).words = {script_json(told)};\n".encode()


def _player(language: str) -> bytes:
    """Return the scripts of the playback with their words and what stood when: one request, and only of who plays."""
    words = script_json(script_words(("player",), language))
    told = script_json(_stood(language))
    head = f"Object.assign(window.atlas.words.table, {words});\nwindow.atlas.stood = {told};\n"
    return head.encode() + _joined(PLAYER_SCRIPTS)


def _stood(language: str) -> dict[str, Any]:
    """Return when agreements, lines and zones stood, and the layers that a playback shows of its own accord."""
    lines = boundaries.load_boundaries()
    return {
        "agreements": [[name, _told(periods)] for name, periods in agreement_periods(language).items()],
        "boundaries": {key: _told(periods) for key, periods in boundary_periods(lines).items()},
        "lent": style.LAPSED,
    }


def _told(periods: Sequence[Period]) -> list[list[str | None]]:
    return [[str(start), None if end == END_OF_TIME else str(end)] for start, end in periods]


def _style() -> bytes:
    table = style.table(list(boundaries.load_boundaries().index))
    credits = {"credit": " · ".join(MAP_CREDITS), "tiles_credit": OPENSTREETMAP_CONTRIBUTORS}
    return orjson.dumps({**table, **credits})


def _boundaries() -> bytes:
    """Return the boundaries of all layers with what a map draws and tells of them; the rest is in the data route."""
    layers = style.layers_for(list(boundaries.load_boundaries().index))
    drawn = [key for layer in layers for key in layer["boundaries"]]
    collection = orjson.loads(boundaries.boundaries_geojson(drawn))
    for feature in collection["features"]:
        feature["properties"] = {
            name: value for name, value in feature["properties"].items() if name not in UNTOLD
        }
    return orjson.dumps(pack(collection))


def _places() -> bytes:
    """Return the places that a badge may stand at, by id: names and spots."""
    rows = load_places().iterrows()
    standing = {
        key: {"name": row["name"], "name_ko": row["name_ko"], "spots": spots_of(key)}
        for key, row in rows
        if row["kind"] in ISSUING or row.geometry.geom_type != "Point"
    }
    return orjson.dumps(standing)


def _shapes() -> bytes:
    """Return the lines and areas among the places, coarsened; a line less, for it lies beside what is drawn of it."""
    shapes = load_places().geometry.map(_without_specks)
    is_line = shapes.geom_type.str.contains("Line")
    shapes = shapes.simplify(is_line.map({True: _FINE_DEG, False: _COARSE_DEG}))
    features = [
        {"type": "Feature", "id": key, "properties": {}, "geometry": mapping(shape)}
        for key, shape in shapes.items()
        if shape.geom_type != "Point"
    ]
    plain = orjson.loads(orjson.dumps({"type": "FeatureCollection", "features": features}))
    return orjson.dumps(pack(plain))


def _without_specks(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape without small islands and small holes."""
    large = [
        shapely.Polygon(
            part.exterior, [ring for ring in part.interiors if shapely.Polygon(ring).area > _SPECK_DEG2]
        )
        if part.geom_type == "Polygon"
        else part
        for part in shapely.get_parts(shape)
        if part.geom_type != "Polygon" or part.area > _SPECK_DEG2
    ]
    return shapely.union_all(large) if large else shape


def _basemap() -> bytes:
    layers = orjson.loads(basemap.basemap_json())
    for city in layers["cities"]["features"]:
        city["properties"]["name_ko"] = basemap.korean_name(city["properties"]["name_ko"])
        del city["properties"]["name_ko_source"]
    return orjson.dumps({name: pack(layer) for name, layer in layers.items()})


ASSETS = {
    "atlas.js": partial(_joined, SCRIPTS),
    "file.js": partial(_joined, [part for part in SCRIPTS if part not in OF_OTHER_PAGES]),
    "atlas.css": _map_css,
    "fonts.css": fonts_css,
    **{name: partial(font_bytes, name) for name in faces()},
    "page.js": partial(_joined, PAGE_SCRIPTS),
    "page.css": (STATIC / "page.css").read_bytes,
    **{f"words-{language}.js": partial(_words, language) for language in LANGUAGES},
    **{f"player-{language}.js": partial(_player, language) for language in LANGUAGES},
    "style.json": _style,
    "basemap.json": _basemap,
    "boundaries.json": _boundaries,
    "places.json": _places,
    "shapes.json": _shapes,
}
"""Name of each constant file to what makes its bytes; base map and boundaries are those of the screen, packed."""
