"""GeoJSON of many events: ours beside `GeoDataFrame.to_json`, in one run.

The same properties either way. Days are ISO text beforehand, since `to_json` raises on dates; it also prints 15
decimals and no metadata.
"""

from __future__ import annotations

from time import perf_counter

import numpy as np

from geo.atlas.fields import PROPERTIES
from geo.atlas.load import served
from geo.formats.geojson import geojson
from geo.formats.rows import with_days, with_urls, with_whole
from geo.query.filter import EventFilter

BASE = "http://127.0.0.1"


def run(n_events: int = 100_000) -> dict[str, float]:
    """Time both ways on rows drawn from the catalogue; seconds and bytes."""
    selection = served().selection(EventFilter())
    drawn = np.random.default_rng(1953).integers(selection.count, size=n_events)
    rows = with_days(with_urls(selection.to_geodataframe(), BASE)).iloc[drawn]
    rows.index = [f"{key}-{at}" for at, key in enumerate(rows.index)]
    metadata = selection.metadata(BASE)

    start = perf_counter()
    ours = b"".join(geojson([rows], metadata))
    ours_s = perf_counter() - start

    start = perf_counter()
    # Reports are lists of objects, which the plain way cannot write.
    names = [*(name for name in PROPERTIES if name != "sources"), "geometry"]
    plain = with_whole(rows, metadata).rename_axis("id").reset_index()[names].to_json()
    plain_s = perf_counter() - start

    return {
        "events": n_events,
        "plain_s": plain_s,
        "ours_s": ours_s,
        "plain_bytes": len(plain.encode()),
        "ours_bytes": len(ours),
    }
