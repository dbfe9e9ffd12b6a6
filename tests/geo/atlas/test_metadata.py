"""What is said of rows as a whole, wherever it is said."""

import io
from datetime import date

import pytest
from pptx import Presentation

from geo.atlas.load import load_atlas
from geo.atlas.metadata import citation, event_citation
from geo.escalation.metadata import as_of_metadata, chains_metadata
from geo.look.view import View
from geo.paper.slides.deck import slide
from geo.query.filter import EventFilter

BASE = "https://atlas.example"
ATLAS = load_atlas()
TUNNELS = ATLAS.selection(EventFilter(type=("tunnel",)))


@pytest.mark.parametrize(
    "about",
    [
        TUNNELS.metadata(BASE),
        chains_metadata(TUNNELS, BASE),
        as_of_metadata(ATLAS, date(2024, 6, 9), BASE),
    ],
    ids=["rows", "chains", "day"],
)
def test_a_citation_leads_to_the_address_that_gives_the_rows_again(about):
    assert about.url.startswith(BASE)
    assert f". {about.url}. " in about.citation
    assert f"data version {ATLAS.data_version}:" in about.citation


def test_the_notes_of_a_slide_cite_as_a_download_does():
    pages = Presentation(io.BytesIO(slide(TUNNELS, View(), BASE))).slides
    for page in pages:
        assert TUNNELS.metadata(BASE).citation in page.notes_slide.notes_text_frame.text


def test_what_else_is_told_of_the_same_data_has_its_own_address_and_citation():
    rows = TUNNELS.metadata(BASE)
    one = rows.about("A tunnel", f"{BASE}/?event=a", count=1)
    assert (one.url, one.count, one.licence) == (f"{BASE}/?event=a", 1, rows.licence)
    assert one.citation == citation(ATLAS.data_version, "A tunnel", f"{BASE}/?event=a")


def test_an_event_is_cited_with_its_day_its_address_and_every_report():
    event = load_atlas().event("2010-11-23-bombardment-of-yeonpyeong")
    cited = event_citation(event, "2024-11-30", "https://atlas.example/?event=x")
    assert cited.startswith(
        "MDL Atlas, data version 2024-11-30: Bombardment of Yeonpyeong Island, 23 November 2010. "
        "https://atlas.example/?event=x. CC BY 4.0. Sources: “"
    )
    assert all(report.url in cited and report.publisher in cited for report in event["sources"])
