"""The specs of all charts: held against Altair's schema here, and nowhere while a reader waits."""

import ast
from pathlib import Path

import altair as alt
import pandas as pd
import pyarrow as pa
import pytest
from jsonschema import ValidationError

from geo.atlas.keyfigures import time_unit
from geo.atlas.load import load_atlas
from geo.escalation.chains import answers_of
from geo.query.filter import EventFilter
from geo.words.table import LANGUAGES
from pages._ui.charts import distances, pairs, strip, timeaxis, timeline
from pages._ui.charts.scales import DATES
from pages._ui.charts.specs import spec_of

ALL = load_atlas().selection(EventFilter())
BALLOONS = load_atlas().selection(EventFilter(type=("balloon-launch",)))
CHARTS = Path(timeline.__file__).parent


def axis(selection, dark, language, everything=False, with_chain=False):
    answers = answers_of(selection)
    return timeaxis.axis_spec(
        answers, everything, answers.chains[0].id if with_chain else None, dark, language
    )


SPECS = {
    "timeline": lambda selection, *look: timeline.timeline_spec(selection, time_unit(selection), *look),
    "distances": lambda selection, *look: distances.distances_spec(selection, "mdl", *look),
    "strip": lambda selection, *look: strip.strip_spec(selection, "nll", (5.0, 10.0, 20.0, 40.0), *look),
    "axis": axis,
    "axis of all subjects": lambda selection, *look: axis(selection, *look, everything=True),
    "axis with a chain": lambda selection, *look: axis(selection, *look, with_chain=True),
    **{
        f"pairs of {party}": lambda selection, *look, party=party: pairs.pairs_spec(
            answers_of(selection), party, *look
        )
        for party in ("dprk", "rok-allies")
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("selection", [ALL, BALLOONS], ids=["all", "balloons"])
@pytest.mark.parametrize("name", SPECS)
def test_every_chart_meets_the_schema(name, selection, dark, language):
    spec = SPECS[name](selection, dark, language)
    alt.Chart.from_dict({key: value for key, value in spec.items() if key != "datasets"})
    assert spec["datasets"]
    for table in spec["datasets"].values():
        assert pa.ipc.open_stream(table).read_all().num_rows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["timeline", "axis"])
def test_an_axis_of_time_is_written_in_the_language_of_the_page(name, language):
    spec = SPECS[name](BALLOONS, False, language)
    found = [layer["encoding"]["x"] for layer in spec.get("layer", [spec])]
    assert found
    for x in found:
        assert (x["type"], x["axis"]["labelExpr"]) == ("temporal", DATES[language])


def test_the_schema_refuses_what_is_no_chart():
    spec = SPECS["timeline"](ALL, False, "en")
    broken = {key: value for key, value in spec.items() if key != "datasets"} | {"mark": {"type": "barr"}}
    with pytest.raises(ValidationError):
        alt.Chart.from_dict(broken)


def test_no_chart_is_left_out():
    """Every module that draws gives its spec by a function that is tested above, and draws nothing else."""
    makers = {
        node.name
        for path in CHARTS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.endswith("_spec")
    }
    assert makers == {"timeline_spec", "distances_spec", "strip_spec", "axis_spec", "pairs_spec"}
    sources = [path.read_text(encoding="utf-8") for path in (CHARTS.parents[1]).rglob("*.py")]
    assert not any("altair_chart(" in source for source in sources)
    assert sum(source.count("vega_lite_chart(") for source in sources) == len(makers)


@pytest.mark.parametrize("name", SPECS)
def test_readers_of_one_filter_theme_and_language_share_a_spec(name):
    assert SPECS[name](BALLOONS, True, "en") is SPECS[name](BALLOONS, True, "en")
    assert SPECS[name](BALLOONS, True, "en") is not SPECS[name](BALLOONS, False, "en")
    assert SPECS[name](BALLOONS, True, "en") is not SPECS[name](BALLOONS, True, "ko")


def test_a_table_is_named_by_what_it_holds():
    rows = [pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": [1, 3]})]
    first, same, other = (spec_of(alt.Chart(one).mark_bar().encode(x="a:Q"))["data"] for one in rows)
    assert first == same != other
