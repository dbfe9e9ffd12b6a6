"""Ports for the servers of tests, which run side by side."""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def free_port() -> Iterator[int]:
    """Give a port of this machine for a server that is about to start, and keep others off it until that listens."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        if sys.platform != "linux":
            # Linux lets a server listen on a port that is only bound, and gives that to nobody who asks for any.
            probe.close()
        yield port
