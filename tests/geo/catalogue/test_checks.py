"""Each check, on a row that it catches and on one that passes."""

import subprocess
import sys

import pytest

from geo.catalogue import checks, codebook
from geo.catalogue.checks import CHECKS
from geo.checks import main
from tests.geo.catalogue.doubted import DOUBTED
from tests.geo.catalogue.rows import CAUSE, GOOD, SAID, catalogue, crossing, spread

ROOT = codebook.SCHEMA_PATH.parent.parent

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
    *DOUBTED,
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
    assert any("one report: JoongAng Ilbo" in line for line in told)
