"""Rows as GeoJSON."""

import geopandas as gpd
import pytest

from geo.atlas.load import load_atlas
from geo.formats.formats import FORMATS
from geo.lines.places import load_places
from geo.query.filter import EventFilter


def test_geopandas_reads_what_is_written(tmp_path):
    everything = load_atlas().selection(EventFilter())
    path = tmp_path / "events.geojson"
    path.write_bytes(FORMATS["geojson"].make(everything, "http://atlas.test"))
    read = gpd.read_file(path)
    assert len(read) == everything.count
    assert read.crs == "EPSG:4326"
    has_point = everything.rows["lon"].notna().to_numpy()
    assert (read.geometry.notna() == has_point).all()
    wanted = everything.rows["lon"][has_point].tolist()
    assert read.geometry[has_point].x.tolist() == pytest.approx(wanted, abs=1e-6)


def test_joined_to_the_gazetteer_every_event_has_a_geometry(tmp_path):
    everything = load_atlas().selection(EventFilter())
    path = tmp_path / "events.geojson"
    path.write_bytes(FORMATS["geojson"].make(everything, "http://atlas.test"))
    events = gpd.read_file(path)
    places = gpd.GeoSeries(load_places().geometry)
    assert (
        events.geometry.fillna(gpd.GeoSeries(places.reindex(events["place_id"]).to_numpy(), crs=4326))
        .notna()
        .all()
    )
