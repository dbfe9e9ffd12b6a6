"""Versions of the catalogue that were published before: kept as they were measured, one file each in ``data/versions``."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geo.catalogue.history import versions
from geo.errors import UnknownIdError
from geo.query.columns import types
from geo.settings import DATA
from geo.snapshot.columns import KINDS, SEARCHED, arrow_type, mercator, searched_text

FOLDER = DATA / "versions"
MADE_AGAIN = ("geometry", "mercator_x", "mercator_y", "text")
"""Columns that follow from others: they are not kept."""


def archived() -> tuple[str, ...]:
    """Return the versions that are kept, the oldest first."""
    return tuple(one.version for one in versions() if _path(one.version).is_file())


def archive(events: Path, version: str) -> Path:
    """Keep a version; run it before the catalogue is changed: ``python -m geo.snapshot --archive``.

    Parameters
    ----------
    events : Path
        The GeoParquet file of its snapshot.
    version : str

    Returns
    -------
    Path
        The file, some 0.4 MB for 1,000 events.
    """
    held = pq.read_table(events)
    FOLDER.mkdir(exist_ok=True)
    kept = held.drop_columns([name for name in MADE_AGAIN if name in held.column_names])
    pq.write_table(
        kept.replace_schema_metadata(None), _path(version), compression="zstd", compression_level=19
    )
    return _path(version)


def open_archived(version: str) -> pa.Table:
    """Return the rows of a version in order of time, with the columns of today: what it had not is null.

    Raises
    ------
    UnknownIdError
        If it is not kept; the error names those that are.
    """
    if version not in archived():
        raise UnknownIdError("kept_version", version, allowed=archived())
    held = pq.read_table(_path(version))
    for name, kind in types().items():
        if name not in held.column_names and name not in MADE_AGAIN:
            held = held.append_column(name, pa.nulls(len(held), arrow_type(kind)))
    x, y = mercator(*(held.column(name).to_numpy() for name in ("lon", "lat")))
    text = searched_text(held.select([*SEARCHED, *KINDS]).to_pydict())
    for name, values in (("text", text), ("mercator_x", x), ("mercator_y", y)):
        held = held.append_column(name, pa.array(values, from_pandas=True))
    return held


def _path(version: str) -> Path:
    return FOLDER / f"{version}.parquet"
