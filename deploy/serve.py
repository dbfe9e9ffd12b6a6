"""Several Streamlit processes behind one address: ``make serve WORKERS=2``.

A reader stays with one worker, by a cookie that Caddy sets (``deploy/Caddyfile``): that worker has the session, its
uploads and its files. A worker that ends or hangs is started anew; its readers come back by themselves,
with the filter that their address holds. SIGHUP replaces one worker after the other. SIGTERM stops everything, when what
is under way has been answered.
"""

from __future__ import annotations

import argparse
import asyncio
import ctypes
import errno
import os
import secrets
import signal
import socket
import sys
import time
import urllib.request
from asyncio.subprocess import Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
TRUSTED = "127.0.0.1,::1"
"""The proxies before ours that are believed, where ``FORWARDED_ALLOW_IPS`` names none."""
START_S = 120.0
"""So long a process may take until it answers for the first time."""
HANGS_S = 30.0
"""What has answered nothing for so long hangs; what is only busy answers within seconds."""
ASK_S, FIRST_ASK_S = 2.0, 0.5
"""So often a process is asked how it is, and so often until its first answer."""
GRACE_S = 20.0
"""So long what is under way may take to end when a process is told to stop."""
PR_SET_PDEATHSIG = 1


class Kept:
    """A process that is started anew whenever it ends or hangs.

    Parameters
    ----------
    name : str
        For the log.
    command : sequence of str
    environment : mapping
    health : str, optional
        The address that answers while it is well; without one it is well as long as it runs.
    """

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], health: str | None = None
    ):
        self.name, self.command, self.environment, self.health = name, command, environment, health
        self.is_up = asyncio.Event()
        self._process: Process | None = None

    async def keep(self) -> None:
        """Run it until this is cancelled; returns when it ends before it was ever up, which no new start cures."""
        was_up = False
        while True:
            self._process = await asyncio.create_subprocess_exec(
                *self.command, cwd=ROOT, env=self.environment, start_new_session=True, preexec_fn=_end_with_us
            )
            try:
                is_up = await self._watch(self._process)
            finally:
                await _stop(self._process)
            was_up = was_up or is_up
            if not was_up:
                return
            say(f"{self.name} ended ({self._process.returncode}) and is started anew")

    async def renew(self) -> None:
        """Stop the process, and wait until the one that is started in its place is up."""
        await _stop(self._process)
        self.is_up.clear()
        await self.is_up.wait()

    async def _watch(self, process: Process) -> bool:
        """Wait until a process ends, and end it if it hangs; tell whether it was ever up."""
        patience_s, answered = START_S, time.monotonic()
        was_up = False
        while not await _ends(process, ASK_S if was_up else FIRST_ASK_S):
            is_well = self.health is None or await asyncio.to_thread(_answers, self.health)
            if is_well and process.returncode is None:
                patience_s, answered, was_up = HANGS_S, time.monotonic(), True
                self.is_up.set()
            elif time.monotonic() - answered > patience_s:
                say(f"{self.name} has not answered for {patience_s:.0f} s")
                _kill(process)
        self.is_up.clear()
        return was_up


async def serve(workers: Sequence[Kept], proxy: Kept) -> int:
    """Run workers and proxy until a signal says to stop; return the exit status."""
    stopping, renewing = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    loop.add_signal_handler(signal.SIGHUP, renewing.set)

    async def keep_proxy() -> None:
        for worker in workers:
            await worker.is_up.wait()
        await proxy.keep()

    async def renew_workers() -> None:
        while True:
            await renewing.wait()
            renewing.clear()
            for worker in workers:
                await worker.renew()
                say(f"{worker.name} is new")

    # The proxy is the first to stop: what is under way ends while the workers still answer.
    parts = [keep_proxy(), renew_workers(), stopping.wait(), *(worker.keep() for worker in workers)]
    tasks = [asyncio.create_task(part) for part in parts]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    proxy_task, *others = tasks
    proxy_task.cancel()
    await asyncio.gather(proxy_task, return_exceptions=True)
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    return 0 if stopping.is_set() else 1


def say(line: str) -> None:
    """Write a line to the log."""
    print(f"serve: {line}", file=sys.stderr, flush=True)


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=HANGS_S / 2).close()
    except OSError:
        return False
    return True


async def _ends(process: Process, within_s: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), within_s)
    return process.returncode is not None


async def _stop(process: Process) -> None:
    """Tell a process to stop, and end what is left of it and of its own processes after `GRACE_S`."""
    if process.returncode is None:
        process.terminate()
        await _ends(process, GRACE_S)
    _kill(process)
    await process.wait()


def _kill(process: Process) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _end_with_us() -> None:
    """Have the kernel stop a process when this one is gone, however it went."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _refuse_taken(bind: str, site: str) -> None:
    """End with a message where somebody listens already: Caddy would share the port, and half of the readers."""
    port = urlsplit(site if "//" in site else f"//{site}").port or 443
    try:
        socket.create_server((bind, port)).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(
                f"{bind}:{port}: found somebody who listens there; wanted a free port: make serve PORT=8599"
            )


def _worker(port: int, environment: Mapping[str, str]) -> Kept:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    health = f"http://127.0.0.1:{port}/_stcore/health"
    return Kept(f"worker at {port}", [*command, "--server.address", "127.0.0.1"], environment, health)


def main() -> int:
    """Read what the command line and the environment say, and serve."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--site", default="http://:8501", help="an address of Caddy: atlas.example has TLS")
    parser.add_argument("--bind", default="127.0.0.1", help="where it listens, 0.0.0.0 for every network")
    asked = parser.parse_args()
    if asked.workers < 1:
        parser.error(f"--workers: found {asked.workers}; wanted 1 or more")
    _refuse_taken(asked.bind, asked.site)
    # One secret for all: what one worker has signed another can read. Few arenas for the threads of a
    # worker, many and short-lived: with arenas of their own the memory that they leave is not used again.
    own = {
        "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32),
        "MALLOC_ARENA_MAX": "2",
        **os.environ,
    }
    trusted = os.environ.get("FORWARDED_ALLOW_IPS") or TRUSTED
    # A worker believes our proxy, and those before it of whom that tells.
    inner = {**own, "FORWARDED_ALLOW_IPS": trusted if trusted == "*" else f"{trusted},127.0.0.1"}
    ports = [free_port() for _ in range(asked.workers)]
    workers = [_worker(port, inner) for port in ports]
    trusted = os.environ.get("FORWARDED_ALLOW_IPS") or TRUSTED
    addresses = " ".join(f"127.0.0.1:{port}" for port in ports)
    proxy = {
        "ATLAS_SITE": asked.site,
        "ATLAS_BIND": asked.bind,
        "ATLAS_WORKERS": addresses,
        "ATLAS_SAME": addresses,
        "ATLAS_PROXIES": trusted.replace("*", "0.0.0.0/0 ::/0").replace(",", " "),
        "ATLAS_SECRET": own["STREAMLIT_SERVER_COOKIE_SECRET"],
    }
    command = [str(BIN / "caddy"), "run", "--config", "deploy/Caddyfile", "--adapter", "caddyfile"]
    return asyncio.run(serve(workers, Kept("caddy", command, {**own, **proxy})))


if __name__ == "__main__":
    sys.exit(main())
