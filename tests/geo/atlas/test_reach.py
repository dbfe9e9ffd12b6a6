"""What is told of a filter stays within its dates, and what reaches beyond them is counted and marked."""

from datetime import date

import pytest

from geo.atlas.keyfigures import key_figures, timeline
from geo.atlas.load import load_atlas
from geo.atlas.reach import marked, reach_words, reaching, when
from geo.query.filter import EventFilter

ATLAS = load_atlas()
SUMMER = (("from", "2024-05-28"), ("to", "2024-06-30"))
LONG = "2024-02-28-rok-rebuilds-guard-posts"
"""Lasts from 28 February 2024 to 14 May 2025."""
COARSE = "2024-05-01-dprk-removes-donghae-rails"
"""Known to be of May 2024."""
FILTERS = [
    SUMMER,
    (("from", "2010-11-01"),),
    (("to", "1970-06-30"),),
    (("from", "1990-01-01"), ("to", "1990-12-31")),
]


def selection(pairs):
    return ATLAS.selection(EventFilter.from_query(pairs, ATLAS.boundary_ids))


def test_one_long_event_does_not_make_a_month_look_like_years():
    chosen = selection(SUMMER)
    assert LONG in chosen.rows.index
    assert chosen.title() == "Military tension on the Korean Peninsula, 2024"
    assert chosen.days == (date(2024, 5, 28), date(2024, 6, 30))
    assert timeline(chosen).periods == ("2024-05", "2024-06")


@pytest.mark.parametrize("pairs", FILTERS)
def test_days_and_timeline_lie_within_the_dates_of_the_filter(pairs):
    chosen = selection(pairs)
    wanted = chosen.wanted
    for first, last in (chosen.days, chosen.first_days):
        assert (wanted.from_date or first) <= first <= last <= (wanted.to_date or last)
    counted = timeline(chosen)
    assert sum(map(sum, counted.counts.values())) == chosen.count
    size = len(counted.periods[0])
    assert counted.periods[0] >= str(chosen.first_days[0])[:size]
    assert counted.periods[-1] <= str(chosen.first_days[1])[:size]


@pytest.mark.parametrize("pairs", FILTERS)
def test_what_reaches_beyond_is_counted_as_it_is_marked(pairs):
    chosen = selection(pairs)
    text = marked(chosen.rows, chosen.wanted)
    assert reaching(chosen) == text.str.contains("←|→").sum()
    assert list(text) == [when(event, chosen.wanted) for _, event in chosen.rows.iterrows()]


def test_the_arrows_stand_on_the_sides_on_which_an_event_reaches_beyond():
    chosen = selection(SUMMER)
    text = marked(chosen.rows, chosen.wanted)
    assert text[LONG] == "← 28 February 2024 – 14 May 2025 →"
    assert text[COARSE] == "← May 2024"
    assert when(ATLAS.event(COARSE), chosen.wanted, "ko") == "← 2024년 5월"
    assert reach_words(chosen).startswith("5 events reach")


def test_without_dates_nothing_reaches_beyond():
    assert reaching(selection(())) == 0
    assert reach_words(selection(())) == ""


def test_the_first_event_is_the_first_that_begins_within_the_filter():
    first = key_figures(selection(SUMMER)).first
    assert ATLAS.event(first)["date"] == "2024-05-28"
    # Nothing but what had begun before.
    only = selection((("from", "2024-03-01"), ("to", "2024-03-01"), ("q", "guard posts")))
    assert key_figures(only).first == LONG
