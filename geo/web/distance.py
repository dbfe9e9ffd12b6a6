"""What the layer of distances draws on a screen: the same values by HTTP and inside the offline file."""

from __future__ import annotations

from typing import Any

import shapely

from geo.atlas.atlas import Atlas
from geo.atlas.nearby import band, in_bands, nearest
from geo.atlas.selection import Selection
from geo.lines.bands import EDGE_M, EDGE_SHARE
from geo.look.view import View

DECIMALS = 5
"""Of a degree: 1 m, a tenth of what the edge of a band may be off."""


def distance_of(view: View) -> dict[str, Any] | None:
    """Return what the map has to know of the layer that a view asks for: ``line``, ``km``; None where it asks for none."""
    return {"line": view.distance, "km": list(view.bands)} if view.distance else None


def bands_collection(atlas: Atlas, line: str, bands_km: tuple[float, ...]) -> dict[str, Any]:
    """Return the areas within some distances of a boundary as a FeatureCollection, the nearest first.

    EPSG:4326 with at most `DECIMALS` decimals; each area holds those before it.
    """
    row = atlas.boundaries.loc[line]
    areas = [shapely.transform(band(atlas, line, km), lambda xy: xy.round(DECIMALS)) for km in bands_km]
    features = [
        {
            "type": "Feature",
            "id": f"{line}-{km:g}km",
            "geometry": shapely.geometry.mapping(area),
            "properties": {
                "within_km": km,
                "of": line,
                "name": row["name"],
                "name_ko": row["name_ko"],
                "edge_m": max(EDGE_M, EDGE_SHARE * km * 1000),
                "source": row["source"],
                "licence": row["licence"],
            },
        }
        for km, area in zip(bands_km, areas, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def nearest_table(selection: Selection, line: str, bands_km: tuple[float, ...]) -> dict[str, Any]:
    """Return the nearest point of a boundary to each drawn event, as columns.

    Returns
    -------
    dict
        ``to``, ``km``, ``accuracy_m`` of the boundary, and ``columns``, lists of one length: ``id``; ``distance_m``
        and ``error_m``, how far it may be off; ``lon`` and ``lat`` of the nearest point, degrees; ``band``, ``first``
        and ``last`` as `geo.atlas.nearby.in_bands` has them.

    Raises
    ------
    TooManyError
        When there are more events than are measured one by one.
    """
    found = nearest(selection, line)
    bands = in_bands(found, bands_km)
    return {
        "to": line,
        "km": list(bands_km),
        "accuracy_m": float(selection.atlas.boundaries.at[line, "accuracy_m"]),
        "filter": selection.wanted.to_query(),
        "data_version": selection.atlas.data_version,
        "columns": {
            "id": list(found.index),
            "distance_m": found["distance_m"].round().astype(int).tolist(),
            "error_m": found["error_m"].round().astype(int).tolist(),
            "lon": found["nearest_lon"].round(DECIMALS).tolist(),
            "lat": found["nearest_lat"].round(DECIMALS).tolist(),
            **{name: bands[name].tolist() for name in ("band", "first", "last")},
        },
    }
