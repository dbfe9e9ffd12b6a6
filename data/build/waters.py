"""The waters that a text describes without coordinates: the Yellow Sea and the Han estuary."""

import shapely
from features import OSM_CREDIT, boundary, lonlat, projected

SEA_SIMPLIFY_DEG = 0.005  # about 500 m: the seas are backgrounds, their coast is drawn from the land
KM2 = 1 / (111 * 88)  # square degrees at 38 N
YELLOW_SEA_FRAME = [  # IHO S-23 no. 51: clockwise from the south-west; stretches over land do not matter
    (123.0, 33.2833),
    (126.30, 33.2833),  # Jeju
    (126.1606, 33.3500),  # its western extreme
    (125.856, 34.2167),  # Ka Nyo (West Pinnacle)
    (126.015, 34.3667),  # Oku To
    (126.047, 34.4000),  # Zyonan To
    (126.130, 34.4167),  # Jindo
    (126.240, 34.5800),
    (126.400, 34.6500),  # mainland
    (126.900, 34.9000),
    (126.900, 40.5000),
    (123.0, 41.0000),
]
ESTUARY_FRAME = [  # clockwise from Mal-do, over land where the shore is the limit
    (126.1327, 37.6859),  # Mal-do
    (126.120, 37.7600),  # Yonan shore
    (126.100, 37.9500),
    (126.640, 37.9000),
    (126.6896, 37.8432),  # west end of the MDL
    (126.720, 37.8432),
    (126.720, 37.7720),
    (126.662, 37.7670),  # across the mouth of the Han
    (126.655, 37.7400),
    (126.560, 37.7400),
    (126.535, 37.7580),
    (126.515, 37.7640),  # across the Yomha channel
    (126.400, 37.7500),
    (126.370, 37.8000),
    (126.320, 37.7850),  # across the channel between Ganghwa-do and Gyodong-do
    (126.250, 37.7700),
    (126.217, 37.7560),  # south-western end of Gyodong-do
]


def yellow_sea(land):
    sea = largest(shapely.Polygon(YELLOW_SEA_FRAME).difference(land))
    return boundary(
        "yellow-sea",
        thinned_sea(sea, hole_km2=40),
        name="Yellow Sea (West Sea)",
        name_ko="황해 (서해)",
        kind="sea",
        status="approximate",
        source=f"Limits: IHO S-23, 3rd edition, no. 51; coast: {OSM_CREDIT}",
        source_url="https://princeton.edu/~achaney/tmve/wiki100k/docs/Yellow_Sea.html",
        licence="ODbL-1.0",
        accuracy_m=2000,
        derivation=(
            "The S-23 limit from 33°17′N over Jeju and the islets to Jindo, minus the land of the base map, "
            "thinned by about 500 m; islands under 40 km2 are left in. S-23 gives the islets' latitudes; their "
            "longitudes are read from the coast data."
        ),
        note=(
            "Cut at 123 E, the edge of the atlas: the sea goes on to China. Korea Bay is counted in. The coast is "
            "coarse on purpose: draw the land over it."
        ),
        open_edges=["west"],
    )


def han_estuary(land):
    water = projected(largest(shapely.Polygon(ESTUARY_FRAME).difference(land)))
    # Creeks under 200 m wide are hairlines of the source, not arms of the estuary.
    water = lonlat(largest(water.buffer(-100, join_style="mitre").buffer(100, join_style="mitre")))
    return boundary(
        "han-estuary",
        water,
        name="Han River Estuary (neutral waters)",
        name_ko="한강 하구 (중립 수역)",
        kind="estuary",
        status="agreed",
        valid_from="1953-07-27",
        source=f"Armistice, paragraph 5 (text without coordinates); shores: {OSM_CREDIT}",
        licence="ODbL-1.0",
        accuracy_m=1000,
        derivation=(
            "The water of the base map between the shores from the mouth of the Imjin to Mal-do, closed by hand "
            "across the Han, the Yomha and the channels beside Gyodong-do."
        ),
        note=(
            "Open by the Armistice to civil shipping of both sides where one bank is held by each. There is no "
            "MDL here. Only the ends are in the published texts: about 67 km from Man-u-ri to Mal-do."
        ),
    )


def largest(area):
    return max(shapely.get_parts(area), key=lambda part: part.area)


def thinned_sea(sea, hole_km2, tolerance_deg=SEA_SIMPLIFY_DEG):
    holes = [hole for hole in sea.interiors if shapely.Polygon(hole).area > hole_km2 * KM2]
    thin = largest(shapely.make_valid(shapely.simplify(shapely.Polygon(sea.exterior, holes), tolerance_deg)))
    # An edge along a parallel strays from its geodesic: 8 m at 0.25 degrees, 1.2 km at 3.
    return shapely.segmentize(thin, 0.25)
