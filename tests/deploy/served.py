"""The atlas behind Caddy, as `make serve` starts it."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError

import psutil
import pytest

from tests.ports import free_port

ROOT = Path(__file__).parent.parent.parent
START_S = 90


class Served:
    """A running supervisor with its workers."""

    def __init__(self, url: str, process: psutil.Popen, log: Path):
        self.url, self.process, self.log = url, process, log

    def workers(self) -> list[psutil.Process]:
        # One that was killed has no command line until the supervisor knows of it.
        living = [one for one in self.process.children() if one.status() != psutil.STATUS_ZOMBIE]
        return [child for child in living if "streamlit" in child.cmdline()]

    def readers_connected(self) -> int:
        """Return how many connections Caddy has with who reads."""
        caddy = next(child for child in self.process.children() if "caddy" in child.cmdline()[0])
        port = int(self.url.rpartition(":")[2])
        known = [one for one in caddy.net_connections() if one.laddr.port == port]
        return sum(one.status == psutil.CONN_ESTABLISHED for one in known)

    def get(self, path: str, cookie: str = "") -> tuple[int, str, bytes]:
        """Return status, the cookie of a worker if one was set, and the body."""
        request = urllib.request.Request(self.url + path, headers={"Cookie": cookie} if cookie else {})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                set_ = [cookie.partition(";")[0] for cookie in answer.headers.get_all("Set-Cookie", [])]
                own = [cookie for cookie in set_ if cookie.startswith("atlas_worker=")]
                return answer.status, "".join(own), answer.read()
        except HTTPError as error:
            with error:
                return error.code, "", error.read()

    def cookies(self) -> set[str]:
        """Return a cookie of each of the two workers."""
        found: set[str] = set()
        self.until(lambda: found.add(self.get("/")[1]) or len(found) == 2, "both workers answer")
        return found

    def wait_for_answer(self) -> None:
        """Wait until it serves, or has ended."""
        self.until(lambda: self.process.poll() is not None or self._is_up(), "an answer")

    def _is_up(self) -> bool:
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until something is so; show the log when it never is."""
        deadline = time.monotonic() + START_S
        while not is_so():
            if time.monotonic() > deadline:
                pytest.fail(f"not seen: {what}\n{self.log.read_text()}")
            time.sleep(0.1)  # another process gives no event to wait for


@contextmanager
def serve(folder: Path, site: str | None = None, **environment: str) -> Iterator[Served]:
    """Run the supervisor with two workers while the context lasts, on a free port where no site is named."""
    log = folder / "serve.log"
    with free_port() as port, log.open("w") as output:
        site = site or f"http://127.0.0.1:{port}"
        command = [sys.executable, "deploy/serve.py", "--workers", "2", "--site", site]
        process = psutil.Popen(
            command, cwd=ROOT, env={**psutil.Process().environ(), **environment}, stdout=output, stderr=output
        )
    served = Served(site, process, log)
    try:
        yield served
    finally:
        started = process.children(recursive=True) if process.poll() is None else []
        with suppress(psutil.NoSuchProcess):
            process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(60)
        _, left = psutil.wait_procs(started, timeout=5)
        assert not left, f"left behind: {left}"
