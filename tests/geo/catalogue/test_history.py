"""What the history of the catalogue tells in English it tells in Korean, and nothing else."""

import pandas as pd
import pytest

from geo.catalogue import korean
from geo.catalogue.events import load_events
from geo.catalogue.history import changes, versions

HELD = (korean.figures_told_otherwise, korean.side_told_otherwise_in_korean)
CHANGES = changes()
TOLD = {
    "why": {change.why: change.why_ko for change in CHANGES},
    "what": {version.what: version.what_ko for version in versions()},
}


def test_equal_reasons_are_equal_in_korean():
    assert len({(change.why, change.why_ko) for change in CHANGES}) == len(TOLD["why"])


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
def test_the_history_is_told_in_korean_with_the_figures_and_sides_of_the_english(told):
    assert [text for text, text_ko in told.items() if not text_ko.strip()] == []
    frame = texts(summary=list(told), summary_ko=list(told.values()))
    assert [finding for check in HELD for finding in check(frame)] == []


def test_the_history_is_told_in_korean_with_the_names_of_the_english_and_of_the_title():
    columns = ["title", "title_ko", "place", "initiator"]
    gone = dict.fromkeys(columns, "")
    events = load_events()[columns].to_dict("index")
    of = pd.DataFrame([events.get(change.into or change.id, gone) for change in CHANGES])
    frame = texts(
        **of,
        summary=[change.why for change in CHANGES],
        summary_ko=[change.why_ko for change in CHANGES],
    )
    what = texts(title="", title_ko="", summary=list(TOLD["what"]), summary_ko=list(TOLD["what"].values()))
    assert [*korean.names_told_otherwise(frame), *korean.names_told_otherwise(what)] == []


def test_a_name_that_one_language_lacks_is_found():
    frame = texts(
        title=[""], title_ko=[""], summary=["The Joint Chiefs said so"], summary_ko=["그렇게 말했다"]
    )
    assert len(list(korean.names_told_otherwise(frame))) == 1


def texts(**columns):
    """Make a frame of which the checks of the Korean find these columns, and nothing in the others."""
    nothing = dict.fromkeys((*korean.TEXTS, *(f"{name}_ko" for name in korean.TEXTS), "place"))
    return pd.DataFrame(nothing | {"initiator": "none"} | columns)
