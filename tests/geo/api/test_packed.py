"""What the packages of the pages have in files is compressed at set-up, and answered so."""

import gzip
from pathlib import Path

import brotli
import pytest
import streamlit
import streamlit_folium
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from geo.api import packed

PACKAGES = {
    "static": Path(streamlit.__file__).parent / "static" / "static",
    "component/streamlit_folium.st_folium": Path(streamlit_folium.__file__).parent / "frontend" / "build",
}
"""Folder of the packed files and of what they are made of."""
SCRIPT = "const answer = 42;\n" * 100


@pytest.fixture
def client(tmp_path, monkeypatch) -> TestClient:
    folder = tmp_path / "static" / "js"
    folder.mkdir(parents=True)
    for name in ("index.DormvYxC.js", "manifest.json"):
        (folder / name).write_text(SCRIPT, encoding="utf-8")
        (folder / f"{name}.br").write_bytes(brotli.compress(SCRIPT.encode()))
        (folder / f"{name}.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    monkeypatch.setattr(packed, "FOLDER", tmp_path)
    return TestClient(packed.packed(PlainTextResponse("Streamlit's own answer")))


@pytest.mark.parametrize(
    ("accepted", "coding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", None)]
)
def test_a_script_comes_in_the_best_coding_that_the_browser_reads(client, accepted, coding):
    answer = client.get("/static/js/index.DormvYxC.js", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == coding
    assert answer.text == SCRIPT
    assert answer.headers["content-type"].startswith("text/javascript")


def test_a_name_with_a_hash_is_kept_for_ever_and_any_other_asked_for_again(client):
    assert "immutable" in client.get("/static/js/index.DormvYxC.js").headers["cache-control"]
    other = client.get("/static/js/manifest.json")
    assert other.headers["cache-control"] == "max-age=0, public"
    known = {"If-None-Match": other.headers["etag"]}
    assert client.get("/static/js/manifest.json", headers=known).status_code == 304


@pytest.mark.parametrize("path", ["/", "/static/js/index.OfAnother.js", "/static/../index.html"])
def test_whatever_is_not_packed_is_answered_as_before(client, path):
    assert client.get(path).text == "Streamlit's own answer"


def test_without_packed_files_nothing_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "FOLDER", tmp_path / "missing")
    assert TestClient(packed.packed(PlainTextResponse("as before"))).get("/").text == "as before"


@pytest.mark.parametrize("where", PACKAGES)
def test_the_set_up_has_packed_what_is_installed(where):
    installed = {path.relative_to(PACKAGES[where]): path for path in PACKAGES[where].rglob("*.js")}
    there = packed.FOLDER / where
    assert installed
    assert {path.relative_to(there) for path in there.rglob("*.js")} == set(installed)
    for name, path in installed.items():
        if path.stat().st_size > 10_000:
            unpacked = brotli.decompress((there / f"{name}.br").read_bytes())
            assert unpacked == path.read_bytes()
