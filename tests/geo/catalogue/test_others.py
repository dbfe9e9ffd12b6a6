"""A catalogue that others keep, as their programs write it: what has one meaning is read and told, the rest refused."""

import csv
import io
import logging

import pandas as pd
import pytest

from geo.atlas.load import load_atlas
from geo.atlas.source import Source
from geo.catalogue import reading
from geo.errors import DataError
from geo.escalation.chains import find_links
from geo.formats.formats import FORMATS
from geo.query.filter import EventFilter
from tests.geo.brought.control import HEADER, ROWS, each, text

ATLAS = load_atlas()


def taken(content: str | bytes, path):
    """Return the rows of a file as a catalogue, what is wrong and what is told."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    told: list[str] = []
    (*chunks,) = reading.read_chunks(path, rows=None, told=told)
    return chunks[0].frame, [problem for chunk in chunks for problem in chunk.problems], told


@pytest.fixture
def path(tmp_path):
    return tmp_path / "events.csv"


@pytest.fixture
def control(path):
    frame, problems, told = taken(text(), path)
    assert (problems, told) == ([], [])
    return frame


WITHOUT = dict.fromkeys(HEADER, "NA")
DECIMAL_COMMA = tuple({**row, **{key: row[key].replace(".", ",") for key in ("lat", "lon")}} for row in ROWS)
AS_FLOATS = tuple(
    {**row, **{key: f"{row[key]}.0" for key in ("quantity", "injured") if key in row}} for row in ROWS
)
SAME = {
    "a second mark": ("\ufeff\ufeff" + text(), None),
    "CP949": (text().encode("cp949"), "read as cp949"),
    "text of Excel": (text(delimiter="\t").encode("utf-16"), r"read with '\t' between cells"),
    "semicolons": (text(delimiter=";"), "read with ';' between cells"),
    "a line that names it": ("sep=;\r\n" + text(delimiter=";"), "read with ';' between cells"),
    "a decimal comma": (text(DECIMAL_COMMA), "a comma is read as the decimal point"),
    "empty columns": ("\r\n".join(f"{line},,," for line in text().splitlines()), None),
    "columns of a desk": (
        text(header=(*HEADER, "checked_by", "note"), checked_by="desk"),
        "columns that the codebook does not have are passed over: checked_by, note",
    ),
    "names in capitals": (text().replace("id,date,", "ID,Date,", 1), None),
    "NA of R": (
        text(tuple(WITHOUT | row for row in ROWS)),
        "cells with NA, NaN, null and the like count as empty",
    ),
    "floats of pandas": (text(AS_FLOATS), "whole numbers are read as 30 where 30.0 is written"),
    "lists of GDAL": (
        text((*ROWS[:2], {**ROWS[2], "injured_of": "(1:rok)", "responds_to": f'[ "{ROWS[1]["id"]}" ]'})),
        "lists as other programs write them are read as lists",
    ),
    "days of Korea": (
        text(each("date", "2024. 3. 5.", "2024년 3월 11일", "2024-03-14 00:00:00")),
        "days that are written otherwise than 2024-05-28 are read where they have one meaning",
    ),
}


@pytest.mark.parametrize("what", SAME)
def test_what_has_one_meaning_is_read_and_told_once(what, path, control):
    content, note = SAME[what]
    frame, problems, told = taken(content, path)
    assert problems == []
    pd.testing.assert_frame_equal(frame.reset_index(drop=True), control.reset_index(drop=True))
    assert [one for one in told if "utf-16" not in one] == ([f"events.csv: {note}"] if note else [])


REFUSED = {
    "quotes of Windows": (
        text(ROWS[:1], summary="‘talks’ – none", place_ko="").encode("cp1252"),
        "may be cp1252",
    ),
    "a workbook": (b"PK\3\4" + bytes(40), "a workbook"),
    "GeoJSON": (b'{"type":"FeatureCollection","features":[]}', "JSON"),
    "a page": (b"<!doctype html><title>404</title>", "a document of tags"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_certain_text_is_refused_in_one_sentence_with_the_cure(what, path):
    content, found = REFUSED[what]
    _, problems, _ = taken(content, path)
    assert len(problems) == 1
    assert found in problems[0].found
    assert "UTF-8" in problems[0].wanted


@pytest.mark.parametrize("cell", ["3/4/2024", "3/14/2024", "24-03-05", "45365", "2024-03", "2024-02-30"])
def test_a_day_that_may_be_two_or_is_none_is_refused(cell, path):
    _, problems, _ = taken(text(each("date", cell, ROWS[1]["date"], ROWS[2]["date"])), path)
    assert [problem.where for problem in problems] == ["events.csv:2 date"]


def test_bytes_that_the_encoding_does_not_know_are_named_with_their_line(path):
    content = (
        text(summary="판문점에서 만났다. " * 30)
        .encode("cp949")
        .replace("화천".encode("cp949"), b"\xc8\xff\xff")
    )
    _, problems, _ = taken(content, path)
    assert ("events.csv:3 file", "bytes that are not cp949") in [(one.where, one.found) for one in problems]


def test_lines_are_counted_from_the_first_of_the_file(path):
    _, problems, _ = taken(
        "sep=;\n" + text(each("lat", "99", "99", "99"), delimiter=";").replace("\r\n", "\n"), path
    )
    assert [problem.where for problem in problems] == [f"events.csv:{line} lat" for line in (3, 4, 5)]


def test_reports_beside_may_be_of_another_encoding_and_have_more_columns(path):
    reports = "event;role;title;publisher;url;desk\r\n" + "".join(
        f"{row['id']};says;보도;Example Press;https://example.org/1;A\r\n" for row in ROWS
    )
    path.with_name("reports.csv").write_bytes(reports.encode("cp949"))
    flat = [name for name in HEADER if name.startswith(("source", "counterclaim_", "responds_to_"))]
    rows = tuple({**row, "responds_to_said_by": ""} for row in ROWS)
    frame, problems, told = taken(
        text(rows, [name for name in HEADER if name not in flat or name == "responds_to_said_by"]), path
    )
    assert problems == []
    assert {report.title for reports in frame["sources"] for report in reports} == {"보도"}
    assert "reports.csv: read as cp949" in told


# --- Served ----------------------------------------------------------------------------------------------------


def opened(content: bytes, path, caplog):
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING, "atlas.catalogue"):
        atlas = Source(str(path), path.parent / "cache").open(lambda _step, _share: None)
    return atlas, [record.getMessage() for record in caplog.records]


def test_our_own_download_is_a_catalogue_and_what_it_adds_is_measured_anew(path, caplog):
    atlas, told = opened(
        FORMATS["csv"].make(ATLAS.selection(EventFilter()), "http://atlas.test"), path, caplog
    )
    pd.testing.assert_frame_equal(atlas.events.drop(columns="sources"), ATLAS.events.drop(columns="sources"))
    assert len(told) == 1
    assert "distance_mdl_m" in told[0]


def test_a_part_of_it_keeps_its_answers_and_says_so_each_time_it_is_opened(path, caplog):
    part = ATLAS.selection(EventFilter.from_query([("from", "2024-05-28"), ("to", "2024-11-30")], ()))
    content = FORMATS["csv"].make(part, "http://atlas.test")
    for _ in range(2):
        caplog.clear()
        atlas, told = opened(content, path, caplog)
        assert any("events are named that the file does not hold" in one for one in told)
    assert atlas.events["responds_to"].tolist() == part.rows["responds_to"].tolist()
    links = find_links(atlas.events)
    assert links
    assert {one for link in links for one in (link.cause, link.answer)} <= set(atlas.events.index)


def test_a_formula_made_harmless_in_a_download_is_the_text_again(path, caplog):
    rows = list(csv.reader(io.StringIO(text())))
    rows[1][HEADER.index("summary")] = "'=1+1"
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    atlas, _ = opened(written.getvalue().encode(), path, caplog)
    assert atlas.events["summary"].iloc[0] == "=1+1"


def test_our_own_catalogue_is_held_to_its_own_form(path):
    path.write_bytes(text(header=(*HEADER, "checked_by"), checked_by="desk").encode())
    _, problems = reading.read(path)
    assert [problem.found for problem in problems] == ["an unknown column"]


def test_a_column_that_is_needed_is_still_missed(path, caplog):
    with pytest.raises(DataError, match="no such column"):
        opened(text(header=[name for name in HEADER if name != "title"]).encode(), path, caplog)
