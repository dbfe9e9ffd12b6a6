"""The constant files of the map page: our scripts, style table and base map, compressed once."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import orjson

from geo import boundaries, style

STATIC = Path(__file__).parent / "static"
SCRIPTS = ("labels.js", "marks.js", "map.js")
"""Our own scripts in the order in which they need each other; served as one."""
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
    """Return a constant file: ``atlas.js``, ``atlas.css``, ``style.json`` or ``basemap.json``."""
    return Body.of(_MAKERS[name]())


def asset_url(name: str) -> str:
    """Return the address of a constant file, with a mark that changes when the file does."""
    return f"/assets/{name}?v={asset(name).etag[3:11]}"


def leaflet_url(name: str) -> str:
    """Return the address of one of Leaflet's own files."""
    return f"/assets/{name}?v={LEAFLET_VERSION}"


def _scripts() -> bytes:
    return b"\n".join((STATIC / part).read_bytes() for part in SCRIPTS)


def _style() -> bytes:
    return orjson.dumps(style.table(list(boundaries.load_boundaries().index)))


_MAKERS = {
    "atlas.js": _scripts,
    "atlas.css": (STATIC / "atlas.css").read_bytes,
    "style.json": _style,
    "basemap.json": boundaries.basemap_json,
}
