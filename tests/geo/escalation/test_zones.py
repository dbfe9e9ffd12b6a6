"""Zones: what they restrict, by whose word they held, and which events lay inside."""

from datetime import date

from geo.atlas.load import load_atlas
from geo.escalation.zones import zones_of_event, zones_of_point

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
