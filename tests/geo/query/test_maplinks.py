"""Links of other maps that people paste where a point is asked for."""

import pytest

from geo.query.maplinks import position_in_link
from geo.query.positions import read_written


@pytest.mark.parametrize(
    "link",
    [
        *("https://www.google.com/maps/@37.9,126.7,15z", "https://maps.google.com/?q=37.9,126.7"),
        "https://www.google.com/maps/place/X/@37.1,126.1,15z/data=!3m1!4b1!4m6!3m5!1s0x357c!8m2!3d37.9!4d126.7",
        "https://www.google.com/maps/place/37%C2%B054'00.0%22N+126%C2%B042'00.0%22E/@37.9,126.7,17z",
        "https://www.google.com/maps/search/?api=1&query=37.9%2C126.7",
        "https://earth.google.com/web/@37.9,126.7,10a,1000d,35y",
        "https://www.openstreetmap.org/?mlat=37.9&mlon=126.7#map=12/37.1/126.1",
        "https://www.openstreetmap.org/node/123#map=12/37.9/126.7&layers=H",
        *("https://maps.apple.com/?ll=37.9,126.7&q=x", "https://www.bing.com/maps?cp=37.9~126.7&lvl=12"),
        "https://map.naver.com/v5/?c=126.7,37.9,12,0,0,0,dh",
        "https://map.naver.com/index.nhn?lng=126.7&lat=37.9&level=3",
        *("https://map.kakao.com/link/map/37.9,126.7", "https://map.kakao.com/link/map/판문점,37.9,126.7"),
        "https://wikimapia.org/#lang=en&lat=37.9&lon=126.7&z=12",
        *("https://atlas.example/?center=126.7,37.9&zoom=10", "/measure?point=126.7,37.9"),
        *("geo:37.9,126.7", "geo:37.9,126.7?z=12", "GEO:37.9,126.7;u=35", "geo:37.9,126.7,100;crs=wgs84"),
        *("POINT(126.7 37.9)", "SRID=4326;POINT (126.7 37.9)", "Point Z (126.7 37.9 12)"),
        *('{"type": "Point", "coordinates": [126.7, 37.9]}', '{"lat": 37.9, "lng": 126.7}'),
    ],
)
def test_one_place_in_the_links_of_many_maps(link):
    link = link if not link.startswith("/") else f"https://atlas.example{link}"
    assert position_in_link(link) == ("37.9", "126.7")
    assert read_written(link) == ((126.7, 37.9), [])


@pytest.mark.parametrize(
    "link",
    [
        *(
            "https://map.naver.com/p/?c=15.00,0,0,0,dh",
            "https://maps.app.goo.gl/abc123",
            "https://x.example/1,2",
        ),
        *("https://news.example/2024/05/28/a", "geo:", "POINT EMPTY", "{}", "37.9, 126.7", ""),
    ],
)
def test_a_link_without_a_point_has_none(link):
    assert position_in_link(link) is None


def test_a_link_to_no_place_on_earth_is_told_with_what_it_says():
    assert read_written("geo:95,126.7")[1][0].found == "latitude 95° in 'geo:95,126.7'"
