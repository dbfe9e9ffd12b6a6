import itertools
import json

import numpy as np
import orjson
import pytest
import shapely
from pyproj import Geod

from geo.errors import UnknownIdError
from geo.lines.boundaries import (
    DATA,
    FILES,
    KINDS,
    STATUSES,
    TRANSLATED,
    boundaries_geojson,
    boundary,
    load_boundaries,
)
from tests.korean import is_korean, lost_figures

GEOD = Geod(ellps="WGS84")
PROPERTIES = {
    "name", "name_ko", "kind", "status", "valid_from", "valid_to", "source", "source_ko", "source_url", "licence",
    "accuracy_m", "derivation", "derivation_ko", "note", "note_ko",
}  # fmt: skip
NLL_PRINTED = [  # lon, lat in decimal degrees, as the study of the sources lists them
    (126.111111, 37.712500), (126.016667, 37.658333), (125.750000, 37.714722), (125.695000, 37.691667),
    (125.666667, 37.690278), (125.516667, 37.681944), (125.244444, 37.583333), (125.047222, 37.637500),
    (124.866667, 37.766667), (124.850000, 38.000000), (124.633333, 38.050000),
]  # fmt: skip
NLL_WGS84 = [
    (126.109076, 37.715245), (126.014642, 37.661084), (125.748000, 37.717461), (125.693006, 37.694408),
    (125.664676, 37.693018), (125.514691, 37.684684), (125.242498, 37.586080), (125.045294, 37.640237),
    (124.864753, 37.769385), (124.848081, 38.002689), (124.631435, 38.052679),
]  # fmt: skip
NLL_IN_AIP = {  # northern edge of RK P518W, lon and lat in WGS 84, by the number of the point
    1: (126.1091665, 37.715278), 2: (126.014639, 37.661083), 3: (125.747972, 37.717472),
    4: (125.695833, 37.694444), 6: (125.514667, 37.684694), 7: (125.239694, 37.586083),
    8: (125.045278, 37.640222), 9: (124.864750, 37.769389), 10: (124.850000, 38.000000),
}  # fmt: skip
MDL_END_DRAWN = (128.358864, 38.615321)
MDL_END_IN_AIP = (128.357879, 38.616569)  # RK P518
MDL_END_IN_LSIB = (128.360413, 38.618279)
CHANNEL_1_OUTER_POINT = (125.221944, 37.1675)


def geometry(key):
    return boundary(key).geometry


def length_km(key):
    return GEOD.geometry_length(geometry(key)) / 1000


def area_km2(key):
    return abs(GEOD.geometry_area_perimeter(geometry(key))[0]) / 1e6


def distance_m(key, lonlat):
    """Distance from a point to a line or area near it, on the ellipsoid."""
    near, _ = shapely.shortest_line(geometry(key), shapely.Point(lonlat)).coords
    return GEOD.inv(*near, *lonlat)[2]


def raw_features():
    return [feature for path in FILES for feature in json.loads(path.read_text(encoding="utf-8"))["features"]]


# The demarcation line and its zone


def test_the_mdl_is_235_to_251_km_long():
    assert 235 < length_km("mdl") < 251  # published: 238 to 248


def test_the_mdl_keeps_every_vertex_of_its_source():
    assert shapely.get_num_coordinates(geometry("mdl")) == 1487


def test_the_mdl_runs_from_the_imjin_mouth_in_the_west_to_the_east_sea():
    assert geometry("mdl").coords[0] == pytest.approx((126.689576, 37.843180), abs=1e-6)
    assert geometry("mdl").coords[-1] == pytest.approx(MDL_END_DRAWN, abs=1e-6)


def test_the_mdl_passes_within_100_m_of_the_joint_security_area():
    assert distance_m("mdl", geometry("jsa").coords[0]) < 100


def test_kijong_dong_lies_about_1200_m_north_of_the_mdl():
    assert distance_m("mdl", geometry("kijong-dong").coords[0]) == pytest.approx(1200, abs=300)


def test_panmunjom_is_48_to_53_km_from_seoul():
    assert 48 < GEOD.inv(*geometry("jsa").coords[0], *geometry("seoul").coords[0])[2] / 1000 < 53


def test_the_nominal_dmz_covers_883_to_923_km2():
    assert 883 < area_km2("dmz") < 923  # published: 903.8 and 907


def test_the_mdl_splits_the_dmz_into_north_and_south():
    parts = shapely.get_parts(shapely.ops.split(geometry("dmz"), geometry("mdl")))
    assert len(parts) == 2
    south, north = sorted(parts, key=lambda part: part.centroid.y)
    assert north.distance(geometry("dmz-north")) < 1e-9
    assert south.distance(geometry("dmz-south")) < 1e-9
    assert north.covers(geometry("kijong-dong"))
    assert south.covers(geometry("daeseong-dong"))


@pytest.mark.parametrize("limit", ["dmz-north", "dmz-south"])
def test_a_limit_of_the_dmz_lies_2_km_from_the_mdl(limit):
    for lonlat in geometry(limit).coords[::50]:
        # 2 m of thinning, 0.8 m of projection, and 4 m because nearest is searched in degrees
        assert distance_m("mdl", lonlat) >= 1993
    assert geometry(limit).coords[0][0] < geometry(limit).coords[-1][0]


# The lines at sea


def test_the_nll_passes_through_its_published_points_after_the_shift():
    assert shapely.get_coordinates(geometry("nll")) == pytest.approx(np.array(NLL_WGS84), abs=2e-6)


def test_the_printed_nll_passes_through_the_printed_points():
    assert shapely.get_coordinates(geometry("nll-as-printed")) == pytest.approx(
        np.array(NLL_PRINTED), abs=1e-6
    )


def test_the_two_readings_of_the_nll_lie_341_to_354_m_apart():
    pairs = zip(geometry("nll").coords, geometry("nll-as-printed").coords, strict=True)
    shifts_m = [GEOD.inv(*shifted, *printed)[2] for shifted, printed in pairs]
    assert min(shifts_m) == pytest.approx(341, abs=1)
    assert max(shifts_m) == pytest.approx(354, abs=1)


def test_the_points_of_the_nll_that_the_rok_aip_has_in_wgs84_lie_where_they_are_drawn():
    drawn = geometry("nll").coords
    apart_m = {point: GEOD.inv(*lonlat, *drawn[point - 1])[2] for point, lonlat in NLL_IN_AIP.items()}
    differing = {4: 249, 7: 248, 10: 343}
    assert {point: apart_m.pop(point) for point in differing} == pytest.approx(differing, abs=1)
    assert max(apart_m.values()) < 9


def test_no_point_that_the_rok_aip_has_is_further_from_the_nll_than_its_accuracy():
    assert max(distance_m("nll", lonlat) for lonlat in NLL_IN_AIP.values()) <= boundary("nll").accuracy_m


def test_the_east_sea_nll_keeps_to_the_parallel_of_the_end_of_the_mdl_in_the_rok_aip():
    _, south, _, north = geometry("nll-east").bounds
    assert south == north == pytest.approx(MDL_END_IN_AIP[1], abs=1e-4)


@pytest.mark.parametrize("end", [MDL_END_IN_AIP, MDL_END_IN_LSIB, MDL_END_DRAWN])
def test_every_end_of_the_mdl_lies_as_near_to_the_east_sea_nll_as_its_accuracy_says(end):
    assert abs(end[1] - geometry("nll-east").bounds[1]) * 111_000 <= boundary("nll-east").accuracy_m


def test_the_line_of_1999_passes_through_its_three_points():
    line = geometry("dprk-line-1999")
    for point in [(125.516667, 37.308333), (124.916667, 37.02), (124.541667, 36.845833)]:
        assert shapely.Point(point).distance(line) < 1e-6


def test_the_inferred_part_starts_where_the_published_line_ends():
    assert geometry("dprk-line-1999-inferred").coords[0] == geometry("dprk-line-1999").coords[0]


def test_the_outer_point_of_channel_1_lies_15_m_from_the_line_of_1999():
    assert distance_m("dprk-line-1999", CHANNEL_1_OUTER_POINT) == pytest.approx(15, abs=3)


@pytest.mark.parametrize("channel", ["dprk-channel-1", "dprk-channel-2"])
def test_a_channel_is_two_nautical_miles_wide(channel):
    corners = geometry(channel).exterior.coords
    sides_m = sorted(GEOD.inv(*a, *b)[2] for a, b in itertools.pairwise(corners))
    assert sides_m[:2] == pytest.approx([3704, 3704], abs=1)


def test_channel_1_reaches_socheong_do_and_channel_2_daeyeonpyeong_do():
    assert geometry("dprk-channel-1").intersects(geometry("socheong-do"))
    assert geometry("dprk-channel-2").intersects(geometry("daeyeonpyeong-do"))


@pytest.mark.parametrize("zone", ["dprk-zone-1", "dprk-zone-2"])
def test_a_zone_of_2000_keeps_south_of_its_published_limit(zone):
    assert geometry(zone).bounds[3] <= {"dprk-zone-1": 38.0, "dprk-zone-2": 37.69}[zone]


def test_the_disputed_water_touches_both_lines_and_holds_no_island():
    water = geometry("disputed-water")
    assert water.distance(geometry("nll")) < 1e-6
    assert water.distance(geometry("dprk-line-1999")) < 1e-6
    assert water.intersection(geometry("daeyeonpyeong-do")).area < 1e-6
    assert water.covers(shapely.Point(125.3, 37.4))


@pytest.mark.parametrize(
    ("island", "lat", "lon"),
    [
        ("baengnyeong-do", 37.9537, 124.6748),
        ("daecheong-do", 37.8250, 124.6998),
        ("socheong-do", 37.7719, 124.7519),
        ("daeyeonpyeong-do", 37.6675, 125.6965),
        ("soyeonpyeong-do", 37.6099, 125.7144),
        ("u-do", 37.6087, 125.9757),
    ],
)
def test_an_island_of_the_west_sea_is_in_its_place(island, lat, lon):
    centre = geometry(island).centroid
    assert GEOD.inv(centre.x, centre.y, lon, lat)[2] < 50


@pytest.mark.parametrize(("lon", "lat", "inside"), [
    (124.0, 36.0, True),  # off Taean
    (124.5, 39.0, True),  # Korea Bay
    (124.67, 37.85, True),  # between Baengnyeong and Daecheong
    (126.98, 37.57, False),  # Seoul
    (130.0, 38.0, False),  # East Sea
    (127.0, 33.9, False),  # Jeju Strait
    (125.0, 33.1, False),  # south of 33°17′N
])  # fmt: skip
def test_the_yellow_sea_is_the_water_west_of_the_peninsula(lon, lat, inside):
    assert geometry("yellow-sea").covers(shapely.Point(lon, lat)) is inside


def test_the_han_estuary_covers_about_280_km2():
    assert area_km2("han-estuary") == pytest.approx(
        280, rel=0.1
    )  # joint use zone of 2018, nearly the same water


# The zones of 2018


@pytest.mark.parametrize(
    ("zone", "with_round_ends_km2"),
    [
        ("cma-ground", 2227),
        ("cma-nfz-fixed-wing", 16274),
        ("cma-nfz-rotary-wing", 4492),
        ("cma-nfz-uav", 5807),
        ("cma-nfz-balloon", 12089),
    ],
)
def test_a_land_zone_is_the_buffer_of_the_mdl_less_what_lies_beyond_its_ends(zone, with_round_ends_km2):
    assert 0.78 * with_round_ends_km2 < area_km2(zone) < with_round_ends_km2


@pytest.mark.parametrize(("zone", "km2"), [("cma-sea-west", 19927), ("cma-sea-east", 19367)])
def test_a_sea_zone_has_the_area_of_its_parallels(zone, km2):
    assert area_km2(zone) == pytest.approx(km2, rel=0.01)


def test_the_fixed_wing_zone_is_20_km_wide_in_the_west_and_40_km_in_the_east():
    assert not geometry("cma-nfz-fixed-wing").covers(shapely.Point(126.8, 38.4))
    assert geometry("cma-nfz-fixed-wing").covers(shapely.Point(127.8, 38.65))


@pytest.mark.parametrize(("lon", "is_east"), [(127.30, False), (127.50, True)])
def test_the_no_fly_zones_grow_wide_east_of_marker_0646_at_127_4_e(lon, is_east):
    north_by_30_km = shapely.Point(lon, 38.33 + 30 / 111)
    assert geometry("cma-nfz-fixed-wing").covers(north_by_30_km) is is_east


def test_the_no_fly_zones_ended_before_the_ground_and_sea_zones():
    frame = load_boundaries()
    ended = frame[frame.index.str.startswith("cma-")].groupby("valid_to").groups
    assert sorted(ended) == ["2023-11-22", "2024-06-04"]
    assert all("nfz" in key for key in ended["2023-11-22"])


# Every feature


@pytest.mark.parametrize("feature", raw_features(), ids=lambda feature: feature["id"])
def test_a_feature_keeps_the_promises_of_its_schema(feature):
    properties = feature["properties"]
    assert set(properties) - {"open_edges"} == PROPERTIES
    assert properties["kind"] in KINDS
    assert properties["status"] in STATUSES
    assert properties["licence"] in {"ODbL-1.0", "CC-BY-4.0", "facts"}
    assert properties["accuracy_m"] > 0
    assert all(properties[key] for key in TRANSLATED)
    for key in TRANSLATED:
        assert is_korean(properties[f"{key}_ko"])
        # A shorter name may leave out the year that stands in the English one.
        assert key == "name" or not lost_figures(properties[key], properties[f"{key}_ko"])
    assert properties["source_url"] is None or properties["source_url"].startswith("http")
    shown = shapely.geometry.shape(feature["geometry"])
    assert shown.is_valid
    assert not shown.is_empty


@pytest.mark.parametrize("path", [*FILES, *(DATA / "basemap").glob("*.geojson")], ids=lambda path: path.stem)
def test_a_file_follows_rfc_7946(path):
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert set(collection) == {"type", "features"}  # no crs member
    for feature in collection["features"]:
        shown = shapely.geometry.shape(feature["geometry"])
        coordinates = shapely.get_coordinates(shown)
        assert (coordinates == coordinates.round(6)).all()
        for part in shapely.get_parts(shown):
            if part.geom_type == "Polygon":
                assert part.exterior.is_ccw
                assert not any(hole.is_ccw for hole in part.interiors)


def test_only_openstreetmap_data_stand_in_the_odbl_file():
    licences = [
        {f["properties"]["licence"] for f in json.loads(path.read_text())["features"]} for path in FILES
    ]
    assert licences == [{"ODbL-1.0"}, {"facts", "CC-BY-4.0"}]


def test_a_missing_date_is_none():
    assert boundary("mdl").valid_to is None
    assert boundary("cma-sea-west").open_edges == ("west",)
    assert boundary("mdl").open_edges == ()


# What the library gives


def test_an_unknown_boundary_is_refused_with_the_ids_that_exist():
    with pytest.raises(UnknownIdError, match="no boundary has the id 'ndl'; known ids: mdl, "):
        boundary("ndl")


def test_all_unknown_ids_are_named_at_once():
    with pytest.raises(UnknownIdError, match="'ndl, nowhere'"):
        boundaries_geojson(["mdl", "nowhere", "ndl"])


def test_geojson_of_named_boundaries_holds_these_alone():
    collection = orjson.loads(boundaries_geojson(["nll", "mdl"]))
    assert [feature["id"] for feature in collection["features"]] == ["mdl", "nll"]


def test_geojson_of_everything_holds_every_boundary_in_order():
    collection = orjson.loads(boundaries_geojson())
    assert [feature["id"] for feature in collection["features"]] == list(load_boundaries().index)
