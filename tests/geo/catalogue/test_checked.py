"""Whether a row was read against its reports: its state, its words, and how many rows are in which state."""

import pandas as pd
import pytest

from geo.catalogue.checked import STATES, checked_text, state_of, states_by_grade

READ = [
    ("2026-11-27", 3, "yes"),
    ("2026-11-27", 1, "yes"),
    ("2026-11-27", 0, "unconfirmed"),
    (None, None, "no"),
]


@pytest.mark.parametrize(("day", "against", "state"), READ)
def test_a_row_is_read_not_read_or_read_in_vain(day, against, state):
    assert state_of(day, against) == state


@pytest.mark.parametrize(
    ("day", "against", "english", "korean"),
    [
        (
            "2026-11-27",
            1,
            "read against 1 report on 27 November 2026",
            "2026년 11월 27일에 보도 1건과 대조함",
        ),
        (
            "2026-11-27",
            3,
            "read against 3 reports on 27 November 2026",
            "2026년 11월 27일에 보도 3건과 대조함",
        ),
        (
            "2026-11-27",
            0,
            "read on 27 November 2026: no report could be read again",
            "2026년 11월 27일에 대조하려 했으나 다시 읽을 수 있는 보도가 없음",
        ),
        (None, None, "not yet read against its reports", "아직 보도와 대조하지 않음"),
    ],
)
def test_it_is_told_in_both_languages(day, against, english, korean):
    assert (checked_text(day, against), checked_text(day, against, "ko")) == (english, korean)


def test_rows_are_counted_by_grade_and_state_and_as_many_as_they_stand_for():
    events = pd.DataFrame(
        {
            "confidence": ["confirmed", "confirmed", "reported", "reported"],
            "checked": ["2026-11-27", "2026-11-26", None, "2026-11-27"],
            "checked_against": pd.array([2, 0, None, 4], dtype="Int64"),
            "count": [10, 5, 7, 1],
        }
    )
    found = states_by_grade(events)
    assert list(found.columns) == list(STATES)
    assert found.loc["confirmed"].tolist() == [10, 0, 5]
    assert found.loc["reported"].tolist() == [1, 7, 0]
    assert found.loc["disputed"].tolist() == [0, 0, 0]
    assert states_by_grade(events.drop(columns="count")).to_numpy().sum() == 4
