"""The table of formats: each row is answered at its address as what it says."""

import io
import zipfile

import pyarrow.parquet as pq
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.atlas.load import served
from geo.formats.formats import DRAWN, FORMATS, WRITTEN
from geo.query.filter import EventFilter

BASE = "http://atlas.test"
CLIENT = TestClient(Starlette(routes=ROUTES), base_url=BASE)


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.extension)
def test_a_download_and_a_route_give_the_same_bytes_under_the_same_name(form):
    tunnels = served().selection(EventFilter(type=("tunnel",)))
    answer = CLIENT.get(f"{form.path}?type=tunnel&download=1")
    assert answer.content == form.make(tunnels, BASE)
    assert answer.headers["content-type"] == form.media_type + form.parameters
    assert answer.headers["content-disposition"].endswith(f'{tunnels.file_name(form.extension)}"')


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.extension)
def test_an_address_ends_as_the_file_does(form):
    assert form.path.endswith(f".{form.extension}")


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.extension)
def test_a_form_that_always_has_all_fields_passes_over_the_wish_for_some(form):
    some = CLIENT.get(f"{form.path}?type=tunnel&fields=title")
    assert some.status_code == 200
    assert (some.content == CLIENT.get(f"{form.path}?type=tunnel").content) == (not form.fields)


def test_every_form_is_written_or_drawn():
    assert sorted(form.extension for form in (*WRITTEN, *DRAWN)) == sorted(FORMATS)


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.extension)
def test_every_form_carries_the_texts_of_both_languages(form):
    tunnels = served().selection(EventFilter(type=("tunnel",)))
    raw = form.make(tunnels, BASE)
    if form.extension == "xlsx":
        raw = zipfile.ZipFile(io.BytesIO(raw)).read("xl/worksheets/sheet1.xml")
    elif form.extension == "parquet":
        raw = str(pq.read_table(io.BytesIO(raw)).to_pydict()).encode()
    for text in (*tunnels.rows["title"], *tunnels.rows["title_ko"]):
        assert text.encode() in raw
    for name in ("summary_ko", "counterclaim_ko"):
        assert name.encode() in raw
