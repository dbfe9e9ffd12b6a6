"""What the routes of action and reaction answer, and that it is what the library says."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.methods import Methods
from geo.api.routes import ROUTES
from geo.atlas.load import load_atlas
from geo.atlas.metadata import LICENCE
from geo.escalation.chains import atlas_links
from geo.query.filter import EventFilter

ATLAS = load_atlas()
SUMMER = "from=2024-05-01&to=2024-07-31"


@pytest.fixture(scope="module")
def client():
    with TestClient(Methods(Starlette(routes=ROUTES))) as asked:
        yield asked


def selection(**query):
    return ATLAS.selection(EventFilter.from_query(query.items(), ATLAS.boundary_ids))


def test_chains_json_holds_every_chain_with_its_events_and_links(client):
    told = client.get("/api/chains.json").json()
    assert told["summary"]["chains"] == len(told["chains"])
    assert (
        told["summary"]["links"]
        == sum(len(chain["links"]) for chain in told["chains"])
        == len(atlas_links(ATLAS))
    )
    for chain in told["chains"]:
        ids = [event["id"] for event in chain["events"]]
        assert [event["step"] for event in chain["events"]] == list(range(1, len(ids) + 1))
        assert chain["id"] == ids[0]
        assert set(chain["roots"]) <= set(ids)
        for link in chain["links"]:
            assert ids.index(link["cause"]) < ids.index(link["answer"])
            assert link["url"].startswith("http")


def test_chains_json_names_its_filter_version_licence_and_method(client):
    metadata = client.get(f"/api/chains.json?{SUMMER}").json()["metadata"]
    assert metadata["url"].endswith(f"/escalation?{SUMMER}")
    assert metadata["data_version"] == ATLAS.data_version
    assert metadata["licence"] == LICENCE
    assert "days run" in metadata["method"].lower()


def test_the_longest_chain_is_that_of_the_summary(client):
    told = client.get("/api/chains.json").json()
    assert told["summary"]["longest"]["links"] == max(chain["length"] for chain in told["chains"])


def test_a_filter_keeps_links_that_touch_it_and_marks_what_lies_outside(client):
    told = client.get("/api/chains.json?type=balloon-launch").json()
    chosen = set(selection(type="balloon-launch").rows.index)
    for chain in told["chains"]:
        assert any(event["in_filter"] for event in chain["events"])
        assert {event["id"] for event in chain["events"] if event["in_filter"]} <= chosen
        assert all(link["cause"] in chosen or link["answer"] in chosen for link in chain["links"])


@pytest.mark.parametrize(
    ("query", "where"),
    [("nonsense=1", "nonsense"), ("type=nothing", "type"), ("agreement=peace", "agreement")],
)
def test_a_bad_filter_of_chains_is_refused(client, query, where):
    answer = client.get(f"/api/chains.json?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["problems"][0]["where"] == where


def test_as_of_cites_itself(client):
    metadata = client.get("/api/as-of.json?date=2024-06-09").json()["metadata"]
    assert metadata["url"].endswith("/escalation?asof=2024-06-09")
    assert "as of 9 June 2024" in metadata["citation"]
    assert metadata["data_version"] == ATLAS.data_version
    assert metadata["licence"] == LICENCE


def test_as_of_says_who_holds_what(client):
    told = client.get("/api/as-of.json?date=2023-12-01").json()
    cma = next(one for one in told["agreements"] if one["id"] == "cma")
    assert (cma["in_force"], cma["held_by"]) == (True, ["rok"])
    assert {zone["id"]: zone["held_by"] for zone in told["zones"]}["cma-sea-west"] == ["rok"]
    assert {(one["party"], one["state"]) for one in cma["standings"]} == {
        ("rok", "partly-suspended"),
        ("dprk", "not-binding"),
    }
    zones = {zone["id"]: zone["in_force"] for zone in told["zones"]}
    assert zones["cma-sea-west"]
    assert not zones["cma-nfz-uav"]


@pytest.mark.parametrize(
    ("day", "zones"),
    [
        ("2018-10-15", set()),
        (
            "2018-12-01",
            {"ground", "sea-west", "sea-east", "nfz-fixed-wing", "nfz-rotary-wing", "nfz-uav", "nfz-balloon"},
        ),
        ("2023-12-01", {"ground", "sea-west", "sea-east"}),
        ("2024-06-05", set()),
        ("2025-07-01", set()),
    ],
)
def test_the_zones_of_2018_in_force_on_a_day(client, day, zones):
    told = client.get(f"/api/as-of.json?date={day}").json()
    held = {
        zone["id"].removeprefix("cma-")
        for zone in told["zones"]
        if zone["in_force"] and zone["id"].startswith("cma")
    }
    # On 22 November 2023 only the DPRK still held to the no-fly zones, and left them the next day.
    assert held == zones


def test_as_of_a_point_tells_which_zones_hold_it(client):
    address = "/api/as-of.json?lon=125.7&lat=37.62&type=artillery&date="
    january, june = (client.get(address + day).json() for day in ("2024-01-05", "2018-06-01"))
    assert "cma-sea-west" in january["inside"]
    assert "cma-sea-west" not in june["inside"]
    assert {zone["id"] for zone in june["around"]} >= {"cma-sea-west"}


@pytest.mark.parametrize(
    ("query", "wheres"),
    [
        ("", ["date"]),
        ("date=5/6/2024", ["date"]),
        ("date=2024-06-05&lon=127", ["lat"]),
        ("date=2024-06-05&lon=east&lat=91", ["lon", "lat"]),
        ("date=2024-06-05&date=2024-06-06", ["date"]),
        ("date=2024-06-05&type=peace&colour=red", ["colour", "type"]),
    ],
)
def test_a_bad_day_or_point_is_refused_with_every_problem(client, query, wheres):
    answer = client.get(f"/api/as-of.json?{query}")
    assert answer.status_code == 400
    assert [problem["where"] for problem in answer.json()["problems"]] == wheres


def test_the_routes_can_be_cached_and_read_by_other_sites(client):
    for path in ("/api/chains.json", "/api/as-of.json?date=2024-06-05"):
        first = client.get(path, headers={"Origin": "https://example.org"})
        assert first.headers["access-control-allow-origin"] == "*"
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304


def test_an_event_tells_its_links_agreements_and_zones(client):
    told = client.get("/api/events/2024-01-05-dprk-artillery-200").json()["properties"]
    assert "2024-01-05-rok-marines-fire-back" in told["answered_by"]
    assert "cma" in told["agreements_in_force"]
    assert "cma-sea-west" in told["inside"]
    assert told["zones"][0]["sentence"].startswith("CMA sea buffer")


def test_agreement_in_the_filter_keeps_only_events_while_it_was_in_force(client):
    days = [
        event["properties"]["date"]
        for event in client.get("/api/events.geojson?agreement=cma").json()["features"]
    ]
    assert days
    assert min(days) >= "2018-10-01"
    assert max(days) < "2024-06-04"
    assert "while the CMA was in force" in selection(agreement="cma").text
