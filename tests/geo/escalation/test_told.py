"""A chain in words: every step with what it answered, who says so and in which report."""

from datetime import date

import pytest

from geo.escalation.chains import links_of
from geo.escalation.metadata import told_metadata
from geo.escalation.told import MOST_STEPS, ToldChains, file_name
from geo.words.table import say
from tests.geo.paper.chain.told import BASE, LOUDSPEAKERS, NOTHING, SUMMER, TIT_FOR_TAT, told

SAME = {"en": "the same day as step", "ko": "단계와 같은 날"}


def test_the_tit_for_tat_of_summer_2024_is_told_whole_and_in_order():
    steps = told(SUMMER, LOUDSPEAKERS).steps
    assert len(steps) >= 17
    at = [next(step.number for step in steps if step.id == key) for key in TIT_FOR_TAT]
    assert at == sorted(at)
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_each_link_is_told_once_with_its_days_and_its_report(language):
    made = told((), LOUDSPEAKERS, language)
    said = {step.id: step.told for step in made.steps}
    for link in made.links:
        (found,) = [one for one in said[link.answer] if one.report == link.report]
        assert found.report == link.reports[0]
        number = made.numbers[link.cause]
        days = f"{link.days} day" if language == "en" else f"{number}단계 {link.days}일"
        assert (days if link.days else SAME[language]) in found.words
    assert len(made.links) == len(links_of(made.answers.links, made.numbers))
    assert [step.id for step in made.steps if not step.told] == list(made.chains[0].roots)


def test_a_statement_is_a_step_like_any_other():
    steps = {step.id: step for step in told(SUMMER, LOUDSPEAKERS).steps}
    statement = steps["2024-05-26-dprk-warns-of-wastepaper"]
    assert statement.told[0].report.publisher == "KCNA"
    assert statement.source.url.startswith("http")


def test_a_step_outside_the_filter_says_so_and_the_title_has_the_days_of_the_filter():
    made = told(SUMMER, LOUDSPEAKERS)
    wanted = made.answers.selection.rows.index
    assert {step.id for step in made.steps if not step.inside} == {
        step.id for step in made.steps if step.id not in wanted
    }
    assert made.steps[0].first_day == date(2024, 1, 15)
    assert made.days == (date(2024, 5, 10), date(2024, 6, 10))
    assert made.title() == "Action and reaction, 10 May – 10 June 2024"
    assert "Filter: 37 of" in made.sentence()


def test_of_many_chains_the_longest_that_fit_are_numbered_through():
    made = told()
    assert 1 < len(made.chains) < len(made.found)
    assert len(made.steps) <= MOST_STEPS
    assert made.chains == made.found[: len(made.chains)]
    assert len(made.steps) + len(made.found[len(made.chains)].events) > MOST_STEPS
    assert [step.chain for step in made.steps] == sorted(step.chain for step in made.steps)
    assert f"The {len(made.chains)} longest of {len(made.found)} chains" in made.sentence()


def test_of_a_chain_too_long_its_first_steps_are_told_and_how_many_are_left(monkeypatch):
    monkeypatch.setattr("geo.escalation.told.MOST_STEPS", 10)
    made = ToldChains(told((), LOUDSPEAKERS).answers, LOUDSPEAKERS)
    assert len(made.steps) == 10
    assert made.untold == len(made.chains[0].events) - 10
    assert {link.cause for link in made.links} | {link.answer for link in made.links} <= set(made.numbers)
    assert f"{made.untold} more events" in made.sentence()


def test_without_any_answer_there_is_no_step_and_the_sentence_says_why():
    made = told(NOTHING)
    assert made.steps == ()
    assert made.title() == "Action and reaction"
    assert made.sentence().startswith("No report in the catalogue")


def test_the_address_names_filter_and_chain_and_the_citation_the_address():
    made = told(SUMMER, LOUDSPEAKERS, "ko")
    address = f"{BASE}/escalation?from=2024-05-10&to=2024-06-10&chain={LOUDSPEAKERS}&lang=ko"
    assert made.permalink(BASE) == address
    about = told_metadata(made, BASE)
    assert about.url == address
    assert address in about.citation
    assert made.sentence() in about.citation
    assert about.method == say("method.chains", "ko")


def test_the_file_is_named_by_its_chain():
    selection = told(SUMMER).answers.selection
    assert file_name(selection, LOUDSPEAKERS, "pptx").startswith(f"mdl-atlas_chain_{LOUDSPEAKERS}_")
    assert file_name(selection, None, "png").startswith("mdl-atlas_chains_2024-05-10_")
