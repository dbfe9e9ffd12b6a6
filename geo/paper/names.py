"""Which names stand on a map on paper: from which zoom, in which language, and how important each is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import geopandas as gpd

from geo.lines.basemap import korean_name, load_basemap
from geo.lines.boundaries import load_boundaries, short_name
from geo.look import style
from geo.look.labels import LABELS, NAMED_FROM_ZOOM
from geo.look.view import View

EARLIER_ZOOM = 0.8
"""Names appear so much earlier on paper than on a screen: print is finer, and nobody can zoom in."""
SHORT_BELOW_ZOOM = 6.8
"""On a smaller map a line is called by its short name."""


@dataclass(frozen=True)
class MapName:
    """A name, and what it names."""

    text: str
    kind: str
    """``sea``, ``line``, ``city``, ``island`` or ``point``."""
    at: tuple[tuple[float, float], ...]
    """lon and lat, degrees: where a sea or a line may be named, best place first; or the one point that is named."""
    rank: int
    """Lower ranks choose their place first; a capital is 0."""
    layer: str = ""
    """Id of the layer that a line, island or site belongs to."""
    boundary: str = ""
    """Id of the island or site."""
    short: str = ""
    """What it is called where its name finds no room."""

    @property
    def insists(self) -> bool:
        """Whether it may cross lines where nothing is free: capitals, islands and the main lines may."""
        return self.rank == 0 or self.kind == "island" or (self.kind == "line" and self.rank <= 2)


def names_of(view: View, zoom: float, layers: Collection[str]) -> list[MapName]:
    """Return the names that a map wants; not all of them will find room.

    Parameters
    ----------
    view : View
        Its language is that of the names.
    zoom : float
        Zoom of a web map as large as this one.
    layers : collection of str
        Ids of the layers drawn; only their lines, islands and sites are named.
    """
    korean, named_zoom = view.lang == "ko", zoom + EARLIER_ZOOM
    return [
        *_labels(korean, zoom, named_zoom, layers),
        *(sites := list(_sites(korean, named_zoom, layers))),
        *_cities(korean, named_zoom, {site.text for site in sites}),
    ]


def _labels(korean: bool, zoom: float, named_zoom: float, layers: Collection[str]) -> Iterator[MapName]:
    for label in LABELS:
        sea = label.kind == "sea"
        if named_zoom >= label.from_zoom and (sea or label.kind in layers):
            text = label.text_ko if korean else label.text
            short = "" if sea else text.split("\n")[0] if korean else label.short or ""
            if short and zoom < SHORT_BELOW_ZOOM and not korean:
                text = short
            kind, layer = ("sea", "") if sea else ("line", label.kind)
            yield MapName(text, kind, label.at, label.rank, layer, short=short)


def _sites(korean: bool, named_zoom: float, layers: Collection[str]) -> Iterator[MapName]:
    """Yield the names of islands and of what is drawn as a point."""
    boundaries: gpd.GeoDataFrame = load_boundaries()
    for layer in style.layers_for(list(boundaries.index)):
        kind = "island" if layer["id"] == "islands" else layer["symbol"]
        if layer["id"] in layers and named_zoom >= NAMED_FROM_ZOOM.get(kind, float("inf")):
            for key in layer["boundaries"]:
                row = boundaries.loc[key]
                text = short_name(key, row, "ko" if korean else "en")
                point = row.geometry.representative_point()
                rank = 5 if kind == "island" else 6
                yield MapName(text, kind, ((point.x, point.y),), rank, layer["id"], key)


def _cities(korean: bool, named_zoom: float, named: set[str]) -> Iterator[MapName]:
    """Yield the names of cities, but for those that are named as a site already."""
    for city in load_basemap()["cities"].itertuples():
        text = korean_name(city.name_ko) if korean else city.name
        if text not in named and named_zoom >= NAMED_FROM_ZOOM[f"city-{city.rank}"]:
            rank = 0 if city.rank == 1 else 6 + city.rank
            yield MapName(text, "city", ((city.geometry.x, city.geometry.y),), rank)
