"""The moment of a playback, as an address says it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.look.moment import Moment

BAD = (
    "",
    "June",
    "2024-13",
    "2024-00",
    "2024-06-31",
    "2024-W00",
    "2024-W53",
    "24",
    "2024-6",
    "2024-06/",
    "/2024",
)
BAD += (
    "2024-06/2024",
    "2024-07/2024-06",
    "2024-06/..",
    "../..",
    "2024/2024/2024",
    "0999",
    "2024-06-09T00:00",
    "２０２４",
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("1953-12", date(1953, 12, 1), date(1953, 12, 31)),
        ("2024-W01", date(2024, 1, 1), date(2024, 1, 7)),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("2024-06-09", date(2024, 6, 9), date(2024, 6, 9)),
        ("2024-04/2024-06", date(2024, 4, 1), date(2024, 6, 30)),
        ("../2024-06", None, date(2024, 6, 30)),
    ],
)
def test_a_moment_is_the_days_of_its_steps(text, first, last):
    assert Moment.read(text) == Moment(text, first, last)


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_window_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - what is wrong says the view
        Moment.read(text)


def test_one_step_is_written_once():
    assert Moment.read("2024-06/2024-06") == Moment.read("2024-06")


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)))
def test_the_day_week_month_and_year_of_a_day_hold_it(day):
    year, week, _ = day.isocalendar()
    texts = [f"{day}", f"{day:%Y-%m}", f"{day:%Y}"]
    if 1800 <= year <= 2099:
        texts.append(f"{year}-W{week:02}")
    for text in texts:
        moment = Moment.read(text)
        assert moment.first <= day <= moment.last < moment.first + timedelta(366)
        assert Moment.read(str(moment)) == moment
