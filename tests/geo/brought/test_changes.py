"""Our own downloads, brought back: nothing is seen where nothing was done, and one word where one was."""

import io
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
import xlwt
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.atlas.load import served
from geo.brought.changes import Changes, changes
from geo.formats.formats import FORMATS, WRITTEN
from geo.query.filter import EventFilter
from tests.geo.brought.control import HEADER, kinds, read

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test")
ATLAS = served()
ALL = ATLAS.selection(EventFilter())
TITLE = "Trash balloon launch no. 32"
CHANGED = f"{TITLE} (corrected)"
FEW = "from=2024-05-28&to=2024-11-30&type=balloon-launch"
FORMS = tuple(form.extension for form in WRITTEN)


def served_file(extension: str, query: str = "") -> bytes:
    """Return what a reader downloads."""
    answer = CLIENT.get(f"{FORMATS[extension].path}?{query}")
    assert answer.status_code == 200
    return answer.content


def seen(data: bytes) -> Changes:
    """Return what of a file differs from the catalogue; no row of it may be left out."""
    found = read(data)
    assert (found.left_out, found.faults, found.questions) == (0, (), ())
    return changes(found.atlas, ATLAS, (*HEADER,))


def is_the_one_change(found: Changes) -> bool:
    """Whether nothing differs but the title that was changed."""
    cells = found.cells[["column", "ours", "yours"]].to_numpy().tolist()
    return (cells, found.new) == ([["title", TITLE, CHANGED]], ())


# --- What people's programs do to a file -----------------------------------------------------------------------


def as_text(data: bytes) -> bytes:
    """Find and replace in an editor."""
    return data.replace(TITLE.encode(), CHANGED.encode())


def by_geopandas(extension: str, **options) -> Callable[[bytes], bytes]:
    """Open a layer, change a cell, save it again."""

    def change(data: bytes) -> bytes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"events.{extension}"
            path.write_bytes(data)
            frame = gpd.read_file(path)
            frame["title"] = frame["title"].replace(TITLE, CHANGED)
            frame.to_file(path, **options)
            return path.read_bytes()

    return change


def by_geopandas_of_parquet(data: bytes) -> bytes:
    """The same of Parquet."""
    frame = gpd.read_parquet(io.BytesIO(data))
    frame["title"] = frame["title"].replace(TITLE, CHANGED)
    written = io.BytesIO()
    frame.to_parquet(written)
    return written.getvalue()


def by_openpyxl(data: bytes) -> bytes:
    """Change a cell of a workbook and save it: with shared strings, as LibreOffice and Excel do."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    (column,) = (cell.column for cell in sheet[1] if cell.value == "title")
    for (cell,) in sheet.iter_rows(min_row=2, min_col=column, max_col=column):
        cell.value = CHANGED if cell.value == TITLE else cell.value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


EDITED = {
    "geojson": as_text,
    "csv": as_text,
    "xlsx": by_openpyxl,
    "gpkg": by_geopandas("gpkg"),
    "parquet": by_geopandas_of_parquet,
    "fgb": by_geopandas("fgb", driver="FlatGeobuf", SPATIAL_INDEX="NO"),
    "kml": as_text,
    "ndjson": as_text,
}


def rows_of(data: bytes) -> Iterable[list[object]]:
    """Return the cells of the first sheet of one of our workbooks."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def as_xls(data: bytes) -> bytes:
    """Save a workbook as Excel 97 to 2003 does."""
    book = xlwt.Workbook()
    sheet, day = book.add_sheet("Events"), xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for line, cells in enumerate(rows_of(data)):
        for at, cell in enumerate(cells):
            sheet.write(
                line, at, cell, day if isinstance(cell, date | datetime) else xlwt.Style.default_style
            )
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def as_ods(data: bytes) -> bytes:
    """Save a workbook as LibreOffice does in its own form."""
    header, *rows = rows_of(data)
    written = io.BytesIO()
    pd.DataFrame(rows, columns=header, dtype=object).to_excel(written, engine="odf", index=False)
    return written.getvalue()


def as_csv_of_excel(data: bytes, form: str, codec: str, delimiter: str) -> bytes:
    """Save a CSV as Excel does: days in the form of the country, its encoding and delimiter."""
    frame = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)
    for name in ("date", "end_date", "first_day", "last_day"):
        days = pd.to_datetime(frame[name])
        frame[name] = [form.format(day) if day == day else "" for day in days]
    return frame.to_csv(index=False, sep=delimiter, lineterminator="\r\n").encode(codec)


# --- They come back --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("extension", FORMS)
def test_a_download_as_it_was_comes_back_without_a_problem_or_a_change(extension):
    found = read(served_file(extension))
    assert (found.left_out, found.faults, found.doubts, found.notes, found.questions) == (0, (), (), (), ())
    assert (found.layout.extra, found.layout.missing) == ((), ())
    assert found.atlas.events.index.tolist() == ALL.rows.index.tolist()
    unchanged = changes(found.atlas, ATLAS, (*HEADER,))
    assert (unchanged.events, unchanged.new) == (0, ())


@pytest.mark.parametrize("extension", FORMS)
def test_one_word_changed_is_one_change_seen(extension):
    assert is_the_one_change(seen(EDITED[extension](served_file(extension))))


@pytest.mark.parametrize("save", [as_xls, as_ods])
def test_a_workbook_saved_in_another_form_is_read_too(save):
    assert is_the_one_change(seen(save(by_openpyxl(served_file("xlsx", FEW)))))


@pytest.mark.parametrize(
    ("form", "codec", "delimiter"),
    [
        ("{0.month}/{0.day}/{0.year}", "utf-8-sig", ","),
        ("{0:%d.%m.%Y}", "utf-8-sig", ";"),
        ("{0:%Y-%m-%d}", "utf-16", "\t"),
    ],
)
def test_a_csv_saved_by_excel_of_any_country_is_the_same(form, codec, delimiter):
    assert is_the_one_change(seen(as_csv_of_excel(as_text(served_file("csv")), form, codec, delimiter)))


def test_a_name_changed_in_google_earth_is_the_title_changed():
    data = served_file("kml", FEW)
    renamed = data.replace(f"<name>{TITLE}<".encode(), f"<name>{CHANGED}<".encode())
    assert is_the_one_change(seen(renamed))
    assert ("renamed", "1") in read(renamed).table.told


@pytest.mark.parametrize("extension", FORMS)
def test_a_part_of_the_catalogue_comes_back_with_its_answers_as_a_doubt(extension):
    found = read(served_file(extension, FEW))
    assert kinds(found.doubts).keys() == {"dangling"}
    assert seen(served_file(extension, FEW)).events == 0


def test_what_the_atlas_adds_is_measured_anew_and_not_taken_from_the_file():
    frame = pd.read_csv(io.BytesIO(served_file("csv")), dtype=str, keep_default_na=False).head(2)
    frame["distance_mdl_m"] = "1"
    found = read(frame.to_csv(index=False))
    assert found.layout.extra == ()
    assert (
        found.atlas.events["distance_mdl_m"].tolist() == ALL.rows["distance_mdl_m"].iloc[:2].round().tolist()
    )


def test_the_apostrophe_before_what_looks_like_a_formula_is_taken_off():
    rows = ALL.rows.iloc[:1]
    data = served_file("csv").replace(rows["summary"].iloc[0].encode(), b"'=1+1")
    found = read(data)
    assert found.atlas.events["summary"].iloc[0] == "=1+1"
