"""A chain on a map: every step stands on it or is told to be missing."""

from datetime import date

import pytest

from geo.atlas.load import load_atlas
from geo.escalation.chain_map import chain_on_map, step_numbers, zones_on_map
from geo.escalation.chains import Answers
from geo.lines.places import place
from geo.lines.window import WINDOW
from geo.query.filter import EventFilter

ATLAS = load_atlas()
CHAINS = Answers(ATLAS.selection(EventFilter())).chains


def test_every_step_is_drawn_or_unplaced():
    for chain in CHAINS:
        shown = chain_on_map(ATLAS, chain)
        drawn = [step["number"] for step in shown.steps]
        assert sorted([*drawn, *shown.unplaced]) == list(range(1, len(chain.events) + 1))


@pytest.mark.parametrize("chain", CHAINS[:20])
def test_a_step_stands_on_its_point_or_where_it_was_issued(chain):
    shown = {step["number"]: step["at"] for step in chain_on_map(ATLAS, chain).steps}
    for event, number in step_numbers(chain).items():
        row = ATLAS.event(event)
        lon, lat = row["lon"], row["lat"]
        if row["location_precision"] == "issued":
            lon, lat = place(row["place_id"]).geometry.coords[0]
        assert shown.get(number) == ([round(lon, 5), round(lat, 5)] if WINDOW.contains(lon, lat) else None)


def test_links_join_the_numbers_of_their_steps():
    for chain in CHAINS:
        numbers = step_numbers(chain)
        assert [(link["from"], link["to"]) for link in chain_on_map(ATLAS, chain).links] == [
            (numbers[link.cause], numbers[link.answer]) for link in chain.links
        ]


@pytest.mark.parametrize(("day", "count"), [("2018-12-01", 7), ("2024-01-05", 3), ("2024-06-30", 0)])
def test_the_zones_of_2018_are_drawn_while_they_held(day, count):
    zones = zones_on_map(ATLAS, date.fromisoformat(day))
    assert len(zones) == count
    assert all(zone.startswith("cma-") for zone in zones)


def test_a_zone_that_one_party_had_left_is_not_held_by_both():
    held = {
        day: {zone["both"] for zone in zones_on_map(ATLAS, date.fromisoformat(day)).values()}
        for day in ("2018-12-01", "2024-01-05")
    }
    assert held == {"2018-12-01": {True}, "2024-01-05": {False}}


def test_a_zone_is_told_in_korean_to_who_reads_korean():
    (text, *_) = (zone["text"] for zone in zones_on_map(ATLAS, date(2018, 12, 1), "ko").values())
    assert text.endswith("하지 않는다.")
