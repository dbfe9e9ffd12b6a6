"""The load test still runs, small and short; how fast is not asked here."""

import httpx2
import psutil
import pytest

from benchmarks import load
from benchmarks.readers import ask
from benchmarks.servers import serve_many
from tests.coroutines import finish


@pytest.fixture(scope="module")
def served():
    with serve_many(2) as (url, process):
        yield url, psutil.Process(process.pid)


def test_readers_open_act_lose_their_worker_and_come_back_with_their_filter(served, monkeypatch):
    monkeypatch.setattr("benchmarks.readers.PERIOD_S", 1.0)
    monkeypatch.setattr("benchmarks.load.PERIOD_S", 1.0)
    url, supervisor = served
    events = [
        row["id"]
        for row in httpx2.get(f"{url}/api/events.geojson?fields=title", timeout=60).json()["features"]
    ]

    async def run():
        site = load.Site(url, supervisor, events)
        return [line async for line in load.lines(site, readers=4, many=8, seconds=4.0, after_s=6.0)]

    told = {line.what: line.found for line in finish(run())}
    assert [what for what, found in told.items() if "error" in found and "no error" not in found] == []
    back = next(found for what, found in told.items() if "killed" in what)
    assert int(back.split()[0]) > 0


def test_requests_at_once_are_counted_and_what_goes_wrong_is_told(served):
    paths = ["/api/schema.json", "/api/nothing", "/api/measure?lon=127&lat=38"]
    taken_s, kept, errors = finish(ask(served[0], paths, at_once=2))
    assert (len(taken_s), kept, errors) == (3, 0, ["/api/nothing: 404"])
