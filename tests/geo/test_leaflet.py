"""The map's script: nothing from outside, nothing that changes, nothing that runs."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Template

from geo import leaflet


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "`${alert(1)}`", "\u2028'\"&", "\\8"])
def test_text_in_a_script_stays_text(text):
    written = leaflet.script_json(text)
    assert json.loads(written) == text
    assert not set("<>&'`\u2028") & set(written)


@given(
    st.recursive(
        st.text('{}%#-7*"\\ a\n'), lambda inner: st.dictionaries(st.text("{%#"), inner) | st.lists(inner)
    )
)
@example("{{7*7}}")
@example("{% for a in b %}")
@example("{# gone #}")
@example("{{{{%")
def test_a_script_that_branca_reads_as_a_template_comes_out_as_it_went_in(value):
    assert json.loads(Template(leaflet.script_json(value)).render()) == value


def test_the_map_loads_only_from_our_own_origin():
    links = [*leaflet.AtlasMap.default_js, *leaflet.AtlasMap.default_css]
    assert all(address.startswith("/assets/") for _, address in links)


def test_the_script_of_the_map_is_the_same_every_time():
    from streamlit_folium import _get_map_string, generate_js_hash

    scripts = []
    for _ in range(2):
        made = leaflet.atlas_map()
        made.get_root().render()
        scripts.append(generate_js_hash(_get_map_string(made)))
    assert scripts[0] == scripts[1]


def test_a_change_of_filter_sends_little():
    layer = leaflet.events_layer("category=maritime", "2010-11-23-x", dark=True)
    (call,) = layer._children.values()
    assert len(call.values) < 300
