"""Tables in the layouts of others, and tables of no layout at all: drawn, measured, filtered, none of their rows lost."""

import csv
import io

import pandas as pd
import pytest

from geo.brought.layouts import proposed
from geo.brought.opening import open_table
from geo.brought.taking import table_with_distances
from geo.formats.formats import FORMATS
from geo.lines.boundaries import load_boundaries
from geo.lines.measure import measure
from geo.query.filter import EventFilter
from tests.geo.brought import invented
from tests.geo.brought.control import kinds, left_out_csv, read

ROWS = 10_000
COLUMNS = {
    "acled": {
        "lat": "latitude",
        "lon": "longitude",
        "deaths": "fatalities",
        "summary": "notes",
        "place": "location",
    },
    "ucdp": {"lat": "latitude", "lon": "longitude", "deaths": "best", "summary": "source_headline"},
    "cns": {"lat": "Facility Latitude", "lon": "Facility Longitude", "place": "Facility Name"},
}
DAY_COLUMNS = {
    "acled": ("event_date", "%d %B %Y"),
    "ucdp": ("date_start", "%Y-%m-%d 00:00:00.000"),
    "cns": ("Date", "%d-%b-%y"),
}


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.fixture(scope="module", params=list(invented.LAYOUTS))
def brought(request):
    """A large invented table of one layout: its name, its bytes, its broken lines, and what was read of it."""
    data, broken = invented.table(request.param, ROWS)
    return request.param, data, broken, read(data)


def test_a_layout_is_known_by_its_columns(brought):
    name, _, _, found = brought
    assert (found.layout.name, found.rows) == (name, ROWS)


def test_every_broken_row_is_named_with_its_fault_and_no_other(brought):
    _, data, broken, found = brought
    original = dict(enumerate(rows_of(data), 2))
    listed = {int(row["line"]): row for row in rows_of(left_out_csv(found))}
    assert set(listed) == set(broken)
    assert len(broken) == ROWS // invented.BROKEN_EACH
    assert kinds(found.faults) == {kind: list(broken.values()).count(kind) for kind in set(broken.values())}
    for line, row in listed.items():
        assert row.pop("problem")
        assert int(row.pop("line")) == line
        assert row == {
            name: cell if not cell.startswith("-") else f"'{cell}" for name, cell in original[line].items()
        }


def test_no_row_is_lost_and_no_value_silently_changed(brought):
    name, data, broken, found = brought
    good = [row for line, row in enumerate(rows_of(data), 2) if line not in broken]
    events = found.atlas.events.loc[found.ids.to_pylist()]
    assert len(events) == len(good)
    told = {group.kind for group in found.notes}
    column, form = DAY_COLUMNS[name]
    days = pd.to_datetime([row[column] for row in good], format=form)
    assert (pd.to_datetime(events["date"]).to_numpy() == days.to_numpy()).all()
    for ours, theirs in COLUMNS[name].items():
        for value, row in zip(events[ours], good, strict=True):
            if ours in ("lat", "lon"):
                assert value == float(row[theirs]) or (pd.isna(value) and "unlocated" in told)
            else:
                assert str(value) == row[theirs]


def test_what_has_a_place_is_measured_against_every_line(brought):
    _, _, _, found = brought
    events = found.atlas.events
    events = events[events["lon"].notna()].iloc[::97]
    lines = load_boundaries()
    known_m = measure(events["lon"], events["lat"], lines.geometry).distance_m
    assert events["distance_mdl_m"].tolist() == known_m[:, lines.index.get_loc("mdl")].round().tolist()


def test_the_filter_of_the_sidebar_holds(brought):
    _, _, _, found = brought
    selection = found.atlas.selection(
        EventFilter.from_query([("from", "2010-01-01"), ("to", "2010-12-31")], ())
    )
    rows = selection.rows
    assert 0 < selection.count < found.atlas.total
    assert (rows["last_day"] >= "2010-01-01").all()
    assert (rows["first_day"] <= "2010-12-31").all()


def test_the_downloads_have_every_row_with_its_distances_and_do_not_call_them_ours(brought):
    _, _, _, found = brought
    selection = found.atlas.selection(EventFilter())
    written = rows_of(FORMATS["csv"].make(selection, "http://atlas.test"))
    assert [row["id"] for row in written] == found.atlas.events.index.tolist()
    assert sum(row["distance_mdl_m"] != "" for row in written) == found.atlas.events["lon"].notna().sum()
    assert {(row["licence"], row["event_url"]) for row in written} == {("", "")}
    assert "MDL Atlas, data version" not in written[0]["citation"]


def test_the_own_table_comes_back_as_it_was_with_distances_beside(brought):
    _, data, broken, found = brought
    good = [row for line, row in enumerate(rows_of(data), 2) if line not in broken]
    back = rows_of(b"".join(table_with_distances(found, found.atlas.selection(EventFilter()))))
    assert [{key: cell for key, cell in row.items() if not key.startswith("atlas_")} for row in back] == good
    assert any(row["atlas_distance_mdl_m"] for row in back)


def test_points_that_stand_for_a_province_or_a_country_are_not_measured():
    header = invented.LAYOUTS["ucdp"].header
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, header)
    writer.writeheader()
    day = invented._FIRST_DAY
    for number, precision in enumerate((1, 2, 4, 6), 1):
        writer.writerow(
            {**invented.LAYOUTS["ucdp"].row(number, "Invented", day, 38.0, 127.0), "where_prec": precision}
        )
    found = read(written.getvalue())
    assert found.atlas.events.loc[found.ids.to_pylist(), "location_precision"].tolist() == [
        "exact",
        "area",
        None,
        None,
    ]
    assert kinds(found.notes)["unlocated"] == 2


def test_the_rows_left_out_come_back_in_once_they_are_mended():
    data, broken = invented.table("acled", 200)
    mended = rows_of(left_out_csv(read(data)))
    for row in mended:
        row |= {"event_date": "1 May 2020", "latitude": "38.1", "longitude": "127.1", "fatalities": "0"}
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, list(mended[0]))
    writer.writeheader()
    writer.writerows(mended)
    again = read(written.getvalue())
    assert (again.left_out, again.atlas.total) == (0, len(broken))
    assert not {"line", "problem"} & set(again.layout.extra)


FREE = "Datum;Was;위도;경도;n\r\n2024-05-28;Invented one;38,1;127,1;17\r\n2024-05-29;Invented two;38,2;127,2;18\r\n"


def test_a_table_of_no_layout_waits_for_its_columns_with_a_proposal():
    found = read(FREE)
    assert (found.layout, found.atlas) == (None, None)
    assert found.proposal == {"date": "Datum", "lat": "위도", "lon": "경도"}
    chosen = read(FREE, columns=tuple({**found.proposal, "title": "Was"}.items()))
    assert chosen.atlas.events["title"].tolist() == ["Invented one", "Invented two"]
    assert chosen.layout.extra == ("n",)
    assert chosen.atlas.events["location_precision"].tolist() == ["near", "near"]
    assert read(FREE, columns=chosen_columns(chosen), precision="area").atlas.events[
        "location_error_m"
    ].tolist() == [5e4, 5e4]


def chosen_columns(found):
    return tuple((field, columns[0]) for field, columns in found.layout.fields.items())


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Date", "date"),
        ("날짜", "date"),
        ("Latitude", "lat"),
        ("경도", "lon"),
        ("제목", "title"),
        ("좌표", "position"),
        ("URL", "source_url"),
    ],
)
def test_usual_names_of_columns_are_proposed(header, field):
    assert proposed(open_table(f"{header},other\r\n1,2\r\n".encode()))[field] == header


def test_words_of_other_codebooks_are_shown_as_another_kind_and_told():
    table = "Date,Title,Type,lat,lon\r\n2024-05-28,Invented,탄도미사일,38,127\r\n2024-05-29,Invented,Picnic,38,127\r\n"
    table = table.replace("탄도미사일", "Ballistic missile")
    found = read(
        table,
        columns=(("date", "Date"), ("title", "Title"), ("type", "Type"), ("lat", "lat"), ("lon", "lon")),
    )
    assert found.atlas.events["type"].tolist() == ["ballistic-missile", None]
    assert found.atlas.events["category"].tolist() == ["missile-nuclear", None]
    assert kinds(found.notes)["kind_other"] == 1


def test_columns_without_a_usual_name_are_proposed_by_what_stands_in_them():
    table = open_table(b"Wann;Was;N;E\r\n28.5.2024;Invented;37,95;126,67\r\n")
    assert proposed(table) == {"date": "Wann", "lat": "N", "lon": "E"}
