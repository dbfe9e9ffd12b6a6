"""Chains: their shape, their days, and what the shipped catalogue says of action and reaction."""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas.load import load_atlas
from geo.catalogue.codebook import vocabulary
from geo.catalogue.reports import Report, of_role
from geo.escalation.chains import (
    PARTIES,
    PARTY_OF,
    Link,
    answered,
    atlas_links,
    find_chains,
    find_links,
    links_of,
    pairs,
)
from geo.words.table import say

ATLAS = load_atlas()
LINKS = atlas_links(ATLAS)
REPORT = Report("answers", "T", "P", "https://example.org/1")
CHAINS = find_chains(LINKS, ATLAS.events["first_day"].to_dict())


def link(cause, answer, days=1, cause_party="dprk", answer_party="rok-allies"):
    return Link(cause, answer, cause_party, answer_party, days, "actor", (REPORT,))


def days_of(*names):
    """Names such as a1 or b10: the number is the day of January 2024."""
    return {name: pd.Timestamp(2024, 1, int(name[1:])) for name in names}


def chain(*ends):
    names = {name for pair in ends for name in pair}
    (found,) = find_chains([link(*pair) for pair in ends], days_of(*names))
    return found


def test_every_initiator_is_of_one_party():
    assert set(PARTY_OF) == set(vocabulary("initiator"))
    assert sum(len(initiators) for initiators in PARTIES.values()) == len(PARTY_OF)


def test_events_that_hang_together_are_one_chain_and_others_are_not():
    found = find_chains(
        [link("a1", "b2"), link("b2", "c3"), link("d4", "e5")], days_of("a1", "b2", "c3", "d4", "e5")
    )
    assert [one.events for one in found] == [("a1", "b2", "c3"), ("d4", "e5")]


def test_an_answer_of_the_same_day_stands_after_its_cause_whatever_their_ids():
    found = find_chains([link("z1", "a1", 0), link("a1", "b1", 0)], days_of("z1", "a1", "b1"))
    assert found[0].events == ("z1", "a1", "b1")


def test_length_counts_answers_in_a_row_and_branching_those_to_one_act():
    found = chain(("a1", "b2"), ("a1", "c3"), ("a1", "d4"), ("d4", "e5"))
    assert (found.length, found.branching, found.roots) == (2, 3, ("a1",))


def test_a_chain_may_have_several_roots():
    assert chain(("a1", "c3"), ("b2", "c3")).roots == ("a1", "b2")


@given(
    st.sets(
        st.tuples(st.integers(1, 28), st.integers(1, 28)).filter(lambda pair: pair[0] < pair[1]), min_size=1
    )
)
def test_no_answer_stands_before_its_cause(numbers):
    ends = [(f"n{one}", f"n{other}") for one, other in numbers]
    found = find_chains([link(*pair) for pair in ends], days_of(*{name for pair in ends for name in pair}))
    for one in found:
        for each in one.links:
            assert one.events.index(each.cause) < one.events.index(each.answer)
    assert sum(len(one.links) for one in found) == len(ends)
    assert len({event for one in found for event in one.events}) == sum(len(one.events) for one in found)


# --- Counting ------------------------------------------------------------------------------------------------


def events_of(**initiators):
    return pd.DataFrame({"initiator": initiators, "type": "statement"})


def test_an_act_that_several_answered_counts_once_with_its_first_answer():
    acts = events_of(**{f"a{n}": "dprk" for n in range(6)})
    links = [link(f"a{n}", f"b{n}", days) for n in range(6) for days in (9, n)]
    found = answered(links, acts)["dprk"]
    assert (found.acts, found.answered, found.counted, found.median_days) == (6, 6, 6, 2.5)


def test_an_answer_by_the_same_party_is_no_answer_by_another():
    found = answered([link("a1", "b2", answer_party="dprk")], events_of(a1="dprk"))["dprk"]
    assert (found.acts, found.answered) == (1, 0)


def test_an_act_with_an_answer_known_only_to_the_month_is_answered_but_its_days_are_not_counted():
    found = answered([link("a1", "b2", None), link("a1", "c3", 5)], events_of(a1="dprk"))["dprk"]
    assert (found.answered, found.counted) == (1, 0)


def test_four_answers_are_too_few_for_a_median():
    acts = events_of(**{f"a{n}": "dprk" for n in range(4)})
    assert answered([link(f"a{n}", "b") for n in range(4)], acts)["dprk"].median_days is None


def test_pairs_count_by_who_answered_and_what():
    kinds = pd.DataFrame({"type": {"a1": "balloon-launch", "b2": "loudspeaker", "c3": "statement"}})
    found = pairs([link("a1", "b2"), link("a1", "c3"), link("b2", "c3", answer_party="dprk")], kinds)
    assert {(one.party, one.cause_type, one.answer_type, one.count) for one in found} == {
        ("rok-allies", "balloon-launch", "loudspeaker", 1),
        ("rok-allies", "balloon-launch", "statement", 1),
        ("dprk", "loudspeaker", "statement", 1),
    }


# --- The shipped catalogue -----------------------------------------------------------------------------------


def test_every_link_of_the_catalogue_is_drawn_and_no_other():
    column = ATLAS.events["responds_to"].explode().dropna()
    assert {(each.cause, each.answer) for each in LINKS} == set(zip(column, column.index, strict=True))


def test_both_ends_of_every_link_exist_and_no_link_runs_back_in_time():
    for each in LINKS:
        assert {each.cause, each.answer} <= set(ATLAS.events.index)
        assert each.days is None or each.days >= 0


def test_days_are_told_only_where_both_ends_are_known_to_the_day():
    day = ATLAS.events["date_precision"] == "day"
    for each in LINKS:
        assert (each.days is not None) == (day[each.cause] and day[each.answer])


def test_every_link_has_the_reports_that_say_so():
    for each in LINKS:
        told = ATLAS.events["sources"][each.answer]
        assert each.said_by is None or each.reports == of_role(told, "answers")
        assert all(one.url.startswith("http") and one.title and one.publisher for one in each.reports)


def test_a_link_has_as_many_reports_as_state_it():
    ids = ["2015-08-04-dmz-landmine", "2015-08-10-loudspeakers-resume"]
    events = ATLAS.events.loc[ids].assign(responds_to_said_by="observer")
    events.at[ids[1], "responds_to"] = (ids[0],)
    stating = tuple(replace(REPORT, url=f"https://example.org/{number}") for number in (1, 2))
    events.at[ids[1], "sources"] = (*of_role(events.at[ids[1], "sources"], "says"), *stating)
    (found,) = find_links(events)
    assert found.reports == stating
    assert found.report == stating[0]


def test_answered_by_is_the_other_side_of_responds_to():
    back = defaultdict(set)
    for each in LINKS:
        back[each.cause].add(each.answer)
    assert {key: set(answers) for key, answers in ATLAS.events["answered_by"].items() if answers} == back


def test_links_of_a_selection_touch_it():
    some = {LINKS[0].cause}
    assert all(each.cause in some or each.answer in some for each in links_of(LINKS, some))
    assert LINKS[0] in links_of(LINKS, some)


LEAFLETS_TO_LOUDSPEAKERS = [
    "2024-05-10-leaflets-ganghwa",
    "2024-05-28-trash-balloons-wave-1",
    "2024-06-06-leaflets-pocheon",
    "2024-06-08-trash-balloons-wave-3",
    "2024-06-09-rok-resumes-loudspeakers",
    "2024-06-09-kim-yo-jong-new-counteraction",
]


@pytest.mark.parametrize(("cause", "answer"), [*pairwise(LEAFLETS_TO_LOUDSPEAKERS)])
def test_leaflets_balloons_loudspeakers_and_the_answer_of_june_2024_are_linked_one_by_one(cause, answer):
    (found,) = (each for each in LINKS if (each.cause, each.answer) == (cause, answer))
    first_day = ATLAS.events["first_day"]
    assert found.days == (first_day[answer] - first_day[cause]).days


def test_leaflets_balloons_and_loudspeakers_of_2024_are_one_chain_in_order():
    (found,) = (one for one in CHAINS if LEAFLETS_TO_LOUDSPEAKERS[0] in one.events)
    steps = [found.events.index(event) for event in LEAFLETS_TO_LOUDSPEAKERS]
    assert steps == sorted(steps)
    assert found.length >= len(LEAFLETS_TO_LOUDSPEAKERS) - 1


@pytest.mark.parametrize(
    ("cause", "answer", "days"),
    [
        ("2015-08-04-dmz-landmine", "2015-08-10-loudspeakers-resume", 6),
        ("2016-01-06-fourth-nuclear-test", "2016-01-08-loudspeakers-resume", 2),
        ("2023-11-21-satellite-malligyong-1", "2023-11-22-rok-suspends-cma-airspace", 1),
        ("2023-11-22-rok-suspends-cma-airspace", "2023-11-23-dprk-scraps-cma", 1),
    ],
)
def test_what_everybody_reports_is_linked_with_its_days(cause, answer, days):
    assert (cause, answer, days) in {(each.cause, each.answer, each.days) for each in LINKS}


def test_the_method_says_what_a_link_is_not():
    assert "not that it was the cause" in say("method.chains")


def test_find_links_falls_back_on_the_events_own_source():
    events = ATLAS.events.loc[["2015-08-04-dmz-landmine", "2015-08-10-loudspeakers-resume"]].assign(
        responds_to_said_by=None
    )
    events.at["2015-08-10-loudspeakers-resume", "responds_to"] = ("2015-08-04-dmz-landmine",)
    (found,) = find_links(events)
    assert found.said_by is None
    assert found.report.url == events.at["2015-08-10-loudspeakers-resume", "sources"][0].url
