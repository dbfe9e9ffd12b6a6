"""Make the West Sea islands in data/boundaries/osm.geojson from the OSM coastline of geo-maps."""

import json

import shapely
from download import DOWNLOADS
from features import OSM, OSM_CREDIT, boundary, put

ARMISTICE = "Left under UNC control by paragraph 13(b) of the Armistice."
BOTH_LISTS = f"{ARMISTICE} On both lists of 'five islands': the Armistice's and the one in ROK law (서해5도)."
ISLANDS = [
    # id, name, name_ko, status, a point on it (lon, lat), note
    ("baengnyeong-do", "Baengnyeong-do", "백령도", "agreed", (124.6748, 37.9537), BOTH_LISTS),
    ("daecheong-do", "Daecheong-do", "대청도", "agreed", (124.6998, 37.8250), BOTH_LISTS),
    ("socheong-do", "Socheong-do", "소청도", "agreed", (124.7519, 37.7719), BOTH_LISTS),
    ("daeyeonpyeong-do", "Daeyeonpyeong-do", "대연평도", "agreed", (125.6965, 37.6675), BOTH_LISTS),
    (
        "soyeonpyeong-do",
        "Soyeonpyeong-do",
        "소연평도",
        "administrative",
        (125.7144, 37.6099),
        "On the list of 'five islands' in ROK law (서해5도); the Armistice's list has U-do in its place.",
    ),
    (
        "u-do",
        "U-do",
        "우도",
        "agreed",
        (125.9757, 37.6087),
        f"{ARMISTICE} On the Armistice's list of 'five islands'; the list in ROK law (서해5도) has "
        "Soyeonpyeong-do in its place. Not the U-do of Jeju.",
    ),
]


def main() -> None:
    coast = json.loads((DOWNLOADS / "islands/package/map.geo.json").read_bytes())
    korea = next(f for f in coast["features"] if f["properties"]["A3"] == "KOR")
    polygons = [shapely.make_valid(shapely.Polygon(p[0])) for p in korea["geometry"]["coordinates"]]
    features = []
    for id, name, name_ko, status, lonlat, note in ISLANDS:
        island = next(p for p in polygons if p.contains(shapely.Point(lonlat)))
        features.append(
            boundary(
                id,
                island,
                name=name,
                name_ko=name_ko,
                kind="island",
                status=status,
                source=f"{OSM_CREDIT}, as packed in @geo-maps/countries-coastline-1m 0.6.0 (2017)",
                licence="ODbL-1.0",
                accuracy_m=100,
                derivation=(
                    "The polygon of npm @geo-maps/countries-coastline-1m 0.6.0 that holds the island's centre."
                ),
                note=note,
            )
        )
    put(OSM, features)


if __name__ == "__main__":
    main()
