"""A real proxy before a running atlas: Caddy, from the package that carries it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.ports import free_port

START_S = 120


@contextmanager
def caddy(folder: Path, sites: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Run Caddy with a site for each name, on a port of its own.

    Parameters
    ----------
    folder : Path
        For its configuration, its log and what it keeps.
    sites : mapping
        Name of a site to its directives.

    Yields
    ------
    dict
        Name of a site to its address, without a slash at the end.
    """
    with ExitStack() as ports:
        addresses = {name: f"http://127.0.0.1:{ports.enter_context(free_port())}" for name in sites}
        process = _started(folder, sites, addresses)
    try:
        yield addresses
    finally:
        process.terminate()
        process.wait(60)


def _started(folder: Path, sites: Mapping[str, str], addresses: Mapping[str, str]) -> subprocess.Popen:
    """Start Caddy, and wait until every site answers."""
    blocks = [f"{addresses[name]} {{\n{directives}\n}}\n" for name, directives in sites.items()]
    config, log = folder / "Caddyfile", folder / "caddy.log"
    config.write_text("{\nadmin off\nauto_https off\npersist_config off\n}\n" + "".join(blocks))
    command = [Path(sys.executable).parent / "caddy", "run", "--config", config, "--adapter", "caddyfile"]
    homes = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    with log.open("w") as output:
        process = subprocess.Popen(command, env={**os.environ, **homes}, stdout=output, stderr=output)
    for address in addresses.values():
        _wait(address, process, log)
    return process


def _wait(address: str, process: subprocess.Popen, log: Path) -> None:
    """Wait until something answers at an address, whatever it says; show the log when nothing does."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except HTTPError as answer:
            answer.close()
            return
        except OSError:
            # Not up yet: ask again until the deadline, or see it end.
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
        else:
            return
    process.kill()
    pytest.fail(f"Caddy did not start:\n{log.read_text()}")
