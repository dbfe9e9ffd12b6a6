"""Agreements, channels, practices and zones: what stood on a day, and what the files may not say."""

import csv
from datetime import date

import pandas as pd
import pytest

from geo import agreements as a
from geo.atlas import load_atlas
from geo.errors import DataError

ATLAS = load_atlas()
SPANS = a.load_spans()


def state(day, subject, party):
    rows = [
        one
        for one in a.standings(date.fromisoformat(day))
        if (one.span.subject, one.span.party) == (subject, party)
    ]
    return a.telling(rows)[0].span.state if rows else None


# --- Known facts ---------------------------------------------------------------------------------------------

STOOD = [
    # The military agreement was signed on 19 September 2018; its zones held from 1 November.
    ("2018-09-18", "cma", "rok", None),
    ("2018-10-15", "cma", "joint", "signed"),
    ("2018-12-01", "cma", "rok", "in-force"),
    ("2018-12-01", "cma", "dprk", "in-force"),
    # On 22 November 2023 the ROK suspended the no-fly clause; on the 23rd the DPRK left the whole.
    ("2023-11-22", "cma", "rok", "partly-suspended"),
    ("2023-11-22", "cma", "dprk", "in-force"),
    ("2023-11-22", "cma-airspace", "rok", "suspended"),
    ("2023-11-22", "cma-land-sea", "rok", "in-force"),
    ("2023-12-01", "cma", "rok", "partly-suspended"),
    ("2023-12-01", "cma", "dprk", "not-binding"),
    # On 4 June 2024 the ROK suspended all of it.
    ("2024-06-03", "cma", "rok", "partly-suspended"),
    ("2024-06-05", "cma", "rok", "suspended"),
    ("2024-06-05", "cma", "dprk", "not-binding"),
    ("2025-07-01", "cma", "rok", "suspended"),
    ("2025-07-01", "cma", "dprk", "not-binding"),
    # The armistice was declared void by the DPRK with effect from 11 March 2013; the UN Command holds to it.
    ("2013-03-10", "armistice", "unc", "in-force"),
    ("2013-03-11", "armistice", "dprk", "not-binding"),
    ("2013-03-11", "armistice", "unc", "in-force"),
    ("2024-06-05", "armistice", "unc", "in-force"),
    # Channels.
    ("2018-10-15", "liaison-office", "joint", "open"),
    ("2018-12-01", "panmunjom-line", "joint", "open"),
    ("2020-06-16", "liaison-office", "joint", "closed"),
    ("2020-06-09", "panmunjom-line", "joint", "closed"),
    ("2021-07-27", "panmunjom-line", "joint", "open"),
    ("2023-12-01", "panmunjom-line", "joint", "closed"),
    ("2016-02-09", "kaesong", "joint", "open"),
    ("2016-02-10", "kaesong", "joint", "closed"),
    # Practices.
    ("2018-10-15", "rok-loudspeakers", "rok", None),
    ("2024-06-08", "rok-loudspeakers", "rok", None),
    ("2024-06-09", "rok-loudspeakers", "rok", "on"),
    ("2024-06-10", "rok-loudspeakers", "rok", None),
    ("2025-06-10", "rok-loudspeakers", "rok", "on"),
    ("2025-07-01", "rok-loudspeakers", "rok", None),
    ("2025-07-01", "dprk-noise", "dprk", None),
    ("2022-06-01", "leaflet-ban", "rok", "in-force"),
    ("2024-06-05", "leaflet-ban", "rok", "not-binding"),
]


@pytest.mark.parametrize(("day", "subject", "party", "wanted"), STOOD)
def test_what_stood_on_a_day_is_what_the_sources_say(day, subject, party, wanted):
    assert state(day, subject, party) == wanted


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-06-09", "On 9 June 2024 the CMA had been suspended by the ROK for 5 days"),
        ("2024-06-09", "declared no longer binding by the DPRK 199 days before"),
        ("2018-12-01", "On 1 December 2018 the CMA had been in force for the ROK and the DPRK for 30 days."),
        ("2018-06-01", "On 1 June 2018: CMA not in force yet, first on 1 November 2018."),
        ("2023-11-22", "partly suspended by the ROK since that day"),
        ("2018-10-15", "signed by both sides 26 days before, and not yet in effect"),
    ],
)
def test_a_sentence_says_how_the_agreement_stood(day, words):
    assert words in a.sentence(date.fromisoformat(day), "cma")


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2013-03-11", "declared no longer binding by the DPRK that day"),
        ("2013-03-11", "in force for the UN Command since 27 July 1953"),
    ],
)
def test_what_a_party_declared_stands_beside_what_the_other_holds(day, word):
    assert word in a.sentence(date.fromisoformat(day), "armistice")


def test_practice_is_told_apart_from_word():
    rows = [span for span in SPANS if span.subject == "armistice" and span.aspect == "practised"]
    assert [(span.state, span.end_date) for span in rows] == [("in-force", None)]


def test_a_practice_known_to_the_month_is_uncertain_in_that_month():
    september = [one for one in a.standings(date(1980, 9, 10)) if one.span.subject == "rok-loudspeakers"]
    october = [one for one in a.standings(date(1980, 10, 1)) if one.span.subject == "rok-loudspeakers"]
    assert [one.certain for one in september + october] == [False, True]
    assert september[0].text.endswith("(which day is not known)")


def test_a_sentence_can_be_said_of_every_subject_on_any_day():
    for subject in {span.subject for span in SPANS}:
        for year in range(1953, 2027, 3):
            assert a.sentence(date(year, 12, 31), subject).startswith("On 31 December")


def test_the_armistice_was_in_force_at_every_event_after_it():
    assert ATLAS.events["agreements_in_force"].map(lambda held: "armistice" in held).all()


# --- The files -----------------------------------------------------------------------------------------------


def test_every_end_of_a_span_lies_in_the_event_that_bounds_it():
    assert a.span_problems(SPANS, ATLAS.events) == []


def test_spans_of_one_lane_do_not_overlap():
    lanes = {}
    for span in sorted(SPANS, key=lambda span: span.start_date):
        before = lanes.get((span.subject, span.aspect, span.party))
        assert before is None or before <= span.start_date or "overlap" in span.note.lower()
        lanes[span.subject, span.aspect, span.party] = span.end_date or date.max


def test_an_event_that_is_not_in_the_catalogue_and_a_day_outside_it_are_problems():
    bare = ATLAS.events.drop(index="2018-11-01-cma-buffer-zones-in-force")
    found = a.span_problems(SPANS, bare)
    assert {problem.found for problem in found} == {"2018-11-01-cma-buffer-zones-in-force"}
    moved = ATLAS.events.copy()
    moved.loc["2024-06-04-rok-suspends-cma-fully", ["first_day", "last_day"]] = pd.Timestamp("2024-06-10")
    assert all("2024-06-04, outside" in problem.found for problem in a.span_problems(SPANS, moved))
    assert a.span_problems(SPANS, moved)


def spans_file(tmp_path, *changes):
    """Write rows of our own file, each with some cells changed, as a file of their own."""
    with a.SPANS_PATH.open(encoding="utf-8", newline="") as file:
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
        a.load_spans(spans_file(tmp_path, *changes))
    assert found in [problem.found for problem in refused.value.problems]


def test_an_overlap_that_the_note_explains_is_allowed(tmp_path):
    path = spans_file(tmp_path, {}, {"note": "Overlaps with the row before: both words stood."})
    assert len(a.load_spans(path)) == 2
