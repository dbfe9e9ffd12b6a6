"""Addresses that were sent as they are read: a real server answers them, and no parser's word."""

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from geo.api.answers import pairs_of
from geo.api.raw import RawProtocol

START_S = 30


async def echo(request) -> PlainTextResponse:
    body = await request.body()
    return PlainTextResponse(f"{request.url.path} {pairs_of(request)} {len(body)}")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    routes = [Route("/{path:path}", echo, methods=["GET", "PUT"])]
    config = uvicorn.Config(
        Starlette(routes=routes), port=0, http=RawProtocol, ws="none", log_level="warning"
    )
    ready = threading.Event()

    class Announcing(uvicorn.Server):
        async def startup(self, sockets=None) -> None:
            await super().startup(sockets)
            ready.set()

    server = Announcing(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    assert ready.wait(START_S)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def sent(port: int, *parts: bytes) -> str:
    """The answers to what is sent in some parts."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
        for part in parts:
            link.sendall(part)
        return b"".join(iter(lambda: link.recv(4096), b"")).decode()


END = b"Host: x\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_hangul_in_a_query_gets_its_rows(port, encoding):
    answer = sent(port, "GET /api/events.csv?q=백령도 HTTP/1.1\r\n".encode(encoding) + END)
    assert answer.startswith("HTTP/1.1 200")
    assert "[('q', '백령도')]" in answer


def test_hangul_in_a_path_is_an_address_as_any_other(port):
    assert "/연평도 []" in sent(port, "GET /연평도 HTTP/1.1\r\n".encode() + END)


def test_a_second_request_on_the_same_connection_may_be_raw_too(port):
    first = b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
        link.sendall(first)
        assert b"/a []" in link.recv(4096)
        link.sendall("GET /?q=섬 HTTP/1.1\r\n".encode() + END)
        assert "섬" in b"".join(iter(lambda: link.recv(4096), b"")).decode()


def test_a_line_that_comes_in_parts_is_one(port):
    line = "GET /api/events.csv?q=백령도 HTTP/1.1\r\n".encode() + END
    for at in (3, 22, 25, len(line) - len(END) - 1, len(line) - 1):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            link.sendall(line[:at])
            # The server asks for its part before the rest is sent: it answers another meanwhile.
            assert "/a []" in sent(port, b"GET /a HTTP/1.1\r\n" + END)
            link.sendall(line[at:])
            assert "[('q', '백령도')]" in b"".join(iter(lambda: link.recv(4096), b"")).decode()


def test_a_blank_belongs_to_the_address(port):
    assert "[('q', '“live fire” 훈련')]" in sent(
        port, "GET /x?q=“live fire” 훈련 HTTP/1.1\r\n".encode() + END
    )


def test_a_body_that_comes_after_the_answer_is_no_request(port):
    line = "GET /x?q=섬 HTTP/1.1\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
        link.sendall(b"POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(line))
        assert b" 405 " in link.recv(4096)
        link.sendall(line)
        link.sendall(b"GET /after HTTP/1.1\r\n" + END)
        answers = b"".join(iter(lambda: link.recv(4096), b"")).decode()
    assert "/after []" in answers
    assert "섬" not in answers


def test_a_body_that_looks_like_a_request_is_left_as_it_is(port):
    body = "GET /?q=섬 HTTP/1.1\r\n".encode()
    head = b"PUT /b HTTP/1.1\r\nContent-Length: %d\r\n" % len(body)
    assert f"/b [] {len(body)}" in sent(port, head + END, body)


def test_what_is_no_request_is_still_refused(port):
    assert sent(port, "연평도 HTTP\r\n\r\n".encode()).startswith("HTTP/1.1 400")
