"""The reports of an event: one list of them, each address once, counted in one way."""

import pandas as pd
import pytest

from geo.catalogue import codebook
from geo.catalogue.events import load_events
from geo.catalogue.sources import ROLES, SOURCE_COLUMNS, cited_sources, publisher_counts, sources

EVENTS = load_events()
ANSWER = EVENTS[(EVENTS["responds_to_url"].notna()) & EVENTS["counterclaim_url"].notna()].iloc[0]


def event(**urls):
    """An event of these reports, each by a publisher named after its role."""
    cells = dict.fromkeys(SOURCE_COLUMNS)
    for role, url in urls.items():
        cells |= {f"{role}_title": f"Title of {role}", f"{role}_publisher": role, f"{role}_url": url}
    return cells


def test_every_column_of_the_codebook_that_holds_an_address_is_a_source():
    addresses = [name for name in codebook.fields() if name.endswith("_url")]
    assert sorted(addresses) == sorted(f"{role}_url" for role in ROLES)
    assert set(SOURCE_COLUMNS) <= set(codebook.fields())


def test_the_catalogue_cites_as_many_sources_as_its_columns_hold_addresses():
    held = pd.concat([EVENTS[f"{role}_url"] for role in ROLES]).dropna()
    assert len(cited_sources(EVENTS)) == held.nunique()
    assert set(cited_sources(EVENTS)) == set(held)


def test_the_sources_of_all_events_together_are_the_sources_of_the_catalogue():
    each = {source.url for row in EVENTS.to_dict("records") for source in sources(row)}
    assert each == set(cited_sources(EVENTS))


@pytest.mark.parametrize("role", ROLES)
def test_a_report_of_any_role_is_a_source_with_its_title_and_publisher(role):
    (only,) = sources(event(**{role: "https://a.example/1"}))
    assert (only.role, only.title, only.publisher, only.url) == (
        role,
        f"Title of {role}",
        role,
        "https://a.example/1",
    )


def test_a_report_cited_twice_in_one_event_stands_once_under_its_first_role():
    found = sources(event(responds_to="https://a.example/1", source="https://a.example/1"))
    assert [(source.role, source.url) for source in found] == [("source", "https://a.example/1")]


def test_a_row_of_the_frame_and_a_mapping_give_the_same_sources():
    assert sources(ANSWER) == sources(ANSWER.to_dict())
    assert {source.url for source in sources(ANSWER)} == {ANSWER[f"{role}_url"] for role in ROLES} - {None}


def test_an_event_counts_once_for_a_publisher_however_many_of_its_reports_it_cites():
    twice = {
        **event(source="https://a.example/1", source2="https://a.example/2"),
        "source2_publisher": "source",
    }
    counts = publisher_counts(pd.DataFrame([twice, event(source="https://a.example/1")]))
    assert counts.to_dict() == {"source": 2}


def test_no_event_has_no_source():
    assert cited_sources(EVENTS.iloc[:0]) == {}
    assert publisher_counts(EVENTS.iloc[:0]).empty
