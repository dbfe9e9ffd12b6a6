"""People at a map, many at once: what each does, and what they meet with."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx2
from websockets.exceptions import WebSocketException

from benchmarks.session import Session

PERIOD_S = 10.0
"""Every reader acts once in such a time, however long the answer takes."""
BESIDE_S = 1.0
"""So often something asks a data route meanwhile."""
AGAIN_S = 0.5
"""After so long a browser connects again."""
BESIDE = (
    "/api/events.geojson?category=maritime",
    "/api/events.csv?category=maritime",
    "/embed?category=maritime",
    "/api/measure?lon=127&lat=38",
)
LOST = (WebSocketException, OSError)


@dataclass
class Found:
    """What readers met with while something was tried."""

    acts: list[tuple[float, float]] = field(default_factory=list)
    """When each act began, and the seconds until its page was drawn."""
    opened_s: list[float] = field(default_factory=list)
    """How long the page of each new reader took."""
    again_s: list[float] = field(default_factory=list)
    """How long each reader whose connection broke was without a page."""
    beside_s: list[float] = field(default_factory=list)
    """How long each request to a data route took."""
    errors: list[str] = field(default_factory=list)


class Reader:
    """A person at a map: changes the filter, picks an event, clears the filter, in no order."""

    def __init__(self, url: str, number: int, events: Sequence[str]):
        self.session = Session(url)
        self.events = events
        self.chance = random.Random(number)

    async def read(self, until: float, found: Found) -> None:
        """Open the page at a moment of one's own, and act every `PERIOD_S` until a time has come."""
        try:
            if not self.session.ids:
                await asyncio.sleep(self.chance.uniform(0, PERIOD_S))
                found.opened_s.append(await self.session.open())
            await self._rest(self.chance.uniform(0, PERIOD_S), found)
            while (began := time.monotonic()) < until:
                try:
                    found.acts.append((began, await self._act()))
                except LOST:
                    await self._come_back(found)
                await self._rest(began + PERIOD_S - time.monotonic(), found)
        except Exception as error:
            # Whatever befalls a reader is a finding, and the others go on.
            found.errors.append(repr(error))

    async def _rest(self, seconds: float, found: Found) -> None:
        if not await self.session.rest(seconds):
            await self._come_back(found)

    async def _act(self) -> float:
        kind = self.chance.choices(("filter", "pick", "clear"), (6, 3, 1))[0]
        if kind == "pick":
            return await self.session.pick(self.chance.choice(self.events))
        if kind == "clear":
            return await self.session.press("Clear the filter")
        key = self.chance.choice(("category", "type", "initiator"))
        values = self.chance.sample(self.session.choices[key], self.chance.choice((0, 1, 1, 2)))
        return await self.session.choose(key, values)

    async def _come_back(self, found: Found) -> None:
        """Connect again as a browser does, which has the address."""
        began, before = time.monotonic(), self.session.query
        while True:
            await asyncio.sleep(AGAIN_S)
            try:
                await self.session.open()
            except LOST:
                continue
            break
        found.again_s.append(time.monotonic() - began)
        if self.session.query != before:
            found.errors.append(f"the address {before!r} became {self.session.query!r}")


async def beside(url: str, until: float, found: Found) -> None:
    """Ask the data routes for one thing after another until a time has come."""
    async with httpx2.AsyncClient(base_url=url, timeout=60) as client:
        number = 0
        while (began := time.monotonic()) < until:
            answer = await client.get(BESIDE[number % len(BESIDE)])
            found.beside_s.append(time.monotonic() - began)
            if answer.status_code != 200:
                found.errors.append(f"{answer.url}: {answer.status_code}")
            number += 1
            await asyncio.sleep(max(0, began + BESIDE_S - time.monotonic()))


async def ask(url: str, paths: Sequence[str], at_once: int) -> tuple[list[float], int, list[str]]:
    """Ask for every path, some at once; return the seconds of each, how many a cache had, and what went wrong."""
    taken_s: list[float] = []
    errors: list[str] = []
    kept = 0
    waiting = iter(paths)

    async def one_after_another(client: httpx2.AsyncClient) -> None:
        nonlocal kept
        for path in waiting:
            began = time.monotonic()
            answer = await client.get(path)
            taken_s.append(time.monotonic() - began)
            kept += answer.headers.get("x-cache") == "HIT"
            if answer.status_code != 200:
                errors.append(f"{path}: {answer.status_code}")

    limits = httpx2.Limits(max_connections=at_once)
    async with httpx2.AsyncClient(base_url=url, timeout=120, limits=limits) as client:
        await asyncio.gather(*(one_after_another(client) for _ in range(at_once)))
    return taken_s, kept, errors
