"""The base map covers the window, shows the islands, and has three layers."""

import orjson
import pytest
import shapely

from geo.lines.basemap import basemap_json, load_basemap
from geo.lines.boundaries import boundary


def test_the_base_map_reaches_from_jeju_to_the_tumen():
    land = load_basemap()["land"].geometry.iloc[0]
    for lon, lat in [(126.55, 33.38), (130.87, 37.5), (129.5, 42.3), (124.0, 40.5), (131.5, 33.3)]:
        assert land.covers(shapely.Point(lon, lat))
    assert not land.intersects(shapely.Point(131.0, 39.0))


@pytest.mark.parametrize(
    "island", ["baengnyeong-do", "daecheong-do", "socheong-do", "daeyeonpyeong-do", "u-do"]
)
def test_the_base_map_shows_the_islands_of_the_west_sea(island):
    land = load_basemap()["land"].geometry.iloc[0]
    assert land.intersection(boundary(island).geometry).area > 0.99 * boundary(island).geometry.area


def test_the_capitals_come_first_among_the_labels():
    cities = load_basemap()["cities"]
    assert set(cities[cities["rank"] == 1]["name"]) == {"Seoul", "Pyongyang"}
    assert set(cities["country"]) == {"KP", "KR"}


def test_every_city_has_a_name_in_hangul():
    assert load_basemap()["cities"]["name_ko"].str.fullmatch("[가-힣]+").all()


def test_the_base_map_in_one_piece_has_its_three_layers():
    assert list(orjson.loads(basemap_json())) == ["land", "provinces", "cities"]
