"""What is too few is not told as a median or a percentage."""

from datetime import date

import pandas as pd
import pytest

from geo.atlas.load import load_atlas
from geo.escalation.before_after import (
    BeforeAfter,
    before_after_table,
    before_and_after,
    changes,
)
from geo.query.filter import EventFilter
from geo.words.table import say

CHANGE = date(2024, 6, 4)


def counted(days, span=30, last_known=date(2025, 1, 1)):
    return before_and_after(pd.Series(pd.to_datetime(days)), CHANGE, span, last_known)


def test_the_day_of_the_change_counts_as_after_and_both_times_are_equally_long():
    found = counted(["2024-05-04", "2024-05-05", "2024-06-03", "2024-06-04", "2024-07-03", "2024-07-04"])
    assert (found.before, found.after) == (2, 2)


def test_four_events_before_make_no_percentage():
    assert BeforeAfter(CHANGE, 30, 4, 2, complete=True).change_text() == say("number.too_few")


@pytest.mark.parametrize(
    ("before", "after", "text"), [(10, 5, "50 % fewer"), (10, 22, "120 % more"), (12, 12, "as many")]
)
def test_ten_events_before_do(before, after, text):
    assert BeforeAfter(CHANGE, 30, before, after, complete=True).change_text() == text


def test_a_time_that_is_not_over_is_not_compared():
    found = counted(["2024-06-03"] * 20, last_known=date(2024, 7, 2))
    assert not found.complete
    assert "not over" in found.change_text()
    assert counted(["2024-06-03"] * 20, last_known=date(2024, 7, 3)).complete


def test_before_and_after_tells_too_few_of_few():
    loudspeakers = load_atlas().selection(EventFilter(type=("loudspeaker",)))
    table = before_after_table(loudspeakers, date(2024, 6, 4), 90)
    assert set(table["change"]) == {say("number.too_few")}


def test_changes_come_latest_first_and_name_their_day():
    days = [day for day, _ in changes().values()]
    assert days == sorted(days, reverse=True)
    assert (date(2024, 6, 4), "CMA: suspended (ROK)") in changes().values()
