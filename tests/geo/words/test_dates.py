"""Dates in words are no finer than they are known, in both languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.words.dates import date_text, span_text


@pytest.mark.parametrize(
    ("day", "end", "precision", "text"),
    [
        ("2024-05-28", None, "day", "28 May 2024"),
        ("2024-05-28", "2024-05-28", "day", "28 May 2024"),
        ("2024-05-28", "2024-05-29", "day", "28–29 May 2024"),
        ("2024-05-28", "2024-06-02", "day", "28 May – 2 June 2024"),
        ("2024-12-28", "2025-01-02", "day", "28 December 2024 – 2 January 2025"),
        ("2024-05-01", None, "month", "May 2024"),
        ("2024-05-01", "2024-06-12", "month", "May–June 2024"),
        ("2024-07-01", "2025-06-12", "month", "July 2024 – June 2025"),
        ("1980-01-01", None, "year", "1980"),
        ("1980-01-01", "1983-05-01", "year", "1980–1983"),
    ],
)
def test_a_date_in_words_is_no_finer_than_it_is_known(day, end, precision, text):
    assert date_text({"date": day, "end_date": end, "date_precision": precision}) == text


@pytest.mark.parametrize(
    ("date", "end", "precision", "words"),
    [
        ("2024-05-28", None, "day", "2024년 5월 28일"),
        ("2024-05-28", "2024-05-29", "day", "2024년 5월 28일 – 29일"),
        ("2024-05-28", "2024-06-02", "day", "2024년 5월 28일 – 6월 2일"),
        ("2024-12-28", "2025-01-02", "day", "2024년 12월 28일 – 2025년 1월 2일"),
        ("2024-05-01", None, "month", "2024년 5월"),
        ("2024-01-01", "2025-01-01", "year", "2024년 – 2025년"),
    ],
)
def test_dates_in_korean_are_no_finer_than_known(date, end, precision, words):
    assert date_text({"date": date, "end_date": end, "date_precision": precision}, "ko") == words


@given(st.dates(date(1953, 1, 1), date(2030, 12, 31)), st.sampled_from(["month", "year"]))
def test_a_coarse_date_never_prints_a_day(day, precision):
    words = span_text(day, day, precision).split()
    assert len(words) == {"month": 2, "year": 1}[precision]
    assert len(span_text(day, day, precision, "ko").split()) == len(words)
