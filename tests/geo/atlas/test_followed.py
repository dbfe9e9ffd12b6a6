"""A catalogue that is replaced while it is served: taken up whole or refused whole, by routes, pages and pictures alike."""

import gc
import logging
import os
import shutil
import subprocess
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event

import orjson
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from benchmarks.catalogue import enlarge
from geo.api.routes import ROUTES
from geo.atlas import followed as following
from geo.atlas import source
from geo.atlas.load import followed, served
from geo.catalogue.events import EVENTS_PATH
from geo.catalogue.reports import REPORTS_PATH
from geo.settings import ROOT
from geo.snapshot.store import EVENTS, MANIFEST, open_or_make
from tests.pages.opened import open_page

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test")
OLD, NEW = 40, 60
"""Events of the one catalogue and the other."""


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    """Catalogues by what they are."""
    folder = tmp_path_factory.mktemp("states")
    for count in (OLD, NEW):
        enlarge(count, folder / f"{count}.csv")
    head, *rows = (folder / f"{NEW}.csv").read_text("utf-8").splitlines()
    broken = [row.replace(row[:10], "1999-13-40", 1) for row in rows[:2]]
    (folder / "broken.csv").write_text("\n".join([head, *broken, *rows[2:]]) + "\n", "utf-8")
    return {path.stem: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def place(tmp_path, monkeypatch, states):
    """The file that is served, the old catalogue in it."""
    path = tmp_path / "events.csv"
    path.write_bytes(states[str(OLD)])
    monkeypatch.setenv("ATLAS_EVENTS", str(path))
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path / "cache"))
    assert served(wait_s=None).total == OLD
    return path


def put(path, content):
    """Put a catalogue in the place of another, as `mv` does, and have it looked at."""
    beside = path.with_suffix(".new")
    beside.write_bytes(content)
    beside.replace(path)
    look()


def look():
    followed().look()
    followed().look()


def health():
    return CLIENT.get("/healthz").json()


def test_a_good_one_is_taken_up_by_routes_pages_and_pictures(place, states):
    page = open_page()
    before = [health(), CLIENT.get("/api/events.geojson"), CLIENT.get("/figure.svg")]
    assert f"{OLD} events" in page.markdown[0].value
    put(place, states[str(NEW)])
    after = [health(), CLIENT.get("/api/events.geojson"), CLIENT.get("/figure.svg")]
    assert [before[0]["events"], after[0]["events"]] == [OLD, NEW]
    assert [len(one[1].json()["features"]) for one in (before, after)] == [OLD, NEW]
    assert [answer.status_code for answer in (before[2], after[2])] == [200, 200]
    for one, other in ((before, after), (after, before)):
        assert one[0]["data_version"] in one[2].text
        assert other[0]["data_version"] not in one[2].text
    for at in (1, 2):
        assert before[at].headers["etag"] != after[at].headers["etag"]
    # A session under way has it with its next run.
    page.run()
    assert f"{NEW} events" in page.markdown[0].value
    assert not page.exception


def test_a_broken_one_is_refused_with_all_its_problems_and_a_mended_one_taken_up(place, states, caplog):
    before = health()
    with caplog.at_level(logging.WARNING, "atlas.catalogue"):
        put(place, states["broken"])
    told = health()
    problems = told.pop("refused")
    assert told == before
    assert len(problems) >= 2
    assert {problem["where"].split(" ")[0] for problem in problems} >= {"events.csv:2", "events.csv:3"}
    assert all(problem["where"] in caplog.text for problem in problems)
    assert CLIENT.get("/healthz").status_code == 200
    assert len(CLIENT.get("/api/events.geojson").json()["features"]) == OLD
    put(place, states[str(NEW)])
    assert health()["events"] == NEW
    assert "refused" not in health()


def test_the_old_one_put_back_ends_the_refusal(place, states):
    atlas = served()
    put(place, states["broken"])
    put(place, states[str(OLD)])
    assert "refused" not in health()
    assert served() is atlas


def test_a_file_that_goes_is_told_and_the_old_one_served(place):
    place.unlink()
    look()
    assert health()["refused"][0]["found"] == "no such file"
    assert served().total == OLD


def test_a_file_that_grows_is_left_until_it_stands(place, states):
    rows = states[str(NEW)].splitlines(keepends=True)
    for end in (10, 20, len(rows)):
        place.write_bytes(b"".join(rows[:end]))
        followed().look()
        assert health() == {"status": "ok", "events": OLD, "data_version": served().data_version}
    followed().look()
    assert served().total == NEW


def test_a_file_that_was_only_touched_changes_nothing(place):
    atlas = served()
    os.utime(place, ns=(1, 1))
    look()
    assert served() is atlas


def test_an_error_nobody_thought_of_is_a_refusal_too(place, states, monkeypatch):
    def fail(*_arguments):
        raise ZeroDivisionError("made up")

    monkeypatch.setattr(source, "open_or_make", fail)
    put(place, states[str(NEW)])
    assert "made up" in health()["refused"][0]["found"]
    assert served().total == OLD


def test_a_catalogue_is_not_measured_by_code_that_was_changed_meanwhile(place, states, monkeypatch):
    now = source.other_inputs() | {"data/spans.csv": "another", "geo/lines/new.py": "new"}
    monkeypatch.setattr(source, "other_inputs", lambda: now)
    put(place, states[str(NEW)])
    assert {problem["where"] for problem in health()["refused"]} == {"data/spans.csv", "geo/lines/new.py"}
    assert served().total == OLD


@pytest.mark.parametrize("held", [True, False], ids=["in memory", "on disk"])
def test_a_snapshot_folder_is_replaced_and_whoever_has_the_old_one_keeps_it_whole(
    tmp_path, monkeypatch, states, held
):
    if not held:
        monkeypatch.setattr(source, "EVENTS_AT_ONCE", 0)
    folders = {}
    for count in (OLD, NEW):
        path = tmp_path / f"{count}.csv"
        path.write_bytes(states[str(count)])
        snapshot = open_or_make(path, tmp_path / "elsewhere", lambda _step, _share: None)
        folders[count] = snapshot.folder
        snapshot.close()
    given = tmp_path / "given"
    shutil.copytree(folders[OLD], given)
    monkeypatch.setenv("ATLAS_EVENTS", str(given))
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path / "cache"))
    old = served(wait_s=None)
    shutil.copyfile(folders[NEW] / EVENTS, given / EVENTS)
    look()
    assert "no whole snapshot" in health()["refused"][0]["found"]
    assert len(old.events) == old.total == OLD
    shutil.copyfile(folders[NEW] / MANIFEST, given / MANIFEST)
    look()
    assert [len(served().events), len(old.events)] == [NEW, OLD]
    assert health()["events"] == NEW


def test_the_old_one_goes_and_its_snapshot_is_let_go(place, states, monkeypatch):
    closed = []
    close = source.Snapshot.close
    monkeypatch.setattr(
        source.Snapshot, "close", lambda snapshot: (close(snapshot), closed.append(snapshot.folder))
    )
    put(place, states[str(NEW)])
    old, gone = served().source, weakref.ref(served())
    CLIENT.get("/api/events.geojson")
    CLIENT.get("/api/chains.json")
    put(place, states[str(OLD)])
    gc.collect()
    assert gone() is None
    assert [str(folder) for folder in closed] == [old]


def test_no_answer_mixes_two_catalogues_while_they_are_replaced(place, states):
    ended, events = Event(), {}

    def ask(path):
        found = []
        while not ended.is_set():
            found.append(CLIENT.get(path))
        return found

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask, "/api/events.geojson?download=1") for _ in range(3)]
        asking.append(pool.submit(ask, "/healthz"))
        try:
            for count in (NEW, OLD, NEW, OLD):
                events[served().data_version] = served().total
                put(place, states[str(count)])
        finally:
            ended.set()
        answers = [answer for one in asking[:3] for answer in one.result()]
        told = [answer.json() for answer in asking[3].result()]
    assert {(one["data_version"], one["events"]) for one in told} <= set(events.items())
    seen = set()
    for answer in answers:
        body = orjson.loads(answer.content)
        version = body["metadata"]["data_version"]
        assert len(body["features"]) == body["metadata"]["count"] == events[version]
        assert version in answer.headers["content-disposition"]
        seen.add(version)
    assert len(seen) == len(events) == 2


def test_a_process_follows_by_itself(place, states, monkeypatch):
    taken = Event()
    monkeypatch.setattr(following, "LOOK_S", 0.01)
    monkeypatch.setattr(following._LOG, "info", lambda *_words: taken.set())
    followed().follow(lambda error: pytest.fail(str(error)))
    place.with_suffix(".new").write_bytes(states[str(NEW)])
    place.with_suffix(".new").replace(place)
    assert taken.wait(60)
    assert served().total == NEW


FOLLOWER = """
import time
from geo.atlas.load import followed, served
old = served(wait_s=None)
followed().follow(print)
print(old.total, flush=True)
while served() is old:
    time.sleep(0.05)
print(served().total, served().source, flush=True)
"""


def test_processes_agree_and_one_of_them_measures(place, states, tmp_path):
    command = [sys.executable, "-c", FOLLOWER]
    with ExitStack() as running:
        processes = [
            running.enter_context(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))
            for _ in range(2)
        ]
        for process in processes:
            running.callback(process.kill)
        assert [process.stdout.readline() for process in processes] == [f"{OLD}\n"] * 2
        put(place, states[str(NEW)])
        expected = f"{NEW} {served().source}\n"
        assert [process.stdout.readline() for process in processes] == [expected] * 2
    assert len(list((tmp_path / "cache").glob(f"*/{MANIFEST}"))) == 2


def test_a_refused_start_is_told(tmp_path, monkeypatch, states):
    path = tmp_path / "events.csv"
    path.write_bytes(states["broken"])
    monkeypatch.setenv("ATLAS_EVENTS", str(path))
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path / "cache"))
    told, heard = [], Event()
    followed().follow(lambda error: (told.append(error), heard.set()))
    assert heard.wait(60)
    assert "events.csv:2" in str(told[0])


def test_a_changed_table_of_reports_is_taken_up(place):
    place.with_name(REPORTS_PATH.name).write_bytes(REPORTS_PATH.read_bytes())
    put(place, EVENTS_PATH.read_bytes())
    before = served().data_version
    reports = REPORTS_PATH.read_text(encoding="utf-8").replace(",Wikipedia,", ",An encyclopaedia,")
    put(place.with_name(REPORTS_PATH.name), reports.encode())
    assert served().data_version != before
    assert served().event("1953-07-27-armistice-signed").sources[0].publisher == "An encyclopaedia"
