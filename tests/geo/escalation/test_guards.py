"""What is too few has no median."""

from geo.escalation.guards import FEWEST_FOR_MEDIAN, guarded_median


def test_a_median_needs_five_values():
    assert guarded_median([1] * (FEWEST_FOR_MEDIAN - 1)) is None
    assert guarded_median([1, 2, 3, 4, 100]) == 3
    assert guarded_median([]) is None
