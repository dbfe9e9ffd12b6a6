"""What audits found, and how their samples are drawn."""

import pytest

from geo.catalogue.audits import audits, draw
from tests.korean import is_korean

IDS = [f"{year}-01-01-event" for year in range(1953, 2027)]


def test_the_rates_are_those_that_were_published():
    assert [round(one.rate_percent, 1) for one in audits()[:3]] == [8.1, 5.2, 6.6]


def test_an_audit_says_from_what_it_was_drawn_in_both_languages():
    for one in audits():
        assert one.of
        assert is_korean(one.of_ko)
        assert one.wrong <= one.fields
        assert one.events <= one.fields


def test_they_are_told_in_the_order_in_which_they_were_made():
    days = [one.day for one in audits()]
    assert days == sorted(days)


def test_a_sample_depends_on_ids_and_seed_alone():
    sample = draw(IDS, "first", 10)
    assert sample == draw(reversed(IDS), "first", 10)
    assert len(set(sample)) == 10
    assert set(sample) <= set(IDS)
    assert sample != draw(IDS, "second", 10)


def test_an_event_more_or_less_changes_a_sample_by_that_event_alone():
    sample = draw(IDS, "first", 10)
    assert draw([one for one in IDS if one != sample[3]], "first", 9) == sample[:3] + sample[4:]


@pytest.mark.parametrize("count", [0, 5, len(IDS) + 1])
def test_no_more_are_drawn_than_are_asked_for_or_there(count):
    assert len(draw(IDS, "first", count)) == min(count, len(IDS))
