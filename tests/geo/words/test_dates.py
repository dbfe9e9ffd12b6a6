"""Dates in words are no finer than they are known, in both languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.words.dates import date_text, span_text
from tests.geo.words.cases import SPANS


@pytest.mark.parametrize(("first", "last", "known", "english", "korean"), SPANS)
def test_a_date_in_words_is_no_finer_than_it_is_known(first, last, known, english, korean):
    event = {"date": first, "end_date": None if last == first else last, "date_precision": known}
    assert (date_text(event), date_text(event, "ko")) == (english, korean)


@given(st.dates(date(1953, 1, 1), date(2030, 12, 31)), st.sampled_from(["month", "year"]))
def test_a_coarse_date_never_prints_a_day(day, precision):
    words = span_text(day, day, precision).split()
    assert len(words) == {"month": 2, "year": 1}[precision]
    assert len(span_text(day, day, precision, "ko").split()) == len(words)
