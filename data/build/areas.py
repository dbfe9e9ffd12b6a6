"""Areas and lines of the gazetteer that are cut from the lines, seas and provinces of the atlas."""

from functools import cache

import shapely
from features import OSM, PUBLISHED, geometry_of, lonlat, projected, read
from provinces import NORTHERN, land, provinces, side
from waters import largest, thinned_sea

WINDOW = shapely.box(123.0, 33.0, 132.5, 43.5)
BORDER_KM = 20  # how deep the land along the MDL is taken that reports call the border or the front
COAST_KM = 20  # on either side of the shore
TERRITORIAL_SEA_M = 12 * 1852
# No text draws the sectors of the front. These meridians part the corps areas as the press names them: Paju and
# Yeoncheon in the west, Cheorwon and Hwacheon in the middle, Yanggu, Inje and Goseong in the east.
SECTORS = {"west": (125.0, 127.1), "central": (127.1, 127.85), "east": (127.85, 129.5)}
# Frames of the coasts: everything else is over land or far from it.
EAST_OF_THE_NORTH = shapely.box(127.0, 38.0, 131.5, 43.5)
WEST_OF_THE_NORTH = shapely.box(123.5, 37.0, 126.6, 41.0)
EAST_OF_THE_SOUTH = shapely.box(128.2, 36.9, 130.0, 38.8).union(shapely.box(129.0, 35.2, 130.0, 36.9))
EAST_OF_GANGWON = shapely.box(128.2, 37.15, 130.0, 38.8)
LAND_TOLERANCE_DEG = 0.003
# IHO S-23 no. 52 as far as the window goes: Busan, the north end of Tsushima, Honshu; the rest is over land or our cut.
EAST_SEA_FRAME = [
    (129.08, 35.12),
    (129.42, 34.68),
    (130.87, 34.40),
    (132.5, 34.40),
    (132.5, 43.5),
    (127.0, 43.5),
]
EAST_SEA_FRAME += [(127.0, 36.0), (129.0, 35.3)]


@cache
def boundaries():
    return {id: geometry_of(f) for id, f in (read(OSM) | read(PUBLISHED)).items()}


@cache
def country(name):
    return shapely.union_all(
        [area for id, area in provinces().items() if (id in NORTHERN) == (name == "north")]
    )


def sector(line_or_area, name):
    west, east = SECTORS[name]
    return line_or_area.intersection(shapely.box(west, 36.0, east, 40.0))


def mdl_sector(name):
    return sector(boundaries()["mdl"], name)


def dmz(sector_name=None, side_name=None):
    area = boundaries()["dmz"]
    area = area if sector_name is None else sector(area, sector_name)
    return area if side_name is None else largest(area.intersection(side(side_name)))


def border(side_name, sector_name=None):
    near = lonlat(projected(boundaries()["mdl"]).buffer(BORDER_KM * 1000)).intersection(side(side_name))
    near = near.intersection(country(side_name))
    return thin(near if sector_name is None else sector(near, sector_name))


@cache
def coarse_land():
    """Land without islets under 1 km2, its coast thinned by about 500 m: what broad areas are cut along."""
    return thin(shapely.simplify(land(), 0.005))


@cache
def sea():
    return WINDOW.difference(coarse_land())


@cache
def east_sea():
    return thinned_sea(largest(shapely.Polygon(EAST_SEA_FRAME).difference(coarse_land())), hole_km2=40)


def one_side(area, side_name):
    return largest(area.intersection(side(side_name)))


def seas_around_south_korea():
    near = _around(country("south"), 150_000)
    return thin(near.intersection(sea()).intersection(side("south")).difference(_around(_foreign(), 12_000)))


def airspace(side_name):
    over = thin(country(side_name))
    around = _around(over, TERRITORIAL_SEA_M).difference(_around(_foreign(), 12_000))
    return thin(over.union(around).intersection(side(side_name)).intersection(WINDOW))


def coast(area, side_name, frame):
    onshore = area.intersection(_around(sea(), COAST_KM * 1000))
    offshore = _around(area, COAST_KM * 1000).intersection(sea()).difference(_around(_foreign(), 12_000))
    strip = onshore.union(offshore)
    return thin(strip.intersection(side(side_name)).intersection(frame))


def sea_off(area, sea_area, km):
    return largest(_around(area, km * 1000).intersection(sea_area))


def around_jeju():
    return _around(provinces()["jeju"], 100_000).intersection(WINDOW)


def island(lon, lat):
    """The land of the base map that holds a point: which island is meant, not where it is."""
    point = shapely.Point(lon, lat)
    return next(part for part in shapely.get_parts(land()) if part.contains(point))


def northern_gyeonggi():
    return provinces()["gyeonggi"].intersection(shapely.box(126.5, 37.6, 128.0, 38.5))


def several(*ids):
    return thin(shapely.union_all([provinces()[id] for id in ids]))


def together(*ids):
    return shapely.union_all([boundaries()[id] for id in ids])


def thin(area):
    """An area for a badge and its outline: without slivers and islets under 1 km2, unless it has nothing else."""
    parts = shapely.get_parts(shapely.make_valid(shapely.simplify(area, LAND_TOLERANCE_DEG)))
    parts = [part for part in parts if part.geom_type == "Polygon"]
    kept = [part for part in parts if part.area * 111 * 88 > 1] or parts
    return shapely.union_all(kept)


def _around(area, metres):
    rough = shapely.simplify(projected(area), metres / 20)
    return lonlat(rough.buffer(metres, quad_segs=8))


@cache
def _foreign():
    """Land of China, Russia and Japan; what else is left are slivers along the shore."""
    outside = land().difference(shapely.union_all(list(provinces().values())))
    broad = [part for part in shapely.get_parts(outside) if part.area * 111 * 88 > 50]
    return shapely.simplify(shapely.union_all(broad), 0.01)


RECIPES = {
    "mdl-west": lambda: mdl_sector("west"),
    "mdl-central": lambda: mdl_sector("central"),
    "mdl-east": lambda: mdl_sector("east"),
    "dmz-west": lambda: dmz("west"),
    "dmz-central": lambda: dmz("central"),
    "dmz-east": lambda: dmz("east"),
    "dmz-northern-half": lambda: dmz(None, "north"),
    "dmz-southern-half": lambda: dmz(None, "south"),
    "dmz-west-southern-half": lambda: dmz("west", "south"),
    "border-area-north": lambda: border("north"),
    "border-area-south": lambda: border("south"),
    "western-front-south": lambda: border("south", "west"),
    "central-front-south": lambda: border("south", "central"),
    "eastern-front-south": lambda: border("south", "east"),
    "yellow-sea-north": lambda: one_side(boundaries()["yellow-sea"], "north"),
    "east-sea": east_sea,
    "east-sea-north": lambda: one_side(east_sea(), "north"),
    "east-sea-south": lambda: one_side(east_sea(), "south"),
    "sea-off-south-pyongan": lambda: sea_off(
        provinces()["south-pyongan"], one_side(boundaries()["yellow-sea"], "north"), 50
    ),
    "seas-around-south-korea": seas_around_south_korea,
    "airspace-north-korea": lambda: airspace("north"),
    "airspace-south-korea": lambda: airspace("south"),
    "airspace-kangwon-hwanghae": lambda: several("kangwon", "north-hwanghae", "south-hwanghae"),
    "airspace-around-jeju": around_jeju,
    "sea-around-jeju": lambda: thin(around_jeju().intersection(sea())),
    "gyeonggi-north": lambda: thin(northern_gyeonggi()),
    "seoul-and-northern-gyeonggi": lambda: thin(northern_gyeonggi().union(provinces()["seoul-city"])),
    "north-korea": lambda: thin(country("north")),
    "south-korea": lambda: thin(country("south")),
    "north-korea-east-coast": lambda: coast(country("north"), "north", EAST_OF_THE_NORTH),
    "north-korea-west-coast": lambda: coast(country("north"), "north", WEST_OF_THE_NORTH),
    "north-pyongan-coast": lambda: coast(provinces()["north-pyongan"], "north", WEST_OF_THE_NORTH),
    "south-korea-east-coast": lambda: coast(country("south"), "south", EAST_OF_THE_SOUTH),
    "gangwon-east-coast": lambda: coast(country("south"), "south", EAST_OF_GANGWON),
    "south-hamgyong-south-pyongan-south-hwanghae": lambda: several(
        "south-hamgyong", "south-pyongan", "south-hwanghae"
    ),
    "west-sea-islands": lambda: together(
        "baengnyeong-do", "daecheong-do", "socheong-do", "daeyeonpyeong-do", "soyeonpyeong-do", "u-do"
    ),
    "cma-sea-zones": lambda: together("cma-sea-west", "cma-sea-east"),
}
"""Place id to the function that makes its geometry, in EPSG:4326."""
