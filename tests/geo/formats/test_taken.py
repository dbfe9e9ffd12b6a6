"""What people take away, opened again by the library that their tool is built on: the same events, and who says so."""

import io
import json
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace

import duckdb
import geopandas as gpd
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest

from geo.atlas.fields import COLUMNS, OF_THE_WHOLE, kind
from geo.atlas.load import load_atlas
from geo.atlas.selection import EVENTS_AT_ONCE, Selection
from geo.errors import TooManyError
from geo.formats.flat import schema
from geo.formats.formats import FORMATS, WRITTEN
from geo.formats.gis import kml
from geo.query.filter import EventFilter
from tests.geo.altered import atlas_of

BASE = "http://atlas.test"
ATLAS = load_atlas()
ALL = ATLAS.selection(EventFilter())
NONE = ATLAS.selection(EventFilter(q="no words like these"))
METADATA = ALL.metadata(BASE)
SAID = {name: text for name, text in METADATA.to_texts().items() if text}
GIS = ("geojson", "ndjson", "gpkg", "fgb", "kml", "parquet")
TABLES = ("csv", "xlsx")
FLAT = ("csv", "xlsx", "gpkg", "parquet", "fgb", "kml")
HOSTILE = "=HYPERLINK(1)<script>alert(1)</script>&amp;\x01 백령도"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the whole catalogue in every form."""
    folder = tmp_path_factory.mktemp("taken")
    for form in WRITTEN:
        (folder / f"events.{form.extension}").write_bytes(form.make(ALL, BASE))
    return folder


def opened(path) -> pd.DataFrame:
    """Read a file as its users do: geopandas, pandas with openpyxl, pandas."""
    match path.suffix:
        case ".parquet":
            return gpd.read_parquet(path)
        case ".xlsx":
            return pd.read_excel(path, engine="openpyxl", keep_default_na=False)
        case ".csv":
            return pd.read_csv(path)
        case ".ndjson":
            return gpd.read_file(f"GeoJSONSeq:{path}")
    return gpd.read_file(path)


@pytest.mark.parametrize("extension", [*GIS, *TABLES])
def test_every_form_has_the_same_events_in_the_same_order(folder, extension):
    assert opened(folder / f"events.{extension}")["id"].tolist() == ALL.rows.index.tolist()


@pytest.mark.parametrize("extension", GIS)
def test_an_event_without_a_point_keeps_its_row_and_has_no_geometry(folder, extension):
    read = opened(folder / f"events.{extension}")
    has_point = ALL.rows["lon"].notna().to_numpy()
    assert 0 < has_point.sum() < len(has_point)
    assert (read.geometry.notna() == has_point).all()
    assert read.crs == "EPSG:4326"
    assert read.geometry[has_point].x.tolist() == pytest.approx(ALL.rows["lon"][has_point].tolist(), abs=1e-6)
    assert read["place_id"].tolist() == ALL.rows["place_id"].tolist()


@pytest.mark.parametrize("extension", [*GIS, *TABLES])
def test_every_form_has_every_column(folder, extension):
    named = set(opened(folder / f"events.{extension}").columns)
    wanted = set(COLUMNS) - ({"lon", "lat"} if extension in ("geojson", "ndjson") else set())
    assert wanted <= named


@pytest.mark.parametrize("extension", [*GIS, *TABLES])
def test_version_licence_and_citation_stand_with_each_event(folder, extension):
    read = opened(folder / f"events.{extension}")
    for name in OF_THE_WHOLE:
        assert set(read[name]) == {getattr(METADATA, name)}


@pytest.mark.parametrize("extension", GIS)
def test_they_survive_a_save_as_another_form(folder, extension, tmp_path):
    opened(folder / f"events.{extension}").to_file(tmp_path / "saved.gpkg", driver="GPKG")
    saved = gpd.read_file(tmp_path / "saved.gpkg")
    assert set(saved["citation"]) == {METADATA.citation}
    assert saved["id"].tolist() == ALL.rows.index.tolist()


# --- What is said of the whole stands where each form keeps it -------------------------------------------------


def test_a_geopackage_has_it_in_its_metadata_and_contents(folder):
    info = pyogrio.read_info(folder / "events.gpkg", layer="events")
    named = {"IDENTIFIER": METADATA.title, "DESCRIPTION": METADATA.citation}
    assert info["layer_metadata"] == SAID | named


def test_a_flatgeobuf_file_has_it_in_its_header(folder):
    found = pyogrio.read_info(folder / "events.fgb")["layer_metadata"]
    # GDAL takes the title in capitals for the one in small letters.
    named = {"TITLE": METADATA.title, "DESCRIPTION": METADATA.citation}
    assert {name: text for name, text in found.items() if text} == (
        {name: text for name, text in SAID.items() if name != "title"} | named
    )


def test_a_geoparquet_file_has_it_in_its_footer(folder):
    found = pq.read_metadata(folder / "events.parquet").metadata
    assert {name: found[name.encode()].decode() for name in METADATA.to_texts()} == METADATA.to_texts()


def test_a_kml_document_has_it_in_its_description(folder):
    space = {"kml": "http://www.opengis.net/kml/2.2"}
    document = ET.parse(folder / "events.kml").getroot().find("kml:Document", space)
    assert document.findtext("kml:name", namespaces=space) == METADATA.title
    about = document.findtext("kml:description", namespaces=space)
    for said in (METADATA.citation, METADATA.licence_url, METADATA.url, METADATA.data_version):
        assert said.replace("&", "&amp;") in about


def test_a_workbook_has_it_on_a_sheet_and_in_its_properties(folder):
    book = openpyxl.load_workbook(folder / "events.xlsx")
    assert book.sheetnames == ["Events", "About"]
    about = [row[:2] for row in book["About"].iter_rows(values_only=True)]
    assert set(about) >= set(SAID.items())
    assert set(COLUMNS) <= {name for name, _ in about}
    assert METADATA.citation in book.properties.description
    assert book.custom_doc_props["licence"].value == METADATA.licence


# --- Days are days, ids are none -------------------------------------------------------------------------------


@pytest.mark.parametrize("extension", ["gpkg", "fgb", "parquet"])
def test_a_gis_reads_days_as_days_and_moments_as_moments(folder, extension):
    read = opened(folder / f"events.{extension}")
    for name in COLUMNS:
        if kind(name) in ("date", "datetime"):
            days = pd.to_datetime(read[name], utc=True)
            told = read[name].dropna()
            # A column without a single day has no type to tell by.
            assert told.empty or not pd.api.types.is_string_dtype(told.infer_objects()), name
            given = ALL.rows[name if name in ALL.rows else "first_day"]
            assert days.dropna().tolist() == pd.to_datetime(given, utc=True).dropna().tolist()
    assert str(read["time"].dtype).endswith("UTC]")


def test_the_playback_of_kepler_gl_finds_a_moment_in_what_it_reads(folder):
    # It plays back a column of moments, none of mere days.
    for properties in (
        json.loads((folder / "events.geojson").read_bytes())["features"][0]["properties"],
        pd.read_csv(folder / "events.csv").iloc[0],
    ):
        assert properties["time"] == f"{properties['first_day']}T00:00:00Z"


def test_google_earth_gets_the_days_of_a_placemark(folder):
    read = opened(folder / "events.kml")
    for ours, theirs in (("first_day", "begin"), ("last_day", "end")):
        assert pd.to_datetime(read[theirs]).tolist() == pd.to_datetime(ALL.rows[ours]).tolist()


def test_excel_shows_a_day_only_where_the_day_is_known(folder):
    sheet = openpyxl.load_workbook(folder / "events.xlsx")["Events"]
    names = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        cells = dict(zip(names, row, strict=True))
        shown = {"day": "yyyy-mm-dd", "month": "yyyy-mm", "year": "yyyy"}[cells["date_precision"].value]
        assert (cells["date"].is_date, cells["date"].number_format) == (True, shown)
        assert cells["first_day"].is_date
        assert (cells["id"].data_type, cells["title"].data_type) == ("s", "s")


def test_excel_reads_hangul(folder):
    names = ALL.rows["place_ko"].dropna().tolist()
    assert [name for name in opened(folder / "events.xlsx")["place_ko"] if name] == names
    # In Korea, too, Excel takes a CSV for UTF-8 only by this mark.
    assert (folder / "events.csv").read_bytes().startswith(b"\xef\xbb\xbf")


# --- Lists and foreign text ------------------------------------------------------------------------------------


@pytest.mark.parametrize("extension", FLAT)
def test_a_list_is_one_text_with_semicolons(folder, extension):
    read = opened(folder / f"events.{extension}")["agreements_in_force"].fillna("")
    assert read.tolist() == ALL.rows["agreements_in_force"].map(";".join).tolist()


@pytest.mark.parametrize("extension", ["geojson", "ndjson"])
def test_geojson_has_no_lists_on_request(extension, tmp_path):
    path = tmp_path / "events.geojson"
    path.write_bytes(FORMATS[extension].make(ALL, BASE, flat=True))
    read = gpd.read_file(path if extension == "geojson" else f"GeoJSONSeq:{path}")
    assert read["agreements_in_force"].tolist() == ALL.rows["agreements_in_force"].map(";".join).tolist()
    assert not any(isinstance(value, list) for name in read for value in read[name])


def hostile_selection() -> Selection:
    """Return one event whose words would be run, or would break a file."""
    events = ATLAS.events.iloc[[0]].copy()
    for name in ("title", "summary", "place", "place_ko"):
        events[name] = HOSTILE
    return atlas_of(events).selection(EventFilter())


@pytest.mark.parametrize("extension", [*GIS, *TABLES])
def test_foreign_text_comes_back_as_text(extension, tmp_path):
    path = tmp_path / f"events.{extension}"
    path.write_bytes(FORMATS[extension].make(hostile_selection(), BASE))
    (title,) = opened(path)["title"]
    kept = {
        "csv": f"'{HOSTILE}",
        # XML holds no control signs; Excel has a way to write them nevertheless.
        "kml": HOSTILE.replace("\x01", ""),
        "xlsx": HOSTILE.replace("\x01", "_x0001_"),
    }
    assert title == kept.get(extension, HOSTILE)


def test_a_spreadsheet_runs_nothing_and_a_balloon_shows_markup_as_it_is(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].make(hostile_selection(), BASE)))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    path = tmp_path / "events.kml"
    path.write_bytes(FORMATS["kml"].make(hostile_selection(), BASE))
    (balloon,) = gpd.read_file(path)["description"]
    assert "<script" not in balloon
    assert "&lt;script&gt;" in balloon


def test_a_document_of_a_readers_file_is_well_formed_whatever_that_is_called():
    nothing = pa.RecordBatchReader.from_batches(schema(), [])
    document = ET.fromstring(b"".join(kml(nothing, METADATA.of_a_reader(HOSTILE))))
    assert document.findtext(".//{*}Document/{*}name") == HOSTILE.replace("\x01", "")


# --- Bytes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("extension", [*GIS, *TABLES])
def test_nothing_is_said_but_the_hour_of_the_data(extension, folder):
    assert FORMATS[extension].make(ALL, BASE) == (folder / f"events.{extension}").read_bytes()


def test_a_geopackage_and_a_workbook_are_dated_by_the_data(folder):
    about = zipfile.ZipFile(folder / "events.xlsx").read("docProps/core.xml").decode()
    assert about.count(METADATA.generated) == 2
    dated = pyogrio.read_dataframe(folder / "events.gpkg", sql="SELECT last_change FROM gpkg_contents")
    stamped = pyogrio.read_dataframe(
        folder / "events.gpkg", sql="SELECT timestamp FROM gpkg_metadata_reference"
    )
    moment = pd.Timestamp(METADATA.generated)
    assert {
        pd.Timestamp(value, tz="UTC") if not value.tzinfo else value
        for value in (*dated.iloc[:, 0], *stamped.iloc[:, 0])
    } == {moment}


@pytest.mark.parametrize("extension", [*GIS, *TABLES])
def test_a_filter_without_events_gives_a_whole_file(extension, tmp_path):
    path = tmp_path / f"events.{extension}"
    path.write_bytes(FORMATS[extension].make(NONE, BASE))
    if extension != "ndjson":
        assert len(opened(path)) == 0


def test_duckdb_reads_the_parquet_file(folder):
    found = duckdb.sql(f"SELECT count(*), min(first_day), max(citation) FROM '{folder}/events.parquet'")
    count, first, citation = found.fetchall()[0]
    assert (count, citation) == (ALL.count, METADATA.citation)
    assert first == ALL.rows["first_day"].min().date()


def test_geopandas_reads_only_what_lies_in_a_box(folder):
    west, south, east, north = box = (124.0, 37.0, 126.0, 38.5)
    read = gpd.read_parquet(folder / "events.parquet", bbox=box)
    inside = ALL.rows["lon"].between(west, east) & ALL.rows["lat"].between(south, north)
    assert sorted(read["id"]) == sorted(ALL.rows.index[inside])


@pytest.mark.parametrize("extension", ["xlsx", "kml"])
def test_more_than_a_tool_can_open_is_refused(extension):
    few = replace(FORMATS[extension], most=3)
    with pytest.raises(TooManyError, match="at most 3"):
        few.make(ALL, BASE)


@pytest.mark.parametrize("extension", ["xlsx", "kml"])
def test_it_can_hold_what_a_map_draws_one_by_one(extension):
    assert FORMATS[extension].most == EVENTS_AT_ONCE
