"""The map as folium knows it, drawing from our own routes, and the one place where text enters a script.

folium makes the Leaflet map and streamlit-folium carries it; what is drawn on it comes by URL into
``geo/static``. So the map's own script never changes (the reader keeps pan and zoom), and a change of filter
sends one address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import folium
from folium.template import Template

from geo import style
from geo.assets import asset_url, leaflet_url

CENTER = (38.0, 126.6)
ZOOM = 8


class AtlasMap(folium.Map):
    """A folium map without tiles that takes Leaflet and our scripts from our own ``/assets``, not from a CDN."""

    default_js = (("leaflet", leaflet_url("leaflet.js")), ("atlas", asset_url("atlas.js")))
    default_css = (("leaflet", leaflet_url("leaflet.css")), ("atlas", asset_url("atlas.css")))


class _Call(folium.MacroElement):
    """A call of one function of ``geo/static`` with plain values."""

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


def atlas_map() -> AtlasMap:
    """Return the map without events. Its script is the same for every filter, so it is never mounted anew."""
    return _map({})


def chain_map() -> AtlasMap:
    """Return a map for chains: it keeps no view of its own and has no legend; the page beside it tells what it shows."""
    return _map({"alone": True, "legend": False})


def _map(page: dict[str, Any]) -> AtlasMap:
    made = AtlasMap(location=CENTER, zoom_start=ZOOM, tiles=None, prefer_canvas=False, max_bounds=False)
    urls = {
        "style": asset_url("style.json"),
        "basemap": asset_url("basemap.json"),
        "boundaries": asset_url("boundaries.json"),
        "event": "/api/events/",
        "measure": "/api/measure",
        "measurePage": "/measure",
    }
    _Create("atlas.create", urls, page).add_to(made)
    return made


def events_layer(query: str, picked: str | None, dark: bool) -> folium.FeatureGroup:
    """Return what changes on the map: the address of the filtered events, the picked event, the theme.

    Parameters
    ----------
    query : str
        Query string of the filter.
    picked : str or None
        Id of the event whose distances are drawn.
    dark : bool
        Whether the reader's theme is dark.
    """
    fields = "title,date_text,category,location_precision"
    events = f"/api/events.geojson?{query}{'&' if query else ''}fields={fields}"
    group = folium.FeatureGroup(name="events")
    _Update("atlas.update", {"events": events, "picked": picked, "dark": dark}).add_to(group)
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
    told = {"chain": {**chain, "colors": style.SIDES}, "zones": zones, "picked": None, "dark": dark}
    _Update("atlas.update", told).add_to(group)
    return group


def script_json(value: Any) -> str:
    """Return a value as JSON that is safe inside a script element, an HTML attribute and a template string.

    branca reads every script once more as a Jinja template: what opens a tag of Jinja is escaped too, or the text of
    an event would be run on the server. JSON itself never has one brace beside another that opens.

    Examples
    --------
    >>> script_json("</script>`")
    '"\\\\u003c/script\\\\u003e\\\\u0060"'
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    for sign in "<>&'`":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return _OPENS_A_TAG.sub(r"\\u007b", text)


_OPENS_A_TAG = re.compile(r"\{(?=[{%#])")
