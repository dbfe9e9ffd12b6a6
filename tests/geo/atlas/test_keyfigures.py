"""Key figures and the timeline, against plain counting."""

from collections import Counter

import pytest

from geo.atlas.keyfigures import MOST_COLUMNS, key_figures, mdl_text, timeline
from geo.atlas.load import load_atlas
from geo.look import style
from geo.query.filter import EventFilter

ATLAS = load_atlas()
BALLOONS = (("from", "2024-05-28"), ("to", "2024-11-30"), ("type", "balloon-launch"))
NOTHING = (("from", "1957-01-01"), ("to", "1957-01-02"))


def selection(*pairs):
    return ATLAS.selection(EventFilter.from_query(pairs, ATLAS.boundary_ids))


@pytest.mark.parametrize("pairs", [(), BALLOONS, (("initiator", "rok"),)])
def test_the_counts_by_category_are_those_of_the_rows(pairs):
    chosen = selection(*pairs)
    figures = key_figures(chosen)
    assert figures.by_category == Counter(chosen.rows["category"])
    assert sum(figures.by_category.values()) == figures.count == chosen.count
    order = [category.id for category in style.CATEGORIES]
    assert list(figures.by_category) == sorted(figures.by_category, key=order.index)


@pytest.mark.parametrize("pairs", [(), BALLOONS])
def test_the_nearest_event_is_the_least_of_the_measured_distances(pairs):
    chosen = selection(*pairs)
    nearest = key_figures(chosen).nearest
    distances_m = chosen.rows["distance_mdl_m"].dropna()
    assert distances_m[nearest.id] <= distances_m.min() + 1
    assert nearest.others == sum(distances_m <= distances_m.min() + 1) - 1
    assert mdl_text(chosen, nearest.id).endswith(" nmi")


def test_first_and_last_are_the_ends_of_the_time():
    chosen = selection()
    figures = key_figures(chosen)
    days = chosen.rows["first_day"]
    assert (days[figures.first], days[figures.last]) == (days.min(), days.max())


def test_events_without_a_place_have_no_distance_and_no_nearest():
    chosen = selection(("precision", "issued"))
    assert chosen.count > 100
    assert key_figures(chosen).nearest is None
    assert mdl_text(chosen, chosen.rows.index[0]) is None


def test_an_empty_selection_has_no_figures():
    figures = key_figures(selection(*NOTHING))
    assert (figures.count, figures.by_category, figures.nearest, figures.first) == (0, {}, None, None)
    assert timeline(selection(*NOTHING)).periods == ()


@pytest.mark.parametrize(
    ("pairs", "unit"),
    [((), "year"), (BALLOONS, "month"), ((("from", "2010-11-01"), ("to", "2010-11-30")), "day")],
)
def test_the_timeline_counts_each_event_once_in_a_unit_that_fits(pairs, unit):
    chosen = selection(*pairs)
    counted = timeline(chosen)
    assert counted.unit == unit
    assert len(counted.periods) <= MOST_COLUMNS
    assert list(counted.periods) == sorted(set(counted.periods))
    assert {key: sum(counts) for key, counts in counted.counts.items()} == Counter(chosen.rows["category"])
    days = chosen.rows["first_day"].clip(lower=dict(pairs).get("from", "1900-01-01"))
    wanted = Counter(str(day)[: {"year": 4, "month": 7, "day": 10}[unit]] for day in days)
    found = dict(zip(counted.periods, map(sum, zip(*counted.counts.values(), strict=True)), strict=True))
    assert {period: n for period, n in found.items() if n} == wanted


def test_a_date_known_to_the_month_is_never_put_on_a_day():
    rows = ATLAS.events[ATLAS.events["date_precision"] == "month"]
    month = rows.index[0][:7]
    counted = timeline(selection(("from", f"{month}-01"), ("to", f"{month}-28")))
    assert counted.unit != "day"
