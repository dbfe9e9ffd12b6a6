"""The shipped catalogue: complete where it promises to be, without errors, its doubts explained."""

import pytest

from geo.catalogue.checks import CHECKS
from geo.catalogue.events import load_events
from geo.catalogue.explained import explained
from geo.catalogue.reports import of_role

FOUNDING = [
    ("2018-04-27", "agreement", "Panmunjom Declaration"),
    ("2018-05-26", "talks", "second Moon-Kim summit"),
    ("2018-09-14", "construction", "liaison office opens"),
    ("2018-09-18", "talks", "Third Moon-Kim summit"),
    ("2018-09-19", "agreement", "Comprehensive Military Agreement"),
    ("2020-06-09", "hotline", "every hotline"),
    ("2020-06-16", "demolition", "liaison office"),
    ("2023-04-26", "agreement", "Washington Declaration"),
    ("2023-11-22", "agreement-suspension", "no-fly clause"),
    ("2023-11-23", "agreement-suspension", "no longer bound"),
    ("2024-01-15", "statement", "principal enemy"),
    ("2024-04-02", "ballistic-missile", "Hwasong-16B"),
    ("2024-05-28", "balloon-launch", "Trash balloons"),
    ("2024-06-04", "agreement-suspension", "whole CMA"),
    ("2024-06-05", "bomber-flight", "B-1B"),
    ("2024-06-09", "mdl-crossing", "warning shots"),
    ("2024-06-09", "loudspeaker", "South Korea turns loudspeakers on"),
    ("2024-06-10", "loudspeaker", "North Korea puts loudspeakers back"),
    ("2024-06-10", "talks", "Third Nuclear Consultative Group"),
]


@pytest.fixture(scope="module")
def events():
    return load_events()


def test_it_holds_more_than_1650_events_of_both_sides(events):
    assert len(events) > 1650
    assert {"dprk", "rok", "us", "rok-us", "unc", "civil-society", "joint"} <= set(events["initiator"])


def test_it_runs_from_the_armistice(events):
    assert events.index[0] == "1953-07-27-armistice-signed"


@pytest.mark.parametrize(("day", "kind", "words"), FOUNDING)
def test_the_happenings_of_the_founding_article_are_there_with_a_source(events, day, kind, words):
    rows = events[(events["date"] == day) & (events["type"] == kind) & events["title"].str.contains(words)]
    assert len(rows) == 1
    assert of_role(rows["sources"].iloc[0], "says")


def test_every_doubt_is_explained_and_every_explanation_is_of_a_doubt(events):
    frame = events.assign(id=events.index)
    found = {
        (label, check.name)
        for check in CHECKS
        if check.severity == "doubt"
        for label, *_ in check.find(frame)
    }
    assert set(explained()) == found


def test_no_error_is_left(events):
    frame = events.assign(id=events.index)
    assert not [finding for check in CHECKS if check.severity == "error" for finding in check.find(frame)]


def test_places_off_the_map_say_so(events):
    abroad = events[events["location_precision"] == "abroad"]
    assert abroad["location_basis"].str.startswith("abroad:").all()
    assert {"1983-10-09-rangoon-bombing", "2018-06-12-singapore-summit"} <= set(abroad.index)


def test_statements_of_either_side_stand_in_one_category(events):
    statements = events[events["type"] == "statement"]
    assert set(statements["initiator"]) >= {"dprk", "rok", "us"}
    assert set(statements["category"]) == {"diplomacy"}


def test_a_counterclaim_has_a_source_of_its_own(events):
    told = events[events["counterclaim"].notna()]
    assert len(told) >= 20
    assert all(of_role(reports, "denies") for reports in told["sources"])


def test_deaths_say_whose_wherever_there_are_any(events):
    killed = events[events["deaths"].fillna(0) > 0]
    assert killed["deaths_of"].map(len).gt(0).mean() > 0.95
