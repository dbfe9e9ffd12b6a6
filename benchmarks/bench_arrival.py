"""What a reader near and far waits for: the first marks and the working page, beside an empty page of Streamlit.

``python -m benchmarks.bench_arrival`` measures that alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.bench_browser import EMPTY, LIGHT, OURS, WAIT_MS, chromium
from benchmarks.report import machine
from benchmarks.servers import serve

NETWORKS = {
    "no delay": None,
    "100 ms, 10 Mbit/s": {"latency": 100, "downloadThroughput": 1.25e6, "uploadThroughput": 1.25e6},
}
"""Conditions by name, as Chromium's ``Network.emulateNetworkConditions`` takes them."""
WIDTHS = {"laptop": (1440, 900), "phone": (390, 844)}
FIRST_MARKS, WORKING, SECOND_VISIT = 0.6, 1.6, 0.5
"""How many times as long as an empty page first marks and working page may take, and a second visit as the first."""
MOST_BYTES, MOST_REQUESTS = 2.5e6, 90
SIDEBAR = '[data-testid="stSidebar"] [data-testid="stMultiSelect"]'


@dataclass
class Arrival:
    """What one visit took until the page worked."""

    marks_s: float
    working_s: float
    requests: int
    bytes: int


def arrivals(width: str, network: str, rounds: int = 5) -> Iterator[tuple[str, Arrival]]:
    """Visit an empty page, the atlas in a cold profile and the atlas again, in turn; medians of each.

    Parameters
    ----------
    width : str
        One of `WIDTHS`.
    network : str
        One of `NETWORKS`.
    """
    taken: dict[str, list[Arrival]] = {"empty": [], "first": [], "second": []}
    with chromium() as browser, ExitStack() as stack:
        empty, ours = (stack.enter_context(serve(site.script))[0] for site in (EMPTY, OURS))
        for _ in range(rounds + 1):
            context = _profile(browser, width)
            taken["empty"].append(_visit(context, empty, network, ours=False))
            context.close()
            context = _profile(browser, width)
            taken["first"].append(_visit(context, ours, network, ours=True))
            taken["second"].append(_visit(context, ours, network, ours=True))
            context.close()
    # The first round warms the servers.
    for name, visits in taken.items():
        figures = zip(
            *((one.marks_s, one.working_s, one.requests, one.bytes) for one in visits[1:]), strict=True
        )
        yield name, Arrival(*map(median, figures))


def _profile(browser: Browser, width: str) -> BrowserContext:
    wide, high = WIDTHS[width]
    return browser.new_context(viewport={"width": wide, "height": high})


def _visit(context: BrowserContext, url: str, network: str, *, ours: bool) -> Arrival:
    page = context.new_page()
    session = context.new_cdp_session(page)
    requests, loaded = [], []
    session.on("Network.requestWillBeSent", lambda event: requests.append(event["request"]["url"]))
    session.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    session.send("Network.enable")
    if conditions := NETWORKS[network]:
        session.send("Network.emulateNetworkConditions", {"offline": False, **conditions})
    start = perf_counter()
    page.goto(url, wait_until="commit")
    marks_s = _wait(page, start, ours)
    if ours:
        page.locator("#atlas-first").wait_for(state="detached", timeout=WAIT_MS)
        OURS.wait_for_first(page)
        # A phone folds it away.
        page.locator(SIDEBAR).first.wait_for(state="attached", timeout=WAIT_MS)
    found = Arrival(marks_s, perf_counter() - start, len(requests), int(sum(loaded)))
    page.close()
    return found


def _wait(page: Page, start: float, ours: bool) -> float:
    (LIGHT if ours else EMPTY).wait_for_first(page)
    return perf_counter() - start


def report() -> Iterator[str]:
    """Yield the lines of a table: what was found at each width and network, and what is wanted."""
    yield "| width | network | empty page | first marks | working page | second visit | requests | MB |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for width in WIDTHS:
        for network in NETWORKS:
            found = dict(arrivals(width, network))
            empty, first, second = found["empty"], found["first"], found["second"]
            cells = [
                f"{empty.working_s:.2f} s",
                f"{first.marks_s:.2f} s, {first.marks_s / empty.working_s:.2f}×",
                f"{first.working_s:.2f} s, {first.working_s / empty.working_s:.2f}×",
                f"{second.working_s:.2f} s, {second.working_s / first.working_s:.2f}×",
                str(first.requests),
                f"{first.bytes / 1e6:.2f}",
            ]
            yield f"| {width} | {network} | {' | '.join(cells)} |"
    wanted = f"≤ {FIRST_MARKS:g}×", f"≤ {WORKING:g}×", f"≤ {SECOND_VISIT:g}× of the first"
    yield f"| wanted | | | {' | '.join(wanted)} | ≤ {MOST_REQUESTS} | ≤ {MOST_BYTES / 1e6:g} |"


if __name__ == "__main__":
    for line in report():
        print(line, flush=True)
    print()
    print(machine())
