"""What stood on a day, as tables."""

from datetime import date

from geo.escalation.as_of import spans_table, standings_table


def test_every_span_stands_in_the_table_of_spans():
    assert len(spans_table()) > 100
    assert set(standings_table(date(2024, 6, 9))["subject"]) >= {
        "CMA",
        "Armistice",
        "ROK loudspeakers",
    }
