"""Rows that a doubt or a note catches, and rows that it passes."""

from tests.geo.catalogue.rows import CAUSE, DENIED, KOREAN, SECOND, SHOT, SHOT_BACK, TWICE, crossing, spread

# (check, rows of which the last is caught, rows that pass)
DOUBTED = [
    (
        "answer without its source",
        [CAUSE, {"responds_to": (CAUSE["id"],)}],
        [CAUSE, {"responds_to": (CAUSE["id"],), "responds_to_said_by": "actor"}],
    ),
    ("type in another category", [{"category": "diplomacy"}], [{"category": "psychological"}]),
    (
        "side told otherwise",
        [{"place": "Sea north of the NLL", "lat": 37.2, "lon": 125.6}],
        [{"place": "Seoul"}],
    ),
    (
        "same happening twice",
        [spread("issued", "seoul"), spread("issued", "seoul", id="2024-05-28-again")],
        [spread("issued", "seoul"), spread("issued", "pyongyang", id="2024-05-28-again")],
    ),
    (
        "same happening twice",
        [{}, {"id": "2024-05-29-balloons", "date": "2024-05-29"}],
        [{}, {"id": "2024-05-29-balloons", "date": "2024-05-29", "quantity": 3, "quantity_unit": "balloons"}],
    ),
    (
        "one place two points",
        [{}, {"id": "2024-06-28-x", "date": "2024-06-28", "lat": 37.8}],
        [{}, {"id": "2024-06-28-x", "date": "2024-06-28", "lat": 37.6}],
    ),
    ("one place two names", [{}, {"place": "Soul"}], [{}, {"place": "Soul", "lat": 37.0}]),
    (
        "number told otherwise",
        [{"title": "Three white balloons", "quantity": 4, "quantity_unit": "balloons"}],
        [{"title": "Two balloons and 1,000 leaflets", "quantity": 2, "quantity_unit": "balloons"}],
    ),
    ("confirmed by one voice", [{"confidence": "confirmed"}], [{"confidence": "confirmed", **SECOND}]),
    (
        "confirmed by one voice",
        [{"confidence": "confirmed", **SECOND, "source2_publisher": "P"}],
        [{"confidence": "reported", **SECOND, "source2_publisher": "P"}],
    ),
    (
        "confirmed by one voice",
        [crossing(37.62, confidence="confirmed", **SECOND, summary="A boat crossed.")],
        [crossing(37.62, confidence="confirmed", **SECOND, summary="KCNA denied it.")],
    ),
    ("wording", [{"title": "A new provocation"}], [{"title": 'The North called it "a provocation"'}]),
    (
        "median as a place",
        [{"location_basis": "median of 3 points"}],
        [{"location_basis": "median of 3 points", **spread("within", "south-korea")}],
    ),
    (
        "coarse date told to the day",
        [{"date": "2024-05-01", "date_precision": "month", "summary": "It was 9 May."}],
        [{"date": "2024-05-01", "date_precision": "month", "summary": "Told on 9 June."}],
    ),
    (
        "weak source alone",
        [{"source_url": "https://x.blogspot.com/1"}],
        [{**SECOND, "source_url": "https://x.tistory.com"}],
    ),
    (
        "source that forbids reuse",
        [{"source_url": "https://missilethreat.csis.org/1"}],
        [{"source_url": "https://ncsis.org"}],
    ),
    (
        "beginning without an end",
        [{"type": "military-exercise", "title": "Freedom Shield"}],
        [{"type": "military-exercise", "title": "Freedom Shield", "end_date": "2024-06-01"}],
    ),
    (
        "beginning without an end",
        [{"type": "loudspeaker", "title": "South resumes loudspeakers"}],
        [{"type": "military-exercise", "title": "Ulchi Freedom Guardian is suspended"}],
    ),
    (
        "one point for two events",
        [{}, {"id": "2024-05-28-more", "title": "Shots"}],
        [{}, {"id": "2024-05-28-more", "title": "Shots", "location_basis": "named by the JCS"}],
    ),
    (
        "fire on its own side",
        [SHOT, SHOT_BACK | {"lat": 37.9, "lon": 127.0}],
        [SHOT, SHOT_BACK | {"lat": 38.4, "lon": 127.0}],
    ),
    (
        "place named and not known",
        [
            spread(
                "within",
                "north-korea",
                location_basis="place not published",
                summary="It fell into the East Sea.",
            )
        ],
        [
            spread(
                "within",
                "east-sea",
                location_basis="place not published",
                summary="It fell into the East Sea.",
            )
        ],
    ),
    (
        "place named and not known",
        [
            spread(
                "within",
                "south-korea",
                location_basis="range not named",
                summary="They fired at Pilsung Range.",
            )
        ],
        [spread("within", "south-korea", location_basis="range not named", summary="They fired at a range.")],
    ),
    (
        "deaths told otherwise",
        [{"summary": "Two sailors and a fisherman died; four were hurt.", "deaths": 5}],
        [{"summary": "Two sailors and a fisherman died; four were hurt.", "deaths": 3}],
    ),
    (
        "attackers dead left out",
        [
            {
                "summary": "Three infiltrators were killed and one soldier died.",
                "deaths": 4,
                "deaths_of": ("rok",),
            }
        ],
        [{"summary": "Infiltrators killed one soldier.", "deaths": 1, "deaths_of": ("rok",)}],
    ),
    (
        "hurt and not counted",
        [{"summary": "A mine wounded a sergeant."}],
        [{"summary": "Shots fell; nobody was hurt.", "title": "Line goes dead"}],
    ),
    (
        "none hurt and not zero",
        [{"summary": "Shots fell; nobody was hurt."}],
        [{"summary": "Shots fell; nobody was hurt on its side."}],
    ),
    (
        "none hurt and not zero",
        [{"summary": "A bomb went off; no one was killed.", "injured": 2}],
        [{"summary": "A bomb went off; no one was killed.", "deaths": 0}],
    ),
    ("dead of nobody", [{"deaths": 2}], [{"deaths": 2, "deaths_of": ("civilians",)}]),
    (
        "reported though both sides tell it",
        [{"type": "artillery", "responds_to_said_by": "actor"}],
        [{"type": "artillery", "summary": "The JCS counted shells."}],
    ),
    (
        "reported though both sides tell it",
        [{"summary": "Seoul said so; Pyongyang said it had."}],
        [{"summary": "Seoul said so; Pyongyang said it had.", "confidence": "confirmed", **SECOND}],
    ),
    (
        "reported though done in public",
        [{"type": "statement", "category": "diplomacy", **SECOND}],
        [{"type": "statement", "category": "diplomacy"}],
    ),
    (
        "denied and not disputed",
        [DENIED],
        [DENIED | {"confidence": "disputed"}],
    ),
    (
        "disputed by nobody",
        [{"confidence": "disputed", "summary": "Lists differ."}],
        [DENIED | {"confidence": "disputed"}],
    ),
    (
        "confirmed though read in vain",
        [{"confidence": "confirmed", **SECOND, "checked": "2026-11-27", "checked_against": 0}],
        [{"confidence": "confirmed", **SECOND, "checked": "2026-11-27", "checked_against": 1}],
    ),
    (
        "report of another time",
        [{"source_url": "https://example.org/2024/08/28/1"}],
        [{"source_url": "https://example.org/2024/05/29/1"}],
    ),
    (
        "report of another time",
        [{"source_url": "https://example.org/2024/08/28/1"}],
        [{"source_url": "https://example.org/2024/08/28/1", "checked": "2026-11-27", "checked_against": 1}],
    ),
    (
        "report of another time",
        [{"source_url": "https://example.org/20240501/1"}],
        [{"source_url": "https://example.org/20290501"}],
    ),
    ("id of another day", [{"date": "2024-05-27"}], [{}]),
    ("text told in one language", [KOREAN | {"counterclaim": "Denied."}], [KOREAN]),
    (
        "figures told otherwise",
        [KOREAN | {"title": "Two dozen balloons", "title_ko": "풍선 20개"}],
        [KOREAN | {"title": "Two dozen balloons at 21:05", "title_ko": "21시 5분 풍선 24개"}],
    ),
    (
        "names told otherwise",
        [KOREAN | {"title": "Balloons over Paju", "title_ko": "포천 상공에 풍선"}],
        [KOREAN | {"title": "Balloons over Paju", "title_ko": "파주 상공에 풍선"}],
    ),
    (
        "side told otherwise in korean",
        [KOREAN | {"summary_ko": "합참이 이를 집계했고, 남측은 전단에 대한 대응이라고 했다."}],
        [KOREAN],
    ),
    ("rests on one voice", [{}], [SECOND]),
    ("rests on one voice", [TWICE | {"source2_url": "https://example.org/2"}], [SECOND]),
]
