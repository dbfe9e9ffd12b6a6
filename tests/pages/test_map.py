"""The map page: the table of the filter's rows, and the card of the picked event."""

import re

import pandas as pd
from markupsafe import escape

from geo.catalogue.checked import checked_text
from geo.catalogue.reports import labels
from geo.web.page import part_html
from tests.pages.opened import ATLAS, BALLOONS, count_of, html_of, open_page


def test_the_table_holds_the_filtered_rows():
    app = open_page(**BALLOONS)
    assert len(app.dataframe[0].value) == count_of(**BALLOONS)


def test_an_empty_result_is_explained():
    app = open_page(q="zzzzzz")
    assert not app.exception
    assert any("No event matches" in info.value for info in app.info)


def test_what_nearly_matched_is_searched_for_at_one_press_and_the_other_terms_stay():
    app = open_page(q="baloon lanch", to="2024-12-31")
    assert any("Searched in titles, summaries, places, kinds and dates" in info.value for info in app.info)
    (near, *_) = [button for button in app.button if button.key and button.key.startswith("nearly-")]
    assert re.fullmatch(r"“balloon launch” \(\d+\)", near.label.replace("\\", ""))
    near.click().run()
    assert not app.exception
    assert (app.query_params["q"], app.query_params["to"]) == ("balloon launch", "2024-12-31")
    assert not [button for button in app.button if button.key and button.key.startswith("nearly-")]


def test_the_picked_event_is_told_with_its_sources():
    roles = ATLAS.events["sources"].map(lambda reports: {report.role for report in reports})
    event = ATLAS.events[roles.map(len) == 3].iloc[-1]
    text = html_of(open_page(event=event.name))
    assert all(escape(report.url) in text and labels("role")[report.role] in text for report in event.sources)


def test_each_text_of_the_card_is_in_a_language_that_it_says():
    event = ATLAS.events[ATLAS.events["counterclaim_ko"].notna()].iloc[0]
    for language, hangul in (("en", True), ("ko", False)):
        text = html_of(open_page(event=event.name, lang=language))
        for name in ("title", "summary", "counterclaim"):
            assert escape(event[f"{name}_ko" if language == "ko" else name]) in text
        assert (f'<span lang="ko">{event.place_ko}</span>' in text) == hangul
        assert all(
            f'lang="{report.language or ""}">{escape(report.title)}' in text for report in event.sources
        )


def test_hostile_text_of_a_card_is_escaped():
    told = part_html("card.html", "ko", part="title", title=("<img src=x onerror=1>", "en")).decode()
    assert "<img" not in told
    assert "&lt;img" in told


def test_an_event_without_a_point_is_not_measured_and_the_card_says_why():
    event = ATLAS.events[ATLAS.events["location_precision"] == "issued"].index[0]
    app = open_page(event=event)
    assert any("nothing is measured" in caption.value for caption in app.caption)


def test_every_distance_of_the_picked_event_is_on_its_card():
    event = ATLAS.events[ATLAS.events["location_precision"] == "exact"].index[0]
    text = " ".join(block.value for block in open_page(event=event).markdown).replace("\\", "")
    assert all(f"{row['short_name']}: {row['text']}" in text for row in ATLAS.distances(event))


def test_a_month_is_shown_as_a_month():
    coarse = ATLAS.events[ATLAS.events["date_precision"] == "month"].index[0]
    app = open_page(event=coarse)
    assert any(re.match(r"[A-Z][a-z]+ \d{4} · ", caption.value) for caption in app.caption)


def test_the_points_of_the_address_lead_to_the_measure_page():
    app = open_page(point="126.7,37.9")
    assert not app.exception
    (link,) = [one for one in app.main.children.values() if one.type == "page_link"]
    assert link.proto.label.replace("\\", "") == "Measure from 37.9° N, 126.7° E"
    assert not [one for one in open_page().main.children.values() if one.type == "page_link"]


def test_the_strip_of_distances_stands_under_the_timeline_where_the_layer_is_on():
    strips = [
        [caption.value for caption in open_page(**query).caption if caption.value.startswith("Distance to ")]
        for query in ({}, {"distance": "nll"}, {"distance": "nll", "q": "zzzzzz"})
    ]
    assert [len(found) for found in strips] == [0, 1, 0]
    assert strips[1][0].startswith("Distance to NLL")


def test_what_is_no_line_in_the_address_is_told():
    app = open_page(distance="moon", bands="5,x")
    assert not app.exception
    (warning,) = app.warning
    assert "distance" in warning.value
    assert "bands" in warning.value


def test_the_menu_of_downloads_has_a_button_for_every_format_once_it_is_opened():
    app = open_page(**BALLOONS)
    assert not app.get("download_button")


def test_the_card_tells_whether_the_event_was_read_against_its_reports():
    event = ATLAS.events.iloc[-1]
    told = checked_text(
        event.checked, None if pd.isna(event.checked_against) else event.checked_against, "ko"
    )
    assert told in html_of(open_page(event=event.name, lang="ko"))


def test_events_are_chosen_by_whether_they_were_read():
    app = open_page(checked="unconfirmed")
    assert app.multiselect(key="f_checked").value == ["unconfirmed"]
    assert len(app.dataframe[0].value) == count_of(checked="unconfirmed")
