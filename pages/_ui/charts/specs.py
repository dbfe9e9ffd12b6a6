"""Charts as Vega-Lite specs: plain values that are made once and drawn for every reader.

Altair holds a chart against its schema whenever it is turned into a spec, which takes longer than all else of a
rerun. Here it does not: tests/pages/charts holds every chart of the pages against that schema.
"""

from __future__ import annotations

import hashlib
from typing import Any

import altair as alt
import pandas as pd
import pyarrow as pa

Spec = dict[str, Any]

KEPT = 64
"""Specs of one kind of chart that are kept: as many as there are selections."""

# Streamlit has its own look for charts, and would set this for the time of each one.
alt.theme.enable("none")


def spec_of(chart: alt.Chart | alt.LayerChart) -> Spec:
    """Return what Streamlit draws of a chart whose fields all name their type; its tables become Arrow bytes."""
    datasets: dict[str, bytes] = {}
    return {**_named(chart, datasets).to_dict(validate=False), "datasets": datasets}


def _named(chart: alt.Chart | alt.LayerChart, datasets: dict[str, bytes]) -> alt.Chart | alt.LayerChart:
    """Return a chart whose tables are named by what they hold, and put them among the datasets."""
    named = chart.copy(deep=False)
    if isinstance(chart, alt.LayerChart):
        named.layer = [_named(layer, datasets) for layer in chart.layer]
    if isinstance(chart.data, pd.DataFrame):
        table = arrow_bytes(chart.data)
        name = hashlib.sha256(table).hexdigest()[:32]
        datasets[name] = table
        named.data = alt.NamedData(name=name)
    return named


def arrow_bytes(rows: pd.DataFrame) -> bytes:
    """Return a table as an Arrow stream."""
    table = pa.Table.from_pandas(rows)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue().to_pybytes()
