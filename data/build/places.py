"""Make data/places/: every place that events name, once, from the table data/build/places.csv.

The table names each place and says what it is made from: a boundary, a province, an island, a recipe of areas.py, the point of
an event of the catalogue, or a point that it gives itself with a source. Run it after any change to the table, to the
boundaries, to the base map or to an event whose point a place takes. Needs no download.
"""

import csv
from functools import cache
from pathlib import Path

import shapely
from areas import RECIPES, boundaries, coarse_land, island
from features import DATA, OSM, OSM_CREDIT, PUBLISHED, feature, read, write
from provinces import provinces, side
from shapely.geometry import Point

TABLE = Path(__file__).with_suffix(".csv")
EVENTS, REPORTS = DATA / "events.csv", DATA / "reports.csv"
OUT = {"ODbL-1.0": DATA / "places" / "osm.geojson", None: DATA / "places" / "published.geojson"}
"""What derives from OpenStreetMap (ODbL) stays in a file of its own."""
OWN = "MDL Atlas"
"""The source of a point that no other names."""
ERROR_M = {"exact": 1000, "near": 10_000, "area": 50_000}
"""How far the point of an event may be off, as in events.schema.json."""
PROVINCE_TOLERANCE_DEG = 0.003
AREA_DECIMALS = 4  # 10 m: the areas are known to hundreds


def build() -> dict[Path, list[dict]]:
    """Features of each file, in the order of the table."""
    with EVENTS.open(encoding="utf-8") as file:
        events = {row["id"]: row for row in csv.DictReader(file)}
    with REPORTS.open(encoding="utf-8") as file:
        for report in csv.DictReader(file):
            # The first report of an event says that it happened.
            events[report["event"]].setdefault("report", report)
    made: dict[Path, list[dict]] = {path: [] for path in OUT.values()}
    with TABLE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            geometry, derived = _made(row, events)
            properties = {
                "id": row["id"],
                "name": row["name"],
                "name_ko": row["name_ko"],
                "other_names": [name.strip() for name in row["other_names"].split(";") if name.strip()],
                "kind": row["kind"],
                "boundary": derived.pop("boundary", None),
                "error_m": derived["error_m"] if geometry.geom_type == "Point" else None,
                "mdl_side": row["mdl_side"] or _side_of_point(geometry, derived["error_m"], row["kind"]),
                "element": _element(geometry, row["kind"]),
                "source_title": row["source_title"] or derived.get("source_title", OWN),
                "source_url": row["source_url"] or derived.get("source_url"),
                "derivation": row["derivation"] or derived["derivation"],
                "derivation_ko": row["derivation_ko"] or derived["derivation_ko"],
                "licence": derived["licence"],
            }
            path = OUT.get(derived["licence"], OUT[None])
            decimals = AREA_DECIMALS if row["made_from"].split()[0] in ("recipe", "province", "island") else 6
            one = feature(geometry, properties, id=row["id"], decimals=decimals)
            if properties["boundary"]:
                # Rounded when it was made; to snap it again could move where its rings begin.
                one["geometry"] = _boundaries()[properties["boundary"]]["geometry"]
            made[path].append(one)
    return made


@cache
def _boundaries():
    return read(OSM) | read(PUBLISHED)


def _made(row, events):
    """The geometry of a place, and what follows from how it is made."""
    how, *what = row["made_from"].split()
    if how == "boundary":
        raw = _boundaries()[what[0]]["properties"]
        return boundaries()[what[0]], {
            "boundary": what[0],
            "error_m": raw["accuracy_m"],
            "licence": raw["licence"],
            "derivation": f"The boundary {what[0]} of the atlas.",
            "derivation_ko": f"지도책의 경계 {what[0]}.",
            "source_title": raw["source"],
            "source_url": raw["source_url"],
        }
    if how == "province":
        return shapely.simplify(provinces()[what[0]], PROVINCE_TOLERANCE_DEG), {
            "error_m": None,
            "licence": "ODbL-1.0",
            "source_title": f"{OSM_CREDIT} and Natural Earth",
            "derivation": "Land of the base map between the province borders of Natural Earth, good for about 1 km.",
            "derivation_ko": "Natural Earth의 도 경계 사이에 있는 배경 지도의 육지, 약 1 km까지 맞음.",
        }
    if how == "island":
        return island(*map(float, reversed(what))), {
            "error_m": None,
            "licence": "ODbL-1.0",
            "source_title": OSM_CREDIT,
            "derivation": "The island of the base map.",
            "derivation_ko": "배경 지도의 섬.",
        }
    if how == "recipe":
        return RECIPES[row["id"]](), {
            "error_m": None,
            "licence": "ODbL-1.0",
            "source_title": f"Lines, land and provinces of the atlas: {OSM_CREDIT} and Natural Earth",
        }
    if how == "event":
        event = events[what[0]]
        return Point(float(event["lon"]), float(event["lat"])), {
            "error_m": float(row["error_m"] or ERROR_M[event["location_precision"]]),
            "licence": "CC-BY-4.0",
            "derivation": f"The point of the event {what[0]} of the catalogue: {event['location_basis']}.",
            "derivation_ko": f"목록의 사건 {what[0]}의 점. 그 근거는 사건의 location_basis에 있음.",
            "source_title": event["report"]["title"],
            "source_url": event["report"]["url"],
        }
    if how == "point":
        latitude, longitude = map(float, what)
        return Point(longitude, latitude), {
            "error_m": float(row["error_m"]),
            "licence": "CC-BY-4.0",
            "derivation": "Its position in GeoNames.",
            "derivation_ko": "GeoNames에 있는 위치.",
        }
    raise ValueError(
        f"{row['id']}: made from {row['made_from']!r}, not boundary, province, island, recipe, event or point"
    )


def _side_of_point(geometry, error_m, kind):
    """The side of the line on which a point lies with all its error; None where that cannot be said."""
    if geometry.geom_type != "Point" or kind == "abroad":
        return None
    around = geometry.buffer(error_m / 88_000)
    return next((name for name in ("north", "south") if side(name).contains(around)), None)


def _element(geometry, kind):
    """Whether a line or an area lies on land or at sea, to a fiftieth; None where on both, and for points and air."""
    if geometry.geom_type == "Point" or kind in ("airspace", "abroad"):
        return None
    measure = "area" if geometry.geom_type.endswith("Polygon") else "length"
    share = getattr(geometry.intersection(coarse_land()), measure) / getattr(geometry, measure)
    return "land" if share > 0.98 else "sea" if share < 0.02 else None


def main() -> None:
    for path, features in build().items():
        write(path, features)


if __name__ == "__main__":
    main()
