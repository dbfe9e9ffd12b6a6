"""The zone rules: what each zone restricts, and what the file may not name."""

import pytest

from geo.catalogue.zone_rules import RULES_PATH, load_rules
from geo.errors import DataError
from geo.lines.boundaries import load_boundaries
from tests.korean import is_korean, lost_figures


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
    assert load_rules()[zone].verdict(kind) == verdict


def test_every_zone_of_the_boundaries_has_a_rule():
    there = load_boundaries().query("kind == 'zone' or kind == 'estuary'").index
    assert set(there) == set(load_rules())


def test_rules_of_zones_subjects_and_types_that_there_are_not_are_refused(tmp_path):
    text = RULES_PATH.read_text(encoding="utf-8")
    path = tmp_path / "zone_rules.csv"
    path.write_text(
        text.replace("dmz,armistice,", "dmzz,truce,").replace("gunfire;", "gunshot;"), encoding="utf-8"
    )
    with pytest.raises(DataError) as refused:
        load_rules(path)
    assert {"dmzz", "truce", "gunshot"} <= {problem.found for problem in refused.value.problems}


def test_every_rule_stands_in_korean_too_with_the_same_figures():
    for rule in load_rules().values():
        assert is_korean(rule.rule_in("ko"))
        assert not lost_figures(rule.rule, rule.rule_ko), rule.zone
