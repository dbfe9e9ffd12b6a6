"""Reports in flat columns: nothing is lost between these and the table."""

import csv

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.catalogue import flat
from geo.catalogue.events import EVENTS_PATH, load_events
from geo.catalogue.reports import Report

EVENTS = load_events()
TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=9)
CELLS = st.fixed_dictionaries(
    {prefix: st.none() | st.tuples(TEXT, TEXT, TEXT) for prefix in flat.PLACES if prefix != "source2"}
) | st.fixed_dictionaries({prefix: st.tuples(TEXT, TEXT, TEXT) for prefix in flat.PLACES})


def frame(**reports):
    """One row of these reports, each a tuple of title, publisher and address."""
    cells = dict.fromkeys(flat.COLUMNS)
    for prefix, parts in reports.items():
        cells |= {
            f"{prefix}_{part}": text for part, text in zip(flat.PARTS, parts or (None,) * 3, strict=True)
        }
    return pd.DataFrame([cells], index=[2], dtype=object)


@given(CELLS)
def test_flat_columns_folded_and_flattened_are_the_same_columns(cells):
    rows = frame(**cells)
    folded, problems = flat.folded(rows, "mine.csv")
    assert problems == []
    assert flat.flattened(folded)[list(flat.COLUMNS)].to_dict("records") == rows.to_dict("records")


def test_what_downloads_keep_of_every_shipped_event_is_rebuilt_from_its_reports():
    flattened = flat.flattened(EVENTS)
    back, problems = flat.folded(flattened[list(flat.COLUMNS)], "events.csv")
    assert problems == []
    for key, reports in EVENTS["sources"].items():
        told = [(report.role, report.title, report.publisher, report.url) for report in reports]
        kept = [
            (report.role, report.title, report.publisher, report.url) for report in back.at[key, "sources"]
        ]
        assert set(kept) <= set(told)
        wanted = {role: min(sum(one[0] == role for one in told), 1 + (role == "says")) for role, *_ in told}
        assert {role: sum(one[0] == role for one in kept) for role, *_ in told} == wanted


def test_a_flat_file_of_the_shipped_catalogue_is_the_same_catalogue(tmp_path):
    rows = flat.flat_rows(EVENTS_PATH)
    path = tmp_path / "mine.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    loaded = load_events(path)
    pd.testing.assert_frame_equal(loaded.drop(columns="sources"), EVENTS.drop(columns="sources"))
    pd.testing.assert_frame_equal(
        flat.flattened(loaded[["sources"]])[list(flat.COLUMNS)], flat.flattened(EVENTS)[list(flat.COLUMNS)]
    )


@pytest.mark.parametrize("prefix", ["source2", "counterclaim", "responds_to"])
def test_a_report_told_by_halves_is_refused(prefix):
    folded, problems = flat.folded(frame(**{prefix: ("T", None, "https://example.org/1")}), "mine.csv")
    assert [problem.where for problem in problems] == [f"mine.csv:2 {prefix}_publisher"]
    assert f"{prefix}_title, {prefix}_publisher, {prefix}_url together" in problems[0].wanted
    assert folded["sources"].iloc[0] == ()


def test_of_more_reports_than_flat_columns_hold_the_first_stay():
    reports = tuple(Report("says", f"T{at}", "P", f"https://example.org/{at}") for at in range(3))
    cells = flat.flat_cells(reports)
    assert (cells["source_title"], cells["source2_title"]) == ("T0", "T1")
    assert cells["counterclaim_title"] is None
