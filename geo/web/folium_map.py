"""The map as folium knows it, drawing from our own routes.

folium makes the Leaflet map and streamlit-folium carries it; what is drawn on it comes by URL into
``geo/web/static``. So the map's own script never changes (the reader keeps pan and zoom), and a change of filter
sends one address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import folium
from folium.template import Template

from geo.atlas.atlas import Atlas
from geo.atlas.measurement import Measurement
from geo.atlas.selection import Selection
from geo.look import style
from geo.query.urls import language_pairs, own_url, query_string
from geo.web.assets import asset_url, leaflet_url, map_urls, page_urls
from geo.web.drawn import drawn_from
from geo.words.harmless import script_json
from geo.words.table import LANGUAGES

CENTER = (38.0, 126.6)
ZOOM = 8


class AtlasMap(folium.Map):
    """A folium map without tiles that takes Leaflet and our scripts from our own ``/assets``, not from a CDN."""

    default_css = (("leaflet", leaflet_url("leaflet.css")), ("atlas", asset_url("atlas.css")))

    def __init__(self, language: str, **options: Any):
        super().__init__(**options)
        self.default_js = [
            ("leaflet", leaflet_url("leaflet.js")),
            ("words", asset_url(f"words-{language}.js")),
            ("atlas", asset_url("atlas.js")),
        ]


class _Call(folium.MacroElement):
    """A call of one function of ``geo/web/static`` with plain values."""

    def __init__(self, function: str, *values: dict[str, Any]):
        super().__init__()
        self.function = function
        self.values = ", ".join(map(script_json, values))


class _Create(_Call):
    _template = Template(
        "{% macro script(this, kwargs) %}{{ this.function }}({{ this._parent.get_name() }}, {{ this.values }});{% endmacro %}"
    )


class _Update(_Call):
    _template = Template(
        "{% macro script(this, kwargs) %}{{ this.function }}({{ this.values }});{% endmacro %}"
    )


def atlas_map(language: str = LANGUAGES[0], said: bool = False) -> AtlasMap:
    """Return the map without events. Its script is the same for every filter, so it is never mounted anew but in another language.

    Once its first events are drawn it hands on a feature without an id. ``said``: see `geo.query.urls.language_pairs`; the
    links of the map go by it.
    """
    return _map(language, {"awaited": True, "follows": True}, page_urls(language), said)


def chain_map(language: str = LANGUAGES[0], said: bool = False) -> AtlasMap:
    """Return a map for chains: it keeps no view of its own and has no legend; the page beside it tells what it shows."""
    return _map(language, {"alone": True, "legend": False}, page_urls(language), said)


def points_map(language: str = LANGUAGES[0], said: bool = False) -> AtlasMap:
    """Return a map to measure on: a click adds a point, and each act hands on a feature with all points."""
    urls = {**map_urls(language), "page": own_url("/")}
    return _map(language, {"alone": True, "legend": False}, urls, said)


def brought_map(room: str, atlas: Atlas, language: str = LANGUAGES[0], said: bool = False) -> AtlasMap:
    """Return a map for what a reader brought, or for the catalogue in its place.

    Parameters
    ----------
    room : str
        The path that its routes are below: one that nobody else knows, or that of the catalogue.
    atlas : Atlas
        What it shows.
    language : str
        Of its words.
    said : bool
        See `atlas_map`.
    """
    page = {"alone": True, "brought": bool(atlas.brought), "beside": bool(atlas.beside)}
    return _map(language, page, {**map_urls(language), "event": own_url(f"{room}/events/")}, said)


def _map(language: str, page: dict[str, Any], urls: dict[str, str], said: bool = False) -> AtlasMap:
    made = AtlasMap(
        language, location=CENTER, zoom_start=ZOOM, tiles=None, prefer_canvas=False, max_bounds=False
    )
    spoken = query_string(language_pairs(language, said))
    _Create("atlas.create", urls, {**page, "spoken": spoken}).add_to(made)
    return made


def events_layer(
    selection: Selection,
    picked: str | None,
    dark: bool,
    distance: dict[str, Any] | None = None,
    room: str = "/api",
    language: str = LANGUAGES[0],
) -> folium.FeatureGroup:
    """Return what changes on the map: where the events come from, the picked event, the theme.

    Parameters
    ----------
    selection : Selection
    picked : str or None
        Id of the event whose distances are drawn.
    dark : bool
        Whether the reader's theme is dark.
    distance : dict or None
        The bands that are drawn; see `geo.web.distance.distance_of`.
    room, language : str
        See `geo.web.drawn.drawn_from`.
    """
    group = folium.FeatureGroup(name="events")
    told = {**drawn_from(selection, room, language), "distance": distance, "picked": picked, "dark": dark}
    _Update("atlas.update", told).add_to(group)
    return group


def chain_layer(chain: Mapping[str, Any], zones: Mapping[str, Any], dark: bool) -> folium.FeatureGroup:
    """Return what changes on the map of a chain.

    Parameters
    ----------
    chain : mapping
        ``steps``: number, ``at`` (lon, lat), title, when, side; ``links``: the numbers ``from`` and ``to``, days.
    zones : mapping
        Id of each zone in force to ``text`` and ``both``: whether all its parties held to it.
    dark : bool
        Whether the reader's theme is dark.
    """
    group = folium.FeatureGroup(name="chain")
    told = {"chain": {**chain, "colors": style.PARTIES}, "zones": zones, "picked": None, "dark": dark}
    _Update("atlas.update", told).add_to(group)
    return group


def points_layer(
    measurement: Measurement, texts: Sequence[str], heard: int, dark: bool, language: str = LANGUAGES[0]
) -> folium.FeatureGroup:
    """Return what changes on a map to measure on.

    Parameters
    ----------
    measurement : Measurement
    texts : sequence of str
        The points of the address, also those that could not be read.
    heard : int
        The last act on the map that is in them (``act`` of the feature that it hands on).
    dark : bool
        Whether the reader's theme is dark.
    language : str
        Of what is written on what is measured.
    """
    found = {
        one.text: {"at": [one.lon, one.lat], "name": one.name_in(language), "free": one.free}
        for one in measurement.points
    }
    points = [{"text": text, "at": None, **found.get(text, {})} for text in texts]
    selection = measurement.selection
    pairs = [*measurement.to_pairs(), *selection.wanted.to_pairs(), ("v", selection.atlas.data_version)]
    url = own_url("/api/measure.geojson", [*pairs, *language_pairs(language)])
    told = {"points": points, "targets": measurement.targets, "url": url, "heard": heard}
    group = folium.FeatureGroup(name="points")
    _Update("atlas.update", {"measured": told, "picked": None, "dark": dark}).add_to(group)
    return group
