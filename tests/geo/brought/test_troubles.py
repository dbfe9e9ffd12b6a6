"""What spreadsheets, Korean systems, pandas, R and GIS do to a file of ours: read all the same, and told once."""

import io
import json

import pandas as pd
import pytest
import xlsxwriter

from geo.errors import DataError
from tests.geo.brought.control import HEADER, ROWS, each, kinds, read, text

IDS = [row["id"] for row in ROWS]
CONTROL = read(text()).atlas.events


def same(found) -> bool:
    """Whether a file gave exactly the rows of the untouched one."""
    pd.testing.assert_frame_equal(found.atlas.events, CONTROL)
    return found.left_out == 0


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949", "utf-32"]
)
def test_any_usual_encoding_is_read_and_named(codec):
    found = read(text().encode(codec))
    assert same(found)
    named = codec.replace("-sig", "") if codec not in ("utf-16", "utf-32") else f"{codec}-le"
    assert ("encoding", named) in found.table.told


def test_a_second_byte_order_mark_is_no_part_of_a_name():
    assert same(read(b"\xef\xbb\xbf" * 2 + text().encode()))


def test_smart_quotes_of_windows_are_read_as_they_were_typed():
    found = read(text(ROWS[:1], summary="A row – the ‘talks’ never “were”.", place_ko="").encode("cp1252"))
    assert found.atlas.events["summary"].iloc[0] == "A row – the ‘talks’ never “were”."
    assert [one.kind for one in found.questions] == ["encoding"]


def test_hangul_that_is_valid_utf_8_for_other_letters_is_read_as_hangul_and_may_be_chosen_otherwise():
    raw = text(ROWS[:1], place_ko="철책").encode("cp949")
    assert raw.decode("utf-8") != text(ROWS[:1], place_ko="철책")
    found = read(raw)
    assert found.atlas.events["place_ko"].iloc[0] == "철책"
    assert [one.kind for one in found.questions] == ["encoding"]
    otherwise = read(raw, encoding="utf-8")
    assert kinds(otherwise.doubts) == {"no_hangul": 1}


def test_accented_letters_of_utf_8_are_not_taken_for_hangul():
    found = read(text(ROWS[:1], place="Café à la Müller, 37° N"))
    assert found.atlas.events["place"].iloc[0] == "Café à la Müller, 37° N"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_any_delimiter_is_read_and_named(delimiter):
    found = read(text(delimiter=delimiter))
    assert same(found)
    assert ("delimiter", delimiter) in found.table.told


def test_a_line_that_names_the_delimiter_is_no_header():
    found = read("sep=;\r\n" + text(delimiter=";"))
    assert same(found)
    assert ("sep_line", ";") in found.table.told


def test_a_decimal_comma_is_read_and_told():
    rows = tuple(
        {**row, "lat": row["lat"].replace(".", ","), "lon": row["lon"].replace(".", ",")} for row in ROWS
    )
    found = read(text(rows, delimiter=";"))
    assert same(found)
    assert kinds(found.notes) == {"decimal_comma": len(ROWS)}


def test_a_workbook_is_read_whatever_its_name_says():
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet("Events")
        for line, cells in enumerate([HEADER, *([row.get(name, "") for name in HEADER] for row in ROWS)]):
            sheet.write_row(line, 0, cells)
    assert same(read(written.getvalue()))


@pytest.mark.parametrize(
    ("begins", "what"), [(b"%PDF-1.7", "PDF"), (b"\x89PNG\r\n", "picture"), (b"<html>", "page")]
)
def test_what_is_no_table_is_named_in_one_sentence_with_the_cure(begins, what):
    with pytest.raises(DataError) as told:
        read(begins + b" and more")
    assert len(told.value.problems) == 1
    assert what in told.value.problems[0].found
    assert "CSV" in told.value.problems[0].wanted


def test_empty_columns_and_rows_at_the_end_are_passed_over():
    lines = [line + ",,," for line in text().splitlines()]
    assert same(read("\r\n".join([*lines, "," * (len(HEADER) + 2), ""])))


def test_lines_of_a_title_above_the_header_are_passed_over_and_told():
    found = read("A list of the desk\r\n\r\n" + text())
    assert same(found)
    assert ("preamble", "1") in found.table.told


def test_whole_numbers_that_pandas_wrote_as_floats_are_whole():
    found = read(
        text(
            tuple(
                {**row, **{key: f"{row[key]}.0" for key in ("quantity", "injured") if key in row}}
                for row in ROWS
            )
        )
    )
    assert same(found)
    assert kinds(found.notes) == {"whole": 2}


@pytest.mark.parametrize("nothing", ["NA", "NaN", "null", "None", "#N/A", "<NA>", "-"])
def test_what_programs_write_for_nothing_is_nothing_and_told_once(nothing):
    rows = tuple({name: row.get(name) or nothing for name in HEADER} for row in ROWS)
    found = read(text(rows))
    assert same(found)
    assert list(kinds(found.notes)) == ["empty"]


def test_the_row_numbers_of_r_are_a_column_without_a_name():
    lines = text().splitlines()
    assert same(
        read("\r\n".join([f",{lines[0]}", *(f"{at},{line}" for at, line in enumerate(lines[1:], 1))]))
    )


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("month-first", ("3/5/2024", "3/11/2024", "3/14/2024")),
        ("day-first", ("05.03.2024", "11.03.2024", "14.03.2024")),
        ("year-first", ("2024. 3. 5.", "2024-3-11", "2024/3/14")),
        ("korean", ("2024년 3월 5일", "2024년 3월 11일 (월)", "2024年3月14日")),
        ("compact", ("20240305", "20240311", "20240314")),
        ("serial", ("45356", "45362", "45365.0")),
        ("named", ("5 March 2024", "March 11, 2024", "14-Mar-2024")),
        ("time", ("2024-03-05T22:10:00+09:00", "2024-03-11 08:00", "2024-03-14T01:02:03.5Z")),
    ],
)
def test_days_as_people_write_them_are_read_and_the_form_is_told_once(kind, cells):
    found = read(text(each("date", *cells)))
    assert same(found)
    assert kinds(found.notes)[kind] >= 1
    assert len(found.notes) <= 2


def test_a_day_that_may_be_two_waits_for_a_choice_and_is_never_guessed():
    rows = each("date", "2024-03-05", "03/11/2024", "2024-03-14")
    found = read(text(rows))
    assert kinds(found.faults) == {"ambiguous": 1}
    assert [(one.kind, one.options, one.count) for one in found.questions] == [
        ("dates", ("month-first", "day-first"), 1)
    ]
    assert same(read(text(rows), dates="month-first"))
    other = read(text(rows), dates="day-first")
    assert other.atlas.events.loc[IDS[1], "date"] == "2024-11-03"


def test_a_form_that_would_settle_both_ways_is_asked_for_too():
    found = read(text(each("date", "3/14/2024", "14/3/2024", "3/4/2024")))
    assert kinds(found.faults) == {"ambiguous": 1}


def test_latitude_and_longitude_that_are_exchanged_are_told_once_and_exchanged_on_request():
    rows = tuple({**row, "lat": row["lon"], "lon": row["lat"]} for row in ROWS)
    found = read(text(rows))
    assert kinds(found.faults) == {"swapped": len(ROWS)}
    assert len(found.faults) == 1
    assert found.atlas is None
    exchanged = read(text(rows), swap=True)
    assert same(exchanged)
    assert kinds(exchanged.notes) == {"exchanged": len(ROWS)}


@pytest.mark.parametrize(
    ("lat", "lon"),
    [("37°57′20.88″N", "126°40′36.12″E"), ("N 37.9558", "E 126.6767"), ("북위 37.9558", "동경 126.6767")],
)
def test_coordinates_as_people_write_them_are_read(lat, lon):
    found = read(text(({**ROWS[0], "lat": lat, "lon": lon},)))
    assert found.atlas.events[["lat", "lon"]].iloc[0].tolist() == pytest.approx([37.9558, 126.6767])


def test_an_answer_to_what_the_file_does_not_hold_is_a_doubt():
    found = read(text(ROWS[2:]))
    assert found.left_out == 0
    assert kinds(found.doubts) == {"dangling": 1}


def test_columns_of_a_newsroom_stay_and_are_told():
    found = read(text(header=(*HEADER, "checked_by"), checked_by="desk"))
    assert same(found)
    assert found.layout.extra == ("checked_by",)


@pytest.mark.parametrize("wrote", ['["{}"]', "['{}']", "(1:{})", '[ "{}" ]', "{}"])
def test_lists_as_gis_programs_write_them_are_lists(wrote):
    row = {**ROWS[2], "injured_of": wrote.format("rok"), "responds_to": wrote.format(IDS[1])}
    assert same(read(text((*ROWS[:2], row))))


def feature(at: int, geometry: dict | None, **more) -> dict:
    properties = {key: value for key, value in ROWS[at].items() if key not in ("id", "lat", "lon")}
    return {"type": "Feature", "id": IDS[at], "properties": properties, "geometry": geometry, **more}


def point(at: int, *height: float) -> dict:
    return {"type": "Point", "coordinates": [float(ROWS[at]["lon"]), float(ROWS[at]["lat"]), *height]}


def collection(*features: dict, **more) -> str:
    return json.dumps({"type": "FeatureCollection", **more, "features": features})


def test_features_of_any_geometry_are_read_and_what_is_not_a_point_is_told():
    both = {"type": "MultiPoint", "coordinates": [[126.7, 37.9], [127.2, 38.25]]}
    alone = {"type": "GeometryCollection", "geometries": [point(2)]}
    found = read(collection(feature(0, point(0, 35.0)), feature(1, both), feature(2, alone)))
    rows = found.atlas.events
    assert ("height", "") in found.table.told
    assert kinds(found.notes)["middle"] == 1
    assert rows.loc[IDS[0], ["lat", "lon"]].tolist() == [37.9558, 126.6767]
    assert rows.loc[IDS[1], ["lat", "lon"]].tolist() == pytest.approx([38.075, 126.95])
    assert rows.loc[IDS[2], ["lat", "lon"]].tolist() == [38.25, 127.21]


def test_a_coordinate_system_that_the_numbers_contradict_is_told_and_passed_over():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5179"}}
    found = read(collection(*(feature(at, point(at)) for at in range(3)), crs=crs))
    assert same(found)
    assert [kind for kind, _ in found.table.told if kind.startswith("crs")] == ["crs_contradicted"]


def test_a_coordinate_system_in_metres_is_brought_to_degrees():
    crs = {"type": "name", "properties": {"name": "EPSG:5179"}}
    metres = {"type": "Point", "coordinates": [1_000_000.0, 2_000_000.0]}
    found = read(collection(feature(0, metres), crs=crs))
    assert found.atlas.events[["lon", "lat"]].iloc[0].tolist() == pytest.approx([127.5, 38.0], abs=1e-6)


def test_a_feature_without_a_geometry_is_kept_and_not_measured():
    row = feature(0, None)
    del row["properties"]["location_precision"]
    found = read(collection(row))
    assert found.atlas.total == 1
    assert found.atlas.events["distance_mdl_m"].isna().all()
    assert kinds(found.notes)["no_point"] == 1


def test_a_geopackage_is_read(tmp_path):
    path = tmp_path / "events.gpkg"
    import geopandas as gpd

    frame = pd.DataFrame(ROWS)
    points = gpd.points_from_xy(frame.pop("lon").astype(float), frame.pop("lat").astype(float))
    gpd.GeoDataFrame(frame.rename(columns={"id": "ID"}), geometry=points, crs=4326).to_file(
        path, layer="events"
    )
    found = read(path.read_bytes())
    assert same(found)
    assert ("layer", "events") in found.table.told
