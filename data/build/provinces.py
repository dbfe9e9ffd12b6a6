"""Provinces as areas: the land of the base map, cut along the province borders, the MDL and the lines at sea.

The borders (Natural Earth) and the coast (OpenStreetMap) were surveyed apart: a border may end short of the shore, so
open ends are drawn on to it, and bits cut off by that go to the neighbour that they share most of their edge with.
"""

import json
from collections import Counter
from functools import cache

import shapely
from features import BASEMAP, OSM, PUBLISHED, geometry_of, read
from shapely.geometry import LineString, Point

COAST_TOLERANCE_DEG = 0.002  # about 200 m; Natural Earth is good for 1 km
DRAWN_ON_DEG = 0.12  # how far an open end is drawn on: 11 km
MEETING_DEG = 0.06  # open ends nearer than this to one another are one border with a gap
# Middle of the Han estuary from the NLL to the MDL, to about 1 km, as in geo/lines/sides.py.
ESTUARY_MIDDLE = [(126.19, 37.75), (126.20, 37.82), (126.24, 37.83), (126.41, 37.845), (126.46, 37.82)]
ESTUARY_MIDDLE += [(126.56, 37.775), (126.61, 37.77), (126.655, 37.782), (126.665, 37.81)]
RIVER_MOUTHS = [
    [(124.37, 40.0983), (124.33, 39.95), (124.28, 39.80)],  # Yalu
    [(125.6301, 38.659), (125.50, 38.69), (125.35, 38.71), (125.15, 38.68), (124.95, 38.62)],  # Taedong
]
"""Where the borders stop far inside a river mouth: its middle, to about 2 km, read off the map."""
EDGE = (120.0, 32.0, 135.0, 45.0)  # west, south, east, north: well beyond the window

# A point well inside each, to know its area by: read off the map, nothing is measured from it.
INSIDE = {
    "north-pyongan": (125.2, 39.95),
    "chagang": (126.6, 40.9),
    "ryanggang": (128.0, 41.3),
    "north-hamgyong": (129.3, 41.8),
    "rason": (130.45, 42.4),
    "south-hamgyong": (127.6, 40.1),
    "south-pyongan": (126.2, 39.6),
    "pyongyang-city": (125.98, 38.99),
    "kangwon": (127.3, 38.8),
    "north-hwanghae": (126.3, 38.5),
    "south-hwanghae": (125.5, 38.1),
    "incheon": (126.43, 37.7),
    "seoul-city": (126.99, 37.56),
    "gyeonggi": (127.2, 37.9),
    "gangwon": (128.3, 37.7),
    "north-chungcheong": (127.7, 36.8),
    "south-chungcheong": (126.8, 36.5),
    "daejeon": (127.39, 36.35),
    "north-jeolla": (127.1, 35.7),
    "south-jeolla": (126.9, 34.9),
    "north-gyeongsang": (128.7, 36.3),
    "daegu": (128.6, 35.88),
    "south-gyeongsang": (128.4, 35.3),
    "ulsan": (129.2, 35.5),
    "busan": (129.05, 35.2),
    "jeju": (126.55, 33.38),
}
NORTHERN = tuple(INSIDE)[: tuple(INSIDE).index("incheon")]
ULLEUNG = (130.87, 37.5)  # of North Gyeongsang, and nearer to Gangwon
ABROAD_INSIDE = {"china": (125.0, 41.5), "russia": (131.3, 42.9), "china-east": (130.0, 43.2)}
JAPAN = shapely.Polygon([(129.0, 34.9), (133, 36.5), (133, 32), (128.0, 32.0), (128.0, 33.9)])


@cache
def whole_line():
    """The line between the sides from west to east: NLL, estuary, MDL, NLL of the East Sea and the parallels beyond."""
    boundaries = read(OSM) | read(PUBLISHED)
    west, middle, east = (sorted_eastward(geometry_of(boundaries[id])) for id in ("nll", "mdl", "nll-east"))
    ends = [(EDGE[0], west[0][1])], [(EDGE[2], east[-1][1])]
    return LineString([*ends[0], *west, *ESTUARY_MIDDLE, *middle, *east, *ends[1]])


def sorted_eastward(line):
    coordinates = list(line.coords)
    return coordinates if coordinates[0][0] < coordinates[-1][0] else coordinates[::-1]


@cache
def side(name):
    """All that lies north or south of the line, far beyond the window."""
    latitude = EDGE[3] if name == "north" else EDGE[1]
    return shapely.make_valid(
        shapely.Polygon([*whole_line().coords, (EDGE[2], latitude), (EDGE[0], latitude)])
    )


@cache
def land():
    return shapely.simplify(geometry_of(read(BASEMAP / "land.geojson")["land"]), COAST_TOLERANCE_DEG)


@cache
def provinces():
    """Areas by id, of both states; what lies in China, Russia and Japan is left out."""
    net = shapely.union_all([land().boundary, whole_line(), *_borders(), *map(LineString, RIVER_MOUTHS)])
    faces = [
        f for f in shapely.get_parts(shapely.polygonize([net])) if land().contains(f.representative_point())
    ]
    seeds = {id: _face_at(faces, point) for id, point in (INSIDE | ABROAD_INSIDE).items()}
    owned = {id: [faces[at]] for id, at in seeds.items()}
    # Bits of land go to the largest shared edge, islands to the nearest shore of their side.
    for bit in sorted((f for at, f in enumerate(faces) if at not in seeds.values()), key=lambda f: -f.area):
        if not JAPAN.contains(bit.representative_point()):
            owned[_owner(bit, owned)].append(bit)
    return {id: shapely.union_all(owned[id]) for id in INSIDE}


def _face_at(faces, point):
    (at,) = (at for at, face in enumerate(faces) if face.contains(Point(point)))
    return at


def _owner(bit, owned):
    if bit.contains(Point(ULLEUNG)):
        return "north-gyeongsang"
    is_north = side("north").contains(bit.representative_point())
    mine = {id: parts for id, parts in owned.items() if is_north == (id in NORTHERN or id in ABROAD_INSIDE)}
    shared = {id: parts[0].boundary.intersection(bit.boundary).length for id, parts in mine.items()}
    longest = max(shared, key=shared.get)
    if shared[longest] > 0:
        return longest
    return min(mine, key=lambda id: shapely.distance(bit, mine[id]).min())


def _borders():
    """The borders of provinces and states, with their open ends drawn on."""
    layers = [geometry_of(f) for f in _features(BASEMAP / "provinces.geojson")]
    lines = [line for layer in layers for line in layer.geoms]
    ends = Counter(_key(point) for line in lines for point in (line.coords[0], line.coords[-1]))
    loose = [point for point, times in ends.items() if times == 1]
    bridges = [
        LineString([one, other])
        for at, one in enumerate(loose)
        for other in loose[:at]
        if Point(one).distance(Point(other)) < MEETING_DEG
    ]
    return [*(_drawn_on(line, ends) for line in lines), *bridges]


def _drawn_on(line, ends):
    first, second, *_ = coordinates = list(line.coords)
    before = [_beyond(second, first)] if ends[_key(first)] == 1 else []
    after = [_beyond(coordinates[-2], coordinates[-1])] if ends[_key(coordinates[-1])] == 1 else []
    return LineString([*before, *coordinates, *after])


def _beyond(start, end):
    length = Point(start).distance(Point(end))
    return tuple(e + (e - s) / length * DRAWN_ON_DEG for s, e in zip(start, end, strict=True))


def _key(point):
    return tuple(round(value, 4) for value in point)


def _features(path):
    return json.loads(path.read_text(encoding="utf-8"))["features"]
