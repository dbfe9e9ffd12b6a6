"""Measure everything and print one table."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import bench_browser, bench_distances, bench_export, bench_filter
from benchmarks.report import Row, faster, machine, table

CHANGE_BYTES = 150_000
FIRST_VIEW_TIMES = 2
FILTER_TIMES = ((None, 10), (10_000, 30))
"""Sizes of catalogue (None is the shipped one), and how many times less time a change of filter shall take."""
CHANGES = {"one": "Filter change to one category", "all": "Filter change back to all events"}


def rows() -> Iterator[Row]:
    """Measure one thing after another."""
    for n_events, times in FILTER_TIMES:
        found = bench_filter.run(n_events)
        for change, what in CHANGES.items():
            seconds = found[f"{change}_plain_s"], found[f"{change}_ours_s"]
            yield faster(f"{what}, server", f"{found['events']:,} events", *seconds, times)
    size = f"{len(bench_filter.served().events):,} events"
    found = bench_browser.change_bytes()
    for change, what in CHANGES.items():
        plain, ours = (sum(found[way][change].values()) for way in ("plain", "ours"))
        wanted = f"under {CHANGE_BYTES // 1000} kB"
        yield Row(f"{what}, bytes", size, plain / 1000, ours / 1000, "kB", wanted, ours < CHANGE_BYTES)
    found = bench_browser.first_view()
    most = FIRST_VIEW_TIMES * found["empty"]
    wanted = f"at most {FIRST_VIEW_TIMES}× an empty page's {found['empty']:.2f} s"
    yield Row("First view", size, found["plain"], found["ours"], "s", wanted, found["ours"] <= most)
    found = bench_distances.run()
    size = f"{found['points']:,} points, {found['lines']} lines"
    yield faster("Distances to the reference lines", size, found["plain_s"], found["ours_s"], 10)
    found = bench_export.run()
    yield faster("GeoJSON of events", f"{found['events']:,} events", found["plain_s"], found["ours_s"], 10)


if __name__ == "__main__":
    print(table(rows()))
    print()
    print(machine())
