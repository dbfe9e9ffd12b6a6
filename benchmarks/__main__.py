"""Measure everything and print three tables: ours beside the plain way, what a reader waits for, and the engine at each size."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import bench_arrival, bench_browser, bench_distances, bench_engine, bench_export, bench_filter
from benchmarks.report import Row, by_size, faster, machine, table

CHANGE_BYTES = 150_000
FILTER_TIMES = ((None, 10), (10_000, 30))
"""Sizes of catalogue (None is the shipped one), and how many times less time a change of filter shall take."""
ENGINE_EVENTS = (None, 100_000, 1_000_000)
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
    found = bench_distances.run()
    size = f"{found['points']:,} points, {found['lines']} lines"
    yield faster("Distances to the reference lines", size, found["plain_s"], found["ours_s"], 10)
    found = bench_export.run()
    yield faster("GeoJSON of events", f"{found['events']:,} events", found["plain_s"], found["ours_s"], 10)


if __name__ == "__main__":
    print(table(rows()))
    print()
    print(*bench_arrival.report(), sep="\n")
    print()
    print(by_size([bench_engine.run(n_events) for n_events in ENGINE_EVENTS], bench_engine.FIGURES))
    print()
    print(machine())
