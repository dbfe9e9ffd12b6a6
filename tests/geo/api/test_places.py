"""The gazetteer as a download: joined to the events it gives each of them a geometry, in the tools of the field too."""

import re
from pathlib import Path

import geopandas as gpd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.lines.places import kinds, load_places, schema_fields
from geo.query.columns import BADGED

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test")
PLACES = "/api/places.geojson"
README = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
JOIN = re.search(r"```python\n(import geopandas\n\nsite = .*?)```", README, re.DOTALL)[1]
"""What the README tells to run in geopandas."""
SITE = re.search(r'^site = "(.*)"$', JOIN, re.MULTILINE)[1]
AREAS = ("sea", "zone", "sector", "line", "coast", "airspace", "country", "province")
MOST_AT_ONE_POINT = 2
"""Events at one point that is named after an area: a third one is a stand-in."""


@pytest.fixture(scope="module")
def collections():
    return {name: CLIENT.get(f"/api/{name}.geojson").json() for name in ("events", "places")}


@pytest.fixture(scope="module")
def downloads(tmp_path_factory):
    """A folder with both files at the paths of their routes."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "api").mkdir()
    for name in ("events", "places"):
        (folder / "api" / f"{name}.geojson").write_bytes(CLIENT.get(f"/api/{name}.geojson").content)
    return folder


def test_every_event_has_a_geometry_of_its_own_or_that_of_its_place(collections):
    places = {place["id"]: place["geometry"] for place in collections["places"]["features"]}
    for event in collections["events"]["features"]:
        assert places[event["properties"]["place_id"]] is not None, event["id"]


def test_an_event_has_no_geometry_exactly_where_it_has_no_point(collections):
    for event in collections["events"]["features"]:
        without = event["properties"]["location_precision"] in BADGED
        assert (event["geometry"] is None) == without, event["id"]


def test_no_point_stands_for_an_area(collections):
    at: dict[tuple, list[str]] = {}
    for event in collections["events"]["features"]:
        if event["geometry"] and event["properties"]["place_kind"] in AREAS:
            at.setdefault(tuple(event["geometry"]["coordinates"]), []).append(event["id"])
    assert at
    assert not [events for events in at.values() if len(events) > MOST_AT_ONE_POINT]


def test_a_place_tells_all_that_the_codebook_names_with_the_label_of_its_kind(collections):
    named = [field["name"] for field in schema_fields()]
    required = [field["name"] for field in schema_fields() if field.get("constraints", {}).get("required")]
    assert len(collections["places"]["features"]) == len(load_places())
    for place in collections["places"]["features"]:
        properties = place["properties"]
        kind = kinds()[properties["kind"]]
        assert [name for name in properties if not name.startswith("kind_")] == named
        assert all(properties[name] for name in required), place["id"]
        assert (properties["kind_label"], properties["kind_label_ko"]) == (kind["label"], kind["label_ko"])
        assert place["id"] == properties["id"]


def test_the_words_of_a_place_are_those_of_its_codebook():
    vocabularies = {field["name"]: field["categories"] for field in schema_fields() if "categories" in field}
    assert set(vocabularies) == {"kind", "mdl_side", "element", "licence"}
    for name, words in vocabularies.items():
        assert set(load_places()[name].dropna()) == {word["value"] for word in words}
        for word in words:
            assert word["label"]
            assert word["label_ko"]
            assert word["description"].endswith(".")
            assert word["description_ko"].endswith(".")


def test_the_codebook_of_the_routes_explains_places_and_their_kinds():
    book = CLIENT.get("/api/schema.json").json()
    (kind,) = (field for field in book["fields"] if field["name"] == "place_kind")
    assert [word["value"] for word in kind["categories"]] == list(kinds())
    assert all(field["title_ko"] and field["description_ko"] for field in (*book["fields"], *book["places"]))
    assert [field["name"] for field in book["places"]] == [field["name"] for field in schema_fields()]


def test_some_places_can_be_asked_for_by_id():
    answer = CLIENT.get(f"{PLACES}?id=panmunjom&id=mdl&v=1")
    assert [place["id"] for place in answer.json()["features"]] == ["mdl", "panmunjom"]
    unknown = CLIENT.get(f"{PLACES}?id=atlantis&id=mdl")
    assert unknown.status_code == 404
    assert "atlantis" in unknown.json()["detail"]
    assert CLIENT.get(f"{PLACES}?nope=mdl").status_code == 400


def test_an_unchanged_gazetteer_is_not_sent_twice():
    first = CLIENT.get(PLACES)
    assert first.headers["content-type"] == "application/geo+json"
    assert CLIENT.get(PLACES, headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_what_the_readme_tells_to_run_gives_every_event_a_geometry(downloads):
    ran: dict = {}
    exec(JOIN.replace(SITE, str(downloads)).replace('"events.gpkg"', f'"{downloads}/events.gpkg"'), ran)
    events = ran["events"]
    assert events.geometry.notna().all()
    assert events.crs.to_epsg() == 4326
    read = gpd.read_file(downloads / "events.gpkg", layer="events")
    assert read["id"].tolist() == events["id"].tolist()
    assert read.geometry.geom_equals_exact(events.geometry, 1e-9).all()
    assert {"Point", "LineString", "Polygon", "MultiPolygon"} <= set(read.geom_type)
    placed = gpd.read_file(downloads / "events.gpkg", layer="places")
    assert placed["id"].tolist() == load_places().index.tolist()
    assert placed["name_ko"].tolist() == load_places()["name_ko"].tolist()
