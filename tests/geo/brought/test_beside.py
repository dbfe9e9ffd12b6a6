"""A reader's rows among the catalogue's: none lost, none twice, each with its origin, wherever the rows lie."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from geo.atlas.load import load_atlas
from geo.atlas.selection import EVENTS_AT_ONCE
from geo.brought.beside import beside
from geo.errors import TooManyError
from geo.formats.formats import FORMATS, WRITTEN
from geo.look.spots import in_cells
from geo.query.backends import FileTable, MemoryTable
from geo.query.filter import EventFilter
from tests.geo.brought import invented
from tests.geo.brought.control import read

EVERYTHING = EventFilter()
FILTERS = (
    EVERYTHING,
    EventFilter(category=("maritime", "other")),
    EventFilter(near="mdl", within_km=5),
    EventFilter(q="panmunjom"),
)


@pytest.fixture(scope="module", params=["few", "many"])
def made(request):
    """Our own download with the rows of another file behind it, as held in memory and as a file that is asked."""
    data = FORMATS["csv"].make(load_atlas().selection(EVERYTHING), "http://atlas.test")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "many":
            patch.setattr("geo.brought.measuring.EVENTS_AT_ONCE", 10)
        own, foreign = read(data).atlas, read(invented.table("ucdp", 3000)[0]).atlas
    assert isinstance(own.table, FileTable if request.param == "many" else MemoryTable)
    return own, foreign


@pytest.fixture(scope="module", params=["same ids", "other ids"])
def own(request, made):
    return made[request.param == "other ids"]


@pytest.fixture(scope="module")
def both(own):
    return beside(own, load_atlas())


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_a_filter_finds_what_it_finds_in_each_of_the_two(own, both, wanted):
    apart = {"own": own.selection(wanted).count, "catalogue": load_atlas().selection(wanted).count}
    found = both.atlas.selection(wanted)
    assert found.by_origin == {name: count for name, count in apart.items() if count}
    assert sum(spot.count for spot in in_cells(found, 7)) == found.placed


def test_ids_that_collide_are_kept_apart_and_told(own, both):
    rows = both.atlas.events
    ours = set(load_atlas().events.index)
    assert rows.index.is_unique
    assert set(both.renamed) == ours & set(own.events.index)
    assert set(rows.index[rows["origin"] == "catalogue"]) == ours
    assert set(rows.index[rows["origin"] == "own"]) == {
        both.renamed.get(key, key) for key in own.events.index
    }


def test_a_new_id_is_not_one_that_a_row_has_already():
    rows = read(invented.table("cns", 40)[0]).atlas
    first = rows.events.index[0]
    catalogue = SimpleNamespace(total=2, table=MemoryTable.of(_named(rows, [first, f"{first}-own"])))
    catalogue.events_of = replace(rows, table=catalogue.table).events_of
    assert beside(rows, catalogue).renamed == {first: f"{first}-own-own"}


def _named(atlas, ids):
    held = atlas.table.held.slice(0, len(ids))
    return held.set_column(held.schema.get_field_index("id"), "id", [ids])


def test_all_rows_stand_in_order_of_time_however_they_are_asked_for(both):
    rows = both.atlas.events
    assert rows["date"].is_monotonic_increasing
    batches = both.atlas.table.batches(None, both.atlas.columns)
    assert [key for batch in batches for key in batch.index] == rows.index.tolist()
    assert both.atlas.selection(EVERYTHING).page(0, 7).index.tolist() == rows.index[::-1][:7].tolist()


def test_a_row_says_what_it_says_alone(own, both):
    alone = own.events.rename(index=both.renamed).sort_index()
    together = both.atlas.events
    together = together[together["origin"] == "own"].drop(columns="origin").sort_index()
    pd.testing.assert_frame_equal(together, alone, check_dtype=False, check_index_type=False)


def test_distances_are_those_of_downloads_in_whole_metres(own):
    rows = own.events[own.events["lon"].notna()].head(50)
    measured = own.measure_points(rows["lon"], rows["lat"])["mdl"].to_numpy()
    assert np.array_equal(rows["distance_mdl_m"], measured.round())


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.extension)
def test_every_form_can_be_written_of_both(both, form):
    assert form.make(both.atlas.selection(EventFilter(category=("maritime", "other"))), "http://atlas.test")


def test_a_catalogue_that_is_too_large_is_refused():
    rows = read(invented.table("cns", 20)[0]).atlas
    with pytest.raises(TooManyError):
        beside(rows, SimpleNamespace(total=EVENTS_AT_ONCE + 1))
