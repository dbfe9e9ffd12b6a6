"""A folium map that needs no server of ours, for a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import folium
import orjson
from folium.map import Layer
from folium.template import Template

from geo.atlas.metadata import RIGHTS
from geo.atlas.selection import Selection
from geo.catalogue import codebook
from geo.lines.basemap import basemap_json
from geo.lines.boundaries import boundaries_geojson
from geo.look import style
from geo.look.view import View
from geo.query.columns import PLACED
from geo.web.folium_map import CENTER, ZOOM
from geo.words.dates import date_text
from geo.words.harmless import script_json

LIGHT = 0
"""A notebook tells no theme: the light colour of each pair."""


class _Shapes(Layer):
    """GeoJSON features drawn as their properties say: ``style``, options of Leaflet; ``texts``, shown as text only."""

    _template = Template(
        "{% macro script(this, kwargs) %}var {{ this.get_name() }} = L.geoJSON({{ this.values }}, {"
        "attribution: {{ this.credit }},"
        "style: (feature) => feature.properties.style,"
        "pointToLayer: (feature, at) => L.circleMarker(at, feature.properties.style),"
        "onEachFeature: (feature, shape) => feature.properties.texts.length && shape.bindTooltip(() => {"
        "const box = document.createElement('div');"
        "for (const text of feature.properties.texts)"
        " box.appendChild(document.createElement('div')).textContent = text;"
        "return box; })});{% endmacro %}"
    )

    def __init__(self, name: str, features: Iterable[dict[str, Any]], **options: bool):
        super().__init__(name=name, overlay=True, **options)
        self.values = script_json({"type": "FeatureCollection", "features": list(features)})
        self.credit = script_json(RIGHTS)


class _Sea(folium.MacroElement):
    """The colour behind everything."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "{{ this._parent.get_name() }}.getContainer().style.background = {{ this.color }};{% endmacro %}"
    )

    def __init__(self, color: str):
        super().__init__()
        self.color = script_json(color)


def notebook_map(selection: Selection, view: View | None = None) -> folium.Map:
    """Return a folium map of a selection: land, lines, and a circle for every event with a place of its own.

    It asks no tile server and no server of ours; folium itself loads Leaflet from its CDN when the map is shown.
    What folium can add to a map can be added to this one.

    Parameters
    ----------
    selection : Selection
    view : View, optional
        Its ``layers``, ``center`` with ``zoom``, ``legend`` and ``lang`` count.

    Raises
    ------
    TooManyError
        When there are more events than are drawn one by one.

    Examples
    --------
    >>> from geo.atlas.load import load_atlas
    >>> from geo.query.filter import EventFilter
    >>> type(notebook_map(load_atlas().selection(EventFilter(type=("tunnel",))))).__name__
    'Map'
    """
    view = view or View()
    lat_lon = CENTER if view.center is None else view.center[::-1]
    drawn = folium.Map(lat_lon, zoom_start=ZOOM if view.zoom is None else view.zoom, tiles=None)
    _Sea(style.BASEMAP["sea"][LIGHT]).add_to(drawn)
    _Shapes("land", _land(), control=False).add_to(drawn)
    for name, color, features in (*_lines(selection, view), *_events(selection, view.lang)):
        _Shapes(f'<span style="color:{color}">●</span> {name}', features).add_to(drawn)
    if view.legend:
        folium.LayerControl(collapsed=False).add_to(drawn)
    return drawn


Named = tuple[str, str, list[dict[str, Any]]]
"""Name and colour of a layer, and its features."""


def _land() -> Iterator[dict[str, Any]]:
    layers = orjson.loads(basemap_json())
    color = {name: pair[LIGHT] for name, pair in style.BASEMAP.items()}
    area = {"color": color["coast"], "weight": 0.8, "fillColor": color["land"], "fillOpacity": 1}
    edge = {"color": color["province"], "weight": 1, "fill": False}
    for name, options in (("land", area), ("provinces", edge)):
        for feature in layers[name]["features"]:
            yield _feature(feature["geometry"], {**options, "interactive": False}, ())


def _lines(selection: Selection, view: View) -> Iterator[Named]:
    names = selection.atlas.names(view.lang)
    for layer in style.layers_for(selection.atlas.boundary_ids):
        if layer["id"] not in view.layers:
            continue
        color, is_line = layer["color"][LIGHT], layer["symbol"] == "line"
        options = {
            **{"color": color, "weight": layer["weight"], "dashArray": layer["dash"], "radius": 4},
            **({"fill": False} if is_line else {"fillOpacity": layer["fill_opacity"] or 1}),
        }
        found = orjson.loads(boundaries_geojson(layer["boundaries"]))["features"]
        features = [_feature(one["geometry"], options, (names[one["id"]],)) for one in found]
        yield layer["name_ko" if view.lang == "ko" else "name"], color, features


def _events(selection: Selection, language: str) -> Iterator[Named]:
    rows = selection.rows
    placed = rows[rows["location_precision"].isin(PLACED)]
    for category, color in style.category_colors().items():
        options = {"radius": 5, "color": "#ffffff", "weight": 1, "fillColor": color, "fillOpacity": 0.85}
        features = [
            _feature(
                {"type": "Point", "coordinates": [event["lon"], event["lat"]]},
                options,
                (event["title"], date_text(event, language)),
            )
            for event in placed[placed["category"] == category].to_dict("records")
        ]
        if features:
            yield codebook.label("category", category, language), color, features


def _feature(geometry: dict[str, Any], options: dict[str, Any], texts: Sequence[str]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {"style": options, "texts": texts}}
