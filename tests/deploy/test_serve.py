"""Several workers behind Caddy: readers stay with one, and are not refused when one goes."""

import signal
import socket
import threading
import urllib.request

import psutil
import pytest
from websockets.exceptions import ConnectionClosed

from benchmarks.session import Session
from tests.coroutines import finish
from tests.deploy.served import serve


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Workers that every test leaves as many and as well as they were."""
    with serve(tmp_path_factory.mktemp("served")) as running:
        running.wait_for_answer()
        yield running


@pytest.fixture
def fresh(tmp_path):
    """Workers for a test that ends them."""
    with serve(tmp_path) as running:
        running.wait_for_answer()
        yield running


def test_a_reader_stays_with_one_worker_and_data_belong_to_nobody(served):
    for cookie in served.cookies():
        # A cookie that holds is not set again.
        assert [served.get(path, cookie)[:2] for path in ("/", "/_stcore/health", "/map")] == [(200, "")] * 3
    assert served.get("/api/schema.json")[1] == ""
    assert served.get("/embed")[1] == ""


def test_when_a_worker_is_killed_its_readers_go_on_with_their_filter_and_a_new_one_comes(served):
    async def read():
        readers = [Session(served.url, "type=balloon-launch") for _ in range(4)]
        for reader in readers:
            await reader.open()
        await readers[0].choose("category", readers[0].choices["category"][:1])
        before = {tuple(reader.filter) for reader in readers}
        killed = served.workers()[0]
        killed.kill()
        lost = []
        for reader in readers:
            try:
                await reader.choose("initiator", [])
            except ConnectionClosed:
                lost.append(reader)
        for reader in lost:
            await reader.open()
        assert 0 < len(lost) < len(readers)
        assert {tuple(reader.filter) for reader in readers} == before
        for reader in readers:
            await reader.close()
        return killed.pid

    pid = finish(read())
    served.until(lambda: len(served.workers()) == 2, "a second worker")
    assert pid not in {worker.pid for worker in served.workers()}
    assert len(served.cookies()) == 2


def test_readers_wait_for_their_worker_and_leave_one_that_does_not_come_back(served):
    cookies = served.cookies()
    for worker in served.workers():
        worker.kill()
    assert [served.get("/map", cookie)[:2] for cookie in cookies] == [(200, "")] * 2
    served.until(lambda: len(served.workers()) == 2, "both workers")
    # Without a supervisor nobody starts it anew.
    served.process.suspend()
    served.workers()[0].kill()
    answers = [served.get("/map", cookie)[:2] for cookie in cookies]
    served.process.resume()
    assert {status for status, _ in answers} == {200}
    assert {new for _, new in answers} - {""} < cookies
    served.until(lambda: len(served.workers()) == 2, "both workers")
    assert served.cookies() == cookies


def test_workers_are_replaced_one_after_the_other_and_nobody_is_refused(served):
    before = {worker.pid for worker in served.workers()}
    cookies, answers, done = served.cookies(), [], threading.Event()

    def ask():
        while not done.is_set():
            answers.extend(
                served.get(path, cookie)[0] for path in ("/", "/api/schema.json") for cookie in cookies
            )

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        served.process.send_signal(signal.SIGHUP)
        served.until(lambda: served.log.read_text().count("is new") == 2, "two new workers")
    finally:
        done.set()
        asking.join()
    assert before.isdisjoint({worker.pid for worker in served.workers()})
    assert set(answers) == {200}


def test_told_to_stop_it_answers_what_is_under_way_and_leaves_nothing(fresh):
    started = fresh.process.children(recursive=True)
    answers = []
    asking = threading.Thread(target=lambda: answers.append(fresh.get("/map.html")[0]))
    asking.start()
    fresh.until(lambda: fresh.readers_connected() > 0, "a request")
    fresh.process.terminate()
    asking.join()
    assert fresh.process.wait(60) == 0
    assert answers == [200]
    assert psutil.wait_procs(started, timeout=5)[1] == []


def test_workers_and_caddy_end_with_a_supervisor_that_was_killed(fresh):
    started = fresh.process.children(recursive=True)
    assert len(started) >= 3
    fresh.process.kill()
    assert psutil.wait_procs(started, timeout=60)[1] == []


def test_a_catalogue_that_is_refused_ends_it_and_says_what_is_wrong(tmp_path):
    bad = tmp_path / "events.csv"
    bad.write_text("id\nx\n")
    with serve(tmp_path, ATLAS_EVENTS=str(bad), ATLAS_CACHE=str(tmp_path)) as running:
        assert running.process.wait(60) == 1
        assert "events.csv" in running.log.read_text()


def test_a_port_that_is_taken_is_refused_and_the_message_says_what_to_do(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        site = f"http://127.0.0.1:{other.getsockname()[1]}"
        with serve(tmp_path, site) as running:
            assert running.process.wait(60) == 1
            assert "wanted a free port: make serve PORT=" in running.log.read_text()


@pytest.mark.parametrize(
    ("believed", "is_told"), [("*", True), ("10.0.0.0/8,127.0.0.1", True), ("10.0.0.1", False)]
)
def test_what_a_proxy_before_it_says_counts_where_it_is_believed(tmp_path, believed, is_told):
    with serve(tmp_path, FORWARDED_ALLOW_IPS=believed) as running:
        running.wait_for_answer()
        told = {"X-Forwarded-Host": "site.example", "X-Forwarded-Proto": "https"}
        request = urllib.request.Request(f"{running.url}/embed?type=tunnel", headers=told)
        with urllib.request.urlopen(request, timeout=60) as answer:
            assert ("https://site.example/" in answer.headers["Link"]) == is_told
