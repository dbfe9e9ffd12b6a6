"""Reports as a table beside a catalogue: what is read, and what is refused."""

import csv
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.catalogue import checks, codebook, reading, table
from geo.catalogue.events import EVENTS_PATH, load_events
from geo.catalogue.flat import COLUMNS, flat_rows
from geo.catalogue.reports import (
    REPORTS_PATH,
    REPORTS_SCHEMA,
    Report,
    about_text,
    by_role,
    from_text,
    labels,
    roles,
    to_text,
)
from geo.errors import DataError

PARTIES = list(codebook.vocabulary("voice", REPORTS_SCHEMA))
TEXT = st.text(st.characters(codec="utf-8"), min_size=1)
REPORTS = st.builds(
    Report,
    st.sampled_from(roles()),
    *(TEXT, TEXT, TEXT),
    st.none() | st.dates().map(str),
    st.none() | st.sampled_from(list(labels("language"))),
    st.none() | st.sampled_from(PARTIES),
)


class _Tables(NamedTuple):
    events: list[dict[str, str]]
    reports: list[dict[str, str]]


@pytest.fixture
def folder(tmp_path):
    """Write three events of the shipped catalogue and their reports, changed by a function, as files of their own."""

    def write(change=len):
        with EVENTS_PATH.open(encoding="utf-8", newline="") as file:
            events = [row for row, _ in zip(csv.DictReader(file), range(3), strict=False)]
        kept = {row["id"] for row in events}
        with REPORTS_PATH.open(encoding="utf-8", newline="") as file:
            reports = [row for row in csv.DictReader(file) if row["event"] in kept]
        change(_Tables(events, reports))
        for name, rows in (("events.csv", events), ("reports.csv", reports)):
            with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
        return tmp_path / "events.csv"

    return write


def problems(path):
    with pytest.raises(DataError) as refused:
        load_events(path)
    return {problem.where for problem in refused.value.problems}


def test_the_parties_whose_word_is_relayed_are_those_that_act():
    assert list(codebook.vocabulary("initiator")) == PARTIES


@given(st.lists(REPORTS, max_size=4).map(tuple))
def test_reports_come_back_from_the_text_of_a_table(reports):
    assert from_text(to_text(reports)) == reports


def test_nothing_is_no_report():
    assert from_text(None) == from_text("") == from_text(to_text(())) == ()


def test_reports_are_grouped_by_what_they_support_in_the_order_of_the_codebook():
    listed = [
        Report(role, "T", "P", f"https://example.org/{at}")
        for at, role in enumerate(("denies", "says", "says"))
    ]
    assert by_role(listed) == {"says": tuple(listed[1:]), "denies": (listed[0],)}


def test_a_report_tells_its_language_only_to_readers_of_another():
    report = Report("says", "T", "P", "https://example.org/1", "2024-06-03", "ko", "unc")
    assert about_text(report) == "P, 3 June 2024, in Korean, relays the UN Command"
    assert about_text(report, "ko") == "P, 2024년 6월 3일, 유엔군사령부 입장"
    assert about_text(Report("says", "T", "P", "https://example.org/1")) == "P"


def test_a_catalogue_is_read_with_the_table_beside_it(folder):
    def add(tables):
        tables.reports.append(
            tables.reports[-1]
            | {"url": "https://example.org/third", "published": "2024-06-03", "voice": "unc"}
        )

    events = load_events(folder(add))
    third = events["sources"].iloc[-1][-1]
    assert (third.url, third.published, third.voice) == ("https://example.org/third", "2024-06-03", "unc")
    assert all(reports[0].role == "says" for reports in events["sources"])


def test_an_event_has_as_many_reports_as_were_read(folder):
    def add(tables):
        (first, *_) = tables.reports
        tables.reports.extend(first | {"url": f"https://example.org/{at}"} for at in range(30))

    assert len(load_events(folder(add))["sources"].iloc[0]) >= 31


def test_flat_columns_go_before_a_table_beside_them(tmp_path, folder):
    path = folder()
    rows = flat_rows(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    (tmp_path / "reports.csv").write_text("nothing of use\n")
    assert [len(reports) for reports in load_events(path)["sources"]] == [2, 2, 2]


def test_every_problem_of_both_files_is_named_with_file_line_and_column(folder):
    last = 0

    def spoil(tables):
        nonlocal last
        tables.events[1]["category"] = "war"
        tables.reports[0]["url"] = "javascript:alert(1)"
        tables.reports[1]["role"] = "shouts"
        tables.reports[2]["published"] = "yesterday"
        tables.reports.append(tables.reports[3] | {"event": "1999-01-01-nothing"})
        tables.reports.append(dict(tables.reports[3]))
        last = 1 + len(tables.reports)

    # Whether the first event keeps a good report says another test.
    found = problems(folder(spoil)) - {"events.csv:2 id"}
    assert found == {
        "events.csv:3 category",
        *("reports.csv:2 url", "reports.csv:3 role", "reports.csv:4 published"),
        *(f"reports.csv:{last - 1} event", f"reports.csv:{last} url"),
    }


def test_an_event_without_a_report_that_says_so_is_refused(folder):
    def take(tables):
        tables.reports[:] = [row for row in tables.reports if row["event"] != tables.events[1]["id"]]

    assert problems(folder(take)) == {"events.csv:3 id"}


def test_a_catalogue_without_any_report_is_asked_for_the_columns_of_a_flat_one(folder):
    path = folder()
    path.with_name("reports.csv").unlink()
    assert {"events.csv:1 source_url", "events.csv:1 source_title"} <= problems(path)


@pytest.mark.parametrize("rows", [1, 2, 100])
def test_pieces_tell_what_the_whole_tells(folder, rows):
    def spoil(tables):
        tables.reports.append(tables.reports[0] | {"event": "1999-01-01-nothing"})

    path = folder(spoil)
    frame, wrong = reading.read(path)
    chunks = list(reading.read_chunks(path, rows=rows))
    assert [problem for chunk in chunks for problem in chunk.problems] == wrong
    assert [report for chunk in chunks for report in chunk.frame["sources"]] == list(frame["sources"])


def test_the_shipped_table_holds_and_its_catalogue_has_no_flat_column():
    _, wrong = table.read(REPORTS_PATH, REPORTS_SCHEMA)
    assert wrong == []
    with EVENTS_PATH.open(encoding="utf-8", newline="") as file:
        assert set(next(csv.reader(file))).isdisjoint(COLUMNS)
    assert checks.problems(load_events()) == []


def test_one_address_is_published_on_one_day_in_one_language():
    frame, _ = table.read(REPORTS_PATH, REPORTS_SCHEMA)
    known = frame.fillna("").groupby("url")[["published", "language"]].nunique()
    assert (known == 1).all(axis=None)
