"""Many readers at once on ``make serve``: what they wait, a worker killed under them, three times as many of them.

Readers, workers, Caddy and cache share the machine, and nothing is subtracted for that.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import AsyncIterator, Coroutine, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import httpx2
import psutil

from benchmarks.readers import PERIOD_S, Found, Reader, ask, beside
from benchmarks.report import machine
from benchmarks.servers import cached, serve_many

WORKERS = 2
READERS, MANY_READERS = 100, 300
MEASURED_S, AFTER_S = 120.0, 60.0
REQUESTS, AT_ONCE = 2_000, 100
RERUN_S, AGAIN_S = 1.0, 10.0
"""What a rerun may take at most (95 of 100), and a reader whose worker was killed may wait."""
GROWTH = 0.05
"""By how much the memory of the workers may grow in the second half of a measurement: less is flat."""


@dataclass(frozen=True)
class Line:
    """One thing that was tried."""

    what: str
    found: str
    wanted: str = ""
    reached: bool | None = None

    def __str__(self) -> str:
        reached = {True: "yes", False: "no", None: ""}[self.reached]
        return f"| {self.what} | {self.found} | {self.wanted} | {reached} |"


class Site:
    """The atlas behind Caddy while it is loaded."""

    def __init__(self, url: str, supervisor: psutil.Process, events: Sequence[str]):
        self.url, self.supervisor, self.events = url, supervisor, events
        self.readers: list[Reader] = []

    def workers(self) -> list[psutil.Process]:
        return [child for child in self.supervisor.children() if "streamlit" in child.cmdline()]

    def memory_mb(self) -> float:
        return sum(worker.memory_info().rss for worker in self.workers()) / 2**20

    async def let_go(self, staying: int) -> None:
        """Have all readers but some go away."""
        for gone in self.readers[staying:]:
            await gone.session.close()
        del self.readers[staying:]

    async def load(self, readers: int, seconds: float, *meanwhile: Coroutine) -> Found:
        """Have so many readers act for so long; those of before stay, as far as they are wanted."""
        await self.let_go(readers)
        self.readers += [
            Reader(self.url, number, self.events) for number in range(len(self.readers), readers)
        ]
        found, until = Found(), time.monotonic() + seconds
        await asyncio.gather(
            beside(self.url, until, found),
            *(reader.read(until, found) for reader in self.readers),
            *meanwhile,
        )
        return found


async def lines(site: Site, readers: int, many: int, seconds: float, after_s: float) -> AsyncIterator[Line]:
    """Try one thing after another with the same readers."""
    found = await site.load(readers, 2 * PERIOD_S)
    yield Line(f"{readers} readers open the map within {PERIOD_S:.0f} s", _spread(found.opened_s))
    for part in (_measured(site, readers, seconds), _killed(site, readers, after_s)):
        async for line in part:
            yield line
    found = await site.load(many, after_s + 2 * PERIOD_S)
    told = f"{_spread([taken_s for _, taken_s in found.acts])}{_errors(found)}"
    what = f"{many} readers, {after_s:.0f} s: {len(found.acts):,} reruns"
    yield Line(what, told, "nobody lost", not found.errors)
    # What the many still wait for is done first.
    await site.load(readers, 2 * PERIOD_S)
    found = await site.load(readers, after_s)
    yield _reruns(f"{readers} of them stay, {2 * PERIOD_S:.0f} s later", found)
    await site.let_go(0)


async def _measured(site: Site, readers: int, seconds: float) -> AsyncIterator[Line]:
    memory_mb = [site.memory_mb()]

    async def weigh() -> None:
        for _ in range(4):
            await asyncio.sleep(seconds / 4)
            memory_mb.append(site.memory_mb())

    cpu_s, began = time.process_time(), time.monotonic()
    found = await site.load(readers, seconds, weigh())
    own = (time.process_time() - cpu_s) / (time.monotonic() - began)
    yield _reruns(f"{readers} readers, {seconds:.0f} s: {len(found.acts):,} reruns", found)
    yield Line("requests to the data routes meanwhile", _spread(found.beside_s))
    told = " → ".join(f"{value:.0f}" for value in memory_mb) + " MB"
    is_flat = memory_mb[4] / memory_mb[2] <= 1 + GROWTH
    yield Line("memory of the workers meanwhile", told, "flat in the second half", is_flat)
    yield Line("the readers' own share of a core", f"{own:.0%}")


async def _killed(site: Site, readers: int, seconds: float) -> AsyncIterator[Line]:
    killed_at = time.monotonic() + seconds / 3

    async def kill() -> None:
        await asyncio.sleep(seconds / 3)
        site.workers()[0].kill()

    found = await site.load(readers, seconds, kill())
    good = not found.errors and max(found.again_s, default=0) <= AGAIN_S
    told = f"{len(found.again_s)} readers, without a page for {_spread(found.again_s)}{_errors(found)}"
    yield Line("a worker killed (-9)", told, f"back with their filter, at most {AGAIN_S:.0f} s", good)
    after = [(at, taken_s) for at, taken_s in found.acts if killed_at <= at <= killed_at + 2 * PERIOD_S]
    yield _reruns(f"the reruns in the {2 * PERIOD_S:.0f} s after", Found(after))


async def requests(url: str) -> AsyncIterator[Line]:
    """Ask for many different addresses twice, through Caddy and the cache."""
    first = date(1990, 1, 1)
    paths = [
        f"/api/events.geojson?from={first + timedelta(days=day)}&category=maritime"
        for day in range(REQUESTS // 2)
    ]
    paths += [f"/embed?from={first + timedelta(days=day)}" for day in range(REQUESTS // 4)]
    paths += [f"/api/measure?lon={124 + day / 100}&lat=38" for day in range(REQUESTS // 4)]
    for round_, wanted in (("first", 0), ("second", REQUESTS)):
        began = time.monotonic()
        taken_s, kept, errors = await ask(url, paths, AT_ONCE)
        told = f"{time.monotonic() - began:.1f} s in all, {_spread(taken_s)}, {kept:,} from the cache, {len(errors)} errors"
        yield Line(
            f"{len(paths):,} requests, {AT_ONCE} at once, the {round_} time",
            told,
            f"no error, {wanted:,} from the cache",
            not errors and kept == wanted,
        )


def _reruns(what: str, found: Found) -> Line:
    taken_s = [taken_s for _, taken_s in found.acts]
    good = not found.errors and _share(taken_s, 0.95) <= RERUN_S
    return Line(what, f"{_spread(taken_s)}{_errors(found)}", f"95 of 100 in {RERUN_S:g} s, no error", good)


def _errors(found: Found) -> str:
    return f", {len(found.errors)} errors ({found.errors[0]})" if found.errors else ", no error"


def _share(taken_s: Sequence[float], share: float) -> float:
    return sorted(taken_s)[int(share * (len(taken_s) - 1))] if taken_s else 0.0


def _spread(taken_s: Sequence[float]) -> str:
    told = (
        f"{name} {_share(taken_s, share):.2f} s"
        for name, share in (("p50", 0.5), ("p95", 0.95), ("longest", 1))
    )
    return ", ".join(told)


async def main() -> None:
    """Print what was found, line by line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--many", type=int, default=MANY_READERS)
    parser.add_argument("--seconds", type=float, default=MEASURED_S)
    parser.add_argument("--after", type=float, default=AFTER_S)
    asked = parser.parse_args()
    print("| what | found | wanted | reached |\n|---|---|---|---|")
    with serve_many(WORKERS) as (url, process):
        async with httpx2.AsyncClient(base_url=url, timeout=60) as client:
            features = (await client.get("/api/events.geojson?fields=title")).json()["features"]
        with cached(url) as front:
            async for line in requests(front):
                print(line, flush=True)
        site = Site(url, psutil.Process(process.pid), [feature["id"] for feature in features])
        async for line in lines(site, asked.readers, asked.many, asked.seconds, asked.after):
            print(line, flush=True)
    print(f"\n{machine()}; load average at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    asyncio.run(main())
