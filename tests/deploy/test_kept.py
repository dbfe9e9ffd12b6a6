"""A process that is kept is started anew, and stopped whole."""

import asyncio
import os
import signal
import sys

import psutil
import pytest

from deploy import serve
from tests.coroutines import finish
from tests.ports import free_port

SERVER = """
import http.server, subprocess, sys

subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

http.server.ThreadingHTTPServer(("127.0.0.1", {port}), Handler).serve_forever()
"""


@pytest.fixture
def web(tmp_path):
    """A server that answers, with a child of its own that would outlive it."""
    with free_port() as port:
        script = tmp_path / "server.py"
        script.write_text(SERVER.format(port=port))
        yield serve.Kept("web", [sys.executable, str(script)], os.environ, f"http://127.0.0.1:{port}/")


async def up_anew(kept):
    """Wait until a process that has gone is seen to be gone, and the next one answers."""
    while kept.is_up.is_set():
        await asyncio.sleep(0.05)
    await kept.is_up.wait()


def test_a_process_that_hangs_is_ended_with_its_own_and_started_anew(web, monkeypatch):
    monkeypatch.setattr(serve, "HANGS_S", 1.0)
    monkeypatch.setattr(serve, "ASK_S", 0.1)

    async def hang():
        keeping = asyncio.create_task(web.keep())
        await web.is_up.wait()
        first = psutil.Process(web._process.pid)
        own = first.children()
        first.send_signal(signal.SIGSTOP)
        await up_anew(web)
        second = web._process.pid
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        return first, own, second

    first, own, second = finish(hang())
    assert own
    assert first.pid != second
    assert psutil.wait_procs([first, *own], timeout=5)[1] == []
    assert not psutil.pid_exists(second)


def test_what_never_answers_is_not_started_again():
    kept = serve.Kept(
        "nothing", [sys.executable, "-c", "raise SystemExit(3)"], os.environ, "http://127.0.0.1:9/"
    )
    finish(asyncio.wait_for(kept.keep(), 60))
    assert not kept.is_up.is_set()
    assert kept._process.returncode == 3
