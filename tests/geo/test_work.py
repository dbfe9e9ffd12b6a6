"""Pictures and slides by order: made once, in other processes, in bounded number."""

import multiprocessing
from concurrent.futures.process import BrokenProcessPool

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo import work
from geo.api import ROUTES
from geo.atlas import load_atlas

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test")
BALLOONS = "from=2024-05-28&to=2024-11-30&type=balloon-launch"
SIGNATURES = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "pptx": b"PK"}


@pytest.mark.parametrize("form", work.FORMS)
def test_every_form_is_what_it_says_and_the_same_bytes_twice(form):
    path = "/briefing.pptx" if form == "pptx" else f"/figure.{form}"
    first, again = (CLIENT.get(f"{path}?{BALLOONS}") for _ in range(2))
    assert first.status_code == 200
    assert first.content.startswith(SIGNATURES[form])
    assert first.content == again.content
    assert (
        CLIENT.get(f"{path}?{BALLOONS}", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    )


def test_the_same_order_is_made_once_also_when_it_comes_twice_at_a_time():
    job = work.Job("png", None, (("type", "mine"),), (("size", "square"), ("dpi", "72")), "http://atlas.test")
    assert work.order(job) is work.order(job)


def test_a_bad_order_gets_400_with_the_problems_of_filter_and_view():
    answer = CLIENT.get("/figure.png?dpi=5000&size=poster&type=x&event=nothing")
    assert answer.status_code == 400
    assert {problem["where"] for problem in answer.json()["problems"]} == {"dpi", "size", "type", "event"}


def test_more_orders_than_can_be_drawn_are_refused_with_a_time_to_come_back(monkeypatch):
    monkeypatch.setattr(work, "WAITING_LIMIT", 0)
    answer = CLIENT.get("/figure.png?type=tunnel&dpi=73")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


def test_the_server_answers_others_while_pictures_are_drawn():
    jobs = [
        work.Job("png", None, (("q", word),), (("dpi", "72"),), "http://atlas.test")
        for word in ("tunnel", "balloon", "drone", "leaflet", "island", "mine")
    ]

    drawing = [work.order(job) for job in jobs]
    asked = 0
    while not all(picture.done() for picture in drawing):
        load_atlas().measure(126.5 + asked / 1000, 37.5)
        asked += 1
    assert all(picture.result().startswith(SIGNATURES["png"]) for picture in drawing)
    # Each question is a few milliseconds of work; were the pictures drawn here, hardly one a picture would get through.
    assert asked > 5 * len(jobs)


def test_a_killed_worker_does_not_end_the_drawing():
    first = work.Job("svg", None, (("type", "tunnel"),), (), "http://atlas.test")
    assert work.order(first).result().startswith(SIGNATURES["svg"])
    for worker in multiprocessing.active_children():
        worker.kill()
        worker.join()
    jobs = (
        work.Job("svg", None, (("type", kind),), (), "http://atlas.test")
        for kind in ("mine", "talks", "hotline")
    )
    # The first of them may still find the pool dead and say so; after that it is made anew.
    ends = [drawn(job) for job in jobs]
    assert ends[-1] is True


def drawn(job: work.Job) -> bool:
    try:
        return work.order(job).result().startswith(SIGNATURES[job.form])
    except BrokenProcessPool:
        return False
