"""Answers that are kept with their atlas: made once, for each atlas anew, and gone with it."""

import gc
import re
import weakref
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from geo.api import bands, data, embed, escalation, first, history, marks, measured
from geo.atlas import reach
from geo.atlas.kept import kept_with_atlas
from geo.atlas.load import load_atlas
from geo.escalation import as_of, before_after, chain_map, chains, chains_document
from geo.formats.formats import FORMATS
from geo.look.view import View
from geo.query.filter import EventFilter
from geo.settings import ROOT
from pages._ui import card, paper, table
from pages._ui.charts import distances, pairs, strip, timeaxis, timeline
from pages._ui.escalation import steps
from tests.geo.altered import atlas_of

BASE = "http://atlas.test"
DAY = date(2018, 11, 1)
TUNNELS = EventFilter(type=("tunnel",))


def another():
    """Return an atlas of the shipped events that is not the shipped one."""
    return atlas_of(load_atlas().events)


def ask_all(atlas):
    """Ask for one answer of each function of routes and pages that keeps its answers."""
    everything = EventFilter()
    selection = atlas.selection(everything)
    answers = chains.answers_of(selection)
    chain = answers.chains[0]
    first._layer_of(atlas, BASE, everything)
    data._events(atlas, BASE, everything, FORMATS["geojson"], FORMATS["geojson"].fields)
    data._event(atlas, BASE, atlas.events.index[0])
    escalation._chains(atlas, BASE, everything)
    escalation._as_of(atlas, BASE, DAY, None, None, None)
    history._cited(atlas, BASE, everything, None, "ris")
    history._feed(atlas, BASE, everything)
    marks._marks(atlas, everything, 7)
    measured._measured(selection, (("point", "126.7,37.9"), ("ring", "5")), BASE)
    bands._bands(atlas, "mdl", (5.0,))
    bands._nearest(atlas, everything, "mdl", (5.0,))
    embed._embed(atlas, BASE, everything, View(), None)
    embed._offline(atlas, BASE, everything, View(), None)
    chain_map.chain_on_map(atlas, chain)
    chain_map.zones_on_map(atlas, DAY)
    before_after.before_after_table(selection, DAY, 30)
    chains_document.summary(answers)
    chains_document.labelled_pairs(answers)
    as_of.as_of(atlas, DAY)
    card._card(atlas, atlas.events.index[0], BASE, "en", False)
    table._latest_first(selection, "en")
    paper._rows(selection, "en")
    steps._titles(answers, "en")
    steps._listed(answers, chain, "en", False)
    timeaxis.axis_spec(answers, False, chain.id, False, "en")
    distances.distances_spec(selection, "mdl", False, "en")
    pairs.pairs_spec(answers, answers.pairs[0].party, False, "en")
    timeline.timeline_spec(selection, "month", False, "en")
    strip.strip_spec(selection, "mdl", (5.0,), False, "en")
    reach.reaching(atlas.selection(EventFilter(from_date=DAY)))


def test_an_atlas_that_nobody_has_any_more_goes_with_all_that_was_made_of_it():
    atlas = another()
    ask_all(atlas)
    gone = weakref.ref(atlas)
    del atlas
    gc.collect()
    assert gone() is None


def test_every_function_that_keeps_answers_of_an_atlas_was_asked():
    atlas = another()
    ask_all(atlas)
    decorated = set()
    for room in ("geo", "pages"):
        for path in (ROOT / room).rglob("*.py"):
            decorated |= set(re.findall(r"@kept_with_atlas\(.*\)\ndef (\w+)\(", path.read_text("utf-8")))
    assert {function.__name__ for function in atlas._kept} == decorated != set()


def test_no_cache_of_the_process_is_keyed_by_an_atlas():
    for room in ("geo", "pages"):
        for path in (ROOT / room).rglob("*.py"):
            found = re.findall(r"@(?:lru_)?cache\b.*\n *def \w+\(([^)]*)", path.read_text("utf-8"))
            assert [
                words for words in found if re.search(r"\b(Atlas|Selection|Answers|State)\b", words)
            ] == []


def test_an_answer_is_kept_and_each_atlas_has_its_own():
    made = []

    @kept_with_atlas(2)
    def count(selection):
        made.append(selection)
        return selection.count

    one, other = another(), load_atlas()
    found = [count(atlas.selection(TUNNELS)) for atlas in (one, other, one, other)]
    assert found == [one.selection(TUNNELS).count, other.selection(TUNNELS).count] * 2
    assert len(made) == 2


def test_equal_calls_under_way_are_made_once():
    made, together = [], Barrier(4)

    @kept_with_atlas(2)
    def slow(atlas):
        made.append(atlas)
        return object()

    def ask(_):
        together.wait()
        return slow(load_atlas())

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(4)))) == len(made) == 1


def test_a_failure_is_not_kept():
    made = []

    @kept_with_atlas(2)
    def fail(atlas):
        made.append(atlas)
        raise ValueError(len(made))

    for times in (1, 2):
        with pytest.raises(ValueError, match=str(times)):
            fail(load_atlas())
