"""The loader of the catalogue: what it hands out, and what it refuses."""

import time
from datetime import date, timedelta

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.catalogue import codebook, flat, table
from geo.catalogue.events import EVENTS_PATH, data_version, load_events
from geo.catalogue.flat import flat_rows
from geo.errors import DataError
from geo.words.dates import date_text

PRECISIONS = st.sampled_from(["day", "month", "year"])
DAYS = st.dates(date(1953, 7, 27), date(2100, 12, 31))


@pytest.fixture(scope="module")
def events():
    return load_events()


@pytest.fixture
def catalogue(tmp_path):
    """Write lines of the shipped catalogue, changed by a function, as a file of their own."""

    def write(change, rows=3):
        frame = pd.DataFrame(flat_rows(EVENTS_PATH)[:rows])
        path = tmp_path / "events.csv"
        change(frame).to_csv(path, index=False)
        return path

    return write


def event(day, end, precision):
    if precision != "day":
        day = day.replace(day=1, month=day.month if precision == "month" else 1)
    return {"date": str(day), "end_date": str(end) if end else None, "date_precision": precision}


def test_events_are_points_indexed_by_id(events):
    assert isinstance(events, gpd.GeoDataFrame)
    assert events.index.name == "id"
    assert events.index.is_unique
    assert events.crs == "EPSG:4326"
    pointed = events[events["lat"].notna()]
    assert (pointed.geometry.x == pointed["lon"]).all()
    assert (pointed.geometry.y == pointed["lat"]).all()


def test_an_event_has_a_point_where_its_precision_says_so_and_nowhere_else(events):
    pointed = events["location_precision"].isin(["exact", "near", "area"])
    for column in ("lat", "lon", "geometry"):
        assert events[column].notna().equals(pointed), column


def test_a_catalogue_of_points_needs_no_gazetteer(tmp_path):
    own = pd.DataFrame(flat_rows(EVENTS_PATH))
    own = own[(own["lat"] != "") & (own["responds_to"] == "") & (own["carries_out"] == "")]
    own.drop(columns="place_id").to_csv(tmp_path / "mine.csv", index=False)
    loaded = load_events(tmp_path / "mine.csv")
    assert len(loaded) == len(own)
    assert loaded["place_id"].isna().all()


def test_columns_stand_in_the_order_of_the_codebook(events):
    assert events.columns.tolist() == [
        *list(codebook.fields())[1:],
        *("sources", "first_day", "last_day", "geometry"),
    ]


def test_events_are_ordered_by_date_then_id(events):
    assert list(zip(events["date"], events.index, strict=True)) == sorted(
        zip(events["date"], events.index, strict=True)
    )


def test_numbers_are_nullable_integers_and_lists_are_tuples_and_missing_text_is_none(events):
    assert (events[["deaths", "injured", "quantity"]].dtypes == "Int64").all()
    assert (events[["lat", "lon"]].dtypes == "float64").all()
    for column in ("responds_to", "carries_out", "deaths_of", "injured_of", "quantity_of"):
        assert events[column].map(type).eq(tuple).all()
    assert events["end_date"].map(lambda value: value is None or isinstance(value, str)).all()
    assert set(events["counterclaim"].map(type)) == {str, type(None)}


def test_the_order_of_rows_in_the_file_does_not_matter(catalogue):
    path = catalogue(lambda frame: frame.iloc[::-1])
    assert load_events(path).index.is_monotonic_increasing


def test_one_error_names_every_problem(catalogue):
    def spoil(frame):
        frame.loc[0, "lat"] = "far"
        frame.loc[1, "category"] = "other"
        frame.loc[1, "end_date"] = "1900-01-01"
        frame.loc[2, ["source_url", "responds_to"]] = ["", "1999-01-01-nothing"]
        return frame

    with pytest.raises(DataError) as error:
        load_events(catalogue(spoil))
    found = {problem.where for problem in error.value.problems}
    assert found == {
        *("events.csv:2 lat", "events.csv:3 category", "events.csv:3 end_date"),
        *("events.csv:4 source_url", "events.csv:4 responds_to"),
    }


def test_a_file_without_the_new_columns_is_valid(catalogue):
    new = [
        "deaths_of",
        "injured_of",
        "quantity_of",
        *(name for name in (*codebook.fields(), *flat.COLUMNS) if "counterclaim" in name),
    ]
    loaded = load_events(catalogue(lambda frame: frame.drop(columns=new)))
    assert loaded["counterclaim"].isna().all()


def test_the_words_of_a_row_can_be_had_from_the_frame(events):
    assert date_text(events.loc["2024-05-29-gps-jamming-west-sea"]) == "29 May – 2 June 2024"


@given(DAYS, st.integers(0, 900), PRECISIONS)
def test_the_span_holds_both_dates_and_fills_what_is_not_known(day, length, precision):
    end = day + timedelta(days=length)
    row = event(day, end, precision)
    (span,) = table.days(pd.DataFrame([row], dtype=object)).itertuples(index=False)
    assert span.first_day <= pd.Timestamp(day)
    assert pd.Timestamp(end) <= span.last_day
    assert span.first_day == pd.Timestamp(row["date"])
    after = span.last_day + pd.Timedelta(days=1)
    assert after.day == 1 or precision == "day"
    assert (after.day, after.month) == (1, 1) or precision != "year"


@given(DAYS, PRECISIONS)
def test_an_event_without_an_end_lasts_one_unit_of_its_precision(day, precision):
    (span,) = table.days(pd.DataFrame([event(day, None, precision)], dtype=object)).itertuples(index=False)
    longest = {"day": 1, "month": 31, "year": 366}[precision]
    shortest = {"day": 1, "month": 28, "year": 365}[precision]
    assert shortest <= (span.last_day - span.first_day).days + 1 <= longest


def test_the_data_version_is_stable_and_follows_the_bytes(catalogue):
    path = catalogue(lambda frame: frame)
    events = load_events(path)
    version = data_version(events, path)
    assert version == data_version(events, path)
    assert version.startswith("1953-08-30-")
    path.write_bytes(path.read_bytes() + b"\n")
    assert data_version(events, path) != version


def test_ten_thousand_rows_load_in_seconds(catalogue):
    def repeat(frame):
        links = [name for name in frame if name.startswith("responds_to") or name == "carries_out"]
        bare = frame.assign(**dict.fromkeys(links, ""))
        copies = [bare.assign(id=frame["id"] + f"-{copy}") for copy in range(10)]
        return pd.concat(copies)

    path = catalogue(repeat, rows=1000)
    load_events(path)
    started = time.process_time()
    assert len(load_events(path)) == 10_000
    assert time.process_time() - started < 4  # seconds of processor time; 2 by measure
