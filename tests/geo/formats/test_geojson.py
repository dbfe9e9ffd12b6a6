"""Rows as GeoJSON."""

import geopandas as gpd
import pytest

from geo.atlas.load import load_atlas
from geo.formats.formats import FORMATS
from geo.query.filter import EventFilter


def test_geopandas_reads_what_is_written(tmp_path):
    everything = load_atlas().selection(EventFilter())
    path = tmp_path / "events.geojson"
    path.write_bytes(FORMATS["geojson"].make(everything, "http://atlas.test"))
    read = gpd.read_file(path)
    assert len(read) == everything.count
    assert read.crs == "EPSG:4326"
    assert read.geometry.x.tolist() == pytest.approx(everything.rows["lon"].tolist(), abs=1e-6)
