"""What the codebook promises."""

import json
import re

import pytest

from geo.atlas.fields import SCHEMA_PATH as DERIVED_SCHEMA
from geo.catalogue import codebook
from geo.settings import DATA
from tests.korean import is_korean, lost_figures

BOOKS = sorted(DATA.glob("*.schema.json"))


def test_the_codebook_is_a_table_schema_that_names_describes_and_types_every_field():
    assert codebook.codebook()["fieldsMatch"] == "subset"
    for field in codebook.fields().values():
        assert field.title
        assert field.description
        assert field.type in {"string", "date", "integer", "number", "list"}


def test_enum_and_categories_of_a_field_say_the_same():
    for raw in codebook.codebook()["fields"]:
        words = [word["value"] for word in raw.get("categories", ())]
        assert raw.get("constraints", {}).get("enum", words) == words


def test_every_word_has_both_labels_and_a_meaning():
    for name in codebook.fields():
        for word in codebook.vocabulary(name).values():
            assert word.label
            assert word.description
            assert any("가" <= letter <= "힣" for letter in word.label_ko) or word.label_ko.isascii()


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_a_codebook_says_everything_in_korean_too(path):
    book = codebook.codebook(path)
    words = [word for field in book["fields"] for word in field.get("categories", ())]
    assert all(word["label_ko"] for word in words)
    said = [(one, name) for one in (book, *book["fields"]) for name in ("title", "description")]
    for one, name in [*said, *((word, "description") for word in words)]:
        korean = one.get(f"{name}_ko")
        # The names of licences and credits stay as they are.
        assert is_korean(korean) or korean == one[name] or "contributors" in korean, one
        assert not lost_figures(one[name], korean), one


def test_a_column_is_told_in_the_language_asked_for():
    column = codebook.fields(DERIVED_SCHEMA)["first_day"]
    assert (column.title_in("en"), column.title_in("ko")) == ("First day", "첫날")
    assert column.description_in("en") != column.description_in("ko")


def test_every_type_stands_in_known_categories():
    categories = set(codebook.vocabulary("category"))
    for word in codebook.vocabulary("type").values():
        assert word.categories
        assert set(word.categories) <= categories


def test_a_rule_of_a_type_names_no_side():
    for word in codebook.vocabulary("type").values():
        assert "provoc" not in word.description.lower()
        words = re.findall(r"\w+", word.description.lower())
        assert ("dprk" in words) == ("rok" in words)


def test_labels_come_in_english_and_korean():
    assert codebook.label("type", "mdl-crossing") == "MDL crossing"
    assert codebook.label("type", "mdl-crossing", "ko") == "군사분계선 월선"


def test_location_errors_are_metres_and_what_has_no_point_has_none():
    errors = {value: word.error_m for value, word in codebook.vocabulary("location_precision").items()}
    assert errors == {"exact": 1000, "near": 10_000, "area": 50_000} | dict.fromkeys(
        ("along", "within", "issued", "abroad")
    )


def test_the_codebook_file_is_plain_json_with_a_final_newline():
    text = codebook.SCHEMA_PATH.read_text(encoding="utf-8")
    assert json.loads(text)
    assert text.endswith("}\n")
