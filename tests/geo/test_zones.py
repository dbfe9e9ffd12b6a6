"""Zones: what they restrict, by whose word they held, and which events lay inside."""

from datetime import date

import pandas as pd
import pytest

from geo import zones
from geo.atlas import load_atlas
from geo.boundaries import load_boundaries
from geo.errors import DataError
from geo.escalation import zones_of_event, zones_of_point

ATLAS = load_atlas()
OFF_YEONPYEONG = (125.70, 37.62)


def zones_off_yeonpyeong(day, kind="artillery"):
    found = zones_of_point(ATLAS, date.fromisoformat(day), *OFF_YEONPYEONG, kind)
    return {zone["id"]: zone for zone in found}["cma-sea-west"]


def test_the_sea_zone_held_fire_off_yeonpyeong_in_january_2024_by_the_word_of_one_side():
    zone = zones_off_yeonpyeong("2024-01-05")
    assert zone["in_force"]
    assert zone["verdict"] == "restricted"
    assert "in force for the ROK" in zone["sentence"]
    assert "declared no longer binding by the DPRK 43 days before" in zone["sentence"]


def test_the_sea_zone_was_not_there_in_june_2018_and_the_answer_says_why():
    zone = zones_off_yeonpyeong("2018-06-01")
    assert not zone["in_force"]
    assert zone["verdict"] is None
    assert "not yet in force (from 1 November 2018)" in zone["sentence"]


def test_the_sea_zone_no_longer_held_in_june_2024_and_the_answer_says_why():
    zone = zones_off_yeonpyeong("2024-06-26")
    assert not zone["in_force"]
    assert "no longer in force: suspended by the ROK for 22 days" in zone["sentence"]


def test_the_shelling_of_5_january_2024_lies_inside_the_sea_zone():
    event = ATLAS.event("2024-01-05-dprk-artillery-200")
    assert "cma-sea-west" in event.inside
    assert "cma" in event.agreements_in_force
    assert zones_of_event(ATLAS, event.name)[0]["verdict"] == "restricted"


@pytest.mark.parametrize(
    ("zone", "kind", "verdict"),
    [
        ("cma-ground", "artillery", "restricted"),
        ("cma-ground", "military-exercise", "unclear"),
        ("cma-ground", "talks", "not restricted"),
        ("cma-nfz-fixed-wing", "bomber-flight", "restricted"),
        ("cma-nfz-balloon", "balloon-launch", "unclear"),
        ("dmz", "mdl-crossing", "restricted"),
    ],
)
def test_a_zone_tells_whether_its_text_restricts_a_type(zone, kind, verdict):
    assert zones.load_rules()[zone].verdict(kind) == verdict


def test_every_zone_of_the_boundaries_has_a_rule():
    there = load_boundaries().query("kind == 'zone' or kind == 'estuary'").index
    assert set(there) == set(zones.load_rules())


def test_no_event_is_inside_a_zone_before_its_agreement_or_after_its_end():
    for _, event in ATLAS.events[ATLAS.events["inside"].map(len) > 0].iterrows():
        if any(zone.startswith("cma") for zone in event.inside):
            assert pd.Timestamp("2018-11-01") <= event.last_day
            assert event.first_day < pd.Timestamp("2024-06-04")


def test_an_event_without_a_place_is_inside_nothing():
    assert (ATLAS.events[ATLAS.events["location_error_m"].isna()]["inside"].map(len) == 0).all()


def test_rules_of_zones_subjects_and_types_that_there_are_not_are_refused(tmp_path):
    text = zones.RULES_PATH.read_text(encoding="utf-8")
    path = tmp_path / "zone_rules.csv"
    path.write_text(
        text.replace("dmz,armistice,", "dmzz,truce,").replace("gunfire;", "gunshot;"), encoding="utf-8"
    )
    with pytest.raises(DataError) as refused:
        zones.load_rules(path)
    assert {"dmzz", "truce", "gunshot"} <= {problem.found for problem in refused.value.problems}
