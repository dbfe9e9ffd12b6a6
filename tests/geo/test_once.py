"""What is read and made once for all is made once also when many readers are the first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from geo.catalogue.spans import load_spans
from geo.catalogue.zone_rules import load_rules
from geo.escalation.before_after import changes
from geo.lines.basemap import load_basemap
from geo.web.assets import asset

READERS = 8


@pytest.mark.parametrize(
    ("make", "asked"),
    [(load_spans, ()), (load_rules, ()), (changes, ()), (load_basemap, ()), (asset, ("boundaries.json",))],
)
def test_who_comes_while_it_is_made_waits_for_it(make, asked):
    make.cache_clear()
    together = Barrier(READERS)

    def read(_reader):
        together.wait()
        return make(*asked)

    with ThreadPoolExecutor(READERS) as readers:
        found = list(readers.map(read, range(READERS)))
    assert make.cache_info().misses == 1
    assert all(one is found[0] for one in found)
