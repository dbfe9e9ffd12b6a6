"""The timeline of the map page: its bars are those of the slide."""

import pytest

from geo.atlas.keyfigures import timeline
from geo.atlas.load import load_atlas
from geo.query.filter import EventFilter
from tests.pages.opened import open_page


@pytest.mark.parametrize(
    "query",
    [
        {"from": "2017-01-01", "to": "2024-12-31"},
        {"from": "2024-05-28", "to": "2024-11-30", "type": "balloon-launch"},
    ],
)
def test_the_page_counts_by_the_unit_of_the_slide(query):
    atlas = load_atlas()
    unit = timeline(atlas.selection(EventFilter.from_query(query.items(), atlas.boundary_ids))).unit
    captions = [caption.value for caption in open_page(**query).caption]
    assert [text for text in captions if text.startswith(f"Events a {unit} ")]
