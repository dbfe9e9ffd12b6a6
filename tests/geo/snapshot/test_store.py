"""Snapshots on disk: made once, whole or not at all, kept while open, made anew when what they came from changes."""

import random
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pyarrow.parquet as pq
import pytest

from benchmarks.catalogue import enlarge
from geo.catalogue.events import EVENTS_PATH
from geo.catalogue.reports import REPORTS_PATH
from geo.errors import DataError
from geo.lines import places
from geo.settings import ROOT
from geo.snapshot import store
from geo.snapshot.store import EVENTS, KEPT, MANIFEST, open_or_make, open_snapshot

KILLS = 10
SEED = 1953
ROUND_S = 120
"""Most time of one round, for a machine that is busy."""


def quiet(_step, _share):
    pass


def opened(catalogue, cache):
    """Return a snapshot, and what was done for it."""
    steps = []
    snapshot = open_or_make(catalogue, cache, lambda step, _share: steps.append(step))
    return snapshot, steps


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    path = tmp_path_factory.mktemp("small") / "events.csv"
    enlarge(300, path)
    return path


@pytest.fixture(scope="module")
def others(tmp_path_factory):
    """Catalogues of one event each."""
    folder = tmp_path_factory.mktemp("others")
    paths = [folder / f"{at}.csv" for at in range(KEPT + 3)]
    for at, path in enumerate(paths):
        enlarge(at + 1, path)
    return paths


def maker(catalogue, cache):
    environment = {"ATLAS_CACHE": str(cache), "PATH": "/usr/bin:/bin"}
    return subprocess.Popen(
        [sys.executable, "-m", "geo.snapshot", str(catalogue)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def whole(cache):
    """Return the folders that a start would take for snapshots."""
    return [path for path in cache.iterdir() if path.is_dir() and not path.name.startswith("making-")]


@pytest.fixture(scope="module")
def made(catalogue, tmp_path_factory):
    """A snapshot made by hand: its folder, and how long that took in seconds."""
    cache = tmp_path_factory.mktemp("cache")
    started = monotonic()
    process = maker(catalogue, cache)
    out, err = process.communicate(timeout=ROUND_S)
    assert process.returncode == 0, err
    assert [out.strip()] == [str(path) for path in whole(cache)]
    return whole(cache)[0], monotonic() - started


@pytest.mark.parametrize("share", [random.Random(SEED + at).uniform(0.3, 1.0) for at in range(KILLS)])
def test_a_maker_killed_at_any_moment_leaves_a_whole_snapshot_or_none(catalogue, made, tmp_path, share):
    expected, took_s = made
    process = maker(catalogue, tmp_path)
    try:
        process.wait(timeout=share * took_s)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.communicate(timeout=ROUND_S)
    for folder in whole(tmp_path):
        open_snapshot(folder).close()
    snapshot, _ = opened(catalogue, tmp_path)
    assert snapshot.folder.name == expected.name
    assert pq.read_table(snapshot.events).equals(pq.read_table(expected / EVENTS))
    assert whole(tmp_path) == [snapshot.folder]
    assert not list(tmp_path.glob("making-*/"))
    snapshot.close()


def test_a_maker_killed_while_it_writes_leaves_only_what_the_next_start_removes(catalogue, tmp_path):
    code = (
        "import os, signal, sys; from pathlib import Path; from geo.snapshot import store\n"
        "def stop(step, share):\n"
        "    if step == 'sorting': os.kill(os.getpid(), signal.SIGKILL)\n"
        "store.open_or_make(Path(sys.argv[1]), Path(sys.argv[2]), stop)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, catalogue, tmp_path], cwd=ROOT, timeout=ROUND_S, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert len(list(tmp_path.glob("making-*/"))) == 1
    assert not whole(tmp_path)
    snapshot, _ = opened(catalogue, tmp_path)
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == [snapshot.folder]
    snapshot.close()


def test_makers_that_start_together_make_it_once(catalogue, tmp_path):
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: opened(catalogue, tmp_path), range(4)))
    assert len({snapshot.folder for snapshot, _ in found}) == 1
    assert sum(bool(steps) for _, steps in found) == 1
    for snapshot, _ in found:
        snapshot.close()


def test_a_second_process_waits_for_the_first_and_serves_what_it_made(catalogue, tmp_path):
    processes = [maker(catalogue, tmp_path) for _ in range(2)]
    outs = [process.communicate(timeout=ROUND_S)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert outs[0] == outs[1] != ""
    assert len(whole(tmp_path)) == 1


def test_what_is_made_is_opened_and_not_made_again(made, catalogue):
    folder, _ = made
    snapshot, steps = opened(catalogue, folder.parent)
    assert snapshot.folder == folder
    assert steps == []
    assert snapshot.manifest.events == pq.read_metadata(snapshot.events).num_rows == 300
    snapshot.close()


def test_another_catalogue_code_or_library_makes_another_snapshot(others, tmp_path, monkeypatch):
    def folder(path):
        snapshot, _ = opened(path, tmp_path)
        snapshot.close()
        return snapshot.folder

    found = [folder(others[0]), folder(others[1])]
    hash_of = store._sha256
    with monkeypatch.context() as patch:
        patch.setattr(
            store, "_sha256", lambda *paths: "0" if paths[0].name == "measure.py" else hash_of(*paths)
        )
        found.append(folder(others[0]))
    with monkeypatch.context() as patch:
        patch.setattr(store, "version", lambda _name: "0")
        found.append(folder(others[0]))
    assert len(set(found)) == 4
    assert folder(others[0]) == found[0]


def test_other_places_make_another_data_version(others, tmp_path, monkeypatch):
    before, _ = opened(others[0], tmp_path)
    hash_of = store._sha256

    def with_other_places(*paths):
        return hash_of(*paths)[::-1] if set(places.FILES) & set(paths) else hash_of(*paths)

    monkeypatch.setattr(store, "_sha256", with_other_places)
    after, _ = opened(others[0], tmp_path)
    assert after.manifest.data_version != before.manifest.data_version
    before.close()
    after.close()


def test_its_inputs_are_the_catalogue_every_module_that_decides_and_the_data(catalogue):
    inputs = store._inputs(catalogue)
    assert {"catalogue", "geo/snapshot/merge.py", "geo/lines/measure.py", "geo/catalogue/table.py"} <= set(
        inputs
    )
    assert {"data/events.schema.json", "data/places/osm.geojson", "numpy", "pyproj"} <= set(inputs)


def test_old_snapshots_go_and_open_ones_stay(others, tmp_path):
    first, _ = opened(others[0], tmp_path)
    second, _ = opened(others[1], tmp_path)
    second.close()
    for path in others[2:]:
        opened(path, tmp_path)[0].close()
    assert first.events.exists()
    assert not second.folder.exists()
    first.close()


def damaged(made, tmp_path, change):
    folder = tmp_path / made[0].name
    folder.mkdir()
    for name in (EVENTS, MANIFEST):
        (folder / name).write_bytes((made[0] / name).read_bytes())
    change(folder)
    return folder


def cut(folder):
    content = (folder / EVENTS).read_bytes()
    (folder / EVENTS).write_bytes(content[: len(content) // 2])


def flip(folder):
    content = bytearray((folder / EVENTS).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / EVENTS).write_bytes(content)


DAMAGE = {
    "cut": cut,
    "flipped": flip,
    "no events": lambda folder: (folder / EVENTS).unlink(),
    "no manifest": lambda folder: (folder / MANIFEST).unlink(),
    "half a manifest": lambda folder: (folder / MANIFEST).write_text('{"inputs": {'),
    "another manifest": lambda folder: (folder / MANIFEST).write_text("[]"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_snapshot_is_refused_with_a_cure_and_made_anew(made, catalogue, tmp_path, damage):
    folder = damaged(made, tmp_path, DAMAGE[damage])
    with pytest.raises(DataError, match=r"make it anew with python -m geo\.snapshot"):
        open_snapshot(folder)
    snapshot, steps = opened(catalogue, tmp_path)
    assert snapshot.folder == folder
    assert steps
    snapshot.close()
    open_snapshot(folder).close()


def test_a_snapshot_without_some_columns_is_refused_with_all_of_them(made, tmp_path):
    def thin(folder):
        rows = pq.read_table(folder / EVENTS).drop_columns(["text", "distance_nll_m"])
        pq.write_table(rows, folder / EVENTS)
        manifest = (folder / MANIFEST).read_text()
        old, new = (store._sha256(path / EVENTS) for path in (made[0], folder))
        (folder / MANIFEST).write_text(manifest.replace(old, new))

    folder = damaged(made, tmp_path, thin)
    with pytest.raises(DataError) as refused:
        open_snapshot(folder)
    where = [problem.where.split(" ")[1] for problem in refused.value.problems]
    assert where == ["text", "distance_nll_m"]


def test_a_cache_that_cannot_be_written_is_told_with_its_variable_and_the_cure(catalogue, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match=r"name another one by ATLAS_CACHE") as refused:
        open_or_make(catalogue, tmp_path / "file" / "cache", quiet)
    assert str(tmp_path / "file" / "cache") in str(refused.value)


def test_a_refused_catalogue_leaves_nothing(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("id,date\n1,2\n")
    with pytest.raises(DataError, match="no such column"):
        open_or_make(path, tmp_path / "cache", quiet)
    assert [one for one in (tmp_path / "cache").iterdir() if one.is_dir()] == []


def test_a_catalogue_that_changes_while_it_is_read_is_refused(others, tmp_path):
    path = tmp_path / "events.csv"
    path.write_bytes(others[1].read_bytes())

    def change(step, _share):
        if step == "sorting":
            path.write_bytes(others[2].read_bytes())

    with pytest.raises(DataError, match="changed while it was read"):
        open_or_make(path, tmp_path / "cache", change)
    assert whole(tmp_path / "cache") == []


def test_a_catalogue_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DataError, match="no such file"):
        open_or_make(tmp_path / "nothing.csv", tmp_path / "cache", quiet)
    assert not (tmp_path / "cache").exists()


def test_the_own_catalogue_must_hold_the_events_that_bound_its_spans(others, tmp_path, monkeypatch):
    open_or_make(others[0], tmp_path / "cache", quiet).close()
    monkeypatch.setattr(store, "EVENTS_PATH", others[0])
    with pytest.raises(DataError, match="agreement"):
        open_or_make(None, tmp_path / "another", quiet)


def test_the_table_of_reports_beside_a_catalogue_is_part_of_it(tmp_path):
    path = tmp_path / "events.csv"
    path.write_bytes(EVENTS_PATH.read_bytes())
    reports = path.with_name(REPORTS_PATH.name)
    reports.write_bytes(REPORTS_PATH.read_bytes())
    one = open_or_make(path, tmp_path / "cache", quiet)
    reports.write_text(
        reports.read_text(encoding="utf-8").replace(",Wikipedia,", ",An encyclopaedia,"), "utf-8"
    )
    other = open_or_make(path, tmp_path / "cache", quiet)
    assert one.folder != other.folder
    assert one.manifest.data_version != other.manifest.data_version
    sources = pq.read_table(other.events, columns=["sources"])["sources"].to_pylist()
    assert any("An encyclopaedia" in text for text in sources)
    one.close()
    other.close()
