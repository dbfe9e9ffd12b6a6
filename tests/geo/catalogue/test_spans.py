"""The spans: each bounded by events, none over another, and what the file may not say."""

import csv
from datetime import date

import pandas as pd
import pytest

from geo.catalogue.events import load_events
from geo.catalogue.spans import SPANS_PATH, load_spans, span_problems
from geo.errors import DataError
from tests.korean import is_korean, lost_figures

EVENTS = load_events()
SPANS = load_spans()


def test_every_end_of_a_span_lies_in_the_event_that_bounds_it():
    assert span_problems(SPANS, EVENTS) == []


def test_spans_of_one_lane_do_not_overlap():
    lanes = {}
    for span in sorted(SPANS, key=lambda span: span.start_date):
        before = lanes.get((span.subject, span.aspect, span.party))
        assert before is None or before <= span.start_date or "overlap" in span.note.lower()
        lanes[span.subject, span.aspect, span.party] = span.end_date or date.max


def test_an_event_that_is_not_in_the_catalogue_and_a_day_outside_it_are_problems():
    bare = EVENTS.drop(index="2018-11-01-cma-buffer-zones-in-force")
    found = span_problems(SPANS, bare)
    assert {problem.found for problem in found} == {"2018-11-01-cma-buffer-zones-in-force"}
    moved = EVENTS.copy()
    moved.loc["2024-06-04-rok-suspends-cma-fully", ["first_day", "last_day"]] = pd.Timestamp("2024-06-10")
    assert all("2024-06-04, outside" in problem.found for problem in span_problems(SPANS, moved))
    assert span_problems(SPANS, moved)


def spans_file(tmp_path, *changes):
    """Write rows of our own file, each with some cells changed, as a file of their own."""
    with SPANS_PATH.open(encoding="utf-8", newline="") as file:
        good = next(csv.DictReader(file))
    path = tmp_path / "spans.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(good))
        writer.writeheader()
        writer.writerows(good | {"id": f"row-{at}"} | change for at, change in enumerate(changes))
    return path


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ([{"state": "ok"}], "'ok'"),
        ([{"start_date": "yesterday"}], "'yesterday'"),
        ([{"end_date": "1950-01-01"}], "'1950-01-01'"),
        (
            [{"end_date": "1953-07-27", "end_precision": "day", "end_event": "1953-07-27-armistice-signed"}],
            "1953-07-27",
        ),
        ([{"end_date": "1960-01-01"}], "1960-01-01"),
        ([{}, {}], "1953-07-27, before 9999"),
        ([{}, {"party": "rok", "name": "Truce"}], "Truce"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_what_is_wrong(tmp_path, changes, found):
    with pytest.raises(DataError) as refused:
        load_spans(spans_file(tmp_path, *changes))
    assert found in [problem.found for problem in refused.value.problems]


def test_an_overlap_that_the_note_explains_is_allowed(tmp_path):
    path = spans_file(tmp_path, {}, {"note": "Overlaps with the row before: both words stood."})
    assert len(load_spans(path)) == 2


def test_every_note_stands_in_korean_too_with_the_same_figures():
    assert {span.note is None for span in SPANS} == {True, False}
    for span in SPANS:
        assert (span.note is None) == (span.note_ko is None), span.id
        if span.note:
            assert is_korean(span.note_in("ko"))
            assert not lost_figures(span.note, span.note_ko), span.id
