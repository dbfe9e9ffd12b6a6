"""The engine at the size of a catalogue: making a snapshot, starting from it, and what a reader then waits for.

Synthetic rows, made of the shipped ones (`benchmarks.catalogue`). The server runs in a process of its own, so that its
memory is what is told; queries are of filters that were not asked for before.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from streamlit.testing.v1 import AppTest

from benchmarks.catalogue import enlarge
from benchmarks.servers import ROOT, serve
from geo.atlas.load import load_atlas
from geo.catalogue.events import EVENTS_PATH
from geo.query.filter import EventFilter

ZOOMS = range(5, 15)
CENTER = 126.7, 37.9
"""Panmunjom and the western line, where most events are: lon and lat, degrees."""
VIEW_PX = 1440, 900
CHANGES = (["maritime"], ["incursion"], [])
WORDS = ("missile", "연평도", "guard post")
RUN_S = 600
FIGURES = {
    "make_s": ("Making the snapshot", "s", None),
    "make_mb": ("Making the snapshot, memory", "MB", None),
    "start_s": ("Start from the snapshot", "s", 5),
    "start_mb": ("Server after its start, memory", "MB", 1000),
    "change_s": ("Filter change, page", "s", 0.5),
    "search_s": ("Search of the text", "s", 0.5),
    "marks_s": ("Marks of a view, slowest zoom", "s", 0.3),
    "marks_kb": ("Marks of a view, largest, gzip", "kB", 150),
    "geojson_s": ("GeoJSON of all events", "s", None),
    "geojson_more_mb": ("GeoJSON of all events, further memory", "MB", 200),
    "csv_s": ("CSV of all events", "s", None),
    "csv_more_mb": ("CSV of all events, further memory", "MB", 200),
}
"""Each figure's key: what it is, its unit, and what it may be at most at any size."""


def run(n_events: int | None) -> dict[str, float]:
    """Measure one size of catalogue, None is the shipped one; seconds (``_s``), megabytes (``_mb``), kilobytes (``_kb``).

    Parameters
    ----------
    n_events : int or None

    Returns
    -------
    dict
        ``events``, and each figure of `FIGURES` by its key.
    """
    with tempfile.TemporaryDirectory() as folder, _environment(Path(folder), n_events) as catalogue:
        found = _making(catalogue)
        start = perf_counter()
        with serve("app.py", "/healthz") as (url, process):
            found |= {"start_s": perf_counter() - start, "start_mb": _resident_mb(process.pid)}
            found |= _marks(url)
            found |= {
                f"{form}_{name}": value
                for form in ("geojson", "csv")
                for name, value in _stream(url, form, process.pid).items()
            }
        found |= _searches() | _changes()
        found["events"] = load_atlas(str(catalogue)).total
    return found


@contextmanager
def _environment(folder: Path, n_events: int | None) -> Iterator[Path]:
    """Serve a catalogue, with a cache of its own, for a while."""
    catalogue = EVENTS_PATH
    if n_events is not None:
        catalogue = folder / "events.csv"
        enlarge(n_events, catalogue)
    before = {name: os.environ.get(name) for name in ("ATLAS_EVENTS", "ATLAS_CACHE")}
    os.environ |= {"ATLAS_EVENTS": str(catalogue), "ATLAS_CACHE": str(folder / "cache")}
    try:
        yield catalogue
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def _making(catalogue: Path) -> dict[str, float]:
    start = perf_counter()
    maker = subprocess.Popen(
        [sys.executable, "-m", "geo.snapshot", str(catalogue)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    # Its resource usage would count what this process held when it was forked.
    with _watched(maker.pid) as held_mb:
        status = maker.wait()
    if status:
        raise RuntimeError("the snapshot could not be made")
    return {"make_s": perf_counter() - start, "make_mb": held_mb[0]}


def _resident_mb(pid: int) -> float:
    """Return what a process holds in memory, 0 where it has ended."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    lines = (line for line in status.splitlines() if line.startswith("VmRSS"))
    return sum(int(line.split()[1]) for line in lines) / 1024


@contextmanager
def _watched(pid: int) -> Iterator[list[float]]:
    """Watch what a process holds in memory; the one value is the most of it so far, megabytes."""
    most, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            most[0] = max(most[0], _resident_mb(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        done.set()
        watcher.join()


def _marks(url: str) -> dict[str, float]:
    """Return the slowest and the largest answer of the map's marks, of all zooms."""
    seconds, sizes = [], []
    for zoom in ZOOMS:
        half = [360 / 256 / 2**zoom * px / 2 for px in VIEW_PX]
        # A degree of latitude is longer on the screen than one of longitude: the box is a little too high.
        box = (CENTER[0] - half[0], CENTER[1] - half[1], CENTER[0] + half[0], CENTER[1] + half[1])
        start = perf_counter()
        body = _get(f"{url}/api/marks.json?zoom={zoom}&bbox={','.join(f'{value:.5f}' for value in box)}")
        seconds.append(perf_counter() - start)
        sizes.append(len(gzip.compress(body, 6)) / 1000)
    return {"marks_s": max(seconds), "marks_kb": max(sizes)}


def _stream(url: str, form: str, pid: int) -> dict[str, float]:
    """Return how long a download of all rows takes, and how much more memory the server then holds at most."""
    before = _resident_mb(pid)
    start = perf_counter()
    with (
        _watched(pid) as held_mb,
        urllib.request.urlopen(f"{url}/api/events.{form}", timeout=RUN_S) as answer,
    ):
        size = sum(len(part) for part in iter(lambda: answer.read(1 << 20), b""))
    return {"s": perf_counter() - start, "size_mb": size / 1e6, "more_mb": max(held_mb[0] - before, 0.1)}


def _searches() -> dict[str, float]:
    atlas = load_atlas(os.environ["ATLAS_EVENTS"])
    return {
        "search_s": max(
            _seconds(lambda word=word: atlas.selection(EventFilter(q=word)).count) for word in WORDS
        )
    }


def _changes() -> dict[str, float]:
    """Return the time of a rerun of the map page after a change of filter."""
    app = AppTest.from_file(str(ROOT / "pages/main.py"), default_timeout=RUN_S).run()
    return {"change_s": median(_seconds(lambda chosen=chosen: _choose(app, chosen)) for chosen in CHANGES)}


def _choose(app: AppTest, chosen: list[str]) -> None:
    app.multiselect(key="f_category").set_value(chosen).run()
    if app.exception:
        raise RuntimeError(app.exception[0].message)


def _seconds(act) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=RUN_S) as answer:
        return answer.read()
