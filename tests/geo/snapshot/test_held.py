"""What was in force at each event."""

import pandas as pd

from geo.atlas.load import load_atlas

ATLAS = load_atlas()


def test_no_event_is_inside_a_zone_before_its_agreement_or_after_its_end():
    for _, event in ATLAS.events[ATLAS.events["inside"].map(len) > 0].iterrows():
        if any(zone.startswith("cma") for zone in event.inside):
            assert pd.Timestamp("2018-11-01") <= event.last_day
            assert event.first_day < pd.Timestamp("2024-06-04")


def test_an_event_without_a_place_is_inside_nothing():
    assert (ATLAS.events[ATLAS.events["location_error_m"].isna()]["inside"].map(len) == 0).all()
