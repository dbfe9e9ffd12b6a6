"""The constant files of the maps: our scripts, style table and base map, compressed once."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.resources import files
from pathlib import Path

import orjson

from geo import boundaries, style
from geo.packing import pack

STATIC = Path(__file__).parent / "static"
SCRIPTS = ("source.js", "labels.js", "marks.js", "chain.js", "map.js")
"""The scripts of the map in the order in which they need each other; served as one."""
PAGE_SCRIPTS = ("card.js", "page.js")
"""What starts the map on a page without Streamlit."""
LEAFLET_VERSION = "1.9.4"


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


@lru_cache
def asset(name: str) -> Body:
    """Return a constant file, by its name in `ASSETS`."""
    return Body.of(ASSETS[name]())


def asset_url(name: str) -> str:
    """Return the address of a constant file, with a mark that changes when the file does."""
    return f"/assets/{name}?v={asset(name).etag[3:11]}"


def leaflet_url(name: str) -> str:
    """Return the address of one of Leaflet's own files."""
    return f"/assets/{name}?v={LEAFLET_VERSION}"


def leaflet_bytes(name: str) -> bytes:
    """Return one of Leaflet's own files, for a page that carries it inside."""
    return (files("js_lib_leaflet") / "static" / "js_lib_leaflet" / name).read_bytes()


def _joined(parts: Sequence[str]) -> bytes:
    return b"\n".join((STATIC / part).read_bytes() for part in parts)


def _style() -> bytes:
    return orjson.dumps(style.table(list(boundaries.load_boundaries().index)))


def _boundaries() -> bytes:
    layers = style.layers_for(list(boundaries.load_boundaries().index))
    drawn = [key for layer in layers for key in layer["boundaries"]]
    return orjson.dumps(pack(orjson.loads(boundaries.boundaries_geojson(drawn))))


def _basemap() -> bytes:
    layers = orjson.loads(boundaries.basemap_json())
    return orjson.dumps({name: pack(layer) for name, layer in layers.items()})


ASSETS = {
    "atlas.js": partial(_joined, SCRIPTS),
    "atlas.css": (STATIC / "atlas.css").read_bytes,
    "page.js": partial(_joined, PAGE_SCRIPTS),
    "page.css": (STATIC / "page.css").read_bytes,
    "style.json": _style,
    "basemap.json": _basemap,
    "boundaries.json": _boundaries,
}
"""Name of each constant file to what makes its bytes; base map and boundaries are those of the screen, packed."""
