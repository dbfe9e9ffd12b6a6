"""Each check, on a row that it catches and on one that passes."""

import subprocess
import sys

import pandas as pd
import pytest

from geo.catalogue import checks, codebook, flat
from geo.catalogue.checks import CHECKS
from geo.checks import main

ROOT = codebook.SCHEMA_PATH.parent.parent
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


# (check, rows of which the last is caught, rows that pass)
CASES = [
    ("id begins with a day", [{"id": "2024-13-28-balloons"}], [{}]),
    ("end before start", [{"end_date": "2024-05-27"}], [{"end_date": "2024-05-28"}]),
    (
        "coarse date with a day",
        [{"date_precision": "month"}],
        [{"date": "2024-05-01", "date_precision": "month"}],
    ),
    (
        "coarse date with a day",
        [{"date": "2024-05-01", "date_precision": "year"}],
        [{"date": "2024-01-01", "date_precision": "year"}],
    ),
    ("outside the window", [{"lat": 16.8}], [{"lat": 16.8, "location_basis": "abroad: Rangoon"}]),
    ("outside the window", [{"lon": 37.57}], [{}]),
    ("point or none", [spread("within", "south-korea", lat=37.0)], [spread("within", "south-korea")]),
    ("point or none", [{"lon": None}], [{}]),
    ("place of the gazetteer", [{"place_id": "atlantis"}], [{"place_id": "seoul"}]),
    ("place of the gazetteer", [spread("within", None)], [{"place_id": None}]),
    ("place of the gazetteer", [spread("along", "dmz")], [spread("along", "mdl-west")]),
    ("place of the gazetteer", [spread("within", "nll")], [spread("within", "dmz")]),
    ("place of the gazetteer", [spread("issued", "south-korea")], [spread("issued", "panmunjom")]),
    ("place of the gazetteer", [spread("abroad", "seoul")], [spread("abroad", "tokyo")]),
    ("answers", [{"responds_to": ("2024-05-10-nothing",)}], [CAUSE, {"responds_to": (CAUSE["id"],)}]),
    ("answers", [{"responds_to": ("2024-05-28-balloons",)}], [{}]),
    ("answers", [{"carries_out": ("2024-05-10-nothing",)}], [CAUSE, {"carries_out": (CAUSE["id"],)}]),
    (
        "source of no answer",
        [{"responds_to_said_by": "actor"}],
        [CAUSE, {"responds_to": (CAUSE["id"],), "responds_to_said_by": "actor"}],
    ),
    (
        "answer without its source",
        [CAUSE, {"responds_to": (CAUSE["id"],)}],
        [CAUSE, {"responds_to": (CAUSE["id"],), "responds_to_said_by": "actor"}],
    ),
    (
        "answers",
        [{}, CAUSE | {"responds_to": ("2024-05-28-balloons",)}],
        [
            {},
            {
                "id": "2024-05-01-x",
                "date": "2024-05-01",
                "date_precision": "month",
                "responds_to": (GOOD["id"],),
            },
        ],
    ),
    ("type in another category", [{"category": "diplomacy"}], [{"category": "psychological"}]),
    ("number without its unit", [{"quantity": 3}], [{"quantity": 3, "quantity_unit": "balloons"}]),
    ("number without its unit", [{"deaths_of": ("rok",)}], [{"deaths_of": ("rok",), "deaths": 0}]),
    ("check by halves", [{"checked": "2026-11-27"}], [{"checked": "2026-11-27", "checked_against": 0}]),
    ("check by halves", [{"checked_against": 3}], [{}]),
    (
        "check of another time",
        [{"checked": "2024-05-27", "checked_against": 1}],
        [{"checked": "2024-05-28", "checked_against": 1}],
    ),
    ("check of another time", [{"checked": "2999-01-01", "checked_against": 1}], [{}]),
    (
        "word without its report",
        [CAUSE, {"responds_to": (CAUSE["id"],), "responds_to_said_by": "actor"}],
        [CAUSE, {"responds_to": (CAUSE["id"],), "responds_to_said_by": "actor", **SAID}],
    ),
    ("word without its report", [CAUSE, {"responds_to": (CAUSE["id"],), **SAID}], [CAUSE]),
    (
        "word without its report",
        [{"counterclaim": "It did not."}],
        [{"counterclaim": "No.", **{f"counterclaim_{part}": "x" for part in ("title", "publisher", "url")}}],
    ),
    ("wrong side of the line", [crossing(37.95)], [crossing(37.62)]),
    ("wrong side of the line", [crossing(37.3, initiator="rok")], [crossing(37.95, initiator="rok")]),
    ("wrong side of the line", [crossing(37.95)], [crossing(37.95, location_precision="area")]),
    (
        "wrong side of the line",
        [{"type": "loudspeaker", "initiator": "rok", "lat": 38.4, "lon": 126.9}],
        [{"type": "loudspeaker", "initiator": "dprk", "lat": 38.4, "lon": 126.9}],
    ),
    (
        "wrong side of the line",
        [spread("within", "south-korea-east-coast", type="cruise-missile", category="missile-nuclear")],
        [spread("within", "north-korea-east-coast", type="cruise-missile", category="missile-nuclear")],
    ),
    (
        "wrong side of the line",
        [spread("within", "north-korea", type="infiltration", category="incursion")],
        [spread("within", "dmz", type="infiltration", category="incursion")],
    ),
    (
        "on the wrong element",
        [spread("within", "south-hamgyong", type="naval-clash", category="maritime")],
        [spread("within", "north-korea-east-coast", type="naval-clash", category="maritime")],
    ),
    (
        "on the wrong element",
        [spread("within", "east-sea", type="tunnel", category="incursion")],
        [spread("along", "mdl", type="tunnel", category="incursion")],
    ),
    (
        "on the wrong element",
        [spread("along", "mdl", type="nll-crossing", category="maritime")],
        [spread("along", "nll", type="nll-crossing", category="maritime")],
    ),
    (
        "on the wrong element",
        [spread("within", "cma-sea-zones", type="mdl-crossing", category="incursion")],
        [spread("within", "dmz", type="mdl-crossing", category="incursion")],
    ),
    (
        "wrong side of the line",
        [spread("within", "yellow-sea-north", type="nll-crossing", category="maritime")],
        [spread("within", "yellow-sea-north", type="nll-crossing", category="maritime", initiator="rok")],
    ),
    (
        "wrong side of the line",
        [
            spread(
                "within", "dmz-northern-half", type="loudspeaker", category="psychological", initiator="rok"
            )
        ],
        [
            spread(
                "within", "dmz-southern-half", type="loudspeaker", category="psychological", initiator="rok"
            )
        ],
    ),
    (
        "wrong side of the line",
        [{"type": "ballistic-missile", "category": "missile-nuclear"}],
        [{"type": "ballistic-missile", "category": "cross-border-fire"}],
    ),
    (
        "on the wrong element",
        [crossing(38.5, initiator="other", lon=127.0)],
        [crossing(37.62, initiator="other")],
    ),
    (
        "on the wrong element",
        [{"type": "tunnel", "category": "incursion", "lat": 37.0, "lon": 125.0}],
        [{"type": "tunnel", "category": "incursion", "lat": 37.9, "lon": 126.9}],
    ),
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


def found(name, *rows):
    (check,) = [check for check in CHECKS if check.name == name]
    return list(check.find(catalogue(*rows)))


@pytest.mark.parametrize(("name", "bad", "good"), CASES)
def test_a_check_catches_the_broken_row_and_passes_the_good_one(name, bad, good):
    caught = found(name, *bad)
    assert {label for label, *_ in caught} == {len(bad) + 1}
    known = {*codebook.fields(), "sources"}
    assert all(column in known and value and wanted for _, column, value, wanted in caught)
    assert found(name, *good) == []


def test_every_check_has_a_case_and_a_severity():
    assert {check.name for check in CHECKS} == {name for name, *_ in CASES}
    assert {check.severity for check in CHECKS} == {"error", "doubt", "note"}


def test_an_answer_never_precedes_its_cause():
    early = {"id": "2024-05-01-early", "date": "2024-05-01", "responds_to": (GOOD["id"],)}
    assert [finding[2] for finding in found("answers", {}, early)] == [GOOD["id"]]


def test_answers_do_not_run_in_a_circle():
    one, other = (GOOD | {"id": f"2024-05-28-{name}"} for name in ("one", "other"))
    circle = found("answers", one | {"responds_to": (other["id"],)}, other | {"responds_to": (one["id"],)})
    assert len(circle) == 1
    assert "circle" in circle[0][3]


@pytest.mark.parametrize("initiator", ["dprk", "rok"])
def test_a_raid_is_held_against_the_line_whichever_side_made_it(initiator):
    at_home = {"dprk": 38.6, "rok": 37.4}[initiator]
    raid = {
        "type": "infiltration",
        "category": "incursion",
        "initiator": initiator,
        "lat": at_home,
        "lon": 127.2,
    }
    assert len(found("wrong side of the line", raid)) == 1


def test_what_is_somewhere_along_a_line_is_on_no_side():
    assert not found("wrong side of the line", crossing(38.5) | spread("along", "nll"))


def test_broken_cells_are_passed_over_by_the_checks():
    nothing = dict.fromkeys((*GOOD, "id"))
    frame = catalogue(nothing | {"lat": float("nan"), "lon": float("nan")})
    assert checks.problems(frame) == []
    assert checks.doubts(frame) == []


def test_text_never_refuses_a_file():
    odd = {"title": "<script>alert('regime')</script>", "summary": "puppets", "place": "\\0 `${x}`"}
    assert checks.problems(catalogue(odd)) == []


def test_problems_name_file_row_and_column():
    (problem,) = checks.problems(catalogue({"end_date": "2024-05-01"}), "mine.csv")
    assert problem.where == "mine.csv:2 end_date"
    loaded = catalogue({"end_date": "2024-05-01"}).set_index("id")
    assert checks.problems(loaded)[0].where == "events.csv:2024-05-28-balloons end_date"


@pytest.mark.parametrize(("content", "status"), [(None, 0), ("id,date\nx,y\n", 1)])
def test_the_command_prints_all_and_fails_on_errors(tmp_path, content, status):
    arguments = []
    if content:
        (tmp_path / "mine.csv").write_text(content)
        arguments = [str(tmp_path / "mine.csv")]
    run = subprocess.run(
        [sys.executable, "-m", "geo.checks", *arguments], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == status, run.stderr
    assert ("error: mine.csv:2 date" in run.stdout) == bool(content)
    assert run.stdout.splitlines()[-1].endswith("rest on one voice")
    assert "note: " not in run.stdout


def test_the_command_tells_which_events_rest_on_one_voice_when_asked(capsys):
    assert main(["--notes"]) == 0
    *listed, last = capsys.readouterr().out.splitlines()
    told = [line for line in listed if line.startswith("note: ")]
    assert len(told) == int(last.split()[-6])
    assert any("one report: Wikipedia" in line for line in told)
