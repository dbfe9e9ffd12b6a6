"""A snapshot made by hand."""

from pathlib import Path

import pytest

from benchmarks.catalogue import enlarge
from geo.snapshot.__main__ import main
from geo.snapshot.store import open_snapshot


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path / "cache"))


def test_it_prints_the_folder_of_a_snapshot_that_can_be_opened(tmp_path, capsys):
    enlarge(3, tmp_path / "events.csv")
    assert main([str(tmp_path / "events.csv")]) == 0
    snapshot = open_snapshot(Path(capsys.readouterr().out.strip()))
    assert snapshot.manifest.events == 3
    snapshot.close()


def test_it_prints_what_is_wrong_and_returns_one(tmp_path, capsys):
    (tmp_path / "events.csv").write_text("id,date\n1,2\n")
    assert main([str(tmp_path / "events.csv")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "events.csv:2 date: found '2'; wanted a day as YYYY-MM-DD" in err
