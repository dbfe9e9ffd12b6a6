"""Distances of a selection to one line or place."""

import pytest

from geo.atlas.distribution import FAR_KM, MOST_BINS, bin_width_km, distribution
from geo.atlas.load import load_atlas
from geo.query.filter import EventFilter

ATLAS = load_atlas()
EVERYTHING = ATLAS.selection(EventFilter())


def test_every_measured_event_is_near_or_far():
    found = distribution(EVERYTHING, "mdl")
    distance_m = EVERYTHING.rows["distance_mdl_m"].dropna()
    assert found.measured == len(distance_m)
    assert found.far == (distance_m > FAR_KM * 1000).sum() > 0
    assert found.bins["to_km"].max() <= FAR_KM


def test_every_bin_holds_the_events_that_lie_in_it():
    bins = distribution(EVERYTHING, "mdl").bins
    km = EVERYTHING.rows["distance_mdl_m"].dropna() / 1000
    for (start, end), part in bins.groupby(["from_km", "to_km"]):
        assert part["count"].sum() == ((km >= start) & (km < end) & (km <= FAR_KM)).sum()


@pytest.mark.parametrize("farthest_km", [0.0, 0.5, 3.9, 78.0, 499.9])
def test_no_more_than_forty_bins_reach_the_farthest_event(farthest_km):
    width_km = bin_width_km(farthest_km)
    assert farthest_km // width_km + 1 <= MOST_BINS


def test_nothing_is_near_where_nothing_is_selected():
    found = distribution(ATLAS.selection(EventFilter(q="zzzz")), "mdl")
    assert (len(found.bins), found.measured, found.far) == (0, 0, 0)
