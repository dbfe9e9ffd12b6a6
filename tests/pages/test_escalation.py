"""The escalation page: chains, what stood on a day, and what is too few to tell."""

import pytest
from streamlit.testing.v1 import AppTest

from geo.escalation.chains import Answers
from geo.query.filter import EventFilter
from tests.pages.opened import ATLAS, open_page


def text_of(app: AppTest) -> str:
    return "\n".join(
        block.value for block in (*app.main.markdown, *app.main.caption, *app.main.info)
    ).replace("\\", "")


def test_the_chain_of_summer_2024_is_written_as_an_ordered_list_with_sources():
    app = open_page("escalation", **{"from": "2024-05-01", "to": "2024-06-30"})
    steps = next(block.value for block in app.main.markdown if block.value.startswith("1. ")).split("\n")
    heads = [line for line in steps if not line.startswith(" ")]
    assert [int(line.split(".")[0]) for line in heads] == list(range(1, len(heads) + 1))
    under = [line for line in steps if line.startswith(" ")]
    assert all("begins the chain" in line or "](<http" in line for line in under)
    assert any("the same day as step" in line for line in under)


def test_a_chain_can_be_named_by_any_of_its_events():
    app = open_page("escalation", chain="2015-08-10-loudspeakers-resume")
    chosen = app.main.selectbox(key="chain-choice").value
    links = Answers(ATLAS.selection(EventFilter())).chains
    assert "2015-08-10-loudspeakers-resume" in next(one.events for one in links if one.id == chosen)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2018-10-15", "signed by both sides 26 days before"),
        ("2023-12-01", "partly suspended by the ROK for 9 days"),
        ("2024-06-09", "suspended by the ROK for 5 days"),
    ],
)
def test_the_escalation_page_says_how_the_agreement_stood(day, words):
    assert words in text_of(open_page("escalation", asof=day))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-01-05", "in force for the ROK since 1 November 2018"),
        ("2018-06-01", "not yet in force (from 1 November 2018)"),
    ],
)
def test_a_point_off_yeonpyeong_gets_another_answer_on_another_day(day, words):
    app = open_page("escalation", asof=day)
    app.main.text_input(key="asof-point").set_value("37.62, 125.70").run()
    told = [line for line in text_of(app).split("\n") if "CMA sea buffer, West Sea" in line]
    assert words in told[-1]


def test_a_filter_that_leaves_three_events_is_told_to_be_too_few():
    app = open_page("escalation", **{"from": "1969-04-15", "to": "1969-04-15"})
    assert "too few" in text_of(app)
    assert {metric.value for metric in app.main.metric} >= {"too few to tell"}


def test_no_event_is_no_error():
    app = open_page("escalation", q="zzzz")
    assert not app.exception
    assert "No event matches" in text_of(app)


def test_a_bad_chain_day_and_change_of_the_address_are_told():
    app = open_page("escalation", chain="nothing", asof="yesterday", change="peace", days="7")
    told = app.warning[0].value.replace("\\", "")
    assert all(part in told for part in ("nothing", "yesterday", "peace", "'7'"))
