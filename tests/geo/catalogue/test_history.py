"""What the history of the catalogue tells in English it tells in Korean, and nothing else."""

import pandas as pd
import pytest

from geo.catalogue import korean
from geo.catalogue.history import changes, versions

HELD = (
    korean.figures_told_otherwise,
    korean.names_told_otherwise,
    korean.side_told_otherwise_in_korean,
)
TOLD = {
    "why": {change.why: change.why_ko for change in changes()},
    "what": {version.what: version.what_ko for version in versions()},
}


def test_equal_reasons_are_equal_in_korean():
    assert len({(change.why, change.why_ko) for change in changes()}) == len(TOLD["why"])


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
def test_the_history_is_told_in_korean_with_the_figures_names_and_sides_of_the_english(told):
    assert [text for text, text_ko in told.items() if not text_ko.strip()] == []
    texts = dict.fromkeys((*korean.TEXTS, *(f"{name}_ko" for name in korean.TEXTS), "place"))
    frame = pd.DataFrame(
        texts | {"summary": list(told), "summary_ko": list(told.values()), "initiator": "none"}
    )
    assert [finding for check in HELD for finding in check(frame)] == []
