"""KML and KMZ: placemarks of all folders as rows, their data as cells."""

from __future__ import annotations

import io
import zipfile

import pandas as pd

from geo.brought.features import layer_table, layers_of, read_layer
from geo.brought.tables import Table

_LOOK = ["altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon", "snippet"]
"""What GDAL tells of how a placemark is drawn."""
_MADE_OF_OTHERS = ["Name", "description", "begin", "end"]
"""What our own placemarks have only for Google Earth to show: the columns beside say the same."""


def is_kmz(data: bytes) -> bool:
    """Whether an archive holds a KML document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.lower().endswith(".kml") for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def open_kml(data: bytes) -> Table:
    """Open KML or KMZ; a title of ours that Google Earth changed, it changed in the name of the placemark.

    Raises
    ------
    DataError
        Where it cannot be opened.
    """
    layers = [read_layer(data, name) for name, _ in layers_of(data)]
    frame = pd.concat([one for one in layers if len(one)] or layers[:1])
    # GDAL calls the attribute of a placemark id, and a column of that name id2.
    frame = frame.assign(id=frame.get("id2", frame["id"])).drop(columns=[*_LOOK, "id2"], errors="ignore")
    if len(frame):
        frame = frame.dropna(axis="columns", how="all")
    told = []
    if set(frame) >= {"id", "date", "title", "Name"}:
        renamed = frame["Name"].notna() & (frame["Name"] != frame["title"])
        if renamed.any():
            frame["title"] = frame["title"].mask(renamed, frame["Name"])
            told.append(("renamed", str(renamed.sum())))
        frame = frame.drop(columns=_MADE_OF_OTHERS, errors="ignore")
    return layer_table(frame, told)
