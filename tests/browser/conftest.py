"""The real app in a real browser that reaches no other machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, FrameLocator, Page, Request, Route, sync_playwright

from tests.browser.find_chromium import CURE, find

ROOT = Path(__file__).parent.parent.parent
START_S = 60
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
QUIET += ["--disable-sync", "--no-first-run", "--disable-quic"]


@dataclass
class Server:
    """A running atlas."""

    url: str
    process: subprocess.Popen
    log: Path


def start(folder: Path, **environment: str) -> Server:
    """Start the app as `make run` does, and wait until it answers; show its output when it does not."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, "--server.address", "127.0.0.1"],
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
    running.process.wait(10)


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
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator('iframe[title="streamlit_folium.st_folium"]')

    def wait_for_marks(self) -> None:
        self.map.locator(".atlas-mark").first.wait_for(timeout=30_000)

    def drawn(self) -> int:
        """How many events the map was given."""
        return int(self.map.locator("#map_div").get_attribute("data-events"))

    def wait_for_events(self, count: int) -> None:
        self.map.locator(f'#map_div[data-events="{count}"]').wait_for(timeout=30_000)


def is_ours(line: ConsoleMessage) -> bool:
    """Whether a line of the console is an error of the page.

    On a deep link Streamlit itself asks ``/page/_stcore/…`` first to learn where it is mounted; the 404 is its answer.
    """
    return line.type == "error" and "/_stcore/" not in line.location["url"]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Open an address in a fresh browser profile; outside requests are blocked and counted."""
    contexts = []

    def open_page(url: str, width: int = 1440, height: int = 900, **options) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        made = Visit(context.new_page())

        def guard(route: Route, request: Request) -> None:
            if request.url.startswith((url.split("/", 3)[0] + "//127.0.0.1", "data:", "blob:")):
                route.continue_()
            else:
                made.outside.append(request.url)
                route.abort()

        context.route("**/*", guard)
        made.page.on("console", lambda line: made.errors.append(line.text) if is_ours(line) else None)
        made.page.on("pageerror", lambda error: made.errors.append(str(error)))
        made.page.on("dialog", lambda dialog: (made.errors.append(dialog.message), dialog.dismiss()))
        made.page.goto(url)
        return made

    yield open_page
    for context in contexts:
        context.close()
