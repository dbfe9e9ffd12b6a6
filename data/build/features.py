"""GeoJSON features as the atlas commits them: RFC 7946, one feature a line, small diffs."""

import csv
import json
from functools import cache
from pathlib import Path

import shapely
from pyproj import Transformer
from shapely.geometry import mapping, shape

DATA = Path(__file__).parents[1]
OSM = DATA / "boundaries" / "osm.geojson"
PUBLISHED = DATA / "boundaries" / "published.geojson"
BASEMAP = DATA / "basemap"
KOREAN = DATA / "build" / "boundaries_ko.csv"

OSM_CREDIT = "OpenStreetMap contributors"
# Korea 2000 / Unified CS: metres; 0.04 % short at the MDL, 16 m on the widest zone.
TO_METRES = Transformer.from_crs(4326, 5179, always_xy=True)
TO_LONLAT = Transformer.from_crs(5179, 4326, always_xy=True)


def boundary(id, geometry, *, name, name_ko, kind, status, source, licence, accuracy_m, derivation, note,
             valid_from=None, valid_to=None, source_url=None, open_edges=None):  # fmt: skip
    """One feature of data/boundaries/ with every property that the atlas promises; its Korean texts are a row of KOREAN."""
    korean = _korean()[id]
    properties = {
        "name": name,
        "name_ko": name_ko,
        "kind": kind,
        "status": status,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "source": source,
        "source_ko": korean["source_ko"],
        "source_url": source_url,
        "licence": licence,
        "accuracy_m": accuracy_m,
        "derivation": derivation,
        "derivation_ko": korean["derivation_ko"],
        "note": note,
        "note_ko": korean["note_ko"],
    }
    if open_edges:
        properties["open_edges"] = open_edges
    return feature(geometry, properties, id=id)


@cache
def _korean() -> dict:
    with KOREAN.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def feature(geometry, properties, *, id=None, decimals=6):
    """A GeoJSON feature: rounded, exterior rings counter-clockwise."""
    if geometry.geom_type.endswith("Polygon"):
        geometry = shapely.orient_polygons(_rounded_area(geometry, decimals))
    shown = mapping(geometry)
    geojson = {"type": "Feature"}
    if id is not None:
        geojson["id"] = id
    geometry_json = {"type": shown["type"], "coordinates": _rounded(shown["coordinates"], decimals)}
    return geojson | {"properties": properties, "geometry": geometry_json}


def render(features) -> str:
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def write(path: Path, features) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(render(features), encoding="utf-8")


def read(path: Path) -> dict:
    """Features of a committed file by id."""
    return {f["id"]: f for f in json.loads(path.read_text(encoding="utf-8"))["features"]}


def geometry_of(geojson):
    return shape(geojson["geometry"])


def put(path: Path, features) -> None:
    """Replace the features of the same id in a file, or add them at its end."""
    held = read(path) if path.exists() else {}
    write(path, (held | {f["id"]: f for f in features}).values())


def _rounded_area(geometry, decimals):
    # Plain rounding can make two vertices of a ring meet; snapping to a grid keeps areas valid.
    snapped = shapely.set_precision(geometry, 10.0**-decimals)
    # A grid cell is 0.1 m: what is left of a sliver has no area worth keeping.
    parts = [part for part in shapely.get_parts(snapped) if part.area > 1e-9]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _rounded(coordinates, decimals):
    if isinstance(coordinates[0], (int, float)):
        return [round(value, decimals) for value in coordinates]
    return [_rounded(part, decimals) for part in coordinates]


def projected(geometry):
    return shapely.transform(geometry, TO_METRES.transform, interleaved=False)


def lonlat(geometry):
    return shapely.transform(geometry, TO_LONLAT.transform, interleaved=False)
