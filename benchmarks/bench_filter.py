"""A change of filter on the server: the rerun of the page and, for ours, the answer that the map then asks for."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from benchmarks.catalogue import enlarge
from geo.api.routes import ROUTES
from geo.atlas.load import served
from geo.catalogue import codebook
from geo.query.filter import EventFilter
from geo.web.folium_map import events_layer

ROOT = Path(__file__).parent.parent
LONG_AGO = date(1900, 1, 1)
RUN_S = 300


def run(n_events: int | None = None, rounds: int = 3) -> dict[str, float]:
    """Time changes to one category and back to all events; medians in seconds.

    Parameters
    ----------
    n_events : int, optional
        Size of a synthetic catalogue; the shipped one by default.
    rounds : int
        How many categories to choose in turn, each followed by all events.
    """
    with _catalogue(n_events):
        changes = [choice for category in _categories(rounds) for choice in ([category], [])]
        plain = _reruns("benchmarks/plain_app.py", "category", changes)
        ours = [
            rerun + answer
            for rerun, answer in zip(
                _reruns("pages/main.py", "f_category", changes), _answers(changes), strict=True
            )
        ]
        return {
            "events": len(served().events),
            "one_plain_s": median(plain[::2]),
            "one_ours_s": median(ours[::2]),
            "all_plain_s": median(plain[1::2]),
            "all_ours_s": median(ours[1::2]),
        }


@contextmanager
def _catalogue(n_events: int | None) -> Iterator[None]:
    """Serve another catalogue for a while."""
    before = os.environ.pop("ATLAS_EVENTS", None)
    with tempfile.TemporaryDirectory() as folder:
        if n_events is not None:
            path = Path(folder) / "events.csv"
            enlarge(n_events, path)
            os.environ["ATLAS_EVENTS"] = str(path)
        try:
            yield
        finally:
            os.environ.pop("ATLAS_EVENTS", None)
            if before is not None:
                os.environ["ATLAS_EVENTS"] = before


def _categories(rounds: int) -> list[str]:
    """Return categories from the fullest down."""
    counts = served().events["category"].value_counts()
    return [name for name in counts.index if name in codebook.vocabulary("category")][:rounds]


def _reruns(script: str, key: str, changes: list[list[str]]) -> list[float]:
    app = AppTest.from_file(str(ROOT / script), default_timeout=RUN_S).run()
    return [_seconds(lambda chosen=chosen: _choose(app, key, chosen)) for chosen in changes]


def _choose(app: AppTest, key: str, chosen: list[str]) -> None:
    app.multiselect(key=key).set_value(chosen).run()
    if app.exception:
        raise RuntimeError(app.exception[0].message)


def _answers(changes: list[list[str]]) -> list[float]:
    """Time the answers to the map, of filters that differ enough not to be kept and not enough to matter."""
    client = TestClient(Starlette(routes=ROUTES))
    client.get(_address(EventFilter())).raise_for_status()  # a server is warm
    wanted = [
        EventFilter(category=tuple(chosen), from_date=LONG_AGO + timedelta(at))
        for at, chosen in enumerate(changes)
    ]
    return [_seconds(lambda one=one: client.get(_address(one)).raise_for_status()) for one in wanted]


def _address(wanted: EventFilter) -> str:
    """Return the address that the map is told, whichever it is."""
    (call,) = events_layer(served().selection(wanted), None, False)._children.values()
    return json.loads(call.values)["events"]


def _seconds(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start
