"""The sources page: every line with what is known of it."""

from geo.words.table import say
from tests.pages.opened import ATLAS, open_page


def test_the_sources_page_lists_every_line_with_licence_and_accuracy():
    app = open_page("sources")
    lines = app.dataframe[0].value
    assert len(lines) == len(ATLAS.boundary_ids)
    assert lines[[say(f"column.{name}") for name in ("source", "licence", "accuracy_m")]].notna().all().all()


def test_the_sources_page_counts_every_address_that_the_columns_hold():
    columns = [name for name in ATLAS.events if name.endswith("_url")]
    addresses = {url for name in columns for url in ATLAS.events[name].dropna()}
    assert any(f"cite {len(addresses):,} sources" in one.value for one in open_page("sources").caption)
