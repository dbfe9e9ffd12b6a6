"""What reaches the atlas through a proxy is what the reader asked for."""

import json
import re
import socket
from contextlib import contextmanager
from threading import Thread

import httpx2
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from geo.api.discovery import Discovery
from geo.api.proxy import BehindProxy
from geo.api.routes import ROUTES
from tests.caddy import caddy

ELSEWHERE = ("192.0.2.7", 50000)
"""A peer that nobody has told the atlas to trust."""
OWN = re.compile(r"https?://(?:127\.0\.0\.1|localhost|atlas\.example)[^\s\"'<>\\]*")


def told(request):
    return JSONResponse(
        {"base": str(request.base_url), "url": str(request.url), "id": request.path_params["id"]}
    )


async def told_to_socket(websocket):
    await websocket.accept()
    await websocket.send_text(str(websocket.url))
    await websocket.close()


def client(peer: tuple[str, int] = ("127.0.0.1", 50000), trusted: str = "") -> TestClient:
    """Return a reader from an address; uvicorn stands before the application and trusts one."""
    routes = [Route("/told/{id}", told), WebSocketRoute("/stream", told_to_socket)]
    app = Starlette(routes=routes, middleware=[Middleware(BehindProxy)])
    app = ProxyHeadersMiddleware(app, trusted)
    return TestClient(app, base_url="http://inside.test", client=peer, follow_redirects=False)


@pytest.fixture
def below_atlas(monkeypatch):
    monkeypatch.setenv("ATLAS_URL", "https://site.example/atlas")


@pytest.mark.usefixtures("below_atlas")
@pytest.mark.parametrize("path", ["/told/x", "/atlas/told/x"])
def test_stripped_or_not_the_same_route_answers_and_knows_where_it_is(path):
    assert client().get(path).json() == {
        "base": "http://inside.test/atlas/",
        "url": "http://inside.test/atlas/told/x",
        "id": "x",
    }


@pytest.mark.usefixtures("below_atlas")
@pytest.mark.parametrize("path", ["/stream", "/atlas/stream"])
def test_stripped_or_not_a_websocket_is_the_same(path):
    with client().websocket_connect(f"ws://inside.test{path}") as websocket:
        assert websocket.receive_text() == "ws://inside.test/atlas/stream"


@pytest.mark.usefixtures("below_atlas")
@pytest.mark.parametrize("path", ["/atlasx/told/x", "/atlas/atlas/told/x"])
def test_only_the_whole_prefix_is_one_and_only_once(path):
    assert client().get(path).status_code == 404


@pytest.mark.usefixtures("below_atlas")
def test_the_prefix_without_its_slash_leads_to_the_page_without_naming_a_scheme():
    answer = client().get("/atlas?type=tunnel")
    assert (answer.status_code, answer.headers["location"]) == (307, "/atlas/?type=tunnel")


def test_without_a_public_address_a_path_is_left_as_it_came():
    assert client().get("/told/x").json()["base"] == "http://inside.test/"
    assert client().get("/atlas/told/x").status_code == 404


@pytest.mark.parametrize(
    ("host", "base"),
    [
        ("atlas.example", "http://atlas.example/"),
        ("atlas.example:8443", "http://atlas.example:8443/"),
        ("[::1]:8443", "http://[::1]:8443/"),
        ("first.example, atlas.example", "http://atlas.example/"),
        ("atlas.example/evil", "http://inside.test/"),
        ("me@atlas.example", "http://inside.test/"),
        ("", "http://inside.test/"),
    ],
)
def test_the_forwarded_host_counts_where_the_proxy_is_trusted(host, base):
    assert client().get("/told/x", headers={"X-Forwarded-Host": host}).json()["base"] == base


@pytest.mark.parametrize(
    ("proxies", "peer", "trusted"),
    [
        (None, ("127.0.0.1", 50000), True),
        (None, ("::1", 50000), True),
        (None, ELSEWHERE, False),
        ("192.0.2.0/24", ELSEWHERE, True),
        ("192.0.2.0/24", ("127.0.0.1", 50000), False),
        ("*", ELSEWHERE, True),
    ],
)
def test_only_the_proxies_that_the_setting_names_are_trusted(monkeypatch, proxies, peer, trusted):
    if proxies:
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", proxies)
    answer = client(peer).get("/told/x", headers={"X-Forwarded-Host": "atlas.example"})
    assert answer.json()["base"] == f"http://{'atlas.example' if trusted else 'inside.test'}/"


@pytest.mark.parametrize(("peer", "host"), [("127.0.0.1", "atlas.example"), (ELSEWHERE[0], "inside.test")])
def test_who_is_trusted_is_the_proxy_and_not_the_reader_whom_it_names(peer, host):
    behind = client((peer, 50000), trusted="127.0.0.1")
    headers = {
        "X-Forwarded-For": "127.0.0.1" if peer == ELSEWHERE[0] else ELSEWHERE[0],
        "X-Forwarded-Host": "atlas.example",
    }
    assert behind.get("/told/x", headers=headers).json()["base"] == f"http://{host}/"


@contextmanager
def serving():
    """Run our routes under uvicorn as Streamlit runs it; yield the port."""
    app = Starlette(routes=ROUTES, middleware=[Middleware(BehindProxy), Middleware(Discovery)])
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


@pytest.mark.parametrize(
    ("proxies", "base"),
    [(None, "https://atlas.example/"), ("192.0.2.1", "http://127.0.0.1")],
    ids=["trusted", "untrusted"],
)
def test_a_proxy_that_speaks_https_makes_every_address_https_if_it_is_trusted_and_none_if_not(
    monkeypatch, tmp_path, proxies, base
):
    if proxies:
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", proxies)
    with serving() as port:
        headers = "header_up X-Forwarded-Proto https\nheader_up X-Forwarded-Host atlas.example"
        proxy = f"reverse_proxy 127.0.0.1:{port} {{\n{headers}\n}}"
        with (
            caddy(tmp_path, {"https": proxy}) as sites,
            httpx2.Client(base_url=sites["https"], timeout=60) as reader,
        ):
            paths = ["/embed?type=tunnel", "/api/events.geojson?type=tunnel", "/map.html?type=tunnel"]
            answers = [reader.get(path) for path in paths]
            oembed = reader.get(
                "/oembed", params={"url": f"{base}embed" if proxies is None else f"{sites['https']}/embed"}
            )
            answers.append(oembed)
            assert [answer.status_code for answer in answers] == [200] * 4
            for answer in answers:
                found = OWN.findall(answer.text + json.dumps(dict(answer.headers)))
                assert found
                assert [address for address in found if not address.startswith(base)] == []
