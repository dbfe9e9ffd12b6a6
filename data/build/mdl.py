"""Make `mdl` in data/boundaries/osm.geojson: the land border in timezonefinder's Asia/Seoul polygon."""

import sys

import numpy as np
import shapely
from download import DOWNLOADS
from features import OSM, OSM_CREDIT, boundary, put

WEST_END = (126.6896, 37.8432)  # mouth of the Imjin: further west there is no MDL, only the estuary
EAST_END = (128.3589, 38.6153)


def main() -> None:
    sys.path.append(str(DOWNLOADS / "python"))
    from timezonefinder import TimezoneFinder

    polygons = TimezoneFinder().get_geometry(tz_name="Asia/Seoul", coords_as_pairs=True)
    ring = np.array(max((polygon[0] for polygon in polygons), key=len))
    west, east = (np.hypot(*(ring - end).T).argmin() for end in (WEST_END, EAST_END))
    line = ring[min(west, east) : max(west, east) + 1]
    if line[0][0] > line[-1][0]:
        line = line[::-1]
    mdl = boundary(
        "mdl",
        shapely.LineString(line),
        name="Military Demarcation Line",
        name_ko="군사분계선",
        kind="demarcation-line",
        status="agreed",
        valid_from="1953-07-27",
        source=f"{OSM_CREDIT}, as packed in timezonefinder 6.6.3 (2024)",
        licence="ODbL-1.0",
        accuracy_m=700,
        derivation=(
            "The edge of the Asia/Seoul polygon of PyPI timezonefinder 6.6.3 between the mouth of the Imjin "
            "and the East Sea, vertices unchanged, turned west to east."
        ),
        note=(
            "Agreed in the Armistice of 27 July 1953. Measured against two official lines, the northern edge of "
            "prohibited area RK P518 in the ROK's AIP (79 of 242 km) and the boundary of the US Department of State (LSIB), this one "
            "lies 60 m off in the median, 260 m at the ninetieth percentile and 685 m at most, east of Panmunjom. "
            "Only about 200 of the 1,292 markers remain. The line ends at the Imjin mouth; the Han estuary has none."
        ),
    )
    put(OSM, [mdl])


if __name__ == "__main__":
    main()
