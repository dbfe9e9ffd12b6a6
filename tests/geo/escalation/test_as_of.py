"""What stood on a day, as tables."""

from datetime import date

from geo.escalation.as_of import spans_table, standings_table
from tests.korean import is_korean


def test_every_span_stands_in_the_table_of_spans():
    assert len(spans_table()) > 100
    assert set(standings_table(date(2024, 6, 9))["subject"]) >= {
        "CMA",
        "Armistice",
        "ROK loudspeakers",
    }


def test_the_notes_of_a_day_are_told_in_the_language_asked_for():
    notes = {language: standings_table(date(2024, 6, 9), language)["note"] for language in ("en", "ko")}
    assert notes["en"].notna().equals(notes["ko"].notna())
    assert notes["ko"].dropna().map(is_korean).all()
    assert not notes["en"].dropna().map(is_korean).any()
