"""The route of what a reader measures."""

import pytest
import shapely
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.lines.geodesic import WGS84

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test")
QUERY = "point=126.7,37.9&point=126.9779,37.5663&target=mdl&target=nll&ring=10"


def features(query: str, role: str) -> list[dict]:
    answer = CLIENT.get(f"/api/measure.geojson?{query}")
    assert answer.status_code == 200
    return [one for one in answer.json()["features"] if one["properties"]["role"] == role]


def test_everything_that_is_measured_is_a_feature_with_its_role():
    counts = {role: len(features(QUERY, role)) for role in ("point", "leg", "nearest", "ring")}
    assert counts == {"point": 2, "leg": 1, "nearest": 4, "ring": 1}
    assert CLIENT.get("/api/measure.geojson").json()["features"] == []


def test_a_line_to_the_nearest_point_is_as_long_as_it_says():
    for one in features(QUERY, "nearest"):
        length_m = WGS84.line_length(*zip(*one["geometry"]["coordinates"], strict=True))
        # Six decimals are 0.1 m at either end.
        assert length_m == pytest.approx(one["properties"]["distance_m"], abs=0.3)


def test_every_geometry_is_valid_with_at_most_six_decimals():
    for role in ("point", "leg", "nearest", "ring", "event"):
        for one in features(QUERY, role):
            shape = shapely.geometry.shape(one["geometry"])
            assert shape.is_valid
            corners = shapely.get_coordinates(shape)
            assert (corners.round(6) == corners).all()


def test_the_ring_counts_its_events():
    (ring,) = features(QUERY, "ring")
    events = features(QUERY, "event")
    assert ring["properties"]["radius_m"] == 10_000
    assert ring["properties"]["events_possible"] == len(events)
    assert ring["properties"]["events"] == sum(one["properties"]["inside"] for one in events)
    for one in events:
        shape = shapely.geometry.shape(ring["geometry"])
        if abs(one["properties"]["distance_m"] - 10_000) > 5:
            assert shape.contains(shapely.geometry.shape(one["geometry"])) == one["properties"]["inside"]


def test_the_filter_holds_for_the_ring():
    events = features(f"{QUERY}&category=maritime", "event")
    assert {one["properties"]["category"] for one in events} <= {"maritime"}
    assert len(events) < len(features(QUERY, "event"))


def test_it_tells_where_it_is_from():
    metadata = CLIENT.get(f"/api/measure.geojson?{QUERY}").json()["metadata"]
    assert metadata["url"] == f"http://atlas.test/measure?{QUERY}"
    assert "measured from 2 points" in metadata["citation"]


def test_a_download_has_a_name():
    answer = CLIENT.get(f"/api/measure.geojson?{QUERY}&download=1")
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.headers["content-type"] == "application/geo+json"


def test_a_bad_address_gets_400_with_all_its_problems():
    answer = CLIENT.get("/api/measure.geojson?point=zz&target=q&ring=0&ring=3&nope=1&type=x")
    assert answer.status_code == 400
    wheres = [problem["where"] for problem in answer.json()["problems"]]
    assert sorted(wheres) == sorted(["nope", "type", "ring", "point 1", "target"])
