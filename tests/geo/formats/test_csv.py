"""Rows as CSV: nothing is lost, nothing runs in a spreadsheet."""

import csv
import io

import geopandas as gpd
import pytest

from geo.atlas.load import load_atlas
from geo.catalogue import codebook, flat
from geo.catalogue.events import load_events
from geo.formats.csv import csv_parts
from geo.formats.formats import FORMATS
from geo.formats.rows import with_days, with_urls
from geo.query.filter import EventFilter

ATLAS = load_atlas()
ALL = ATLAS.selection(EventFilter())
METADATA = ALL.metadata("http://atlas.test")


def one_row(**values) -> gpd.GeoDataFrame:
    row = with_days(flat.flattened(with_urls(ALL.rows.iloc[:1], "http://atlas.test")))
    for name, value in values.items():
        row[name] = value
    return row


def read(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK(1)"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(text):
    (row,) = read(b"".join(csv_parts([one_row(title=text)], METADATA)))
    assert row["title"] == "'" + text


def test_csv_keeps_quotes_commas_and_lines():
    text = 'a "quoted", and\nbroken line; 한글'
    (row,) = read(b"".join(csv_parts([one_row(title=text)], METADATA)))
    assert row["title"] == text


def test_the_file_sent_back_is_a_valid_catalogue(tmp_path):
    path = tmp_path / "events.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*codebook.fields(), *flat.COLUMNS], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(read(FORMATS["csv"].make(ALL, "")))
    assert list(load_events(path).index) == list(ALL.rows.index)
