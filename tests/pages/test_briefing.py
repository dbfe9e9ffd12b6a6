"""The briefing page: what is composed goes into the address and into every form."""

from geo.catalogue import codebook
from geo.look import style
from geo.look.address import view_url
from geo.look.view import View
from geo.query.filter import EventFilter
from geo.query.urls import oembed_url
from geo.web.oembed import iframe
from tests.pages.opened import ATLAS, BALLOONS, open_page


def test_the_briefing_page_shows_a_preview_and_names_what_each_button_gives():
    app = open_page("briefing", **BALLOONS)
    assert not app.exception
    labels = {button.label for button in app.get("download_button")}
    assert {"Picture, PNG", "Picture, SVG", "Picture, PDF", "Slides, PPTX"} <= labels


def test_the_offline_map_is_a_download_of_the_size_that_stands_beside_it():
    app = open_page("briefing", **BALLOONS)
    (link,) = [one.proto for one in app.get("link_button") if "Offline map" in one.proto.label]
    assert link.label == "Offline map, HTML (about 0.5 MB)"
    assert link.url.startswith("/map.html?")
    assert link.url.endswith("&download=1")


def test_the_addresses_are_those_that_the_site_gives_of_itself():
    app = open_page("briefing", **BALLOONS)
    selection = ATLAS.selection(EventFilter.from_query(BALLOONS.items(), ATLAS.boundary_ids))
    embed = view_url("http://localhost", "/embed", selection.wanted, View())
    assert [block.value for block in app.code] == [
        iframe(embed, selection.text),
        oembed_url("http://localhost", embed),
        selection.permalink("http://localhost"),
    ]


def test_what_is_composed_goes_into_the_view_url():
    app = open_page("briefing", **BALLOONS)
    app.text_input(key="v_title").set_value("Balloons & leaflets").run()
    app.selectbox(key="v_size").set_value("square").run()
    assert app.query_params["title"] == "Balloons & leaflets"
    assert app.query_params["size"] == "square"
    assert app.query_params["type"] == "balloon-launch"


def test_an_address_too_long_for_a_code_ends_nothing():
    every = {key: list(codebook.vocabulary(key)) for key in ("category", "type", "initiator", "confidence")}
    every["precision"] = list(codebook.vocabulary("location_precision"))
    app = open_page("briefing", q="가" * 200, layers=",".join(layer.id for layer in style.LAYERS), **every)
    assert not app.exception
    assert any("QR code can hold" in told.value for told in app.info)
    assert len(app.code[2].value) > 2_000


def test_bands_of_distance_are_composed_too():
    app = open_page("briefing", **BALLOONS)
    app.selectbox(key="v_distance").set_value("mdl").run()
    assert app.query_params["distance"] == "mdl"
    app.text_input(key="v_bands").set_value("30, 15").run()
    assert app.query_params["bands"] == "15,30"
    app.text_input(key="v_bands").set_value("far").run()
    assert app.query_params["bands"] == "15,30"
    app.selectbox(key="v_size").set_value("square").run()
    assert (app.query_params["distance"], app.query_params["bands"]) == ("mdl", "15,30")
