"""Make everything in data/boundaries/osm.geojson that follows from committed files.

Needs no download: reads the MDL and the islands (osm.geojson), the published lines (published.geojson) and
the land (basemap/land.geojson). Run it after any of these changes.
"""

import shapely
from features import BASEMAP, OSM, OSM_CREDIT, PUBLISHED, boundary, geometry_of, lonlat, projected, put, read
from pyproj import Geod
from waters import han_estuary, largest, thinned_sea, yellow_sea

GEOD = Geod(ellps="WGS84")

NAUTICAL_MILE_M = 1852

EXTRACTED = (
    "mdl",
    "baengnyeong-do",
    "daecheong-do",
    "socheong-do",
    "daeyeonpyeong-do",
    "soyeonpyeong-do",
    "u-do",
)

CHANNELS = [
    # id, outer point of the axis (published), island whose highest peak is its inner end
    ("dprk-channel-1", "1", (125.221944, 37.1675), "socheong-do"),
    ("dprk-channel-2", "2", (125.843889, 37.523611), "daeyeonpyeong-do"),
]
ZONES_2000 = [
    # id, number, islands, northern limit (published) or None
    ("dprk-zone-1", "1", ("baengnyeong-do", "daecheong-do", "socheong-do"), 38.0),
    ("dprk-zone-2", "2", ("daeyeonpyeong-do", "soyeonpyeong-do"), 37.69),
    ("dprk-zone-3", "3", ("u-do",), None),
]
ORDER_OF_NAVIGATION = {
    "status": "claimed",
    "valid_from": "2000-03-23",
    "source": f"KPA Navy, order of navigation, 23 March 2000 (KCNA); islands: {OSM_CREDIT}",
    "source_url": "http://www.kcna.co.jp/item/2000/200003/news03/23.htm",
    "licence": "ODbL-1.0",
}
CMA_SOURCE = {
    "status": "suspended",
    "valid_from": "2018-11-01",
    "source": f"Comprehensive Military Agreement, 19 September 2018 (text without coordinates); {OSM_CREDIT}",
    "source_url": (
        "https://mnd.go.kr/mnd_book/DefenseWhitePaper/2020/2020_eng_appendix/files/basic-html/page52.html"
    ),
    "licence": "ODbL-1.0",
}
CMA_AFTERWARDS = (
    "The DPRK declared itself no longer bound on 23 November 2023; the ROK JCS said on 8 January 2024 that the "
    "land and sea buffer zones no longer exist; the ROK suspended the whole agreement on 4 June 2024 and has "
    "spoken of restoring it since August 2025. No part was found to be back in force."
)
# Northern and southern corner of the western and of the eastern edge of the remains site of annex 3 (38°17′35″N
# 127°05′22″E, 38°16′38″N 127°06′04″E; 38°18′23″N 127°06′52″E, 38°17′26″N 127°07′33″E): these cross the MDL at the
# markers 0489 and 0497. https://mnd.go.kr/mnd_book/DefenseWhitePaper/2018/suppl(eng)/files/basic-html/page41.html
REMAINS_SITE = [
    [(127.089444, 38.293056), (127.101111, 38.277222)],
    [(127.114444, 38.306389), (127.125833, 38.290556)],
]
# Seas of geometry, west to east and south to north: the parallels are those of the places that the text names.
CMA_SEAS = [
    # id, name, name_ko, south, north, rule, west, east, edges that are not law
    ("cma-sea-west", "West Sea", "서해", 37.274491, 38.50151, "north of Deokjeok-do to south of Cho-do", 124.0, 126.72, ["west"]),
    ("cma-sea-east", "East Sea", "동해", 38.20701, 38.95389, "north of Sokcho to south of Tongchon", 127.8, 131.0, ["east"]),
]  # fmt: skip


def dmz(mdl, accuracy_m):
    """The nominal zone as one ring: west end of the MDL, northern limit, east end, southern limit."""
    line = projected(mdl)
    # 64 segments a quarter circle and 1 m of thinning keep the limit within 2 m of the true 2 km.
    zone = shapely.Polygon(line.buffer(2000, cap_style="flat", quad_segs=64).exterior)
    ends = shapely.MultiPoint([line.coords[0], line.coords[-1]])
    caps = shapely.intersection(zone.exterior, ends.buffer(2000.5))
    caps = [g for g in shapely.get_parts(caps) if g.distance(ends) < 1]
    limits = shapely.line_merge(shapely.difference(zone.exterior, shapely.union_all(caps).buffer(0.01)))
    limits = [shapely.simplify(g, 1) for g in shapely.get_parts(limits) if g.length > 100_000]
    limits = [g if g.coords[0][0] < g.coords[-1][0] else g.reverse() for g in limits]
    north, south = sorted(limits, key=lambda g: -g.centroid.y)
    ring = [line.coords[0], *north.coords, line.coords[-1], *reversed(south.coords)]
    shown = {
        "status": "nominal",
        "valid_from": "1953-07-27",
        "source": f"Derived from the MDL of {OSM_CREDIT} by the rule of the Armistice, paragraphs 1 to 3",
        "licence": "ODbL-1.0",
        "accuracy_m": accuracy_m,
    }
    note = (
        "Nominal 2 km line of the 1953 Armistice; the real fences lie closer to the MDL, so that the fenced zone "
        "(about 570 km2: Jung Kyu-suk and others, 2015) is much smaller. No geometry of the fences is public."
    )
    derivation = "{} a 2 km buffer of mdl in EPSG:5179 with flat ends, thinned by at most 1 m."
    yield boundary(
        "dmz", lonlat(shapely.Polygon(ring)), name="Demilitarized Zone (nominal)", name_ko="비무장지대 (명목)",
        kind="zone", derivation=derivation.format("The area of"), note=note, **shown,
    )  # fmt: skip
    yield boundary(
        "dmz-north", lonlat(north), name="DMZ northern limit (nominal)", name_ko="비무장지대 북방한계선",
        kind="zone-limit", derivation=derivation.format("The northern side of"), note=note, **shown,
    )  # fmt: skip
    yield boundary(
        "dmz-south", lonlat(south), name="DMZ southern limit (nominal)", name_ko="비무장지대 남방한계선",
        kind="zone-limit", derivation=derivation.format("The southern side of"), note=note, **shown,
    )  # fmt: skip


def channels(islands):
    for id, number, outer, island in CHANNELS:
        inner = islands[island].centroid.coords[0]
        azimuth, back, _ = GEOD.inv(*outer, *inner)
        corners = [
            GEOD.fwd(*end, bearing, NAUTICAL_MILE_M)[:2]
            for end, bearing in [
                (outer, azimuth + 90),
                (inner, back - 90),
                (inner, back + 90),
                (outer, azimuth - 90),
            ]
        ]
        yield boundary(
            id,
            shapely.Polygon(corners),
            name=f"DPRK channel {number} (2000)",
            name_ko=f"북측 통항로 제{number}수로 (2000)",
            kind="channel",
            **ORDER_OF_NAVIGATION,
            accuracy_m=500,
            derivation=(
                "One nautical mile either side of the axis from the published outer point to the island, "
                "geodesic offsets; the island's centroid stands for its highest peak."
            ),
            note=(
                "Decreed by the DPRK alone for traffic to the islands under UNC control. 'Mile' is read as 1,852 m. "
                "Dropped in DPRK claims of 2006-07, which give neither date nor coordinates that can be used here."
            ),
        )


def zones_of_2000(islands):
    for id, number, names, north_limit in ZONES_2000:
        zone = lonlat(
            projected(shapely.union_all([islands[name] for name in names])).buffer(2000, quad_segs=8)
        )
        if north_limit:
            west, south, east, _ = zone.bounds
            zone = zone.intersection(shapely.box(west, south, east, north_limit))
        limit = (
            f"cut at the published northern limit {north_limit} N" if north_limit else "no published limit"
        )
        yield boundary(
            id,
            zone,
            name=f"DPRK island zone {number} (2000)",
            name_ko=f"북측 제{number}구역 (2000)",
            kind="zone",
            **ORDER_OF_NAVIGATION,
            accuracy_m=500,
            derivation=f"2 km around the shores in EPSG:5179 ({limit}); the islands themselves are inside.",
            note=(
                "Decreed by the DPRK alone: where ships may be around the islands under UNC control. The text "
                "measures from baselines that it does not give; the shore stands for them."
            ),
        )


def disputed_water(nll, claimed, inferred, land):
    west_to_east = [*reversed(claimed.coords), *list(inferred.coords)[1:]]
    between = shapely.Polygon([*west_to_east, *nll.coords])
    water = between.difference(land)
    return boundary(
        "disputed-water",
        water,
        name="Water between the NLL and the line declared by the DPRK in 1999",
        name_ko="북방한계선과 1999년 북측 선포 경계선 사이의 수역",
        kind="zone",
        status="disputed",
        valid_from="1999-09-02",
        source=f"The lines nll, dprk-line-1999 and dprk-line-1999-inferred; land: {OSM_CREDIT}",
        licence="ODbL-1.0",
        accuracy_m=3000,
        derivation="The area between the two lines, ends joined by straight lines, without the land of the base map.",
        note=(
            "Both sides claim these waters. Neither line is agreed. The western edge joins the last published "
            "points and is no limit; the eastern part rests on the inferred stretch of the DPRK's line."
        ),
        open_edges=["west"],
    )


def cma_land_zones(mdl, accuracy_m):
    line = projected(mdl)
    no_fly = "2023-11-22"
    rows = [
        # id, name, name_ko, west_km, east_km, rule, valid_to
        ("cma-ground", "CMA ground buffer (5 km)", "9·19 군사 합의 지상 완충 구역", 5, 5,
         "No live artillery firing and no field training of a regiment or more within 5 km of the MDL", "2024-06-04"),
        ("cma-nfz-fixed-wing", "CMA no-fly zone, fixed wing", "9·19 군사 합의 비행 금지 구역 (고정익)", 20, 40,
         "No fixed-wing aircraft within 20 km of the MDL in the west, 40 km in the east", no_fly),
        ("cma-nfz-rotary-wing", "CMA no-fly zone, rotary wing", "9·19 군사 합의 비행 금지 구역 (회전익)", 10, 10,
         "No rotary-wing aircraft within 10 km of the MDL", no_fly),
        ("cma-nfz-uav", "CMA no-fly zone, unmanned aircraft", "9·19 군사 합의 비행 금지 구역 (무인기)", 10, 15,
         "No unmanned aircraft within 10 km of the MDL in the west, 15 km in the east", no_fly),
        ("cma-nfz-balloon", "CMA no-fly zone, hot-air balloons", "9·19 군사 합의 비행 금지 구역 (기구)", 25, 25,
         "No hot-air balloons within 25 km of the MDL", no_fly),
    ]  # fmt: skip
    nearest_west, nearest_east = _nearest_to_parts(line, _share_at_marker_0646(line))
    for id, name, name_ko, west_km, east_km, rule, valid_to in rows:
        zone = shapely.union(
            line.buffer(west_km * 1000, quad_segs=32).intersection(nearest_west),
            line.buffer(east_km * 1000, quad_segs=32).intersection(nearest_east),
        )
        parts = (
            " West and east meet at marker 0646, placed as if the markers stood equally far apart between 0493, whose "
            "place follows from annex 3, and 1292 at the east end (to about 8 km)."
        )
        beyond = (
            "None was set over the seas and the Han estuary: an official of the ROK's defence ministry said on 15 "
            "November 2018 that this was still to be discussed (Korea Herald)."
            if valid_to == no_fly
            else "The text is silent about what lies beyond the ends, over the estuary and the East Sea: left out here, "
            "the narrow reading."
        )
        suspended = "The ROK suspended the no-fly zones on 22 November 2023, 15:00 KST. "
        yield boundary(
            id,
            lonlat(shapely.simplify(largest(zone), 10)),
            name=name,
            name_ko=name_ko,
            kind="zone",
            valid_to=valid_to,
            **CMA_SOURCE,
            accuracy_m=accuracy_m if west_km == east_km else 10000,
            derivation=(
                "Buffer of mdl in EPSG:5179 without the water and land that lies beyond the ends (nearest to an end "
                "point of the line), thinned by at most 10 m." + (parts if west_km != east_km else "")
            ),
            note=f"{rule}. {suspended if valid_to == no_fly else ''}{CMA_AFTERWARDS} {beyond}",
        )


def _share_at_marker_0646(line):
    """How far along the line, as a share of its length, the marker is where west and east meet."""
    crossed_m = [
        line.project(projected(shapely.LineString(edge)).intersection(line)) for edge in REMAINS_SITE
    ]
    marker_0493_m = sum(crossed_m) / 2
    return (marker_0493_m + (646 - 493) / (1292 - 493) * (line.length - marker_0493_m)) / line.length


def _nearest_to_parts(line, share):
    """Areas nearest to the line west and east of a share of its length, without those nearest to its ends.

    A flat end cap of a winding line follows the whim of its last few metres; the nearest point does not.
    """
    points = shapely.MultiPoint(shapely.segmentize(line, 50).coords)
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=line.buffer(100_000), ordered=True))
    along = shapely.line_locate_point(line, shapely.get_parts(points), normalized=True)
    is_west = along < share
    inner = (along > 0) & (along < 1)
    return shapely.union_all(cells[is_west & inner]), shapely.union_all(cells[~is_west & inner])


def cma_seas(land):
    for id, name, name_ko, south, north, rule, west, east, open_edges in CMA_SEAS:
        sea = largest(shapely.box(west, south, east, north).difference(land))
        yield boundary(
            id,
            thinned_sea(sea, hole_km2=1, tolerance_deg=0.001),
            name=f"CMA sea buffer, {name}",
            name_ko=f"9·19 군사 합의 해상 완충 구역 ({name_ko})",
            kind="zone",
            valid_to="2024-06-04",
            **CMA_SOURCE,
            accuracy_m=1500,
            derivation=(
                f"Sea of the base map between {south} and {north} N, cut at {west if west < 125 else east:g} E, "
                "coast thinned by about 100 m."
            ),
            note=(
                f"No live firing or manoeuvres at sea from {rule}; barrels covered, gunports closed. "
                f"{CMA_AFTERWARDS} The text gives no outer limit: the {open_edges[0]}ern edge is not law."
            ),
            open_edges=open_edges,
        )


def build() -> list[dict]:
    held = read(OSM)
    extracted = {id: geometry_of(held[id]) for id in EXTRACTED}
    published = {id: geometry_of(f) for id, f in read(PUBLISHED).items()}
    land = shapely.union_all(
        [geometry_of(read(BASEMAP / "land.geojson")["land"]), *(extracted[id] for id in EXTRACTED[1:])]
    )
    mdl, mdl_accuracy_m = extracted["mdl"], held["mdl"]["properties"]["accuracy_m"]
    return [
        *dmz(mdl, mdl_accuracy_m),
        *channels(extracted),
        *zones_of_2000(extracted),
        disputed_water(
            published["nll"], published["dprk-line-1999"], published["dprk-line-1999-inferred"], land
        ),
        yellow_sea(land),
        han_estuary(land),
        *cma_land_zones(mdl, mdl_accuracy_m),
        *cma_seas(land),
    ]


if __name__ == "__main__":
    put(OSM, build())
