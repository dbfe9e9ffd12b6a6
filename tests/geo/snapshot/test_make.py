"""A catalogue made into one file: in pieces as in one, every problem told, every column as measured alone."""

import csv

import geopandas as gpd
import numpy as np
import orjson
import pandas as pd
import pyarrow.parquet as pq
import pytest

from benchmarks.catalogue import enlarge
from geo.catalogue import checks, codebook, reading
from geo.catalogue.codebook import label
from geo.catalogue.events import EVENTS_PATH, load_events
from geo.catalogue.flat import flat_rows
from geo.errors import DataError
from geo.lines.boundaries import load_boundaries
from geo.lines.measure import measure
from geo.lines.places import load_places
from geo.lines.sides import mdl_side
from geo.query.columns import distance_column, folded, types
from geo.snapshot.columns import LOCATION_ERROR_M
from geo.snapshot.make import make
from geo.words.dates import date_text


def made(catalogue, folder, **options):
    (folder / "work").mkdir(parents=True)
    path = folder / "events.parquet"
    make(catalogue, path, folder / "work", lambda _step, _share: None, **options)
    return path


def broken(catalogue, path, changes):
    """Write a catalogue in which some rows, by their number, are changed."""
    rows = flat_rows(catalogue)
    for at, cells in changes.items():
        rows[at] |= cells
    with path.open("w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("small") / "events.csv"
    enlarge(150, path)
    return path


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    return made(EVENTS_PATH, tmp_path_factory.mktemp("shipped"))


def test_a_file_made_in_pieces_is_the_file_made_in_one(small, tmp_path, monkeypatch):
    whole = pq.read_table(made(small, tmp_path / "whole"))
    monkeypatch.setattr("geo.snapshot.merge.ROW_GROUP", 40)
    monkeypatch.setattr("geo.snapshot.merge.PART_BATCH", 5)
    path = made(small, tmp_path / "pieces", chunk_rows=13)
    assert pq.read_metadata(path).num_row_groups == 4
    assert pq.read_table(path).equals(whole)


def test_it_has_the_columns_that_a_table_of_events_has(shipped):
    names = pq.read_schema(shipped).names
    assert set(types()) == set(names) - {"geometry", "bbox"}


def test_rows_are_in_order_of_time_and_know_their_place(shipped):
    rows = pq.read_table(shipped, columns=["nth", "date", "id"]).to_pylist()
    assert [row["nth"] for row in rows] == list(range(len(rows)))
    assert rows == sorted(rows, key=lambda row: (row["date"], row["id"]))


def test_it_is_geoparquet_1_1_of_points_in_epsg_4326_with_a_covering(shipped):
    events = gpd.read_parquet(shipped, bbox=(126.0, 37.0, 127.0, 38.0))
    assert events.crs.to_epsg() == 4326
    assert len(events) > 0
    assert events["lon"].between(126.0, 127.0).all()
    assert (events.geometry.x == events["lon"]).all()
    file = pq.ParquetFile(shipped)
    geo = orjson.loads(file.schema_arrow.metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"]["geometry"]["bbox"] == gpd.read_parquet(shipped).total_bounds.tolist()
    assert all(file.metadata.row_group(0).column(at).has_column_index for at in range(5))


def test_nothing_in_a_number_is_null_and_not_nan(shipped):
    rows = pq.read_table(shipped)
    for name, kind in types().items():
        if kind == "number":
            assert not np.isnan(rows[name].drop_null().to_numpy()).any(), name
    assert rows["distance_mdl_m"].null_count > 0


def test_every_column_is_what_is_measured_of_its_row_alone(shipped):
    boundaries, events = load_boundaries(), load_events()
    rows = pq.read_table(shipped).to_pandas().set_index("id")
    for key in rows.index[::60]:
        row, event = rows.loc[key], events.loc[key]
        error_m = LOCATION_ERROR_M.get(event["location_precision"])
        assert row["date_text"] == date_text(event)
        told = ("title", "summary", "counterclaim", "place")
        own = [folded(event[name] or "") for name in (*told, *(f"{name}_ko" for name in told))]
        assert [line.strip() for line in row["text"].split("\n")][: len(own)] == own
        labels = [folded(label("type", event["type"], language)) for language in ("en", "ko")]
        assert {f" {text} " for text in labels} <= set(row["text"].split("\n"))
        if error_m is None:
            assert row[[distance_column(one) for one in boundaries.index]].isna().all()
            side = load_places().at[event["place_id"], "mdl_side"]
            assert pd.isna(row["mdl_side"]) if side is None else row["mdl_side"] == side
            assert np.isnan(row["location_error_m"])
            continue
        alone = measure([event["lon"]], [event["lat"]], boundaries.geometry).distance_m[0]
        assert [row[distance_column(one)] for one in boundaries.index] == alone.tolist()
        side = mdl_side([event["lon"]], [event["lat"]], boundaries)[0]
        assert pd.isna(row["mdl_side"]) if side is None else row["mdl_side"] == side
        assert row["location_error_m"] == error_m


def test_an_event_names_those_that_answer_it_in_order_of_time(shipped):
    rows = pq.read_table(shipped, columns=["id", "responds_to", "answered_by"]).to_pylist()
    answers = {row["id"]: [] for row in rows}
    for row in rows:
        for cause in filter(None, row["responds_to"].split(";")):
            answers[cause].append(row["id"])
    assert {row["id"]: list(filter(None, row["answered_by"].split(";"))) for row in rows} == answers
    assert any(answers.values())


BROKEN = {
    3: {"date": "1953-13-05"},
    5: {"category": "war"},
    7: {"lat": "99"},
    9: {"title": ""},
    11: {"responds_to": "1999-01-01-nothing"},
    13: {"id": "1953-07-27-armistice-signed"},
    17: {"title": "a\0b \udcff"},
    19: {"carries_out": "1999-01-01-nothing"},
    23: {"deaths": "many"},
    29: {"lon": "127.0", "lat": "39.5", "type": "mdl-crossing", "initiator": "dprk"},
}


@pytest.mark.parametrize("chunk_rows", [1, 7, 5_000])
def test_it_is_refused_with_what_reading_it_at_once_finds(tmp_path, chunk_rows):
    path = broken(EVENTS_PATH, tmp_path / "events.csv", BROKEN)
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
        kept = file.readlines()[:60]
    path.write_text("".join(kept), encoding="utf-8", errors="surrogateescape", newline="")
    frame, expected = reading.read(path)
    expected += checks.problems(frame, path.name)
    with pytest.raises(DataError) as refused:
        made(path, tmp_path / "made", chunk_rows=chunk_rows)
    assert len(expected) >= len(BROKEN)
    assert sorted(map(str, refused.value.problems)) == sorted(map(str, expected))
    assert not (tmp_path / "made" / "events.parquet").exists()


def test_every_one_of_hundreds_of_problems_is_named(tmp_path):
    enlarge(10_000, tmp_path / "good.csv")
    kinds = [
        {"date": "yesterday"},
        {"category": "war"},
        {"lat": "north"},
        {"source_url": ""},
        {"deaths": "-1"},
    ]
    changes = {at * 20: kinds[at % len(kinds)] for at in range(500)}
    path = broken(tmp_path / "good.csv", tmp_path / "events.csv", changes)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        lines = [before + 1 for before in _line_numbers(reader)]
    with pytest.raises(DataError) as refused:
        made(path, tmp_path / "made")
    told = {problem.where for problem in refused.value.problems}
    assert {f"events.csv:{lines[at]} {next(iter(cells))}" for at, cells in changes.items()} <= told


def _line_numbers(reader):
    """Yield the line before each row."""
    before = reader.line_num
    for _row in reader:
        yield before
        before = reader.line_num


def test_a_catalogue_of_another_name_is_named_in_its_problems(tmp_path):
    path = broken(EVENTS_PATH, tmp_path / "mine.csv", {0: {"category": "war"}})
    with pytest.raises(DataError) as refused:
        made(path, tmp_path / "made")
    assert {problem.where.split(":")[0] for problem in refused.value.problems} == {"mine.csv"}


def test_days_span_as_the_catalogue_says(shipped):
    events = load_events()
    rows = pq.read_table(shipped, columns=["id", "first_day", "last_day"]).to_pandas().set_index("id")
    pd.testing.assert_frame_equal(
        rows, pd.DataFrame(events[["first_day", "last_day"]]), check_index_type=False
    )


def test_columns_of_the_codebook_come_in_its_order(shipped):
    names = pq.read_schema(shipped).names
    assert names[1 : 1 + len(codebook.fields())] == list(codebook.fields())
