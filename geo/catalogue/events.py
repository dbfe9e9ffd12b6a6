"""The catalogue of events: one row, one happening."""

from __future__ import annotations

import hashlib
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.catalogue import checks, reading, table
from geo.errors import DataError
from geo.settings import DATA

EVENTS_PATH = DATA / "events.csv"


def load_events(path: Path | None = None) -> gpd.GeoDataFrame:
    """Load a catalogue file, refusing it with every problem named when it does not hold.

    Parameters
    ----------
    path : Path, optional
        A CSV file as `geo.catalogue.reading` takes it; the atlas's own catalogue by default.

    Returns
    -------
    GeoDataFrame
        One row an event, index ``id``, ordered by ``date``, then id. The other columns of the schema in its
        order (text as str or None; ``date`` and ``end_date`` as ISO text; ``lat``, ``lon`` float64 in degrees;
        ``deaths``, ``injured``, ``quantity`` Int64; ``responds_to`` and the ``*_of`` columns tuples of str),
        then ``sources`` (tuples of `geo.catalogue.reports.Report`), ``first_day`` and ``last_day`` (datetime64, the
        whole possible span) and ``geometry`` (points, EPSG:4326; None, as ``lat`` and ``lon`` are NaN, for what is
        along, within, issued or abroad).

    Raises
    ------
    DataError
        With one `Problem` for each thing that is wrong: file, line and column, what stands there, the cure.
    """
    path = Path(path or EVENTS_PATH)
    frame, problems = reading.read(path)
    problems += checks.problems(frame, path.name)
    if problems:
        raise DataError(problems)
    frame = frame.join(table.days(frame)).sort_values(["date", "id"]).set_index("id")
    points = gpd.GeoSeries(gpd.points_from_xy(frame["lon"], frame["lat"]), index=frame.index, crs="EPSG:4326")
    return gpd.GeoDataFrame(frame, geometry=points.where(frame["lat"].notna()))


def data_version(events: pd.DataFrame, path: Path | None = None, *others: Path) -> str:
    """Return a name for the state of a catalogue: its newest date and a hash of the bytes that it was read from.

    Parameters
    ----------
    events : DataFrame
        The catalogue as `load_events` returns it.
    path : Path, optional
        The file that it was loaded from; the atlas's own catalogue by default.
    *others : Path
        Files whose bytes also count.

    Examples
    --------
    >>> newest, _, digest = data_version(load_events()).rpartition("-")
    >>> newest == load_events()["date"].max(), len(digest)
    (True, 8)
    """
    files = (Path(path or EVENTS_PATH), *others)
    digest = hashlib.sha256(b"".join(one.read_bytes() for one in files))
    return f"{events['date'].max()}-{digest.hexdigest()[:8]}"
