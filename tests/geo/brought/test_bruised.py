"""Files as they come from desks, phones and old computers: read as they were meant, or asked about, never otherwise."""

import datetime
import io
import unicodedata
import zipfile

import geopandas as gpd
import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from geo.brought.layouts import proposed
from geo.brought.opening import open_table
from geo.errors import DataError
from tests.geo.brought.control import HEADER, ROWS, each, kinds, read, text
from tests.geo.brought.test_troubles import CONTROL, IDS, same

FREE = (("date", "Date"), ("title", "Title"), ("lat", "Lat"), ("lon", "Lon"))
WHERE = (("date", "Date"), ("title", "Title"), ("position", "Where"))


def asked(found) -> list[str]:
    return [one.kind for one in found.questions]


# --- Text ------------------------------------------------------------------------------------------------------


def test_hangul_between_curly_quotes_is_hangul():
    found = read(text(summary="북측은 ‘전단’이라 하고, 남측은 “풍선”이라 했다…").encode("cp949"))
    assert (asked(found), found.doubts) == ([], ())
    assert found.atlas.events["place_ko"].tolist() == CONTROL["place_ko"].tolist()
    assert found.atlas.events["summary"].iloc[0].startswith("북측은 ‘전단’")


def test_curly_quotes_of_a_korean_computer_without_hangul_are_read_and_asked_about():
    found = read(text(summary="the ‘talks’ never “were”", place_ko="").encode("cp949"))
    assert found.atlas.events["summary"].iloc[0] == "the ‘talks’ never “were”"
    assert asked(found) == ["encoding"]


def test_text_of_an_old_mac_is_read_and_asked_about():
    lines = text(summary="the ‘talks’ at a café", place_ko="").replace("\r\n", "\r")
    found = read(lines.encode("mac_roman"))
    assert found.atlas.events["summary"].tolist() == ["the ‘talks’ at a café"] * len(ROWS)
    assert asked(found) == ["encoding"]


def test_syllables_that_a_mac_writes_apart_are_the_same_text():
    found = read(unicodedata.normalize("NFD", text()))
    assert same(found)


@pytest.mark.parametrize("ends", ["\n", "\r", "\r\n"])
def test_a_quoted_cell_keeps_its_lines(ends):
    told = "one\ntwo"
    assert set(read(text(summary=told).replace("\r\n", ends)).atlas.events["summary"]) == {told}


def test_a_delimiter_named_in_quotes_and_a_wide_encoding_at_once():
    assert same(read(('"sep=;"\r\n' + text(delimiter=";")).encode("utf-16")))


def test_blank_rows_and_rows_of_delimiters_between_are_passed_over():
    assert same(read(text().replace("\r\n", "\r\n\r\n" + "," * (len(HEADER) - 1) + "\r\n")))


# --- Days ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("named", ("5-Mar-24", "11-Mar-24", "14-Mar-24")),
        ("year-first", ("2024.3.5.", "2024.03.11", "2024 / 3 / 14")),
        ("korean", ("24년 3월 5일", "'24년 3월 11일", "24年3月14日(목)")),
        ("year-first", ("'24. 3. 5", "’24.3.11.", "'24-3-14")),
        ("serial", ("45356.5", "45362.25", "45365")),
    ],
)
def test_further_forms_of_days_are_read_and_told(kind, cells):
    found = read(text(each("date", *cells)))
    assert same(found)
    assert kinds(found.notes)[kind] >= 1


@pytest.mark.parametrize("cell", ["2024-03-05 ~ 2024-03-06", "5-7 March 2024", "spring 2024", "Q1 2024"])
def test_what_is_no_single_day_is_left_out_and_told(cell):
    found = read(text(each("date", cell, ROWS[1]["date"], ROWS[2]["date"])))
    assert kinds(found.faults) == {"date": 1}
    assert IDS[0] not in found.atlas.events.index


# --- Positions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("37°57'20.88\"N", "126°40'36.12\"E"),
        ("37도 57분 20.88초", "126도 40분 36.12초"),
        ("37.9558° N", "126.6767° E"),
        ("３７.9558", "126.6767"),
    ],
)
def test_degrees_minutes_and_seconds_are_read(lat, lon):
    found = read(text(({**ROWS[0], "lat": lat, "lon": lon},)))
    assert found.atlas.events[["lat", "lon"]].iloc[0].tolist() == pytest.approx([37.9558, 126.6767])


@pytest.mark.parametrize("lon", ["126.6767W", "126_6767", "inf", "126.6767.1"])
def test_what_is_no_longitude_of_a_place_is_left_out_and_told(lon):
    found = read(text(({**ROWS[0], "lon": lon}, *ROWS[1:])))
    assert IDS[0] not in found.atlas.events.index
    assert sum(kinds(found.faults).values()) == 1


@pytest.mark.parametrize(
    "where", ["37.9558, 126.6767", "POINT (126.6767 37.9558)", "SRID=4326;POINT Z (126.6767 37.9558 30)"]
)
def test_latitude_and_longitude_in_one_cell_are_read(where):
    found = read(f'Date,Title,Where\r\n2024-05-28,Invented,"{where}"\r\n', columns=WHERE)
    assert found.atlas.events[["lat", "lon"]].iloc[0].tolist() == [37.9558, 126.6767]


@pytest.mark.parametrize("where", ["126.6767, 37.9558", "POINT (37.9558 126.6767)"])
def test_the_other_way_round_in_one_cell_is_asked_about(where):
    table = f'Date,Title,Where\r\n2024-05-28,Invented,"{where}"\r\n'
    assert (read(table, columns=WHERE).atlas, asked(read(table, columns=WHERE))[0]) == (None, "swap")
    exchanged = read(table, columns=WHERE, swap=True).atlas.events
    assert exchanged[["lat", "lon"]].iloc[0].tolist() == [37.9558, 126.6767]


def test_metres_in_a_column_of_wkt_are_no_degrees():
    table = "Date,Title,Where\r\n2024-05-28,Invented,SRID=5179;POINT (953000 1952000)\r\n"
    assert kinds(read(table, columns=WHERE).faults) == {"range": 1}


# --- Rows that are none ----------------------------------------------------------------------------------------


def test_a_header_in_korean_is_proposed_column_by_column():
    table = open_table(
        "번호,발생일자,제목,장소,위도,경도,비고\r\n1,2024. 5. 28.,풍선,철원,38.25,127.21,가\r\n".encode(
            "cp949"
        )
    )
    wanted = {
        "id": "번호",
        "date": "발생일자",
        "title": "제목",
        "place": "장소",
        "lat": "위도",
        "lon": "경도",
        "summary": "비고",
    }
    assert proposed(table) == wanted


def test_of_two_header_rows_the_one_with_a_name_for_each_column_counts():
    found = read(f"Event,,Where,\r\nDate,Title,Lat,Lon\r\n{_rows(3)}", columns=FREE)
    assert ("preamble", "1") in found.table.told
    assert (found.atlas.total, found.left_out) == (3, 0)


@pytest.mark.parametrize("second", ["날짜,제목,위도,경도", "YYYY-MM-DD,text,degrees,degrees"])
def test_a_second_header_below_the_first_is_left_out_and_told(second):
    found = read(f"Date,Title,Lat,Lon\r\n{second}\r\n{_rows(3)}", columns=FREE)
    assert (found.atlas.total, found.left_out) == (3, 1)


@pytest.mark.parametrize("total", ["Total,,3,4", ",합계,,", "합계,3건,,"])
def test_a_row_of_totals_is_left_out_and_told(total):
    found = read(f"Date,Title,Lat,Lon\r\n{_rows(3)}{total}\r\n", columns=FREE)
    assert (found.atlas.total, found.left_out) == (3, 1)


def test_of_rows_with_one_id_the_first_stays_and_the_others_are_told():
    found = read(text((*ROWS, {**ROWS[0], "title": "Invented again"})))
    assert kinds(found.faults) == {"twice": 1}
    assert found.atlas.events.loc[IDS[0], "title"] == ROWS[0]["title"]


def _rows(count: int) -> str:
    return "".join(f"2024-05-{20 + at},Invented {at},38.{at + 1},127.{at + 1}\r\n" for at in range(count))


# --- Workbooks -------------------------------------------------------------------------------------------------


def _book(*sheets: str, epoch_1904: bool = False, stray: tuple[int, int] | None = None) -> bytes:
    """Return a workbook with the control rows on its last sheet, days as days."""
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    book.active.title = sheets[0]
    for name in sheets[1:]:
        book.create_sheet(name)
    for sheet in book.worksheets[:-1]:
        sheet.append(["About this list", "desk"])
        sheet.append(["Version", 3])
    rows = book.worksheets[-1]
    rows.append(HEADER)
    for row in ROWS:
        days = {name: datetime.date.fromisoformat(row[name]) for name in ("date", "end_date") if name in row}
        degrees = {name: float(row[name]) for name in ("lat", "lon")}
        rows.append([{**row, **days, **degrees}.get(name) for name in HEADER])
    if stray:
        rows.cell(*stray, "x")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_days_of_a_workbook_that_counts_from_1904_are_the_same_days():
    assert same(read(_book("List", epoch_1904=True)))


def test_of_several_sheets_the_one_with_the_rows_is_read_and_the_others_named():
    found = read(_book("Read me", "List"))
    assert same(found)
    assert set(found.table.told) == {("sheet", "List"), ("left_aside", "Read me")}


def test_a_cell_at_the_far_corner_of_a_sheet_is_refused_and_the_server_lives():
    with pytest.raises(DataError, match="stray cell"):
        read(_book("List", stray=(1_048_576, 16_384)))


# --- Placemarks ------------------------------------------------------------------------------------------------

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Invented</name>
<Folder><name>One</name><Placemark><name>Invented talks</name><TimeStamp><when>2024-05-28</when></TimeStamp>
<ExtendedData><Data name="source"><value>Example Press</value></Data></ExtendedData>
<Point><coordinates>126.6767,37.9558,30</coordinates></Point></Placemark></Folder>
<Folder><name>Two</name><Placemark><name>Invented fire</name><TimeStamp><when>2024-05-29</when></TimeStamp>
<LineString><coordinates>127.0,38.0 127.1,38.1</coordinates></LineString></Placemark></Folder>
</Document></kml>"""


def _kmz() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("doc.kml", KML)
    return packed.getvalue()


@pytest.mark.parametrize("data", [KML.encode(), _kmz()], ids=["kml", "kmz"])
def test_placemarks_of_all_folders_are_rows(data):
    columns = tuple(read(data).proposal.items())
    assert dict(columns) == {
        "date": "timestamp",
        "title": "Name",
        "position": "geometry",
        "source_publisher": "source",
    }
    found = read(data, columns=columns)
    assert found.atlas.events["title"].tolist() == ["Invented talks", "Invented fire"]
    assert found.atlas.events[["lat", "lon"]].iloc[0].tolist() == [37.9558, 126.6767]
    assert kinds(found.notes)["middle"] == 1


@pytest.mark.parametrize("data", [KML[:200].encode(), b"<kml>", b"PK\3\4doc.kml"])
def test_placemarks_that_are_not_whole_are_refused_in_one_sentence(data):
    with pytest.raises(DataError) as told:
        read(data)
    assert len(told.value.problems) == 1


def test_a_geoparquet_file_in_metres_is_brought_to_degrees():
    points = gpd.GeoSeries.from_xy([1_000_000.0], [2_000_000.0], crs=5179)
    frame = gpd.GeoDataFrame({"Date": ["2024-05-28"], "Title": ["Invented"]}, geometry=points)
    written = io.BytesIO()
    frame.rename_geometry("geom").to_parquet(written)
    found = read(written.getvalue(), columns=(("date", "Date"), ("title", "Title"), ("position", "geometry")))
    assert found.atlas.events[["lon", "lat"]].iloc[0].tolist() == pytest.approx([127.5, 38.0], abs=1e-6)
    assert [kind for kind, _ in found.table.told] == ["crs_moved"]


@pytest.mark.parametrize("data", [b"", b" \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused_as_one(data):
    with pytest.raises(DataError, match=r"nothing|no header"):
        read(data)


def test_a_table_whose_days_nobody_chose_has_no_row_to_show_and_says_why():
    found = read(f"Date,Title,Lat,Lon\r\n{_rows(3)}", columns=FREE[1:])
    assert (found.atlas, kinds(found.faults)) == (None, {"missing": 3})
