"""What a reader brought is answered to the map of their session alone."""

import gc

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.api.watch import route_name
from geo.brought.held import room_of
from geo.query.columns import OTHER
from tests.geo.brought import invented
from tests.geo.brought.control import read

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test")
NAMES = ("events.geojson", "marks.json?zoom=7&bbox=123,33,132,43", "nearest.json?id=mdl")


@pytest.fixture(scope="module")
def atlas():
    return read(invented.table("ucdp", 300)[0]).atlas


def test_the_map_gets_what_can_stand_on_it_and_the_kind_that_is_not_ours(atlas):
    features = CLIENT.get(f"{room_of(atlas)}/events.geojson?fields=title&v=1").json()["features"]
    assert len(features) == atlas.events["lon"].notna().sum()
    assert {feature["properties"]["category"] for feature in features} == {OTHER}


def test_cells_count_every_row_that_has_a_place(atlas):
    body = CLIENT.get(f"{room_of(atlas)}/marks.json?zoom=7&bbox=123,33,132,43").json()
    assert body["metadata"]["placed"] == atlas.events["lon"].notna().sum()
    assert {body["categories"][spot[4]] for spot in body["spots"]} == {OTHER}


def test_one_row_has_its_distances(atlas):
    placed = atlas.events[atlas.events["lon"].notna()].index[0]
    told = CLIENT.get(f"{room_of(atlas)}/events/{placed}").json()["properties"]
    assert {row["to"] for row in told["distances"]} == set(atlas.boundary_ids)
    assert CLIENT.get(f"{room_of(atlas)}/events/none").status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_nobody_keeps_an_answer_and_no_other_site_reads_it(atlas, name):
    answer = CLIENT.get(f"{room_of(atlas)}/{name}", headers={"Origin": "https://other.example"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("name", [*NAMES, "events/any"])
def test_without_the_token_there_is_nothing(name):
    assert CLIENT.get(f"/brought/{'A' * 32}/{name}").status_code == 404


def test_two_tokens_have_nothing_in_common_and_are_long(atlas):
    one, other = (room_of(atlas).rpartition("/")[2] for _ in range(2))
    assert one != other
    assert min(len(one), len(other)) >= 32


def test_with_the_session_the_rows_are_gone():
    room = room_of(read(invented.table("cns", 20)[0]).atlas)
    gc.collect()
    assert CLIENT.get(f"{room}/events.geojson").status_code == 404


def test_the_log_names_the_route_and_not_the_token(atlas):
    assert route_name(f"{room_of(atlas)}/events.geojson") == "/brought/{token}/events.geojson"
