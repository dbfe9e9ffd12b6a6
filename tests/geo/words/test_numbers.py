"""Counts in words."""

import pytest

from geo.words.numbers import days_text
from geo.words.table import number, say
from tests.geo.words.cases import NUMBERS


@pytest.mark.parametrize(
    ("days", "text"), [(0, "0 days"), (1, "1 day"), (2.5, "2.5 days"), (None, say("number.too_few"))]
)
def test_days_are_said_with_their_number(days, text):
    assert days_text(days) == text


@pytest.mark.parametrize(("value", "english", "korean"), NUMBERS)
def test_korean_counts_large_numbers_in_myriads(value, english, korean):
    assert (number(value), number(value, "ko")) == (english, korean)
    assert say("filter.near", "ko", name="서울", km=value) == f"서울에서 {korean} km 이내"
