"""The rows of the time axis."""

from datetime import date

import pytest

from geo.atlas.load import load_atlas
from geo.escalation.axis import MAIN_SUBJECTS, epoch_ms, subject_count, time_axis
from geo.escalation.chains import PARTIES, Answers
from geo.query.filter import EventFilter

ATLAS = load_atlas()


def answers(**query):
    return Answers(ATLAS.selection(EventFilter.from_query(query.items(), ATLAS.boundary_ids)))


SUMMER = answers(**{"from": "2024-05-01", "to": "2024-06-30"})
AXIS = time_axis(SUMMER)


def test_the_time_is_that_of_the_filter_with_a_margin():
    assert date(2024, 4, 25) < AXIS.start < date(2024, 5, 1)
    assert date(2024, 6, 28) < AXIS.end < date(2024, 7, 5)


def test_parties_stand_above_lanes_and_no_two_rows_are_one():
    rows = [*AXIS.party_rows.values(), *AXIS.lane_rows.values()]
    assert rows == sorted(set(rows))
    assert rows[-1] < AXIS.height_rows
    assert set(AXIS.row_names) == set(rows)


def test_only_parties_that_acted_have_a_row():
    axis = time_axis(answers(initiator="dprk", type="ballistic-missile", to="2000-12-31"))
    assert set(axis.party_rows) < set(PARTIES)
    assert set(axis.event_table(None)["row"]) == set(axis.party_rows.values())


def test_every_event_and_the_other_end_of_every_link_is_on_the_axis():
    ends = {end for link in SUMMER.links for end in (link.cause, link.answer)}
    assert set(AXIS.event_table(None)["id"]) == ends | set(SUMMER.selection.rows.index)
    assert not ends <= set(SUMMER.selection.rows.index)


def test_a_chain_marks_its_events_and_links():
    chain = SUMMER.chains[0]
    events, curves = AXIS.event_table(chain), AXIS.curve_table(chain)
    assert set(events.loc[events["chosen"], "id"]) == set(chain.events)
    assert curves.loc[curves["chosen"], "link"].nunique() == len(chain.links)
    assert not AXIS.event_table(None)["chosen"].any()


def test_a_curve_leaves_the_row_of_a_party_that_answered_itself_and_no_other():
    for at, points in AXIS.curve_table(None).groupby("link"):
        act, bent, answer = points.sort_values("order")["row"]
        assert (bent == (act + answer) / 2) == SUMMER.links[at].across


def test_bands_are_cut_to_the_time_shown():
    bands = AXIS.band_table()
    assert bands["when"].min() == epoch_ms(AXIS.start)
    assert bands["until"].max() == epoch_ms(AXIS.end)
    assert (bands["when"] < bands["until"]).all()


@pytest.mark.parametrize("all_subjects", [False, True])
def test_every_lane_has_a_band_in_the_time(all_subjects):
    axis = time_axis(SUMMER, all_subjects)
    assert set(axis.band_table()["row"]) == set(axis.lane_rows.values())


def test_a_reader_who_asks_for_all_subjects_gets_more_lanes():
    subjects = {subject for subject, _ in AXIS.lanes}
    everything = {subject for subject, _ in time_axis(SUMMER, all_subjects=True).lanes}
    assert subjects <= set(MAIN_SUBJECTS)
    assert subjects < everything
    assert len(everything) <= subject_count()
