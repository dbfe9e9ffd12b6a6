"""What the routes serve in eight forms, opened by the tools of those who take it: one row a form, one truth for all."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.atlas.fields import COLUMNS, OF_THE_WHOLE, kind
from geo.atlas.load import served
from geo.formats.formats import FORMATS, WRITTEN
from geo.query.filter import EventFilter

BASE = "http://atlas.test"
CLIENT = TestClient(Starlette(routes=ROUTES), base_url=BASE)
FILTERS = {
    "everything": (),
    "hangul": (("q", "백령도"),),
    "without-points": (("type", "agreement"),),
    "days": (("from", "2024-05-28"), ("to", "2024-11-30"), ("type", "balloon-launch")),
}
NOTHING = (("q", "no words like these"),)


class Tool(NamedTuple):
    """How a tool opens a form."""

    rows: Callable[[Path], pd.DataFrame]
    about: Callable[[Path], str] | None
    """What the file says of itself, beside its rows; None where the form has no place for it."""
    days_are_text: bool = False
    """Whether it takes days for text, which is ISO 8601."""


def _kml_about(path: Path) -> str:
    return "".join(ET.parse(path).find(".//{*}Document/{*}description").itertext())


def _xlsx_about(path: Path) -> str:
    book = openpyxl.load_workbook(path, read_only=True)
    return "\n".join(str(cell) for row in book["About"].iter_rows(values_only=True) for cell in row)


def _layer_about(path: Path) -> str:
    return "\n".join(map(str, pyogrio.read_info(path)["layer_metadata"].values()))


def _geojson_about(path: Path) -> str:
    return "\n".join(map(str, json.loads(path.read_bytes())["metadata"].values()))


def _parquet_about(path: Path) -> str:
    return "\n".join(text.decode(errors="replace") for text in pq.read_metadata(path).metadata.values())


TOOLS = {
    "geojson": Tool(gpd.read_file, _geojson_about),
    "csv": Tool(pd.read_csv, None, days_are_text=True),
    "xlsx": Tool(lambda path: pd.read_excel(path, engine="openpyxl"), _xlsx_about),
    "gpkg": Tool(gpd.read_file, _layer_about),
    "parquet": Tool(gpd.read_parquet, _parquet_about),
    "fgb": Tool(gpd.read_file, _layer_about),
    "kml": Tool(gpd.read_file, _kml_about, days_are_text=True),
    "ndjson": Tool(lambda path: gpd.read_file(f"GeoJSONSeq:{path}"), None),
}


def taken(folder: Path, extension: str, pairs) -> Path:
    """Return a file as a reader takes it away, without lists where the form may have them."""
    answer = CLIENT.get(FORMATS[extension].path, params=[*pairs, ("flat", "1"), ("download", "1")])
    assert answer.status_code == 200
    path = folder / f"events.{extension}"
    path.write_bytes(answer.content)
    return path


def test_each_form_has_its_row():
    assert set(TOOLS) == {form.extension for form in WRITTEN}


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("extension", TOOLS)
def test_a_form_has_the_events_of_the_filter_and_says_whose_they_are_also_after_a_save(
    extension, name, tmp_path
):
    pairs, tool = FILTERS[name], TOOLS[extension]
    selection = served().selection(EventFilter.from_query(pairs, ()))
    about = selection.metadata(BASE)
    path = taken(tmp_path, extension, pairs)
    rows = tool.rows(path)

    # The same events, each column, and the id among the properties.
    assert rows["id"].tolist() == selection.rows.index.tolist()
    assert len(rows) == about.count
    assert set(COLUMNS) - {"lon", "lat"} <= set(rows)

    # Citation, licence, version and permalink with each event and, where there is a place for it, once for all.
    for column in OF_THE_WHOLE:
        assert set(rows[column]) == {getattr(about, column)}
    assert about.url in about.citation
    if tool.about:
        told = tool.about(path).replace("&amp;", "&")
        for said in (about.citation, about.licence, about.data_version, about.url, about.title):
            assert said in told

    # Days are days or ISO 8601; a list is one text.
    for column in ("first_day", "last_day"):
        assert pd.api.types.is_string_dtype(rows[column]) == tool.days_are_text
        assert pd.to_datetime(rows[column]).tolist() == pd.to_datetime(selection.rows[column]).tolist()
    lists = [column for column in COLUMNS if kind(column) == "list"]
    assert not any(isinstance(cell, list | dict) for column in lists for cell in rows[column])

    # A save as another form keeps them.
    if not isinstance(rows, gpd.GeoDataFrame):
        rows = gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(rows["lon"], rows["lat"]), crs=4326)
    rows.to_file(tmp_path / "saved.gpkg", driver="GPKG")
    saved = gpd.read_file(tmp_path / "saved.gpkg")
    assert saved["id"].tolist() == selection.rows.index.tolist()
    assert set(saved["citation"]) == {about.citation}


@pytest.mark.parametrize("extension", sorted(set(TOOLS) - {"ndjson"}))
def test_a_filter_without_events_is_a_file_without_rows_that_says_so(extension, tmp_path):
    path, tool = taken(tmp_path, extension, NOTHING), TOOLS[extension]
    assert len(tool.rows(path)) == 0
    if tool.about:
        assert "0 of" in tool.about(path)


def test_no_events_are_no_lines(tmp_path):
    assert taken(tmp_path, "ndjson", NOTHING).read_bytes() == b""
