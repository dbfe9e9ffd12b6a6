"""Pictures and slides by order: made once, in other processes, in bounded number."""

import multiprocessing
import signal
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool

import psutil
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.atlas.load import load_atlas
from geo.formats.formats import DRAWN
from geo.look.view import View
from geo.paper import workers
from geo.query.filter import EventFilter

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test")
BALLOONS = "from=2024-05-28&to=2024-11-30&type=balloon-launch"
SOURCE = load_atlas().source
SIGNATURES = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "pptx": b"PK"}


@pytest.mark.parametrize("form", DRAWN, ids=lambda form: form.extension)
def test_every_form_is_what_it_says_and_the_same_bytes_twice(form):
    address = f"{form.path}?{BALLOONS}"
    first, again = (CLIENT.get(address) for _ in range(2))
    assert first.status_code == 200
    assert first.headers["content-type"] == form.media_type
    assert first.content.startswith(SIGNATURES[form.extension])
    assert first.content == again.content
    assert CLIENT.get(address, headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_the_same_order_is_made_once_also_when_it_comes_twice_at_a_time():
    job = workers.Job(
        "png", SOURCE, EventFilter(type=("mine",)), View(size="square", dpi=72), "http://atlas.test"
    )
    assert workers.order(job) is workers.order(job)


def test_a_bad_order_gets_400_with_the_problems_of_filter_and_view():
    answer = CLIENT.get("/figure.png?dpi=5000&size=poster&type=x&event=nothing")
    assert answer.status_code == 400
    assert {problem["where"] for problem in answer.json()["problems"]} == {"dpi", "size", "type", "event"}


def test_more_orders_than_can_be_drawn_are_refused_with_a_time_to_come_back(monkeypatch):
    monkeypatch.setattr(workers, "WAITING_LIMIT", 0)
    answer = CLIENT.get("/figure.png?type=tunnel&dpi=73")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


def test_the_server_answers_others_while_pictures_are_drawn():
    jobs = [
        workers.Job("png", SOURCE, EventFilter(q=word), View(dpi=72), "http://atlas.test")
        for word in ("tunnel", "balloon", "drone", "leaflet", "island", "mine")
    ]

    drawing = [workers.order(job) for job in jobs]
    asked = 0
    while not all(picture.done() for picture in drawing):
        load_atlas().measure(126.5 + asked / 1000, 37.5)
        asked += 1
    assert all(picture.result().startswith(SIGNATURES["png"]) for picture in drawing)
    # Each question is a few milliseconds of work; were the pictures drawn here, hardly one a picture would get through.
    assert asked > 5 * len(jobs)


def test_a_killed_worker_does_not_end_the_drawing():
    first = workers.Job("svg", SOURCE, EventFilter(type=("tunnel",)), View(), "http://atlas.test")
    assert workers.order(first).result().startswith(SIGNATURES["svg"])
    for worker in multiprocessing.active_children():
        worker.kill()
        worker.join()
    jobs = (
        workers.Job("svg", SOURCE, EventFilter(type=(kind,)), View(), "http://atlas.test")
        for kind in ("mine", "talks", "hotline")
    )
    # The first of them may still find the pool dead and say so; after that it is made anew.
    ends = [drawn(job) for job in jobs]
    assert ends[-1] is True


def drawn(job: workers.Job) -> bool:
    try:
        return workers.order(job).result().startswith(SIGNATURES[job.form])
    except BrokenProcessPool:
        return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_worker_ends_with_its_server_however_that_ends(how):
    told = "import os, sys; from geo.paper import workers; print(workers._pool().submit(os.getpid).result(), flush=True)"
    server = subprocess.Popen(
        [sys.executable, "-c", f"{told}; sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    worker = psutil.Process(int(server.stdout.readline()))
    server.send_signal(how)
    server.wait(60)
    server.stdin.close()
    server.stdout.close()
    _gone, alive = psutil.wait_procs([worker], timeout=60)
    assert alive == []
