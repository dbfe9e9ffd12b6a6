"""The columns that a table of events has wherever it lies: those of the catalogue, and what a snapshot adds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from geo.catalogue import codebook
from geo.errors import Problem
from geo.lines.boundaries import load_boundaries

PUBLISHED_DISTANCES = {
    "distance_mdl_m": "mdl",
    "distance_dmz_m": "dmz",
    "distance_nll_m": "nll",
    "distance_west_sea_claim_m": "dprk-line-1999",
    "distance_kaesong_m": "kaesong",
    "distance_seoul_m": "seoul",
    "distance_pyongyang_m": "pyongyang",
}
"""Column of a download and the boundary it measures. The claim counts its three published points only."""

PLACED = ("exact", "near", "area")
"""Values of ``location_precision`` whose point is a place of the event, the best first."""
BADGED = ("along", "within", "issued", "abroad")
"""Those without a point: the event is told at the line, area, capital or place abroad that ``place_id`` names."""
PRECISIONS = (*PLACED, *BADGED)
"""Both, the best first."""

OTHER = "other"
"""Stands for the category of what a reader brought and no category of ours fits: there the column is null."""

ADDED = {
    "nth": "integer",
    "first_day": "day",
    "last_day": "day",
    "date_text": "string",
    "place_kind": "string",
    "mdl_side": "string",
    "location_error_m": "number",
    "answered_by": "list",
    "agreements_in_force": "list",
    "inside": "list",
    "sources": "reports",
    "text": "string",
    "mercator_x": "number",
    "mercator_y": "number",
}
"""What a snapshot adds to the catalogue beside the distances, and its type.

``nth`` is the place in time, by date and id; ``sources`` is JSON as `geo.catalogue.reports.to_text` writes it;
``text`` is what ``q`` looks through, `folded`; ``mercator_x`` runs from 0 at 180 W to 1 eastward, ``mercator_y`` from 0
at the north of a web map to 1 southward; lists are written by `joined`.
"""


OPTIONAL = ("title_ko", "summary_ko", "counterclaim_ko", "checked", "checked_against")
"""Columns that a table of events may lack: one that was made before they were columns has null in each."""


@cache
def types() -> dict[str, str]:
    """Return every column and its type: string, date, day, integer, number, list or reports."""
    catalogue = {name: field.type for name, field in codebook.fields().items()}
    metres = {distance_column(key): "number" for key in load_boundaries().index}
    return {**catalogue, **ADDED, **metres}


def missing(where: str, names: Iterable[str]) -> list[Problem]:
    """Return a problem for each column that a table of events lacks.

    Parameters
    ----------
    where : str
        The name of the table.
    names : iterable of str
        The columns that it has.
    """
    enough = {*names, *OPTIONAL}
    lacking = {name: kind for name, kind in types().items() if name not in enough}
    return [
        Problem(
            f"{where} {name}",
            "no such column",
            f"a column of type {kind}, as python -m geo.snapshot makes it",
        )
        for name, kind in lacking.items()
    ]


def distance_column(boundary_id: str) -> str:
    """Return the name of the column of metres to a boundary.

    Examples
    --------
    >>> distance_column("nll-east"), distance_column("dprk-line-1999")
    ('distance_nll_east_m', 'distance_west_sea_claim_m')
    """
    published = {boundary: column for column, boundary in PUBLISHED_DISTANCES.items()}
    return published.get(boundary_id, f"distance_{boundary_id.replace('-', '_')}_m")


def folded(text: str) -> str:
    """Return a text as ``q`` compares it.

    Case, width and diacritics are folded, apostrophes left out, dashes and other punctuation are blanks, and a blank is one.

    Examples
    --------
    >>> folded("Straße"), folded("P’yŏngyang, ＤＭＺ"), folded("Kim Jong-un")
    ('strasse', 'pyongyang dmz', 'kim jong un')
    """
    wide = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold()
    marked = unicodedata.normalize("NFKD", wide)
    bare = "".join(sign for sign in marked if not unicodedata.combining(sign))
    # Hangul has come apart into its letters, which are no marks.
    return " ".join(unicodedata.normalize("NFC", bare).translate(_BLANKS).split())


_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼʻ`´＇"))


class _Blanks(dict[int, str]):
    """A blank in place of each sign that is neither letter nor number nor picture."""

    def __missing__(self, sign: int) -> str:
        kind = unicodedata.category(chr(sign))
        self[sign] = " " if kind[0] in "PZC" or kind in ("Sm", "Sk", "Sc") else chr(sign)
        return self[sign]


_BLANKS = _Blanks()


def joined(ids: Iterable[str]) -> str:
    """Return ids as one text in which each is found between semicolons; empty for none.

    Examples
    --------
    >>> joined(("cma", "basic-agreement")), joined(())
    (';cma;basic-agreement;', '')
    """
    listed = ";".join(ids)
    return f";{listed};" if listed else ""
