"""What is too few is not told as a median or a percentage."""

from datetime import date

import pandas as pd
import pytest

from geo.smallnumbers import (
    FEWEST_FOR_MEDIAN,
    TOO_FEW,
    BeforeAfter,
    before_and_after,
    days_text,
    guarded_median,
)

CHANGE = date(2024, 6, 4)


def counted(days, span=30, last_known=date(2025, 1, 1)):
    return before_and_after(pd.Series(pd.to_datetime(days)), CHANGE, span, last_known)


def test_a_median_needs_five_values():
    assert guarded_median([1] * (FEWEST_FOR_MEDIAN - 1)) is None
    assert guarded_median([1, 2, 3, 4, 100]) == 3
    assert guarded_median([]) is None


@pytest.mark.parametrize(("days", "text"), [(0, "0 days"), (1, "1 day"), (2.5, "2.5 days"), (None, TOO_FEW)])
def test_days_are_said_with_their_number(days, text):
    assert days_text(days) == text


def test_the_day_of_the_change_counts_as_after_and_both_times_are_equally_long():
    found = counted(["2024-05-04", "2024-05-05", "2024-06-03", "2024-06-04", "2024-07-03", "2024-07-04"])
    assert (found.before, found.after) == (2, 2)


def test_four_events_before_make_no_percentage():
    assert BeforeAfter(CHANGE, 30, 4, 2, complete=True).change_text == TOO_FEW


@pytest.mark.parametrize(
    ("before", "after", "text"), [(10, 5, "50 % fewer"), (10, 22, "120 % more"), (12, 12, "as many")]
)
def test_ten_events_before_do(before, after, text):
    assert BeforeAfter(CHANGE, 30, before, after, complete=True).change_text == text


def test_a_time_that_is_not_over_is_not_compared():
    found = counted(["2024-06-03"] * 20, last_known=date(2024, 7, 2))
    assert not found.complete
    assert "not over" in found.change_text
    assert counted(["2024-06-03"] * 20, last_known=date(2024, 7, 3)).complete
