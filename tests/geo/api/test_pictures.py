"""The routes of a chain as picture and slides: what they are, how they refuse, and that they are kept."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.formats.formats import DRAWN

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test")
LANDMINE = "2015-08-04-dmz-landmine"
SIGNATURES = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "pptx": b"PK"}


@pytest.mark.parametrize("form", DRAWN, ids=lambda form: form.extension)
def test_a_chain_comes_in_every_form_and_the_same_bytes_twice(form):
    address = f"/chain.{form.extension}?chain={LANDMINE}&lang=ko&dpi=72"
    first, again = (CLIENT.get(address) for _ in range(2))
    assert first.status_code == 200
    assert first.headers["content-type"] == form.media_type
    assert first.content.startswith(SIGNATURES[form.extension])
    assert first.content == again.content
    assert CLIENT.get(address, headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_slides_and_asked_for_downloads_have_a_telling_name():
    for address in (f"/chain.pptx?chain={LANDMINE}", f"/chain.svg?chain={LANDMINE}&download=1"):
        name = CLIENT.get(address).headers["content-disposition"]
        assert f"mdl-atlas_chain_{LANDMINE}_" in name
    assert "content-disposition" not in CLIENT.get(f"/chain.svg?chain={LANDMINE}").headers


def test_without_a_chain_those_of_the_filter_are_told():
    svg = CLIENT.get("/chain.svg?from=2015-01-01&to=2015-12-31").text
    assert "chains" in svg or "A chain of" in svg


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("chain=nothing", {"chain"}),
        # An event, but the filter wants neither it nor what it answered.
        (f"chain={LANDMINE}&from=1999-01-01&to=1999-12-31", {"chain"}),
        ("chain=x&size=poster&type=y&colour=red", {"size", "type", "colour"}),
    ],
)
def test_what_cannot_be_read_is_named_in_one_form(query, where):
    answer = CLIENT.get(f"/chain.png?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert {problem["where"] for problem in answer.json()["problems"]} == where


@pytest.mark.parametrize("form", DRAWN, ids=lambda form: form.extension)
def test_what_is_measured_comes_in_every_form_with_a_telling_name(form):
    address = f"/measure.{form.extension}?point=126.7,37.9&target=nll&ring=10&lang=ko&dpi=72&size=square"
    answer = CLIENT.get(f"{address}&download=1")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == form.media_type
    assert answer.content.startswith(SIGNATURES[form.extension])
    assert "mdl-atlas_measured_" in answer.headers["content-disposition"]


def test_what_cannot_be_measured_is_named_all_at_once():
    answer = CLIENT.get("/measure.png?point=the moon&target=x&ring=0&ring=5&size=poster&colour=red")
    assert answer.status_code == 400
    where = {problem["where"] for problem in answer.json()["problems"]}
    assert where == {"point 1", "target", "ring", "size", "colour"}


def test_a_picture_of_a_moment_shows_its_events_and_the_zones_as_they_stood():
    june = CLIENT.get("/api/events.geojson?from=2024-06-01&to=2024-06-30").json()["metadata"]["count"]
    frame = CLIENT.get("/figure.svg?at=2024-06").text
    assert f"{june} of " in frame
    assert "1–30 June 2024" in frame
    assert "CMA" not in frame
    assert "CMA: sea zones" in CLIENT.get("/figure.svg?at=2019-06").text
    assert "CMA" not in CLIENT.get("/figure.svg?at=2019-06&layers=mdl").text


def test_a_moment_outside_the_filter_is_named():
    answer = CLIENT.get("/figure.png?at=2024-06&to=2020-01-01")
    assert answer.status_code == 400
    assert [problem["where"] for problem in answer.json()["problems"]] == ["at"]


@pytest.mark.parametrize("form", DRAWN, ids=lambda form: form.extension)
def test_the_sheet_of_small_maps_comes_in_every_form_and_the_same_bytes_twice(form):
    address = f"/multiples.{form.extension}?from=2024-05-01&to=2024-07-31&dpi=72"
    first, again = (CLIENT.get(address) for _ in range(2))
    assert first.status_code == 200
    assert first.headers["content-type"] == form.media_type
    assert first.content.startswith(SIGNATURES[form.extension])
    assert first.content == again.content
