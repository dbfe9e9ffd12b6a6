"""Rows to bytes: nothing is lost, nothing runs in a spreadsheet."""

import csv
import io

import geopandas as gpd
import pytest

from geo import export
from geo.atlas import load_atlas
from geo.filters import EventFilter

ATLAS = load_atlas()
ALL = ATLAS.selection(EventFilter())
METADATA = ALL.metadata("http://atlas.test")


def one_row(**values) -> gpd.GeoDataFrame:
    row = ALL.rows_with_urls("http://atlas.test").iloc[:1].copy()
    for name, value in values.items():
        row[name] = value
    return row


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK(1)"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(text):
    table = export.csv_bytes(one_row(title=text), METADATA).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    assert row["title"] == "'" + text


def test_csv_keeps_quotes_commas_and_lines():
    text = 'a "quoted", and\nbroken line; 한글'
    (row,) = csv.DictReader(
        io.StringIO(export.csv_bytes(one_row(title=text), METADATA).decode("utf-8-sig"), newline="")
    )
    assert row["title"] == text


def test_an_unknown_count_is_empty_not_zero():
    unknown = ALL.rows_with_urls("http://atlas.test")[ALL.rows["deaths"].isna()].iloc[:1]
    assert next(iter(export.records(unknown, ["deaths"])))["deaths"] is None


def test_geopandas_reads_what_is_written(tmp_path):
    path = tmp_path / "events.geojson"
    path.write_bytes(export.geojson(ALL.rows_with_urls("http://atlas.test"), METADATA))
    read = gpd.read_file(path)
    assert len(read) == ALL.count
    assert read.crs == "EPSG:4326"
    assert read.geometry.x.tolist() == pytest.approx(ALL.rows.geometry.x.tolist(), abs=1e-6)


def test_the_file_sent_back_is_a_valid_catalogue(tmp_path):
    from geo import schema

    path = tmp_path / "events.csv"
    table = list(
        csv.DictReader(
            io.StringIO(export.csv_bytes(ALL.rows_with_urls(""), METADATA).decode("utf-8-sig"), newline="")
        )
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(schema.fields()), extrasaction="ignore")
        writer.writeheader()
        writer.writerows(table)
    from geo.events import load_events

    assert list(load_events(path).index) == list(ALL.rows.index)
