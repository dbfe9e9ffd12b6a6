"""What reading a file by its codebook finds."""

import csv

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.catalogue import codebook, flat, reading
from geo.catalogue.table import CHUNK_ROWS
from geo.errors import Problem

FIELDS = codebook.fields() | flat.flat_fields()
HEADER = ",".join(FIELDS)


@pytest.fixture
def read(tmp_path):
    """Read bytes or text as a catalogue file."""

    def read_(content):
        path = tmp_path / "events.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return reading.read(path)

    return read_


def row(**cells):
    good = {
        **{"id": "2024-05-28-balloons", "date": "2024-05-28", "date_precision": "day", "title": "Balloons"},
        **{"summary": "Balloons came down.", "category": "psychological", "type": "balloon-launch"},
        **{
            "initiator": "dprk",
            "place": "Seoul",
            "lat": "37.57",
            "lon": "126.98",
            "location_precision": "near",
        },
        **{"location_basis": "named", "confidence": "reported", "source_title": "T", "source_publisher": "P"},
        "source_url": "https://example.org/1",
    }
    cells = dict.fromkeys(FIELDS, "") | good | cells
    return ",".join('"' + cells[name].replace('"', '""') + '"' for name in FIELDS)


def test_a_good_file_has_no_problem(read):
    frame, problems = read(f"{HEADER}\n{row()}\n")
    assert not problems
    assert frame.index.tolist() == [2]


def test_a_word_that_is_no_more_is_refused_with_what_to_write_in_its_stead(read):
    _, (problem,) = read(f"{HEADER}\n{row(location_precision='representative')}\n")
    assert problem.found == "'representative'"
    assert all(cure in problem.wanted for cure in ("along", "within", "issued", "abroad", "place_id"))


@pytest.mark.parametrize("content", ["\ufeff{0}\r\n{1}\r\n", "{0}\r{1}\r", "{0}\n\n{1}"])
def test_byte_order_marks_and_any_line_ends_are_read(read, content):
    frame, problems = read(content.format(HEADER, row()))
    assert not problems
    assert frame["id"].tolist() == ["2024-05-28-balloons"]


def test_columns_go_by_name_and_empty_ones_may_be_absent(read):
    required = [name for name, field in FIELDS.items() if field.required][::-1]
    values = dict(zip(FIELDS, next(csv.reader([row()])), strict=True))
    frame, problems = read(",".join(required) + "\n" + ",".join(values[name] for name in required))
    assert not problems
    assert frame.columns.tolist() == [*codebook.fields(), "sources"]
    assert frame["responds_to"].tolist() == [()]


@pytest.mark.parametrize(
    ("cells", "column", "found"),
    [
        ({"date": "2024-02-30"}, "date", "'2024-02-30'"),
        ({"date": "28.05.2024"}, "date", "'28.05.2024'"),
        ({"date": "1950-06-25"}, "date", "'1950-06-25'"),
        ({"end_date": "2024-W22-2"}, "end_date", "'2024-W22-2'"),
        ({"id": "balloons"}, "id", "'balloons'"),
        ({"id": "2024-05-28-Ballöns"}, "id", "'2024-05-28-Ballöns'"),
        ({"title": ""}, "title", "nothing"),
        ({"title": "   "}, "title", "nothing"),
        ({"category": "provocation"}, "category", "'provocation'"),
        ({"lat": "north"}, "lat", "'north'"),
        ({"lat": "nan"}, "lat", "'nan'"),
        ({"lon": "181"}, "lon", "'181'"),
        ({"deaths": "-1"}, "deaths", "'-1'"),
        ({"deaths": "1.5"}, "deaths", "'1.5'"),
        ({"quantity": "9" * 40}, "quantity", repr("9" * 40)),
        ({"deaths_of": "dprk;martians"}, "deaths_of", "'dprk;martians'"),
        ({"responds_to": "a;a"}, "responds_to", "'a;a'"),
        ({"responds_to": "a;"}, "responds_to", "'a;'"),
        ({"source_url": "ftp://example.org"}, "source_url", "'ftp://example.org'"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "'javascript:alert(1)'"),
        ({"source2_url": 'https://x.org/"><script>'}, "source2_url", "'https://x.org/\"><script>'"),
    ],
)
def test_a_cell_that_breaks_its_rule_is_named_by_line_and_column(read, cells, column, found):
    _, problems = read(f"{HEADER}\n{row()}\n{row(**{'id': '2024-05-29-x', **cells})}\n")
    assert [(problem.where, problem.found) for problem in problems] == [(f"events.csv:3 {column}", found)]
    assert problems[0].wanted


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "=1+1", "a\nb", '"', "`${x}`", "a\u2028b", "ㅋ😀", "\\1"]
)
def test_odd_text_is_valid_text(read, text):
    frame, problems = read(f"{HEADER}\n{row(title=text)}\n")
    assert not problems
    assert frame["title"].tolist() == [text]


def test_a_row_after_a_cell_of_several_lines_keeps_its_line_number(read):
    lines = [HEADER, row(summary="one\ntwo\nthree"), row(id="bad")]
    _, problems = read("\n".join(lines))
    assert [problem.where for problem in problems] == ["events.csv:5 id"]


def test_the_same_id_twice_is_a_problem(read):
    _, problems = read(f"{HEADER}\n{row()}\n{row()}\n")
    assert [(problem.where, problem.wanted) for problem in problems] == [("events.csv:3 id", "each id once")]


@pytest.mark.parametrize(
    ("content", "where", "found"),
    [
        (b"", "events.csv:1 file", "no rows"),
        (HEADER.encode(), "events.csv:1 file", "no rows"),
        (f"{HEADER}\n{row()},more\n".encode(), "events.csv:2 row", "46 cells"),
        (
            f"{HEADER}\n{row()}\n".encode().replace(b"Seoul", b"S\xbcoul"),
            "events.csv:2 file",
            "bytes that are not UTF-8",
        ),
        (f"{HEADER}\n{row()}\n".replace("Seoul", "Se\0oul").encode(), "events.csv:2 file", "a NUL character"),
        (f'{HEADER}\n{row()}\n"open'.encode(), "events.csv:3 row", "unexpected end of data"),
        (f"{HEADER},colour\n{row()},red\n".encode(), "events.csv:1 'colour'", "an unknown column"),
        (f"{HEADER},lat\n{row()},1\n".encode(), "events.csv:1 'lat'", "the same column twice"),
        (
            f"{HEADER.replace('confidence', 'trust')}\n{row()}\n".encode(),
            "events.csv:1 confidence",
            "no such column",
        ),
    ],
)
def test_a_file_that_is_no_catalogue_says_what_is_wrong(read, content, where, found):
    _, problems = read(content)
    assert (where, found) in [(problem.where, problem.found) for problem in problems]


def test_a_missing_file_is_a_problem_not_a_traceback(tmp_path):
    frame, problems = reading.read(tmp_path / "none.csv")
    assert frame.empty
    assert problems[0] == Problem("none.csv:1 file", "No such file or directory", "a readable CSV file")


def test_problems_can_be_printed_whatever_the_bytes(read):
    _, problems = read(b"\xff\xfe\x00i\x00d\x00")
    assert "\n".join(map(str, problems)).encode("utf-8")


LINES = st.sampled_from(
    [
        row(),
        row(id="2024-05-29-more", summary="one\ntwo", deaths="2", responds_to="2024-05-28-balloons"),
        row(id="2024-05-30-bad", date="2024-02-30", lat="north"),
        row(id=""),
        row(id="2024-05-31-text", title="a\0b", place="Se\udcffoul"),
        row(id="2024-06-01-long") + ",more",
        "2024-06-02-short",
        "",
        '"open',
    ]
)


@pytest.mark.parametrize("rows", [1, 2, 7, CHUNK_ROWS])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    header=st.sampled_from([HEADER, HEADER + ",colour", HEADER.replace("lat", "latitude"), ""]),
    lines=st.data(),
)
def test_a_file_read_in_chunks_is_the_file_read_at_once(tmp_path, rows, header, lines):
    path = tmp_path / "events.csv"
    content = "\n".join([header, *lines.draw(st.lists(LINES, max_size=9))])
    path.write_text(content, encoding="utf-8", errors="surrogateescape", newline="")
    frame, problems = reading.read(path)
    chunks = list(reading.read_chunks(path, rows=rows))
    assert max(len(chunk.frame) for chunk in chunks) <= rows
    pd.testing.assert_frame_equal(pd.concat([chunk.frame for chunk in chunks]), frame)
    found = [str(problem) for chunk in chunks for problem in chunk.problems]
    assert sorted(found) == sorted(map(str, problems))
