"""The map's script: nothing from outside, nothing that changes, nothing that runs."""

from geo.atlas.load import load_atlas
from geo.query.filter import EventFilter
from geo.web import folium_map as leaflet


def test_the_map_loads_only_from_our_own_origin():
    made = leaflet.atlas_map()
    links = [*made.default_js, *made.default_css]
    assert all(address.startswith("/assets/") for _, address in links)


def test_the_script_of_the_map_is_the_same_every_time_in_one_language_and_another_in_another():
    from streamlit_folium import _get_map_string, generate_js_hash

    scripts = []
    for language in ("en", "en", "ko"):
        made = leaflet.atlas_map(language)
        made.get_root().render()
        scripts.append(generate_js_hash(_get_map_string(made)))
    assert scripts[0] == scripts[1] != scripts[2]


def test_a_change_of_filter_sends_little():
    layer = leaflet.events_layer(
        load_atlas().selection(EventFilter(category=("maritime",))), "2010-11-23-x", dark=True
    )
    (call,) = layer._children.values()
    assert len(call.values) < 320
