"""The plain way: a folium map with one marker an event, everything embedded, all of it sent on every change.

The catalogue is loaded once for all readers and a pan of the map reruns nothing: what is compared is the map.
"""

import html

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.plain_routes import DOLLAR_URL
from geo.atlas.load import served
from geo.catalogue import codebook
from geo.lines.basemap import load_basemap
from geo.lines.boundaries import load_boundaries
from geo.look import style
from geo.web.assets import leaflet_url


class LocalMap(folium.Map):
    """A folium map with Leaflet from our own address; from its CDN it would not draw offline."""

    default_js = (("leaflet", leaflet_url("leaflet.js")), ("dollar", DOLLAR_URL))
    default_css = (("leaflet", leaflet_url("leaflet.css")),)


@st.cache_resource
def base_layers() -> list[gpd.GeoDataFrame]:
    """Read what lies under the events."""
    return [*load_basemap().values(), load_boundaries()]


st.set_page_config(layout="wide")
events = served().events
chosen = st.sidebar.multiselect(
    "What kind",
    list(codebook.vocabulary("category")),
    format_func=lambda value: codebook.label("category", value),
    key="category",
    default=st.query_params.get_all("category"),
)
shown = events[events["category"].isin(chosen)] if chosen else events

made = LocalMap(location=(38.0, 126.6), zoom_start=7, tiles=None)
for layer in base_layers():
    folium.GeoJson(layer, marker=folium.CircleMarker(radius=3)).add_to(made)
colors = style.category_colors()
for event in shown.dropna(subset=["lat", "lon"]).itertuples():
    words = f"<b>{event.date_text}</b><br>{html.escape(event.title)}"
    folium.CircleMarker(
        (event.lat, event.lon),
        radius=5,
        color=colors[event.category],
        fill=True,
        popup=folium.Popup(words, max_width=300),
        className="event",
    ).add_to(made)
st_folium(made, use_container_width=True, height=560, returned_objects=["last_object_clicked"])
