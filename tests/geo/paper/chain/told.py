"""Chains told, for the tests of what is drawn of them."""

from functools import cache

from geo.atlas.load import load_atlas
from geo.escalation.chains import answers_of
from geo.escalation.told import ToldChains
from geo.query.filter import EventFilter

BASE = "https://atlas.example.org"
LOUDSPEAKERS = "2024-06-09-rok-resumes-loudspeakers"
"""A step of the tit-for-tat of summer 2024."""
SUMMER = (("from", "2024-05-10"), ("to", "2024-06-10"))
NOTHING = (("from", "1957-01-01"), ("to", "1957-01-02"))
TIT_FOR_TAT = (
    "2024-05-10-leaflets-ganghwa",
    "2024-05-28-trash-balloons-wave-1",
    "2024-06-06-leaflets-pocheon",
    "2024-06-08-trash-balloons-wave-3",
    "2024-06-09-rok-resumes-loudspeakers",
    "2024-06-10-dprk-reinstalls-loudspeakers",
)
"""Leaflets, balloons, leaflets, balloons, loudspeakers, loudspeakers: each answered the one before."""


@cache
def told(pairs=(), chain=None, language="en") -> ToldChains:
    atlas = load_atlas()
    selection = atlas.selection(EventFilter.from_query(pairs, atlas.boundary_ids))
    return ToldChains(answers_of(selection), chain, language)
