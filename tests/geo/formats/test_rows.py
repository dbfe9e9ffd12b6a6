"""Rows as plain values."""

from geo.atlas.load import load_atlas
from geo.formats.rows import records


def test_an_unknown_count_is_empty_not_zero():
    events = load_atlas().events
    unknown = events[events["deaths"].isna()].iloc[:1]
    assert next(iter(records(unknown, ["deaths"])))["deaths"] is None
