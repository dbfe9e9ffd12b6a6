"""Rows of a catalogue: a good one, and what others change of it."""

import pandas as pd

from geo.catalogue import codebook, flat

NUMBERS = ("deaths", "injured", "quantity", "checked_against")
LISTS = ("deaths_of", "injured_of", "quantity_of", "responds_to", "carries_out")

GOOD = {
    **{
        "id": "2024-05-28-balloons",
        "date": "2024-05-28",
        "date_precision": "day",
        "title": "Balloons over Seoul",
    },
    **{
        "summary": "The JCS counted them; Pyongyang said it had answered leaflets.",
        "category": "psychological",
    },
    **{
        "type": "balloon-launch",
        "initiator": "dprk",
        "place": "Seoul",
        "place_ko": "서울",
        "lat": 37.57,
        "lon": 126.98,
    },
    **{
        "location_precision": "near",
        "location_basis": "named",
        "confidence": "reported",
        "source_title": "T",
    },
    **{"source_publisher": "P", "source_url": "https://example.org/1"},
}
SECOND = {"source2_title": "U", "source2_publisher": "Q", "source2_url": "https://example.com/2"}
TWICE = {f"source2_{part}": GOOD[f"source_{part}"] for part in flat.PARTS}
SAID = {"responds_to_title": "R", "responds_to_publisher": "P", "responds_to_url": "https://example.org/3"}
KOREAN = {
    "title_ko": "서울 상공에 풍선",
    "summary_ko": "합참이 이를 집계했고, 북측은 전단에 대한 대응이라고 했다.",
}
SHOT = {"id": "2024-05-28-shot", "type": "gunfire", "title": "Shots"}
SHOT_BACK = {
    **{"id": "2024-05-28-shot-back", "type": "gunfire", "title": "Shots back", "initiator": "rok"},
    **{"responds_to": (SHOT["id"],), "location_basis": "named by the JCS"},
}
DENIED = {
    "summary": "Shells fell.",
    "counterclaim": "It denied that.",
    **{f"counterclaim_{part}": "x" for part in ("title", "publisher", "url")},
}
CAUSE = {"id": "2024-05-10-leaflets", "date": "2024-05-10", "title": "Leaflets"}


def catalogue(*rows):
    """Rows that change a good one, as `geo.catalogue.reading.read` returns them: index from line 2."""
    names = (*codebook.fields(), *flat.COLUMNS)
    frame = pd.DataFrame([dict.fromkeys(names) | GOOD | row for row in rows], dtype=object)
    for column in LISTS:
        frame[column] = frame[column].map(lambda value: value or ())
    frame = frame.astype(dict.fromkeys(NUMBERS, "Int64") | dict.fromkeys(("lat", "lon"), "float64"))
    return flat.folded(frame.set_axis(range(2, len(frame) + 2)), "events.csv")[0]


def crossing(lat, **cells):
    boat = {
        "type": "nll-crossing",
        "category": "maritime",
        "place": "off Yeonpyeong",
        "lat": lat,
        "lon": 125.6,
    }
    return boat | cells


def spread(precision, place_id, **cells):
    """Cells of a row without a point of its own."""
    return {"location_precision": precision, "place_id": place_id, "lat": None, "lon": None, **cells}
