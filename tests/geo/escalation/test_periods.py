"""When agreements and zones stood, as the playback has it: the same as on any one day."""

import itertools
from datetime import date, timedelta

import pytest

from geo.catalogue.spans import agreement_names, load_spans
from geo.escalation.periods import agreement_periods, boundary_periods, gone
from geo.escalation.standings import held_by, standings, telling
from geo.escalation.zones import zone_standings
from geo.lines.boundaries import load_boundaries

LINES = load_boundaries()
DAYS = [date(1953, 7, 26) + timedelta(101 * step) for step in range(265)]
DAYS += [date(2018, 10, 31), date(2018, 11, 1), date(2023, 11, 22), date(2024, 6, 3), date(2024, 6, 4)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_periods_agree_with_every_day(day):
    held = {
        name: any(start <= day < end for start, end in periods)
        for name, periods in agreement_periods().items()
    }
    for subject, name in agreement_names().items():
        rows = [span for span in load_spans() if span.subject == subject]
        assert held[name] == bool(held_by(telling(standings(day, rows)))), name
    zones = zone_standings(day, LINES)
    assert gone(day, LINES) & set(zones) == {key for key, zone in zones.items() if not zone.in_force}


def test_lines_come_with_their_first_day_and_islands_have_always_been():
    assert "nll" in gone(date(1953, 8, 29), LINES)
    assert "nll" not in gone(date(1953, 8, 30), LINES)
    assert not {"kaesong", "baengnyeong-do"} & set(boundary_periods(LINES))
    assert gone(date(2019, 1, 1), LINES) == set()


def test_periods_are_in_order_and_apart():
    for periods in (*agreement_periods().values(), *boundary_periods(LINES).values()):
        assert all(start < end for start, end in periods)
        assert all(end < start for (_, end), (start, _) in itertools.pairwise(periods))
