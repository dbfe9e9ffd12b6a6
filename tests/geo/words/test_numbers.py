"""Counts in words."""

import pytest

from geo.words.numbers import days_text
from geo.words.table import say


@pytest.mark.parametrize(
    ("days", "text"), [(0, "0 days"), (1, "1 day"), (2.5, "2.5 days"), (None, say("number.too_few"))]
)
def test_days_are_said_with_their_number(days, text):
    assert days_text(days) == text
