"""The routes of the distance layer: bands that hold each other, nearest points of what the map draws."""

import numpy as np
import pytest
import shapely
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.methods import Methods
from geo.api.routes import ROUTES
from geo.atlas.load import load_atlas
from geo.lines.bands import EDGE_M
from geo.lines.measure import measure
from geo.query.filter import EventFilter

CLIENT = TestClient(Methods(Starlette(routes=ROUTES)), base_url="http://atlas.test")
ATLAS = load_atlas()


def test_bands_are_areas_that_hold_each_other_and_say_what_they_are():
    answer = CLIENT.get("/api/bands.geojson?id=nll&km=40,5,10")
    assert answer.headers["content-type"].startswith("application/geo+json")
    features = answer.json()["features"]
    assert [feature["properties"]["within_km"] for feature in features] == [5, 10, 40]
    assert [feature["id"] for feature in features] == ["nll-5km", "nll-10km", "nll-40km"]
    areas = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    assert areas[1].contains(areas[0])
    assert areas[2].contains(areas[1])
    assert {feature["properties"]["of"] for feature in features} == {"nll"}
    assert {feature["properties"]["name"] for feature in features} == {"Northern Limit Line (West Sea)"}


def test_what_is_sent_lies_where_it_says():
    (feature,) = CLIENT.get("/api/bands.geojson?id=mdl&km=10").json()["features"]
    edge = shapely.get_coordinates(shapely.geometry.shape(feature["geometry"]))
    distance_m = measure(*edge.T, ATLAS.boundaries.geometry.loc[["mdl"]]).distance_m
    assert np.abs(distance_m - 10_000).max() <= EDGE_M
    assert feature["properties"]["edge_m"] == EDGE_M
    assert feature["properties"]["licence"] == "ODbL-1.0"


def test_without_a_wish_the_bands_are_those_of_the_map():
    features = CLIENT.get("/api/bands.geojson?id=seoul").json()["features"]
    assert [feature["properties"]["within_km"] for feature in features] == [5, 10, 20, 40]


@pytest.mark.parametrize(
    "query", ["", "from=2010-01-01&to=2010-12-31", "q=zzzzzz", "category=maritime&bbox=124,37,126,39"]
)
def test_every_drawn_event_has_its_nearest_point(query):
    table = CLIENT.get(f"/api/nearest.json?id=dprk-line-1999&{query}").json()
    pairs = [tuple(pair.split("=", 1)) for pair in query.split("&") if pair]
    selection = ATLAS.selection(EventFilter.from_query(pairs, ATLAS.boundary_ids))
    assert len(table["columns"]["id"]) == selection.placed
    assert {len(column) for column in table["columns"].values()} == {selection.placed}
    told = CLIENT.get(f"/api/events.geojson?fields=distance_west_sea_claim_m&{query}").json()["features"]
    distance_m = {feature["id"]: feature["properties"]["distance_west_sea_claim_m"] for feature in told}
    for key, metres in zip(table["columns"]["id"], table["columns"]["distance_m"], strict=True):
        assert abs(metres - distance_m[key]) <= 1


def test_the_shelling_of_2010_and_both_lines():
    event = "2010-11-23-bombardment-of-yeonpyeong"
    found = {}
    for line in ("nll", "dprk-line-1999"):
        columns = CLIENT.get(f"/api/nearest.json?id={line}&from=2010-11-23&to=2010-11-23").json()["columns"]
        at = columns["id"].index(event)
        found[line] = {name: column[at] for name, column in columns.items()}
    assert round(found["nll"]["distance_m"] / 1000) == 3
    assert round(found["dprk-line-1999"]["distance_m"] / 1000) == 43
    # Known to 10 km, it may lie in any of the three nearest bands.
    assert [found["nll"][name] for name in ("band", "first", "last")] == [0, 0, 2]


def test_what_is_wrong_is_told_all_at_once():
    for path in ("bands.geojson", "nearest.json"):
        answer = CLIENT.get(f"/api/{path}?id=moon&km=0&nope=1")
        assert answer.status_code == 400
        assert {problem["where"] for problem in answer.json()["problems"]} == {"id", "km", "nope"}
        assert CLIENT.get(f"/api/{path}").json()["problems"][0]["where"] == "id"
        assert CLIENT.get(f"/api/{path}?id=mdl&id=nll").status_code == 400


@pytest.mark.parametrize("path", ["/api/bands.geojson?id=nll", "/api/nearest.json?id=nll"])
def test_an_answer_can_be_kept_and_read_from_other_sites(path):
    first = CLIENT.get(path, headers={"Origin": "https://example.org"})
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.headers["content-encoding"] == "gzip"
    assert CLIENT.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
