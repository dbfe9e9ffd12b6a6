"""The lines, zones and places that events are measured against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import orjson
import pandas as pd
from shapely.geometry import shape

from geo.errors import UnknownIdError
from geo.settings import DATA

FILES = (DATA / "boundaries" / "osm.geojson", DATA / "boundaries" / "published.geojson")

KINDS = {
    "demarcation-line": "a line on land between the sides",
    "zone-limit": "the edge of a zone",
    "zone": "an area with rules of its own",
    "maritime-line": "a line at sea",
    "channel": "a lane for ships",
    "sea": "a sea",
    "estuary": "a river mouth",
    "island": "an island",
    "place": "a site or a village, as a point",
    "city": "a city, as a point",
}
"""What a boundary is."""

STATUSES = {
    "agreed": "both sides agreed to it",
    "nominal": "follows from an agreement's words; what stands on the ground differs",
    "disputed": "used by one side and rejected by the other",
    "claimed": "declared by one side alone",
    "inferred": "drawn by us where a text gives no coordinates",
    "suspended": "agreed, and suspended or abandoned since",
    "ended": "no longer exists",
    "approximate": "its position or edge is roughly known",
    "administrative": "an ordinary place or unit; nothing about it is at issue here",
}
"""What a boundary's standing is."""

SHORT_NAMES: dict[str, str] = {
    "mdl": "MDL",
    "dmz": "DMZ",
    "nll": "NLL",
    "nll-east": "NLL, East Sea",
    "dprk-line-1999": "DPRK line, 1999",
    "kaesong": "Kaesong",
    "liaison-office": "Liaison office site",
    "jsa": "JSA",
    "seoul": "Seoul",
    "pyongyang": "Pyongyang",
}
"""What a boundary is called where room is short; elsewhere it carries its full name."""
SHORT_NAMES_KO: dict[str, str] = {
    "dmz": "비무장지대",
    "nll": "북방한계선",
    "nll-east": "북방한계선 (동해)",
    "dprk-line-1999": "1999년 북측 선포 경계선",
    "liaison-office": "남북 공동 연락 사무소 터",
    "jsa": "공동경비구역",
}
"""The same in Korean, whose full names are mostly short."""


TRANSLATED = ("name", "source", "derivation", "note")
"""Columns of a boundary that have a Korean one beside them: ``note_ko`` beside ``note``."""


def name_in(line: Mapping[str, Any], language: str) -> str:
    """Return the full name of a boundary, a row of `load_boundaries`, in English or Korean (``ko``)."""
    return line["name_ko" if language == "ko" else "name"]


def short_name(key: str, line: Mapping[str, Any], language: str = "en") -> str:
    """Return what a boundary is called where room is short, in English or Korean (``ko``)."""
    shorter = SHORT_NAMES_KO if language == "ko" else SHORT_NAMES
    return shorter.get(key) or name_in(line, language)


@cache
def load_boundaries() -> gpd.GeoDataFrame:
    """Load every boundary of the atlas.

    Returns
    -------
    GeoDataFrame
        One row a boundary, index ``id``, in the order of the files, EPSG:4326. Columns ``name``,
        ``kind`` (of `KINDS`), ``status`` (of `STATUSES`), ``valid_from`` and ``valid_to`` (ISO dates or None;
        ``valid_to`` is the first day no longer in force), ``source``, ``source_url`` (or None), ``licence``,
        ``accuracy_m`` (float, metres), ``derivation``, ``note``, the Korean of `TRANSLATED`, ``open_edges`` (tuple
        of compass words: edges that are our cut and no limit) and ``geometry``. Shared by all callers: copy it
        before changing it.

    Examples
    --------
    >>> load_boundaries().loc["mdl", "status"]
    'agreed'
    """
    rows = _features()
    properties = [{"open_edges": (), **row["properties"]} for row in rows.values()]
    # Object columns keep None as None; pandas would make it NaN.
    columns = {name: [row[name] for row in properties] for name in properties[0] if name != "open_edges"}
    frame = gpd.GeoDataFrame(
        pd.DataFrame(columns, dtype=object).astype({"accuracy_m": float}),
        geometry=[shape(row["geometry"]) for row in rows.values()],
        crs="EPSG:4326",
    )
    frame.insert(len(columns), "open_edges", [tuple(row["open_edges"]) for row in properties])
    frame.index = pd.Index(rows, name="id")
    return frame


def boundary(boundary_id: str) -> pd.Series:
    """Return one boundary: the row of `load_boundaries` with this id.

    Raises
    ------
    UnknownIdError
        If there is none; the error names the ids that there are.
    """
    _check([boundary_id])
    return load_boundaries().loc[boundary_id]


def boundaries_geojson(ids: Iterable[str] | None = None) -> bytes:
    """Return boundaries as an RFC 7946 FeatureCollection, in the order of the files.

    Parameters
    ----------
    ids : iterable of str, optional
        The boundaries to give; all of them by default.

    Returns
    -------
    bytes
        UTF-8 JSON: string ids, longitude and latitude in degrees (WGS 84) with at most 6 decimals.

    Raises
    ------
    UnknownIdError
        If any id is unknown; all unknown ones are named at once.
    """
    rows = _features()
    if ids is not None:
        wanted = list(ids)
        _check(wanted)
        rows = {key: row for key, row in rows.items() if key in wanted}
    return orjson.dumps({"type": "FeatureCollection", "features": list(rows.values())})


@cache
def _features() -> dict[str, dict]:
    return {feature["id"]: feature for path in FILES for feature in _read(path)["features"]}


def _check(ids: Iterable[str]) -> None:
    known = _features()
    unknown = sorted({key for key in ids if key not in known})
    if unknown:
        raise UnknownIdError("boundary", ", ".join(unknown), allowed=known)


def _read(path: Path) -> dict:
    return orjson.loads(path.read_bytes())
