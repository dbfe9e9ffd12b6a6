"""What is asked for by several at once is made once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.web import embed


def test_equal_requests_that_are_under_way_are_joined(monkeypatch):
    begun, go_on = Event(), Event()
    made = []

    def slow(selection, *_more) -> bytes:
        made.append(selection.wanted)
        begun.set()
        assert go_on.wait(30)
        return b"the page"

    monkeypatch.setattr(embed, "embed_html", slow)
    client = TestClient(Starlette(routes=ROUTES))
    address = "/embed?title=asked-for-by-this-test-alone"
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(client.get, address)
        assert begun.wait(30)
        others = [pool.submit(client.get, address) for _ in range(2)]
        go_on.set()
        answers = [first.result(30), *(other.result(30) for other in others)]
    assert {answer.text for answer in answers} == {"the page"}
    assert len(made) == 1
