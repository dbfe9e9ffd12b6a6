"""The gazetteer: every event's place, sound geometry, known positions, and truth about who lies where."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from pyproj import Geod

from geo.catalogue.events import load_events
from geo.errors import UnknownIdError
from geo.lines.boundaries import load_boundaries
from geo.lines.places import kinds, load_places, place, places_geojson
from geo.lines.sides import north_of_line
from geo.lines.window import WINDOW
from geo.settings import DATA
from tests.korean import is_korean

GEOD = Geod(ellps="WGS84")
METRES = 5179
AREA_KM2 = {  # spans around the commonly given areas, from general knowledge
    "north-korea": (120_500, 123_300),
    "south-korea": (98_500, 101_000),
    "jeju-do": (1800, 1900),
    "ganghwa-do": (290, 315),
    "gyodong-do": (44, 50),
    "ulleung-do": (70, 76),
    "south-hamgyong": (17_500, 19_700),
    "north-hamgyong": (15_500, 21_000),
    "dmz": (883, 923),
}
POSITIONS = {  # lon, lat and km: commonly given positions, from general knowledge, to a minute
    "baengnyeong-do": (124.67, 37.96, 2),
    "yeonpyeong-do": (125.70, 37.67, 3),
    "panmunjom": (126.68, 37.96, 2),
    "punggye-ri": (129.08, 41.28, 8),
    "sohae": (124.71, 39.66, 2),
    "yongbyon": (125.76, 39.80, 2),
    "musudan-ri": (129.67, 40.86, 2),
    "osan-air-base": (127.03, 37.09, 2),
    "wonsan": (127.44, 39.15, 3),
    "tokyo": (139.69, 35.69, 5),
    "washington": (-77.04, 38.90, 5),
}
TWO_SIDED = ("mdl", "dmz", "nll", "yellow-sea", "east-sea", "panmunjom", "cma-sea-zones")


@pytest.fixture(scope="module")
def places():
    return load_places()


@pytest.fixture(scope="module")
def events():
    return load_events()


def test_a_town_or_a_county_lies_on_land_or_as_near_to_it_as_its_error(places):
    land = gpd.read_file(DATA / "basemap" / "land.geojson").to_crs(METRES).union_all()
    points = places[(places.geom_type == "Point") & places["kind"].isin(["town", "county"])].to_crs(METRES)
    off = points.distance(land) > points["error_m"]
    assert not off.any(), points.index[off].tolist()


def test_every_event_names_a_place_of_the_gazetteer(events, places):
    assert events["place_id"].notna().all()
    assert set(events["place_id"]) <= set(places.index)


def test_every_place_is_named_by_an_event_or_is_a_line_a_part_of_one_or_a_province(events, places):
    unused = places.loc[sorted(set(places.index) - set(events["place_id"]))]
    # An id that was published stays, also where its event names another place since.
    assert set(unused["kind"].drop(["ryongyon", "south-of-jeju"])) <= {"line", "sector", "province"}


def test_events_and_places_joined_give_every_event_a_geometry(events, places):
    joined = events.join(places.geometry.rename("place_geometry"), on="place_id")
    assert (joined.geometry.notna() | joined["place_geometry"].notna()).all()


def test_ids_and_names_are_those_of_one_place(places):
    assert places.index.is_unique
    assert places.index.str.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*").all()
    spellings = [name for row in places.itertuples() for name in {row.name, row.name_ko, *row.other_names}]
    twice = pd.Series(spellings).value_counts().loc[lambda times: times > 1]
    assert not len(twice), twice.to_dict()


def test_every_place_has_a_known_kind_a_korean_name_a_derivation_and_a_licence(places):
    assert set(places["kind"]) == set(kinds())
    assert places["name_ko"].str.contains("[가-힣]").all()
    assert places["derivation"].str.endswith(".").all()
    assert places["derivation_ko"].map(is_korean).all()
    assert places["licence"].notna().all()
    assert (places["error_m"] > 0).equals(places.geom_type == "Point")


def test_kinds_are_counted(places):
    counts = places["kind"].value_counts()
    assert counts["capital"] == counts["country"] == 2
    assert counts["line"] == 4
    assert counts["site"] > 50
    assert counts[["town", "county", "island"]].min() > 15
    assert counts["abroad"] == len(places[~inside_the_window(places)])


def test_lines_and_areas_are_valid_and_inside_the_window(places):
    spread = places[places.geom_type != "Point"]
    assert spread.is_valid.all()
    held = shapely.box(*WINDOW).buffer(0.2)  # the NLL of the East Sea ends a little beyond it
    assert spread.within(held).all()


def test_a_place_of_a_boundary_has_its_geometry(places):
    boundaries = load_boundaries()
    named = places["boundary"].dropna()
    assert len(named) > 10
    for place_id, boundary_id in named.items():
        assert places.geometry[place_id].equals_exact(boundaries.geometry[boundary_id], 2e-6), place_id


@pytest.mark.parametrize(("place_id", "least", "most"), [(key, *span) for key, span in AREA_KM2.items()])
def test_areas_are_as_large_as_published(places, place_id, least, most):
    assert least < abs(GEOD.geometry_area_perimeter(places.geometry[place_id])[0]) / 1e6 < most


@pytest.mark.parametrize(("place_id", "position"), POSITIONS.items())
def test_places_lie_where_others_have_them(places, place_id, position):
    lon, lat, most_km = position
    centre = places.geometry[place_id].centroid
    assert GEOD.inv(lon, lat, centre.x, centre.y)[2] / 1000 < most_km


def test_what_is_on_one_side_is_there_by_the_line_of_the_atlas(places):
    boundaries = load_boundaries()
    for place_id, row in places[places["mdl_side"].notna()].iterrows():
        # Vertices on the line itself fall either way, and the areas are thinned by some 300 m.
        area = gpd.GeoSeries([row.geometry], crs=4326).to_crs(METRES)
        core = area.buffer(-600).to_crs(4326).iloc[0] if area.area.iloc[0] > 2e7 else row.geometry
        points = shapely.get_coordinates(core)
        inside = WINDOW.contains(points[:, 0], points[:, 1])
        north = north_of_line(*points[inside].T, boundaries)
        assert len(north)
        assert (north == (row["mdl_side"] == "north")).all(), place_id


def test_what_straddles_the_line_is_on_no_side(places):
    assert places.loc[list(TWO_SIDED), "mdl_side"].isna().all()


def test_sectors_make_up_the_whole_line_and_the_whole_zone(places):
    metres = places.geometry.to_crs(METRES)
    parts = [f"{{}}-{name}" for name in ("west", "central", "east")]
    for whole, measure in (("mdl", "length"), ("dmz", "area")):
        together = sum(getattr(metres[part.format(whole)], measure) for part in parts)
        assert together == pytest.approx(getattr(metres[whole], measure), rel=0.01)
    halves = metres["dmz-northern-half"].area + metres["dmz-southern-half"].area
    assert halves == pytest.approx(metres["dmz"].area, rel=0.01)


def test_land_is_land_and_sea_is_sea(places):
    assert (places.loc[places["kind"].isin(["province", "country"]), "element"] == "land").all()
    assert places.loc["mdl", "element"] == "land"
    assert places.loc[["nll", "east-sea", "yellow-sea", "cma-sea-west"], "element"].eq("sea").all()
    assert places.loc[["north-korea-west-coast", "airspace-north-korea"], "element"].isna().all()


def test_an_event_with_a_point_lies_at_in_or_off_its_place(events, places):
    pointed = events[events["lat"].notna()]
    there = gpd.GeoSeries(places.geometry.loc[pointed["place_id"]].values, pointed.index, crs=4326)
    off_m = pointed.to_crs(METRES).distance(there.to_crs(METRES))
    errors_m = pointed["location_precision"].map({"exact": 1000, "near": 10_000, "area": 50_000})
    place_errors_m = places["error_m"].fillna(0).loc[pointed["place_id"]].values
    far = off_m[off_m > errors_m + place_errors_m + 30_000]
    assert far.empty, far.to_dict()


def test_an_unknown_place_is_refused_with_those_that_there_are():
    with pytest.raises(UnknownIdError, match="atlantis"):
        place("atlantis")
    assert place("seoul")["kind"] == "capital"


def test_the_file_is_one_collection_of_all(places):
    assert places_geojson().count(b'"type":"Feature"') == len(places)


def inside_the_window(places):
    centre = places.geometry.representative_point()
    return WINDOW.contains(centre.x, centre.y)
