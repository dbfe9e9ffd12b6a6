"""The lines of the README for a notebook run, and give what they say."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import folium
import geopandas as gpd
import pytest

import geo
from geo.atlas.metadata import RIGHTS
from geo.catalogue import codebook
from geo.errors import InputError
from geo.look import style
from geo.words.harmless import script_json
from tests.geo.altered import atlas_of

README = Path(__file__).parents[2] / "README.md"
SECTION = README.read_text(encoding="utf-8").partition("\n## In a notebook\n")[2].partition("\n## ")[0]
LINES = re.search(r"```python\n(.+?)```", SECTION, re.DOTALL)[1]


@pytest.fixture(scope="module")
def notebook():
    """The names that the lines leave behind; ``shown`` is what a notebook shows of the last one."""
    tree = ast.parse(LINES)
    names = {}
    exec(compile(ast.Module(tree.body[:-1], []), "README.md", "exec"), names)
    names["shown"] = eval(compile(ast.Expression(tree.body[-1].value), "README.md", "eval"), names)
    return names


def test_five_lines_follow_the_import():
    first, *others = LINES.splitlines()
    assert first == "import geo"
    assert len(list(filter(None, others))) == 5


def test_the_events_are_a_table_of_points(notebook):
    events = notebook["events"]
    assert isinstance(events, gpd.GeoDataFrame)
    assert events.crs.to_epsg() == 4326
    assert len(events) == notebook["balloons"].count > 0
    assert set(events["type"]) == {"balloon-launch"}


def test_own_points_are_measured_as_the_route_measures_them(notebook):
    metres, atlas = notebook["metres"], notebook["atlas"]
    assert tuple(metres.columns) == atlas.boundary_ids
    (lon, lat) = (float(re.search(rf"{name}=\[([\d.]+)", LINES)[1]) for name in ("lon", "lat"))
    answer = {row["to"]: row["distance_m"] for row in atlas.measure(lon, lat)["distances"]}
    assert metres.loc[0].round(1).to_dict() == pytest.approx(answer)


def test_every_own_point_that_is_nowhere_on_earth_is_named(notebook):
    with pytest.raises(InputError) as refused:
        notebook["atlas"].measure_points([127, 200, 127], [38, 38, 91])
    assert [problem.where for problem in refused.value.problems] == ["point 2", "point 3"]


def layers(shown: folium.Map) -> dict[str, str]:
    """Name of each layer, without its sign, to what it draws."""
    found = (child for child in shown._children.values() if hasattr(child, "values"))
    return {child.layer_name.rpartition("</span> ")[2]: child.values for child in found}


def test_the_map_has_the_lines_and_every_event_that_has_a_place(notebook):
    drawn = layers(notebook["shown"])
    kind = codebook.label("category", "psychological")
    names = [layer.name for layer in style.LAYERS if layer.shown]
    assert list(drawn) == ["land", *names, kind]
    assert drawn[kind].count('"Point"') == notebook["events"].geometry.notna().sum()


def test_the_map_asks_no_tiles_and_names_whom_it_owes_its_lines(notebook):
    page = notebook["shown"].get_root().render()
    assert "tileLayer" not in page
    assert f"attribution: {script_json(RIGHTS)}" in page


def test_a_view_chooses_layers_language_and_centre(notebook):
    view = geo.View(layers=("mdl",), lang="ko", center=(126.0, 37.5), zoom=9.0, legend=False)
    shown = geo.notebook_map(notebook["balloons"], view)
    assert list(layers(shown)) == ["land", "군사분계선", codebook.label("category", "psychological", "ko")]
    assert shown.location == [37.5, 126.0]
    assert shown.options["zoom"] == 9.0
    assert not any(isinstance(child, folium.LayerControl) for child in shown._children.values())


def test_text_of_an_event_stays_text(notebook):
    events = notebook["events"]
    rows = events[events.geometry.notna()].iloc[:1].copy()
    rows["title"] = "</script><img src=x onerror=alert(1)>{{ 98765 * 98765 }}"
    selection = atlas_of(rows).selection(geo.EventFilter())
    page = geo.notebook_map(selection).get_root().render()
    assert "onerror=alert(1)" in page
    assert "<img src=x" not in page
    assert "98765 * 98765" in page
    assert str(98765 * 98765) not in page


def test_importing_the_library_loads_nothing_yet():
    script = "import sys, geo; dir(geo); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert {"pandas", "numpy", "folium", "geo.atlas"}.isdisjoint(loaded.split())


def test_what_the_library_offers_is_there_and_nothing_else():
    for name in ("load_atlas", "EventFilter", "View", "notebook_map"):
        assert name in dir(geo)
        assert callable(getattr(geo, name))
    with pytest.raises(AttributeError, match="no attribute 'load_atlass'"):
        _ = geo.load_atlass
