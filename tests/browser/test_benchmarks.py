"""The benchmark in the browser still finds what it measures, in both ways of drawing; how fast is not asked here."""

import pytest

from benchmarks.bench_browser import OURS, PLAIN, site_bytes


@pytest.mark.parametrize("site", [OURS, PLAIN], ids=["ours", "plain"])
def test_the_bytes_of_a_change_are_counted(chromium, site):
    found = site_bytes(chromium, site)
    assert found.keys() == {"one", "all"}
    assert all(sum(way.values()) > 0 for way in found.values())
