"""Every unit of the catalogue has its Korean, with the counter that goes with it."""

import re

import pytest

from geo.catalogue.events import load_events
from geo.catalogue.units import counted, quantity_text


def test_every_unit_of_the_catalogue_is_in_the_table_and_no_other():
    assert set(counted("ko")) == set(load_events()["quantity_unit"].dropna())


def test_the_number_stands_once_before_its_counter():
    assert [words for words in counted("ko").values() if not re.search(r"\{count\}[가-힣mk]", words)] == []
    assert [words for words in counted("ko").values() if words.count("{count}") != 1] == []


@pytest.mark.parametrize(
    ("count", "unit", "english", "korean"),
    [
        (170, "shells", "170 shells", "포탄 170발"),
        (1200, "people", "1,200 people", "1,200명"),
        (500_000, "leaflets", "500,000 leaflets", "전단 50만 장"),
        (60, "m of road", "60 m of road", "도로 60m"),
        (3, "kites {0}", "3 kites {0}", "3 kites {0}"),
    ],
)
def test_a_quantity_is_told_with_its_unit(count, unit, english, korean):
    assert quantity_text(count, unit) == english
    assert quantity_text(count, unit, "ko") == korean
