"""The real app in a real browser that reaches no other machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FrameLocator,
    Page,
    expect,
    sync_playwright,
)

from tests.browser.find_chromium import CURE, find
from tests.ports import free_port

ROOT = Path(__file__).parent.parent.parent
START_S = 120
# How long something may take says nothing here: a busy machine is slow, not wrong.
PATIENCE_MS = 120_000
expect.set_options(timeout=PATIENCE_MS)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
QUIET += ["--disable-sync", "--no-first-run", "--disable-quic"]
# No name but this machine is found. To hold each request back and judge it would cost more, and every cache.
QUIET += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
DESK = {"width": 1440, "height": 900}
KEPT_BY_A_SITE = "cookies,local_storage,indexeddb,cache_storage,service_workers"


@dataclass
class Server:
    """A running atlas."""

    url: str
    process: subprocess.Popen
    log: Path


def start(folder: Path, **environment: str) -> Server:
    """Start the app as `make run` does, and wait until it answers; show its output when it does not.

    With ``SERVED=1`` in the environment of the tests it is started as `make serve` does.
    """
    with free_port() as port:
        return started(folder, port, environment)


def started(folder: Path, port: int, environment: dict[str, str]) -> Server:
    log = folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1"]
    if os.environ.get("SERVED"):
        command = [sys.executable, "deploy/serve.py", "--site", f"http://127.0.0.1:{port}"]
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", process, log)
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{server.url}/healthz", timeout=1).close()
        except OSError:
            # Not up yet: ask again until the deadline, or see it end.
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
        else:
            return server
    process.kill()
    pytest.fail(f"the atlas did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The atlas with its own catalogue."""
    running = start(tmp_path_factory.mktemp("server"))
    yield running
    running.process.terminate()
    running.process.wait(60)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless browser; its absence is a failure, not a skip."""
    path = find()
    if path is None:
        pytest.fail(CURE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@dataclass
class Visit:
    """An open page, and what it did that it should not."""

    page: Page
    asked: list[str] = field(default_factory=list)
    """Every address that was asked for, by WebSocket too."""
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator('iframe[title="streamlit_folium.st_folium"]')

    def forget(self) -> None:
        """Begin anew with what the page does."""
        for done in (self.asked, self.outside, self.errors):
            done.clear()

    def wait_for_marks(self) -> None:
        self.map.locator(".atlas-mark").first.wait_for()

    def drawn(self) -> int:
        """How many events the map was given."""
        return int(self.map.locator("#map_div").get_attribute("data-events"))

    def wait_for_events(self, count: int) -> None:
        self.map.locator(f'#map_div[data-events="{count}"]').wait_for()


def is_ours(line: ConsoleMessage) -> bool:
    """Whether a line of the console is an error of the page.

    On a deep link Streamlit itself asks ``/page/_stcore/…`` first to learn where it is mounted; the 404 is its answer.
    """
    return line.type == "error" and "/_stcore/" not in line.location["url"]


def profile(chromium: Browser, width: int, height: int, **options) -> BrowserContext:
    """Make a browser profile; what moves by itself stands still: without a graphics card each frame costs much."""
    viewport = {"width": width, "height": height}
    context = chromium.new_context(viewport=viewport, **{"reduced_motion": "reduce", **options})
    context.set_default_timeout(PATIENCE_MS)
    return context


@pytest.fixture(scope="session")
def reader(chromium: Browser) -> Iterator[BrowserContext]:
    """The profile of a reader who comes back: scripts are in its cache, and nothing else stays from test to test."""
    context = profile(chromium, **DESK)
    yield context
    context.close()


def watched(page: Page, own: str) -> Visit:
    """Write down what a page does from here on; what is asked for is outside unless its address begins with one given."""
    made = Visit(page)

    def note(address: str) -> None:
        made.asked.append(address)
        if not address.startswith((own, "data:", "blob:", "file:")):
            made.outside.append(address)

    page.on("request", lambda request: note(request.url))
    page.on("websocket", lambda opened: made.asked.append(opened.url))
    page.on("console", lambda line: made.errors.append(line.text) if is_ours(line) else None)
    page.on("pageerror", lambda error: made.errors.append(str(error)))
    page.on("dialog", lambda dialog: (made.errors.append(dialog.message), dialog.dismiss()))
    return made


@contextmanager
def kept_open(reader: BrowserContext, url: str) -> Iterator[Visit]:
    """Open an address once for several tests; each of them leaves the page as it found it."""
    page = reader.new_page()
    seen = watched(page, url)
    page.goto(url)
    yield seen
    leave(page, url)


def leave(page: Page, url: str) -> None:
    """Close a page of the shared profile, with all that its site keeps there except the cache."""
    network = page.context.new_cdp_session(page)
    origin = "/".join(url.split("/")[:3])
    network.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": KEPT_BY_A_SITE})
    page.close()


@pytest.fixture
def visit(chromium: Browser, reader: BrowserContext) -> Iterator[Callable[..., Visit]]:
    """Open an address; in a profile of its own where that is to be fresh, or has options."""
    contexts, pages = [], []

    def open_page(
        url: str, width: int = DESK["width"], height: int = DESK["height"], fresh: bool = False, **options
    ) -> Visit:
        if fresh or options:
            contexts.append(profile(chromium, width, height, **options))
            page = contexts[-1].new_page()
        else:
            page = reader.new_page()
            pages.append((page, url))
            page.set_viewport_size({"width": width, "height": height})
        made = watched(page, url.split("/", 3)[0] + "//127.0.0.1")
        page.goto(url)
        return made

    yield open_page
    for page, url in pages:
        leave(page, url)
    for context in contexts:
        context.close()
