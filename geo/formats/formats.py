"""The forms in which a selection can be taken along: a new format is one more row of `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from geo.atlas.fields import PROPERTIES
from geo.atlas.selection import Selection
from geo.formats.csv import csv_parts
from geo.formats.geojson import geojson
from geo.formats.rows import with_urls


@dataclass(frozen=True)
class Format:
    """One form: its name in a file system, on the wire and at an address, and what makes it."""

    extension: str
    media_type: str
    path: str
    """Where it is answered, below the public address."""
    write: Callable[[Selection, str, Sequence[str]], Iterator[bytes]] | None
    """Makes the parts, see `parts`; None where `geo.paper.workers` draws the form."""
    parameters: str = ""
    """What follows the media type in an answer."""
    fields: tuple[str, ...] = ()
    """The fields of which an asker may want some only; empty where the form always has all."""

    def parts(self, selection: Selection, base: str, fields: Sequence[str] | None = None) -> Iterator[bytes]:
        """Yield a selection in this form, which is one of `WRITTEN`, some thousand rows at a time.

        Parameters
        ----------
        selection : Selection
        base : str
            The public address of the atlas, without a slash at the end.
        fields : sequence of str, optional
            Some of `Format.fields`; all by default.
        """
        assert self.write is not None, f"{self.extension} is drawn by a worker"
        return self.write(selection, base, self.fields if fields is None else fields)

    def make(self, selection: Selection, base: str, fields: Sequence[str] | None = None) -> bytes:
        """Return a selection in this form as a whole; parameters as for `parts`."""
        return b"".join(self.parts(selection, base, fields))


def _geojson(selection: Selection, base: str, fields: Sequence[str]) -> Iterator[bytes]:
    return geojson(_batches(selection, base), selection.metadata(base), fields)


def _csv(selection: Selection, base: str, _fields: Sequence[str]) -> Iterator[bytes]:
    return csv_parts(_batches(selection, base), selection.metadata(base))


def _batches(selection: Selection, base: str) -> Iterator[pd.DataFrame]:
    if selection.atlas.brought:
        # What a reader brought is at no address.
        return (rows.assign(event_url=None) for rows in selection.batches())
    return (with_urls(rows, base) for rows in selection.batches())


_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

FORMATS = {
    row.extension: row
    for row in (
        Format("geojson", "application/geo+json", "/api/events.geojson", _geojson, fields=PROPERTIES),
        Format("csv", "text/csv", "/api/events.csv", _csv, "; charset=utf-8; header=present"),
        Format("svg", "image/svg+xml", "/figure.svg", None),
        Format("png", "image/png", "/figure.png", None),
        Format("pdf", "application/pdf", "/figure.pdf", None),
        Format("pptx", _SLIDES, "/briefing.pptx", None),
    )
}
"""Every form by its extension, in the order of the buttons."""
WRITTEN = tuple(row for row in FORMATS.values() if row.write)
"""Forms that are rows to bytes."""
DRAWN = tuple(row for row in FORMATS.values() if not row.write)
"""Forms that workers draw."""
