"""Text of events is hostile: it is shown, and never runs. A broken catalogue is refused with all its problems."""

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geo.catalogue.events import EVENTS_PATH
from geo.catalogue.flat import flat_rows
from tests.browser.at_rest import AT_REST
from tests.browser.conftest import ROOT, Server, start

ATTACKS = [
    "<script>window.top.pwned=1</script>",
    "<img src=x onerror=window.top.pwned=1>",
    "`${window.top.pwned=1}`",
    "</script><script>window.top.pwned=1</script>",
    "\\8 '\"><svg onload=window.top.pwned=1> \u2028 {{7*7}} {%",
    "[link](javascript:window.top.pwned=1) ![](http://evil.test/x.png) <iframe src=http://evil.test>",
]


TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""What a move of the pointer brings about is drawn by then."""


def own_rows() -> list[dict[str, str]]:
    return flat_rows(EVENTS_PATH)


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Iterator[Server]:
    """The atlas with attacks in every title, summary and place."""
    rows = own_rows()
    for at, row in enumerate(rows):
        attack = ATTACKS[at % len(ATTACKS)]
        row.update(dict.fromkeys(("title", "summary", "place", "place_ko", "source_title"), f"{attack} {at}"))
        if row["responds_to"]:
            row.update(responds_to_title=f"{attack} {at}", responds_to_publisher=f"{attack} {at}")
    folder = tmp_path_factory.mktemp("hostile")
    running = start(folder, ATLAS_EVENTS=str(write(folder / "events.csv", rows)))
    yield running
    running.process.terminate()
    running.process.wait(60)


def unharmed(seen) -> bool:
    return seen.page.evaluate("window.pwned === undefined") and seen.outside == [] and seen.errors == []


def test_marks_badges_tooltips_and_lists_run_nothing(hostile, visit):
    seen = visit(f"{hostile.url}/?from=2024-05-01&to=2024-12-31")
    seen.wait_for_marks()
    marks = seen.map.locator(".leaflet-events-pane .atlas-mark")
    single = marks.filter(has_not=seen.page.locator("text")).last
    single.focus()  # comes into view
    single.hover()
    expect(seen.map.locator(".leaflet-tooltip")).to_contain_text("pwned")
    several = marks.filter(has=seen.page.locator("text")).last
    several.press("Enter")
    expect(seen.map.locator(".atlas-list li").first).to_contain_text("pwned")
    seen.page.keyboard.press("Escape")
    expect(seen.map.locator(".atlas-list")).to_have_count(0)
    seen.map.locator(".atlas-badge[role=button]").first.press("Enter")
    expect(seen.map.locator(".atlas-list li").first).to_contain_text("pwned")
    assert unharmed(seen)


@pytest.mark.parametrize("attack", range(len(ATTACKS)))
def test_the_card_shows_an_attack_as_text(hostile, visit, attack):
    event = own_rows()[600 + attack]["id"]
    seen = visit(f"{hostile.url}/?event={event}")
    expect(seen.page.locator(".st-key-atlas-card")).to_contain_text("pwned")
    seen.wait_for_marks()
    assert seen.page.locator(".st-key-atlas-card").locator("img, iframe, script").count() == 0
    assert seen.page.locator(".st-key-atlas-card a[href^='javascript']").count() == 0
    assert unharmed(seen)


def test_a_chain_its_map_and_the_axis_show_attacks_as_text(hostile, visit):
    # A chain of many events: every attack is among its titles.
    seen = visit(f"{hostile.url}/escalation?from=2010-01-01&chain=2024-05-10-leaflets-ganghwa")
    seen.map.locator(".atlas-step").first.hover()
    expect(seen.map.locator(".leaflet-tooltip")).to_contain_text("pwned")
    listed = seen.page.locator(".st-key-atlas-steps")
    expect(listed).to_contain_text("pwned")
    assert listed.locator("img, iframe, script, a[href^='javascript']").count() == 0
    axis = seen.page.get_by_test_id("stVegaLiteChart").first
    expect(seen.page.locator(AT_REST)).to_be_attached()
    expect(axis.locator("canvas, svg").first).to_be_visible()
    axis.scroll_into_view_if_needed()
    box = axis.bounding_box()
    tooltip = seen.page.locator("#vg-tooltip-element.visible")
    # Across the row of the DPRK's events: one of them is under the pointer sooner or later.
    for part in range(30, 100):
        seen.page.mouse.move(box["x"] + box["width"] * part / 100, box["y"] + 62)
        seen.page.evaluate(TWO_FRAMES)
        if tooltip.count():
            break
    expect(tooltip).to_contain_text("pwned")
    assert tooltip.locator("img, iframe, script, svg").count() == 0
    assert unharmed(seen)


@pytest.mark.parametrize("path", ["/data", "/measure", "/sources"])
def test_the_other_pages_run_nothing(hostile, visit, path):
    seen = visit(f"{hostile.url}{path}?q=pwned")
    expect(seen.page.get_by_test_id("stSidebar")).to_contain_text("pwned")
    assert unharmed(seen)


def test_a_broken_catalogue_is_refused_at_the_start_with_every_problem_named(tmp_path):
    rows = own_rows()[:50]
    rows[3]["category"] = "provocation"
    rows[5]["date"] = "2024-02-30"
    rows[7]["source_url"] = "javascript:alert(1)"
    rows[9]["lat"] = "99"
    path = write(tmp_path / "broken.csv", rows)
    done = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"],
        cwd=ROOT,
        env={**os.environ, "ATLAS_EVENTS": str(path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    for place in (
        "broken.csv:5 category",
        "broken.csv:7 date",
        "broken.csv:9 source_url",
        "broken.csv:11 lat",
    ):
        assert place in done.stderr + done.stdout
