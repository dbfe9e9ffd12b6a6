"""A running server: its catalogue replaced under a reader, its counts, and its lines."""

import json
import re

import httpx2
import pytest
from playwright.sync_api import expect
from prometheus_client.parser import text_string_to_metric_families

from benchmarks.catalogue import enlarge
from tests.browser.at_rest import AT_REST
from tests.browser.conftest import start

OLD, NEW = 40, 60
"""Events of the one catalogue and the other."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The file that is served."""
    path = tmp_path_factory.mktemp("followed") / "events.csv"
    enlarge(OLD, path)
    return path


@pytest.fixture(scope="module")
def running(place):
    server = start(place.parent, ATLAS_EVENTS=str(place), ATLAS_CACHE=str(place.parent / "cache"))
    yield server
    server.process.terminate()
    server.process.wait(10)


WAIT = """async () => {
  for (let asked = 0; asked < 5000; asked++) {
    const told = await (await fetch("/healthz")).json();
    if (CONDITION) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error("/healthz never told it");
}"""


def wait_for_health(page, condition):
    """Wait until what /healthz tells meets a condition, a JavaScript expression of `told`."""
    # wait_for_function takes the promise of an answer for a yes.
    page.evaluate(WAIT.replace("CONDITION", condition))


def test_a_session_under_way_sees_a_new_catalogue_with_its_next_act(running, place, visit):
    seen = visit(running.url)
    seen.wait_for_events(OLD)
    beside = place.with_suffix(".new")
    beside.write_text("id,date\nbroken,row\n")
    beside.replace(place)
    wait_for_health(seen.page, f"told.refused?.length > 1 && told.events === {OLD}")
    enlarge(NEW, beside)
    beside.replace(place)
    wait_for_health(seen.page, f"!told.refused && told.events === {NEW}")
    assert seen.drawn() == OLD
    # An act that leaves the address as it is: what changes is the catalogue alone.
    seen.page.get_by_role("button", name="Clear the filter").click()
    seen.wait_for_events(NEW)
    expect(seen.page.locator(".st-key-atlas-sentence")).to_contain_text(f"{NEW} events")
    assert seen.outside + seen.errors == []


def counts(seen, running):
    """Return every value without labels, by its name, of the process that the reader of a page is with."""
    text = seen.page.request.get(f"{running.url}/metrics").text()
    families = text_string_to_metric_families(text)
    return {
        sample.name: sample.value for family in families for sample in family.samples if not sample.labels
    }


def test_sessions_and_reruns_are_counted(running, visit):
    seen = visit(f"{running.url}/healthz")
    before = counts(seen, running)
    seen.page.goto(f"{running.url}/sources")
    expect(seen.page.get_by_role("heading", name="Sources", exact=True)).to_be_visible()
    expect(seen.page.locator(AT_REST)).to_be_attached()
    after = counts(seen, running)
    assert after["atlas_sessions"] >= 1
    assert after["atlas_rerun_duration_seconds_count"] > before["atlas_rerun_duration_seconds_count"]
    assert after["atlas_rerun_duration_seconds_sum"] > before["atlas_rerun_duration_seconds_sum"]
    assert after["process_resident_memory_bytes"] > 0


def test_a_request_is_one_line_in_the_log_of_the_server_without_what_was_searched_for(running):
    asked = httpx2.get(f"{running.url}/api/events.geojson?q=secretword&type=tunnel")
    assert json.loads(asked.content)["metadata"]["count"] == 0
    httpx2.get(f"{running.url}/healthz")
    log = running.log.read_text()
    lines = [line for line in log.splitlines() if "/api/events.geojson" in line and "q&type" in line]
    assert len(lines) == log.count("q&type") == 1
    assert re.search(r"GET /api/events\.geojson\?q&type 200 [\d.]+ ms \d+ bytes$", lines[0])
    assert "secretword" not in log
