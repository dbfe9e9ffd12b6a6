"""The benchmarks that need no browser still run, each once at its smallest size; how fast is not asked here."""

import pytest

from benchmarks import bench_distances, bench_engine, bench_export, bench_filter
from benchmarks.catalogue import enlarge
from benchmarks.report import by_size, faster, machine, table
from geo.catalogue.events import load_events


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param(lambda: bench_filter.run(n_events=20, rounds=1), id="filter"),
        pytest.param(lambda: bench_distances.run(n_points=10), id="distances"),
        pytest.param(lambda: bench_export.run(n_events=10), id="export"),
        pytest.param(lambda: bench_engine.run(n_events=300), id="engine"),
    ],
)
def test_a_benchmark_gives_its_numbers(numbers):
    found = numbers()
    assert found
    assert all(value > 0 for value in found.values())


def test_the_enlarged_catalogue_is_valid(tmp_path):
    path = tmp_path / "events.csv"
    enlarge(300, path)
    assert len(load_events(path)) == 300


def test_the_table_says_what_was_wanted_and_whether_it_was_reached():
    rows = [faster("A", "1 row", plain=2.0, ours=0.5, times=4), faster("B", "1 row", 2.0, 1.0, 4)]
    lines = table(rows).splitlines()
    assert lines[2] == "| A | 1 row | 2 s | 0.5 s | 4.0× | 4× less | yes |"
    assert lines[3].endswith("| 2.0× | 4× less | no |")
    assert "cores, Python 3" in machine()


def test_the_figures_of_each_size_stand_beside_what_they_may_be_at_most():
    found = [{"events": 1464, "start_s": 0.5}, {"events": 1_000_000, "start_s": 5.5}]
    lines = by_size(found, {"start_s": ("Start", "s", 5)}).splitlines()
    assert lines[0] == "| what | 1,464 events | 1,000,000 events | wanted | reached |"
    assert lines[2] == "| Start | 0.5 s | 5.5 s | at most 5 s | no |"
