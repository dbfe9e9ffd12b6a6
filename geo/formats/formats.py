"""The forms in which a selection can be taken along: a new format is one more row of `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import pyarrow as pa

from geo.atlas.fields import COLUMNS, ORIGIN, PROPERTIES
from geo.atlas.metadata import Metadata
from geo.atlas.selection import EVENTS_AT_ONCE, Selection
from geo.catalogue.flat import flattened
from geo.errors import TooManyError
from geo.formats.csv import csv_parts
from geo.formats.flat import flat as flat_rows
from geo.formats.geojson import geojson
from geo.formats.geojson import lines as geojson_lines
from geo.formats.gis import flatgeobuf, gpkg, kml
from geo.formats.parquet import parquet
from geo.formats.rows import with_days, with_origins, with_urls, without_lists
from geo.formats.xlsx import xlsx


@dataclass(frozen=True)
class Format:
    """One form: its name in a file system, on the wire and at an address, and what makes it."""

    extension: str
    media_type: str
    path: str
    """Where it is answered, below the public address."""
    write: Callable[[Selection, str, Sequence[str], bool], Iterator[bytes]] | None
    """Makes the parts, see `parts`; None where `geo.paper.workers` draws the form."""
    parameters: str = ""
    """What follows the media type in an answer."""
    fields: tuple[str, ...] = ()
    """The fields of which an asker may want some only; empty where the form always has all."""
    most: int | None = None
    """The events that what opens the form can hold; None where it holds any number."""
    heavy: bool = False
    """Whether it takes its time to make also of few events."""

    def parts(
        self, selection: Selection, base: str, fields: Sequence[str] | None = None, flat: bool = False
    ) -> Iterator[bytes]:
        """Yield a selection in this form, which is one of `WRITTEN`, some thousand rows at a time.

        Parameters
        ----------
        selection : Selection
        base : str
            The public address of the atlas, without a slash at the end.
        fields : sequence of str, optional
            Some of `Format.fields`; all by default.
        flat : bool
            Whether lists are written as text with semicolons, as a form without lists has them anyway.

        Raises
        ------
        TooManyError
            When there are more events than `Format.most`.
        """
        assert self.write is not None, f"{self.extension} is drawn by a worker"
        if self.most and selection.count > self.most:
            raise TooManyError(selection.count, self.most)
        return self.write(selection, base, self.fields if fields is None else fields, flat)

    def make(
        self, selection: Selection, base: str, fields: Sequence[str] | None = None, flat: bool = False
    ) -> bytes:
        """Return a selection in this form as a whole; parameters as for `parts`."""
        return b"".join(self.parts(selection, base, fields, flat))


def _nested(
    write: Callable[[Iterator[pd.DataFrame], Metadata, Sequence[str]], Iterator[bytes]],
) -> Callable[[Selection, str, Sequence[str], bool], Iterator[bytes]]:
    def parts(selection: Selection, base: str, fields: Sequence[str], flat: bool) -> Iterator[bytes]:
        fields = _with_origin(selection, fields)
        batches = (flattened(rows, fields) for rows in _batches(selection, base))
        return write(map(without_lists, batches) if flat else batches, selection.metadata(base), fields)

    return parts


def _csv(selection: Selection, base: str, _fields: Sequence[str], _flat: bool) -> Iterator[bytes]:
    names = _with_origin(selection, COLUMNS)
    return csv_parts(map(flattened, _batches(selection, base)), selection.metadata(base), names)


def _flat(
    write: Callable[[pa.RecordBatchReader, Metadata], Iterator[bytes]],
) -> Callable[[Selection, str, Sequence[str], bool], Iterator[bytes]]:
    def parts(selection: Selection, base: str, _fields: Sequence[str], _flat: bool) -> Iterator[bytes]:
        metadata = selection.metadata(base)
        names = _with_origin(selection, COLUMNS)
        return write(flat_rows(map(flattened, _batches(selection, base)), metadata, names), metadata)

    return parts


def _batches(selection: Selection, base: str) -> Iterator[pd.DataFrame]:
    atlas = selection.atlas
    if atlas.beside:
        catalogue = atlas.beside.selection(selection.wanted).metadata(base)
        own = replace(catalogue, data_version=atlas.data_version).of_a_reader(atlas.brought)
        return (with_days(with_origins(rows, base, catalogue, own)) for rows in selection.batches())
    if atlas.brought:
        # What a reader brought is at no address.
        return (with_days(rows.assign(event_url=None)) for rows in selection.batches())
    return (with_days(with_urls(rows, base)) for rows in selection.batches())


def _with_origin(selection: Selection, names: Sequence[str]) -> Sequence[str]:
    return (*names, ORIGIN.name) if selection.atlas.beside else names


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS = {
    row.extension: row
    for row in (
        Format("geojson", "application/geo+json", "/api/events.geojson", _nested(geojson), fields=PROPERTIES),
        Format("csv", "text/csv", "/api/events.csv", _csv, "; charset=utf-8; header=present"),
        Format(
            "xlsx",
            f"{_OFFICE}.spreadsheetml.sheet",
            "/api/events.xlsx",
            _flat(xlsx),
            most=EVENTS_AT_ONCE,
            heavy=True,
        ),
        Format("gpkg", "application/geopackage+sqlite3", "/api/events.gpkg", _flat(gpkg)),
        Format("parquet", "application/vnd.apache.parquet", "/api/events.parquet", _flat(parquet)),
        Format("fgb", "application/flatgeobuf", "/api/events.fgb", _flat(flatgeobuf)),
        Format(
            "kml", "application/vnd.google-earth.kml+xml", "/api/events.kml", _flat(kml), most=EVENTS_AT_ONCE
        ),
        Format(
            "ndjson", "application/x-ndjson", "/api/events.ndjson", _nested(geojson_lines), fields=PROPERTIES
        ),
        Format("svg", "image/svg+xml", "/figure.svg", None),
        Format("png", "image/png", "/figure.png", None),
        Format("pdf", "application/pdf", "/figure.pdf", None),
        Format("pptx", f"{_OFFICE}.presentationml.presentation", "/briefing.pptx", None),
    )
}
"""Every form by its extension, in the order of the buttons."""
WRITTEN = tuple(row for row in FORMATS.values() if row.write)
"""Forms that are rows to bytes."""
DRAWN = tuple(row for row in FORMATS.values() if not row.write)
"""Forms that workers draw."""
