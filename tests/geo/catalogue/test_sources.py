"""What the reports of many events are together: each address once, counted in one way."""

import pandas as pd
import pytest

from geo.catalogue.events import load_events
from geo.catalogue.reports import Report
from geo.catalogue.sources import alone, alone_counts, cited_sources, publisher_counts, reports_table

EVENTS = load_events()


def says(publisher, at=1, voice=None, role="says"):
    return Report(role, "T", publisher, f"https://{publisher}.example/{at}", voice=voice)


def events(*reports, **columns):
    return pd.DataFrame({"sources": list(reports)}, dtype=object).assign(**columns)


def test_the_catalogue_cites_every_address_once():
    held = {report.url for reports in EVENTS["sources"] for report in reports}
    assert set(cited_sources(EVENTS)) == held
    assert len(held) > 2_000


def test_a_report_is_cited_in_the_role_in_which_it_comes_first():
    both = (says("a"), says("a", role="answers"))
    assert [report.role for report in cited_sources(events(both)).values()] == ["says"]


def test_an_event_counts_once_for_a_publisher_however_many_of_its_reports_it_cites():
    counts = publisher_counts(events((says("a"), says("a", 2)), (says("a"),), count=[1, 3]))
    assert counts.to_dict() == {"a": 4}


def test_no_event_has_no_source():
    assert cited_sources(EVENTS.iloc[:0]) == {}
    assert publisher_counts(EVENTS.iloc[:0]).empty
    assert reports_table(EVENTS.iloc[:0]).empty


@pytest.mark.parametrize(
    ("reports", "one"),
    [
        ((), None),
        ((says("a"),), "report"),
        ((says("a"), says("b", role="denies"), says("c", role="answers")), "report"),
        ((says("a"), says("a", 2)), "publisher"),
        ((says("a", voice="rok"), says("b", voice="rok")), "voice"),
        ((says("a", voice="rok"), says("b")), None),
        ((says("a", voice="rok"), says("b", voice="dprk")), None),
        ((says("a"), says("b")), None),
    ],
)
def test_one_voice_is_one_report_one_publisher_or_one_party_however_often_relayed(reports, one):
    assert alone(reports) == one


def test_every_event_is_counted_as_resting_on_one_or_on_more():
    counts = alone_counts(EVENTS)
    assert sum(counts.values()) == len(EVENTS)
    assert set(counts) <= {"report", "publisher", "voice", "several"}
    assert alone_counts(events((says("a"),), (says("a"), says("b")), count=[5, 2])) == {
        "report": 5,
        "several": 2,
    }


def test_the_table_of_reports_has_each_once_with_the_events_that_cite_it():
    table = reports_table(events((says("b"), says("a", role="denies")), (says("b"),), count=[2, 3]))
    assert table[["role", "publisher", "events"]].values.tolist() == [["says", "b", 5], ["denies", "a", 2]]
