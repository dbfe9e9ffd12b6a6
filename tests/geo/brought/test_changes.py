"""Our own downloads, brought back: nothing is seen where nothing was done, and one word where one was."""

import io

import pandas as pd
import pytest
import xlsxwriter

from geo.atlas.load import load_atlas
from geo.brought.changes import changes
from geo.formats.formats import FORMATS
from geo.query.filter import EventFilter
from tests.geo.brought.control import HEADER, read

ATLAS = load_atlas()
ALL = ATLAS.selection(EventFilter())
TITLE = ALL.rows["title"].iloc[700]
COLUMNS = (*HEADER,)


def as_workbook(data: bytes) -> bytes:
    """Return a CSV as a spreadsheet saves it."""
    frame = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"strings_to_numbers": True}) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate([list(frame.columns), *frame.to_numpy().tolist()]):
            sheet.write_row(line, 0, cells)
    return written.getvalue()


DOWNLOADS = {
    "csv": FORMATS["csv"].make(ALL, "http://atlas.test"),
    "geojson": FORMATS["geojson"].make(ALL, "http://atlas.test"),
}
DOWNLOADS["xlsx"] = as_workbook(DOWNLOADS["csv"])


@pytest.mark.parametrize("form", DOWNLOADS)
def test_a_download_as_it_was_comes_back_without_a_problem_or_a_change(form):
    found = read(DOWNLOADS[form])
    assert (found.left_out, found.faults, found.doubts) == (0, (), ())
    assert found.atlas.total == ATLAS.total
    seen = changes(found.atlas, ATLAS, COLUMNS)
    assert (seen.events, seen.new) == (0, ())


@pytest.mark.parametrize("form", ["csv", "geojson", "xlsx"])
def test_one_word_changed_is_one_change_seen(form):
    changed = TITLE + " (corrected)"
    if form == "xlsx":
        data = as_workbook(DOWNLOADS["csv"].replace(TITLE.encode(), changed.encode()))
    else:
        data = DOWNLOADS[form].replace(TITLE.encode(), changed.encode())
    seen = changes(read(data).atlas, ATLAS, COLUMNS)
    assert seen.cells[["column", "ours", "yours"]].to_numpy().tolist() == [["title", TITLE, changed]]


def test_what_the_atlas_adds_is_measured_anew_and_not_taken_from_the_file():
    frame = pd.read_csv(io.BytesIO(DOWNLOADS["csv"]), dtype=str, keep_default_na=False).head(2)
    frame["distance_mdl_m"] = "1"
    found = read(frame.to_csv(index=False))
    assert found.layout.extra == ()
    assert (
        found.atlas.events["distance_mdl_m"].tolist() == ALL.rows["distance_mdl_m"].iloc[:2].round().tolist()
    )


def test_the_apostrophe_before_what_looks_like_a_formula_is_taken_off():
    rows = ALL.rows.iloc[:1]
    data = DOWNLOADS["csv"].replace(rows["summary"].iloc[0].encode(), b"'=1+1")
    found = read(data)
    assert found.atlas.events["summary"].iloc[0] == "=1+1"
