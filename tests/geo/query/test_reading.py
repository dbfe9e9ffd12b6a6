"""One value of an address: what is read, and what is refused."""

import math
from datetime import date

import pytest

from geo.catalogue.spans import agreement_names
from geo.query import reading


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (reading.parse_day, "2024-05-28", date(2024, 5, 28)),
        (reading.parse_km, "20004", 20_004),
        (reading.parse_bbox, "124,37,127.5,39", (124, 37, 127.5, 39)),
        (reading.parse_words, "  two \n words ", "two words"),
    ],
)
def test_a_value_is_read(parse, text, value):
    assert parse(text) == value


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (reading.parse_day, "20240528"),
        (reading.parse_day, "2024-02-30"),
        (reading.parse_km, "-1"),
        (reading.parse_km, "20005"),
        (reading.parse_km, "nan"),
        (reading.parse_bbox, "127,37,124,39"),
        (reading.parse_bbox, "124,37,127"),
        (reading.parse_bbox, "124,37,127,nan"),
        (reading.parse_words, "x" * 201),
    ],
)
def test_a_value_that_breaks_its_rule_is_refused(parse, text):
    with pytest.raises(ValueError, match=r".*"):
        parse(text)


@pytest.mark.parametrize("text", ["", "north", "1_27", "nan", "91", "-90.1"])
def test_text_that_is_no_degree_is_not_a_number_or_a_problem(text):
    value, (problem,) = reading.parse_degrees("lat", text, 90)
    assert math.isnan(value) or abs(value) > 90
    assert (problem.where, problem.found, problem.wanted) == ("lat", repr(text), "degrees from -90 to 90")


def test_a_key_that_comes_twice_is_named_once():
    pairs = [("a", "1"), ("b", "1"), ("a", "2"), ("a", "3"), ("c", "1"), ("c", "2")]
    assert [one.where for one in reading.repeated(pairs, ("a", "b"))] == ["a"]


@pytest.mark.parametrize(
    ("read", "allowed"), [(reading.read_near, ["mdl", "nll"]), (reading.read_agreement, agreement_names())]
)
def test_an_unknown_id_is_refused_with_those_that_exist(read, allowed):
    found, (problem,) = read("key", ["nowhere"], ["mdl", "nll"])
    assert found is None
    assert (problem.where, problem.found, problem.wanted) == (
        "key",
        "'nowhere'",
        f"one of {', '.join(allowed)}",
    )


def test_of_several_words_the_known_ones_are_kept_in_the_order_of_the_codebook():
    found, (problem,) = reading.read_words("date_precision", {})("key", ["year", "week", "day"], ())
    assert found == ("day", "year")
    assert problem.found == "'week'"
