"""How smoothly the events play through time: script time of a step, and how late steps come, in a headless Chromium.

``python -m benchmarks.bench_playback`` measures it.
"""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from unittest.mock import patch

from benchmarks.bench_browser import OURS, WAIT_MS, chromium
from benchmarks.catalogue import enlarge
from benchmarks.report import machine
from benchmarks.servers import serve

EVENTS = 10_000
FIRST_STEP, STEPS = "2016-01", 120
WINDOWS = {"this step only": "2016-01", "last 12 steps": "2015-02/2016-01", "all so far": "../2016-01"}
"""Name of a window to the address of its first step."""
STEP_MS, LATE_MS = 16, 50
"""What the script of a step may take in the median, and how late a step may come."""
PLAYED = 20
"""Steps that are played at two a second."""

# Each step with what it draws, and the placing of names that follows it in the next frame of the screen.
TIMED = """async (steps) => {
  const { playback, labels } = atlas.current, { player } = playback;
  const taken = [];
  for (let step = 0; step < steps; step++) {
    await new Promise(requestAnimationFrame);
    const start = performance.now();
    player.step += 1;
    player.draw();
    const drawn = performance.now();
    labels.placeNow();
    taken.push([drawn - start, performance.now() - drawn]);
  }
  return taken;
}"""
PLAY = """(steps) => new Promise((done) => {
  const { player } = atlas.current.playback, at = [];
  const draw = player.draw.bind(player);
  player.draw = () => {
    at.push(performance.now());
    draw();
    if (at.length === steps) { player.pause(); done(at); }
  };
  player.play();
})"""


def figures() -> Iterator[tuple[str, dict[str, float]]]:
    """Yield each window with its figures in milliseconds: medians and 95th percentile of a step, and how late one came."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        enlarge(EVENTS, path)
        with patch.dict(os.environ, {"ATLAS_EVENTS": str(path)}), serve(OURS.script, "/healthz") as (url, _):
            for name, at in WINDOWS.items():
                yield name, _window(f"{url}/embed?at={at}")


def _window(url: str) -> dict[str, float]:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(url)
        page.locator(".atlas-player").wait_for(timeout=WAIT_MS)
        page.locator(f'#map_div[data-events="{EVENTS}"]').wait_for(timeout=WAIT_MS)
        drawn, named = zip(*page.evaluate(TIMED, STEPS), strict=True)
        shown = int(page.locator("#map_div").get_attribute("data-drawn"))
        page.evaluate("() => atlas.current.playback.player.go(24200)")
        at = page.evaluate(PLAY, PLAYED)
        late = [after - before - 500 for before, after in itertools.pairwise(at)]
        total = [sum(parts) for parts in zip(drawn, named, strict=True)]
        return {
            "shown": shown,
            "drawn": median(drawn),
            "named": median(named),
            "step": median(total),
            "step_95": quantiles(total, n=20)[-1],
            "late": max(late),
        }


def report() -> Iterator[str]:
    """Yield the lines of a table."""
    yield "| window | events at the end | marks | names | step, median | step, 95 % | latest of 20 at 2/s |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, found in figures():
        times = (f"{found[key]:.1f} ms" for key in ("drawn", "named", "step", "step_95", "late"))
        yield f"| {name} | {found['shown']:,.0f} | {' | '.join(times)} |"
    yield f"| wanted | | | | < {STEP_MS} ms | | < {LATE_MS} ms |"


if __name__ == "__main__":
    for line in report():
        print(line, flush=True)
    print()
    print(machine())
