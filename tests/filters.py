"""Filters that between them draw every kind of mark, for tests that add up what is drawn."""

FILTERS = (
    "",
    "from=2010-01-01&to=2010-12-31",
    "from=2024-01-01&to=2024-12-31",
    "type=nll-crossing",
    "category=diplomacy",
    "category=missile-nuclear&initiator=dprk",
    "precision=along&precision=within&precision=issued&precision=abroad",
    "place=pyongyang&place=mdl",
    "near=nll&within_km=20",
    "q=zzzzzz",
)
"""Queries; the first is all events, the last is none."""
