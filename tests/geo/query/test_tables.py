"""The verbs answer alike wherever the events lie, with the types that the catalogue has."""

import math
from concurrent.futures import ThreadPoolExecutor

import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.atlas.texts import text_of, texts
from geo.catalogue.events import EVENTS_PATH, load_events
from geo.query import backends
from geo.query.backends import DatabaseTable, FileTable, MemoryTable
from geo.query.columns import OPTIONAL
from geo.query.filter import EventFilter
from geo.snapshot.make import make

KEEP = EventFilter(q="missile").condition()
NAMES = ["date", "title", "deaths", "distance_mdl_m", "responds_to", "first_day", "answered_by"]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    (folder / "work").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geo.snapshot.merge.ROW_GROUP", 300)
        make(EVENTS_PATH, folder / "events.parquet", folder / "work", lambda _step, _share: None)
    return folder / "events.parquet"


@pytest.fixture(scope="module")
def memory(path):
    return MemoryTable.of(pq.read_table(path))


@pytest.fixture(scope="module", params=["memory", "file"])
def table(request, path, memory):
    return memory if request.param == "memory" else FileTable.open(path)


@pytest.fixture(scope="module")
def plain(path):
    return pq.read_table(path).to_pandas()


@pytest.fixture(params=["memory", "file", "database"])
def older(request, path, tmp_path):
    """A table that was made before the catalogue had Korean texts and checks."""
    held = pq.read_table(path).drop_columns(list(OPTIONAL))
    if request.param == "memory":
        yield MemoryTable.of(held)
    elif request.param == "file":
        pq.write_table(held, tmp_path / "events.parquet")
        yield FileTable.open(tmp_path / "events.parquet")
    else:
        import ibis

        postgres = request.getfixturevalue("postgres")
        connection = ibis.connect(postgres)
        connection.create_table("older", held.drop_columns(["geometry", "bbox"]))
        connection.disconnect()
        found = DatabaseTable.open(f"{postgres}#older")
        yield found
        found.close()


def test_a_table_from_before_there_were_korean_texts_and_checks_has_none_and_answers(older):
    names = ["title", *OPTIONAL, "place_ko"]
    for rows in (older.page(KEEP, 0, 3, names), older.events(KEEP, names), *older.batches(KEEP, names)):
        assert len(rows)
        assert rows[list(OPTIONAL)].isna().all(axis=None)
        assert texts(rows, "title", "ko").equals(rows["title"])
    assert text_of(older.page(KEEP, 0, 1, names).iloc[0], "title", "ko")
    assert older.ids(EventFilter(checked=("no",)).condition()) == older.ids(None)
    assert older.ids(EventFilter(checked=("yes", "unconfirmed")).condition()) == []


def test_rows_are_typed_as_the_catalogue_is(table):
    events = pd.DataFrame(load_events().drop(columns="geometry"))
    pd.testing.assert_frame_equal(table.events(None, list(events)), events, check_exact=True)
    assert table.events(None, ["title"]).index.equals(events.index)


def test_no_row_has_the_types_that_all_rows_have(table):
    none = table.events(nw.col("id") == "nothing", NAMES)
    assert len(none) == 0
    assert none.dtypes.to_dict() == table.events(None, NAMES).dtypes.to_dict()
    assert table.at([], NAMES).dtypes.to_dict() == none.dtypes.to_dict()


def test_a_tally_counts_each_group(table, plain):
    found = table.tally(KEEP, {"kind": nw.col("category"), "year": nw.col("first_day").dt.truncate("1y")})
    expected = plain[plain["text"].str.contains("missile")]
    expected = expected.groupby([expected["category"], expected["first_day"].dt.year]).size()
    assert found.set_index(["kind", found["year"].dt.year])["count"].to_dict() == expected.to_dict()


def test_a_tally_gives_values_of_each_group_beside_its_count(table, plain):
    found = table.tally(None, {"kind": nw.col("category")}, first=("nth", "min"), lat=("lat", "mean"))
    found = found.set_index("kind")
    groups = plain.groupby("category")
    assert found["first"].to_dict() == groups["nth"].min().to_dict()
    assert found["count"].to_dict() == groups.size().to_dict()
    assert found["lat"].to_dict() == pytest.approx(groups["lat"].mean().to_dict())


def test_a_tally_may_be_named_as_a_column_is(table, plain):
    found = table.tally(KEEP, {"text": nw.col("category"), "keep": nw.col("initiator")})
    assert set(found.columns) == {"text", "keep", "count"}
    assert found["count"].sum() == plain["text"].str.contains("missile").sum()


def test_aggregates_are_those_of_the_rows_that_meet_a_condition(table, plain):
    expected = plain[plain["text"].str.contains("missile")]
    found = table.aggregate(KEEP, count=nw.len(), north=nw.col("lat").max())
    assert found == {"count": len(expected), "north": expected["lat"].max()}


def test_a_page_begins_with_the_latest(table, plain):
    expected = plain["id"][plain["text"].str.contains("missile")][::-1]
    assert table.page(KEEP, 20, 10, ["title"]).index.tolist() == expected[20:30].tolist()
    assert table.page(KEEP, 10**6, 10, ["title"]).empty
    assert table.places(KEEP, 5) == table.places(KEEP)[5:]
    assert table.ids(KEEP) == expected[::-1].tolist()


def test_rows_come_in_the_order_in_which_their_places_are_named(table, plain):
    places = [700, 3, 1400, 4]
    assert table.at(places, ["title"]).index.tolist() == plain["id"].iloc[places].tolist()


def test_the_least_come_first_and_of_equal_ones_the_earliest(table, plain):
    expected = plain.sort_values(["distance_mdl_m", "nth"]).dropna(subset="distance_mdl_m")["id"]
    assert table.least(None, "distance_mdl_m", 30, ["title"]).index.tolist() == expected[:30].tolist()
    everything = table.least(None, "distance_mdl_m", 10**6, ["title"])
    assert everything.index.tolist() == expected.tolist()


def test_batches_are_all_rows_in_order_of_time(table, monkeypatch):
    monkeypatch.setattr(backends, "BATCH_ROWS", 100)
    for keep in (None, KEEP):
        batches = list(table.batches(keep, NAMES))
        assert max(map(len, batches)) <= 2048
        pd.testing.assert_frame_equal(pd.concat(batches), table.events(keep, NAMES), check_index_type=False)
    assert len(list(table.batches(None, NAMES))) > 1


def test_a_stream_may_be_left_and_others_asked_meanwhile(table):
    first, second = table.batches(None, ["title"]), table.batches(KEEP, ["title"])
    assert len(next(first)) > 0
    assert len(next(second)) > 0
    assert table.aggregate(None, count=nw.len())["count"] == len(table.ids(None))
    first.close()


def test_many_threads_ask_at_once(table):
    def answers(number):
        keep = KEEP if number % 2 else None
        streamed = table.batches(keep, ["title"])
        first = next(streamed).index[0]
        found = table.page(keep, 3, 5, NAMES).index.tolist(), table.aggregate(keep, count=nw.len()), first
        streamed.close()
        return found

    alone = [answers(number) for number in range(2)]
    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(answers, range(48)))
    assert together == alone * 24
    assert alone[0] != alone[1]


def test_what_is_not_a_number_is_as_if_missing(path, plain):
    rows = pq.read_table(path).drop_columns(["geometry", "bbox"])
    at = rows.schema.get_field_index("distance_mdl_m")
    numbers = rows.column(at).to_numpy().copy()
    numbers[::2] = math.nan
    rows = rows.set_column(at, "distance_mdl_m", pa.array(numbers, from_pandas=False))
    assert rows["distance_mdl_m"].null_count == 0
    table = MemoryTable.of(rows)
    expected = plain["id"][~np.isnan(numbers)].tolist()
    assert table.ids(EventFilter(near="mdl", within_km=20_000.0).condition()) == expected
    assert sorted(table.least(None, "distance_mdl_m", 10**6, ["title"]).index) == sorted(expected)
