"""Streamlit servers to measure, each in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
START_S = 60


@contextmanager
def serve(script: str) -> Iterator[str]:
    """Run a script of the tree as `make run` does while the context lasts; gives its address.

    Raises
    ------
    RuntimeError
        With the server's output, when it does not start.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", script, *address],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            if not _answers(url, process):
                log.seek(0)
                raise RuntimeError(f"{script} did not start:\n{log.read()}")
            yield url
        finally:
            process.terminate()
            process.wait(10)


def _answers(url: str, process: subprocess.Popen) -> bool:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
        except OSError:
            time.sleep(0.1)  # not up yet; another process gives no event to wait for
        else:
            return True
    return False
