"""What a reader waits for and downloads, in a Chromium that reaches no other machine."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd
from playwright.sync_api import Browser, FrameLocator, Page, expect, sync_playwright

from benchmarks.servers import serve
from geo.atlas.load import served
from geo.catalogue import codebook
from tests.browser.at_rest import AT_REST
from tests.browser.find_chromium import CURE, find

# Blocked in the browser itself: a route through Python would take time of its own.
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
OPTIONS += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
FRAME = 'iframe[title="streamlit_folium.st_folium"]'
WAIT_MS = 60_000
FIRST, SECOND = "maritime", "incursion"


@dataclass(frozen=True)
class Site:
    """A way of drawing the events, and how one sees that it has drawn them."""

    script: str
    mark: str
    """CSS of a mark on the map."""

    frame: str = FRAME
    """CSS of the frame that the map is in."""

    def map(self, page: Page) -> FrameLocator:
        return page.frame_locator(self.frame)

    def wait_for_first(self, page: Page) -> None:
        self.map(page).locator(self.mark).first.wait_for(timeout=WAIT_MS)

    def wait_for_events(self, page: Page, events: pd.DataFrame) -> None:
        """Wait until the map shows these events: the plain way has a mark for each that has a point, and none for the others."""
        with_point = int(events["lat"].notna().sum())
        expect(self.map(page).locator(self.mark)).to_have_count(with_point, timeout=WAIT_MS)


class Ours(Site):
    """The atlas: all events are drawn, and as one mark may stand for several, the map says how many it shows."""

    def wait_for_events(self, page: Page, events: pd.DataFrame) -> None:
        """Wait until the map shows these events, and the table below, which comes after it with scripts of its own."""
        self.map(page).locator(f'#map_div[data-events="{len(events)}"]').wait_for(timeout=WAIT_MS)
        page.locator('[data-testid="stDataFrame"] canvas').first.wait_for(state="attached", timeout=WAIT_MS)


class Empty(Site):
    """A page without a map."""

    def wait_for_first(self, page: Page) -> None:
        page.get_by_text(self.mark).wait_for(timeout=WAIT_MS)


OURS = Ours("app.py", ".leaflet-events-pane .atlas-mark")
LIGHT = Site("app.py", OURS.mark, "#atlas-first iframe")
"""The light map that the page of ours begins with."""
PLAIN = Site("benchmarks/plain_launcher.py", "path.event")
EMPTY = Empty("benchmarks/empty_app.py", "An empty page")


class Traffic:
    """Bytes that a page receives: frames of the websocket, uncompressed, and answers over HTTP, as sent."""

    def __init__(self, page: Page):
        self.websocket = self.http = 0
        session = page.context.new_cdp_session(page)
        session.on("Network.webSocketFrameReceived", self._frame)
        session.on("Network.loadingFinished", self._answer)
        session.send("Network.enable")

    def _frame(self, event: dict[str, Any]) -> None:
        text, binary = event["response"]["payloadData"], event["response"]["opcode"] == 2
        self.websocket += len(base64.b64decode(text) if binary else text.encode())

    def _answer(self, event: dict[str, Any]) -> None:
        self.http += event["encodedDataLength"]

    def take(self) -> dict[str, int]:
        """Return the bytes since the last time."""
        taken = {"websocket": self.websocket, "http": int(self.http)}
        self.websocket = self.http = 0
        return taken


def change_bytes() -> dict[str, dict[str, dict[str, int]]]:
    """Count the bytes of a change to one category and of the change back to all events, for both ways."""
    with chromium() as browser:
        return {name: site_bytes(browser, site) for name, site in (("ours", OURS), ("plain", PLAIN))}


@contextmanager
def chromium() -> Iterator[Browser]:
    path = find()
    if path is None:
        raise RuntimeError(CURE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


@contextmanager
def _visit(browser: Browser) -> Iterator[Page]:
    """Open a page in a fresh profile."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def site_bytes(browser: Browser, site: Site) -> dict[str, dict[str, int]]:
    """Count the bytes of both changes, websocket and HTTP apart, for one way of drawing the events."""
    events = served().events
    first, second = (events[events["category"] == category] for category in (FIRST, SECOND))
    with serve(site.script) as (url, _), _visit(browser) as page:
        traffic = Traffic(page)
        # Opened with a filter, so that the browser has not yet kept the answer with all events.
        page.goto(f"{url}/?category={FIRST}")
        _settle(page, site, first)
        traffic.take()
        box = page.get_by_test_id("stMultiSelect").filter(has_text=re.compile("What kind"))
        box.get_by_label("Clear all").click()
        _settle(page, site, events)
        everything = traffic.take()
        box.get_by_role("combobox").click()
        page.get_by_role("option", name=codebook.label("category", SECOND), exact=True).click()
        _settle(page, site, second)
        return {"one": traffic.take(), "all": everything}


def _settle(page: Page, site: Site, events: pd.DataFrame) -> None:
    """Wait until the events are on the map and the script has ended."""
    site.wait_for_events(page, events)
    page.locator(AT_REST).wait_for(timeout=WAIT_MS)
