"""What a reader brought is answered to the map of their session alone."""

import csv
import gc
import io
from collections import Counter

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.api.watch import route_name
from geo.atlas.load import load_atlas
from geo.brought.beside import beside
from geo.brought.held import room_of
from geo.formats.formats import WRITTEN
from geo.query.columns import OTHER
from tests.geo.brought import invented
from tests.geo.brought.control import read

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test")
NAMES = (
    "files/events.csv",
    "files/own-rows.csv",
    "events.geojson",
    "marks.json?zoom=7&bbox=123,33,132,43",
    "nearest.json?id=mdl",
)


@pytest.fixture(scope="module")
def room():
    told = read(invented.table("ucdp", 300)[0])
    return room_of(told.atlas, told)


@pytest.fixture(scope="module")
def atlas(room):
    return room.atlas


@pytest.fixture(scope="module")
def both(room):
    return room_of(beside(room.atlas, load_atlas()).atlas, room.read)


def test_the_map_gets_what_can_stand_on_it_and_the_kind_that_is_not_ours(room, atlas):
    features = CLIENT.get(f"{room.path}/events.geojson?fields=title&v=1").json()["features"]
    assert len(features) == atlas.events["lon"].notna().sum()
    assert {feature["properties"]["category"] for feature in features} == {OTHER}


def test_cells_count_every_row_that_has_a_place(room, atlas):
    body = CLIENT.get(f"{room.path}/marks.json?zoom=7&bbox=123,33,132,43").json()
    assert body["metadata"]["placed"] == atlas.events["lon"].notna().sum()
    assert {body["categories"][spot[4]] for spot in body["spots"]} == {OTHER}


def test_one_row_has_its_distances(room, atlas):
    placed = atlas.events[atlas.events["lon"].notna()].index[0]
    told = CLIENT.get(f"{room.path}/events/{placed}").json()["properties"]
    assert {row["to"] for row in told["distances"]} == set(atlas.boundary_ids)
    assert CLIENT.get(f"{room.path}/events/none").status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_nobody_keeps_an_answer_and_no_other_site_reads_it(room, name):
    answer = CLIENT.get(f"{room.path}/{name}", headers={"Origin": "https://other.example"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("name", [*NAMES, "events/any"])
def test_without_the_token_there_is_nothing(name):
    assert CLIENT.get(f"/brought/{'A' * 32}/{name}").status_code == 404


def test_two_tokens_have_nothing_in_common_and_are_long(room):
    one, other = (room_of(room.atlas, room.read).path.rpartition("/")[2] for _ in range(2))
    assert one != other
    assert min(len(one), len(other)) >= 32


def test_with_the_session_the_rows_are_gone():
    told = read(invented.table("cns", 20)[0])
    path = room_of(told.atlas, told).path
    gc.collect()
    assert CLIENT.get(f"{path}/events.geojson").status_code == 404


def test_the_log_names_the_route_and_not_the_token(room):
    assert route_name(f"{room.path}/events.geojson") == "/brought/{token}/events.geojson"


def test_beside_the_catalogue_the_map_is_told_whose_each_row_is(room, both):
    features = CLIENT.get(f"{both.path}/events.geojson").json()["features"]
    origins = Counter(feature["properties"]["origin"] for feature in features)
    assert origins == {"catalogue": load_atlas().total, "own": room.atlas.events["lon"].notna().sum()}


def test_cells_take_the_catalogue_and_a_readers_rows_apart(room, both):
    body = CLIENT.get(f"{both.path}/marks.json?zoom=5&bbox=123,33,132,43").json()
    counts = [sum(spot[5::2]) for spot in body["spots"]]
    assert sum(counts[at] for at in body["own"]) == room.atlas.events["lon"].notna().sum()
    assert "own" not in CLIENT.get(f"{room.path}/marks.json?zoom=5&bbox=123,33,132,43").json()


def test_a_file_of_both_tells_of_each_row_whose_it_is_and_under_what_licence(room, both):
    answer = CLIENT.get(f"{both.path}/files/events.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    told = {(row["origin"], row["licence"], bool(row["event_url"])) for row in rows}
    assert told == {("catalogue", "CC-BY-4.0", True), ("own", "", False)}
    assert len(rows) == room.atlas.total + load_atlas().total
    assert "mdl-atlas_both" in answer.headers["content-disposition"]


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.extension)
def test_every_form_is_a_file_of_the_session(both, form):
    answer = CLIENT.get(f"{both.path}/files/events.{form.extension}?q=invented")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(form.media_type)
    assert answer.headers["content-disposition"].endswith(f'.{form.extension}"')
