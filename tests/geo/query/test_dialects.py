"""The same filter gives the same events in memory, in a file, in a database, and by reading rows one at a time."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import ibis
import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.catalogue import codebook
from geo.catalogue.checked import STATES, state_of
from geo.catalogue.events import EVENTS_PATH
from geo.catalogue.spans import agreement_names
from geo.errors import DataError
from geo.lines.places import load_places
from geo.query.backends import DatabaseTable, FileTable, MemoryTable
from geo.query.columns import distance_column, folded, types
from geo.query.filter import EventFilter
from geo.query.search import read_search
from geo.snapshot.make import make

HOSTILE = [
    "100% sure",
    "under_score",
    "it's a 'quote' \"double\"",
    "back\\slash \\d+ (.*) [a-z]",
    unicodedata.normalize("NFD", "미사일 발사"),
    "STRASSE straße İstanbul ΣΊΣΥΦΟΣ",
    "🚀 emoji; semicolon -- comment /* */ {brace} $1 :name ?",
    "x" * 200,
]
"""Texts that a dialect may read otherwise than as text."""
NEAR = ("mdl", "nll", "dmz", "dprk-line-1999")
CHOSEN = {name: name for name in ("category", "type", "initiator", "confidence")}
CHOSEN |= {"precision": "location_precision", "place": "place_id"}
SQL = Path(__file__).parent / "sql"


@pytest.fixture(scope="session")
def rows(tmp_path_factory):
    """Every fourth of the shipped events, measured; some with hostile texts, some with nothing where nothing may be."""
    folder = tmp_path_factory.mktemp("measured")
    (folder / "work").mkdir()
    make(EVENTS_PATH, folder / "events.parquet", folder / "work", lambda _step, _share: None)
    held = pq.read_table(folder / "events.parquet").drop_columns(["geometry", "bbox"])
    plain = held.to_pylist()[::4]
    for at, row in enumerate(plain):
        row["nth"] = at
        if at % 7 == 0:
            row["text"] = f" {folded(HOSTILE[(at // 7) % len(HOSTILE)])} "
        if at % 11 == 0:
            row |= {distance_column(key): None for key in NEAR}
        if at % 13 == 0:
            row |= {"category": None, "lon": None}
        row |= {"checked": None, "checked_against": None}
        if at % 3:
            row |= {"checked": "2026-11-27", "checked_against": at % 5}
    return pa.Table.from_pylist(plain, schema=held.schema)


@pytest.fixture(scope="session")
def tables(rows, postgres, tmp_path_factory):
    path = tmp_path_factory.mktemp("tables") / "events.parquet"
    pq.write_table(rows, path, row_group_size=100)
    connection = ibis.connect(postgres)
    connection.create_table("events", rows)
    connection.disconnect()
    database = DatabaseTable.open(postgres)
    yield {"memory": MemoryTable.of(rows), "duckdb": FileTable.open(path), "postgres": database}
    database.close()


def meets(row, wanted):
    """Tell whether one row meets a filter, in plain Python."""
    if any(
        getattr(wanted, key) and row[column] not in getattr(wanted, key) for key, column in CHOSEN.items()
    ):
        return False
    if wanted.checked and state_of(row["checked"], row["checked_against"]) not in wanted.checked:
        return False
    if wanted.from_date and row["last_day"].date() < wanted.from_date:
        return False
    if wanted.to_date and row["first_day"].date() > wanted.to_date:
        return False
    for one in read_search(wanted.q):
        meets = any(spelled in row["text"] for spelled in one.spellings)
        if one.days:
            meets = row["first_day"].date() <= one.days[1] and row["last_day"].date() >= one.days[0]
        if meets == one.excluded:
            return False
    if wanted.near:
        metres = row[distance_column(wanted.near)]
        if metres is None or metres > wanted.within_km * 1000:
            return False
    if wanted.bbox:
        west, south, east, north = wanted.bbox
        if row["lon"] is None:
            return False
        if not (west <= row["lon"] <= east and south <= row["lat"] <= north):
            return False
    return not wanted.agreement or wanted.agreement in row["agreements_in_force"].split(";")


def some(name):
    known = load_places().index if name == "place_id" else codebook.vocabulary(name)
    return st.just(()) | st.lists(st.sampled_from(list(known)), max_size=3, unique=True).map(tuple)


DAYS = st.none() | st.dates(date(1950, 1, 1), date(2030, 1, 1))
WORDS = st.one_of(
    st.sampled_from([*HOSTILE, "missile", "미사일", "DMZ", "fire", "the"]),
    st.sampled_from(
        ["Kaesong -2016", '"live fire" 2010', "-missile", "Nov 2010", '-"\'%_\\"', "Gaeseong", "UN 17"]
    ),
    st.text(st.sampled_from("%_'\\\";-.*미사일ßsİéaeiou0"), max_size=4),
    st.text(max_size=3).filter(lambda text: "\0" not in text and text.isprintable()),
)


@st.composite
def filters(draw):
    near = draw(st.none() | st.sampled_from(NEAR))
    box = draw(st.none() | st.tuples(*[st.floats(120, 135), st.floats(30, 45)] * 2))
    if box:
        box = (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
    return EventFilter(
        from_date=draw(DAYS),
        to_date=draw(DAYS),
        **{key: draw(some(column)) for key, column in CHOSEN.items()},
        checked=draw(st.just(()) | st.lists(st.sampled_from(STATES), unique=True).map(tuple)),
        q=" ".join(draw(st.lists(WORDS, max_size=2)))[:200].strip(),
        near=near,
        within_km=draw(st.floats(0, 500)) if near else None,
        bbox=box,
        agreement=draw(st.none() | st.sampled_from(list(agreement_names()))),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(wanted=filters())
def test_a_filter_gives_the_same_events_everywhere(tables, rows, wanted):
    expected = [row["id"] for row in rows.to_pylist() if meets(row, wanted)]
    for name, table in tables.items():
        assert table.ids(wanted.condition()) == expected, name


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_looked_for_as_they_stand(tables, rows, text):
    wanted = EventFilter(q=text)
    expected = [row["id"] for row in rows.to_pylist() if meets(row, wanted)]
    assert expected
    for name, table in tables.items():
        assert table.ids(wanted.condition()) == expected, name


def test_metres_exactly_at_the_limit_count_everywhere(tables, rows):
    met = rows.filter(rows["distance_nll_m"].is_valid()).to_pylist()[::40]
    assert len(met) > 3
    for row in met:
        wanted = EventFilter(near="nll", within_km=row["distance_nll_m"] / 1000)
        for name, table in tables.items():
            assert row["id"] in table.ids(wanted.condition()), name


def test_edges_of_a_box_count_everywhere(tables, rows):
    for row in rows.filter(rows["lon"].is_valid()).to_pylist()[1:200:40]:
        condition = EventFilter(bbox=(row["lon"], row["lat"], row["lon"], row["lat"])).condition()
        found = [table.ids(condition) for table in tables.values()]
        assert found == [found[0]] * 3
        assert row["id"] in found[0]


CONDITIONS = {
    "days": EventFilter(from_date=date(2010, 1, 1), to_date=date(2010, 12, 31)),
    "choices": EventFilter(
        category=("maritime", "incursion"), precision=("exact",), confidence=("disputed",)
    ),
    "checked": EventFilter(checked=("yes", "no", "unconfirmed")),
    "places": EventFilter(place=("mdl", "pyongyang")),
    "words": EventFilter(q="it's 50%_ \\d+ 연평도"),
    "near": EventFilter(near="dprk-line-1999", within_km=50.5),
    "box": EventFilter(bbox=(124.0, 37.0, 128.0, 39.0)),
    "agreement": EventFilter(agreement="cma"),
}


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "bigquery", "trino"])
@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_compiles_to_the_sql_that_is_kept(name, dialect):
    """To take a new text on: delete the file, run the test, read what it wrote."""
    kinds = {"integer": "int64", "number": "float64", "day": "timestamp"}
    table = ibis.table({column: kinds.get(kind, "string") for column, kind in types().items()}, name="events")
    found = nw.from_native(table).filter(CONDITIONS[name].condition()).select("id")
    sql = str(ibis.to_sql(found.to_native(), dialect=dialect)) + "\n"
    path = SQL / f"{name}.{dialect}.sql"
    if not path.exists():
        path.write_text(sql, encoding="utf-8")
        pytest.fail(f"there was no {path.name}; it holds now what is compiled")
    assert sql == path.read_text(encoding="utf-8")


def test_every_kept_sql_belongs_to_a_condition():
    kept = {path.name.split(".")[0] for path in SQL.iterdir()}
    assert kept == set(CONDITIONS)


def test_many_threads_ask_a_database_at_once(tables):
    def answers(number):
        table, names = tables["postgres"], ["title", "distance_mdl_m"]
        keep = EventFilter(q="missile" if number % 2 else "").condition()
        streamed = table.batches(keep, names)
        first = next(streamed)
        count = table.aggregate(keep, count=nw.len())["count"]
        page = table.page(keep, 3, 5, names).index.tolist()
        streamed.close()
        return count, page, first.index.tolist()

    alone = [answers(number) for number in range(2)]
    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(answers, range(48)))
    assert together == alone * 24
    assert alone[0] != alone[1]


def test_a_database_that_refused_a_query_answers_the_next(tables):
    with pytest.raises(Exception, match="invalid input syntax"):
        tables["postgres"].aggregate(None, value=nw.col("id").cast(nw.Int64).max())
    assert tables["postgres"].aggregate(None, count=nw.len())["count"] > 0


def test_what_is_not_a_number_in_a_database_is_as_if_missing(postgres, rows):
    connection = ibis.connect(postgres)
    connection.create_table("odd", rows)
    connection.raw_sql("UPDATE odd SET distance_mdl_m = 'NaN' WHERE nth % 2 = 0").close()
    connection.disconnect()
    table = DatabaseTable.open(f"{postgres}#odd")
    expected = [row["id"] for row in rows.to_pylist() if row["nth"] % 2 and row["distance_mdl_m"] is not None]
    assert table.ids(EventFilter(near="mdl", within_km=20_000.0).condition()) == expected
    assert sorted(table.least(None, "distance_mdl_m", 10**6, ["title"]).index) == sorted(expected)
    assert table.events(None, ["distance_mdl_m"])["distance_mdl_m"].notna().sum() == len(expected)
    table.close()


def test_a_database_without_some_columns_is_refused_with_all_of_them(postgres, rows):
    connection = ibis.connect(postgres)
    connection.create_table("thin", rows.drop_columns(["text", "nth", "distance_nll_m"]))
    connection.disconnect()
    with pytest.raises(DataError) as refused:
        DatabaseTable.open(f"{postgres}#thin")
    assert [problem.where for problem in refused.value.problems] == [
        "thin nth",
        "thin text",
        "thin distance_nll_m",
    ]


@pytest.mark.parametrize("change", ["#nothing", "/nowhere", "x://y"])
def test_a_database_that_is_not_there_is_refused_with_the_form_of_an_address(postgres, change):
    place = postgres.replace("/postgres?", "/nowhere?") if change == "/nowhere" else postgres + change
    with pytest.raises(DataError, match="the Ibis address of a table"):
        DatabaseTable.open(change if "://" in change else place)
