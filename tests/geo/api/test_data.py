"""The data routes: the contract that scripts and journalists rely on."""

import csv
import io
from dataclasses import asdict

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.methods import Methods
from geo.api.routes import ROUTES
from geo.atlas.load import load_atlas
from geo.catalogue.flat import PARTS, PLACES
from geo.lines.places import load_places
from geo.query.columns import PLACED
from geo.query.filter import EventFilter

CLIENT = TestClient(Methods(Starlette(routes=ROUTES)), base_url="http://atlas.test")
ATLAS = load_atlas()
FILTERS = [
    "",
    "from=2024-05-28&to=2024-11-30&type=balloon-launch",
    "category=maritime&category=incursion&initiator=dprk",
    "near=mdl&within_km=10",
    "q=연평도",
    "bbox=124,37,127,38.5",
    "from=2100-01-01",
]


@pytest.mark.parametrize("query", FILTERS)
def test_geojson_csv_and_the_library_hold_the_same_rows(query):
    collection = CLIENT.get(f"/api/events.geojson?{query}").json()
    table = list(
        csv.DictReader(io.StringIO(CLIENT.get(f"/api/events.csv?{query}").content.decode("utf-8-sig")))
    )
    pairs = [tuple(pair.split("=", 1)) for pair in query.split("&") if pair]
    rows = ATLAS.selection(EventFilter.from_query(pairs, ATLAS.boundary_ids)).rows
    assert [feature["id"] for feature in collection["features"]] == list(rows.index)
    assert [row["id"] for row in table] == list(rows.index)
    assert collection["metadata"]["count"] == len(rows)
    assert collection["metadata"]["total"] == len(ATLAS.events)


def test_a_download_carries_its_own_provenance():
    metadata = CLIENT.get(f"/api/events.geojson?{FILTERS[1]}").json()["metadata"]
    assert metadata["url"] == f"http://atlas.test/?{FILTERS[1]}"
    assert metadata["filter"] == FILTERS[1]
    assert "balloon launch" in metadata["filter_text"]
    assert metadata["data_version"] in metadata["citation"]
    assert metadata["url"] in metadata["citation"]
    assert metadata["licence"] == "CC-BY-4.0"
    assert "geodesic" in metadata["method"].casefold()
    assert all(value not in (None, "") for value in metadata.values())


def test_geojson_is_rfc_7946():
    collection = CLIENT.get("/api/events.geojson").json()
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    for feature in collection["features"]:
        if feature["properties"]["location_precision"] in PLACED:
            lon, lat = feature["geometry"]["coordinates"]
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
            assert round(lon, 6) == lon
        assert isinstance(feature["id"], str)
        assert feature["properties"]["source_url"].startswith("http")


def test_a_month_is_never_printed_as_its_first_day():
    for feature in CLIENT.get("/api/events.geojson").json()["features"]:
        if feature["properties"]["date_precision"] == "month":
            assert not feature["properties"]["date_text"][0].isdigit()


def test_what_has_no_point_has_no_geometry_names_its_place_and_is_not_measured():
    features = CLIENT.get("/api/events.geojson?precision=along&precision=within").json()["features"]
    assert features
    for feature in features:
        assert feature["geometry"] is None
        place = load_places().loc[feature["properties"]["place_id"]]
        assert feature["properties"]["place_kind"] == place["kind"]
        assert feature["properties"]["distance_mdl_m"] is None
        assert feature["properties"]["location_error_m"] is None


def test_a_bad_filter_gets_400_with_all_its_problems():
    answer = CLIENT.get("/api/events.geojson?type=x&from=yesterday&nope=1")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert {problem["where"] for problem in body["problems"]} == {"type", "from", "nope"}
    assert body["status"] == 400


def test_an_unchanged_answer_is_not_sent_twice():
    first = CLIENT.get("/api/events.csv?category=maritime")
    again = CLIENT.get("/api/events.csv?category=maritime", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_answers_are_compressed_and_readable_from_other_sites():
    answer = CLIENT.get("/api/events.geojson", headers={"Origin": "https://example.org"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "max-age" in answer.headers["cache-control"]


def test_a_download_has_a_telling_name():
    answer = CLIENT.get("/api/events.csv?type=balloon-launch&download=1")
    assert "balloon-launch" in answer.headers["content-disposition"]
    assert answer.headers["content-disposition"].endswith('.csv"')
    assert answer.content.startswith(b"\xef\xbb\xbf")


def test_one_event_tells_what_it_answered_and_what_answered_it():
    answering = ATLAS.events[ATLAS.events["responds_to"].str.len() > 0].iloc[-1]
    cause = answering["responds_to"][0]
    feature = CLIENT.get(f"/api/events/{cause}").json()
    assert answering.name in feature["properties"]["answered_by"]


def test_one_event_is_cited_by_its_title_and_its_own_address():
    event = ATLAS.events.iloc[0]
    metadata = CLIENT.get(f"/api/events/{event.name}").json()["metadata"]
    assert metadata["url"] == f"http://atlas.test/?event={event.name}"
    assert f": {event.title}. {metadata['url']}. " in metadata["citation"]
    assert (metadata["count"], metadata["licence"]) == (1, "CC-BY-4.0")


def test_one_event_carries_its_distances_with_bands():
    placed = ATLAS.events[ATLAS.events["location_precision"] == "near"].index[0]
    distances = CLIENT.get(f"/api/events/{placed}").json()["properties"]["distances"]
    to_mdl = next(row for row in distances if row["to"] == "mdl")
    assert to_mdl["band_m"] >= 10_000
    assert "±" in to_mdl["text"] or to_mdl["text"].startswith("within")


def test_measure_names_every_boundary_and_the_side():
    body = CLIENT.get("/api/measure?lon=126.9779&lat=37.5663").json()
    assert [row["to"] for row in body["distances"]] == list(ATLAS.boundary_ids)
    to_mdl = next(row for row in body["distances"] if row["to"] == "mdl")
    assert to_mdl["side"] == "south"
    assert 0 <= to_mdl["azimuth_deg"] < 360


def test_an_event_and_a_point_tell_names_and_distances_in_the_language_of_the_address():
    event = ATLAS.events.index[ATLAS.events["location_precision"] == "exact"][0]
    told = CLIENT.get(f"/api/events/{event}?lang=ko").json()["properties"]
    assert told["distances"] == ATLAS.distances(event, "ko")
    assert told["title"] == ATLAS.event(event)["title"]
    assert told["title_ko"] == ATLAS.event(event)["title_ko"]
    assert told["date_text_ko"].endswith("일")
    measured = CLIENT.get("/api/measure?lon=126.7&lat=37.9&lang=ko").json()
    assert measured["distances"][0]["name"] == "군사분계선"
    for path in (f"/api/events/{event}?", "/api/measure?lon=126.7&lat=37.9&"):
        assert CLIENT.get(f"{path}lang=en").content == CLIENT.get(path).content
        refused = CLIENT.get(f"{path}lang=de")
        assert refused.status_code == 400
        assert refused.json()["problems"][0]["where"] == "lang"


def test_measure_refuses_what_is_no_place_with_all_problems():
    answer = CLIENT.get("/api/measure?lon=200&lat=north")
    assert answer.status_code == 400
    assert {problem["where"] for problem in answer.json()["problems"]} == {"lon", "lat"}


def test_the_codebook_explains_every_property_of_a_download():
    named = {field["name"] for field in CLIENT.get("/api/schema.json").json()["fields"]}
    feature = CLIENT.get("/api/events.geojson").json()["features"][0]
    assert set(feature["properties"]) <= named
    header = CLIENT.get("/api/events.csv").content.decode("utf-8-sig").splitlines()[0].split(",")
    assert set(header) == named


def test_only_some_fields_can_be_asked_for():
    answer = CLIENT.get("/api/events.geojson?fields=title,date_text")
    assert set(answer.json()["features"][0]["properties"]) == {"title", "date_text"}
    assert CLIENT.get("/api/events.geojson?fields=title,nope").status_code == 400


def test_a_download_tells_every_report_with_what_it_supports():
    features = CLIENT.get("/api/events.geojson").json()["features"]
    told = {feature["id"]: feature["properties"] for feature in features}
    for key, reports in ATLAS.events["sources"].items():
        assert told[key]["sources"] == [asdict(report) for report in reports]
    rows = csv.DictReader(io.StringIO(CLIENT.get("/api/events.csv").content.decode("utf-8-sig")))
    for row in rows:
        reports = ATLAS.events.at[row["id"], "sources"]
        assert row["sources"].count(" | ") >= len(reports) - 1
        assert all(f"{report.role}: {report.title}" in row["sources"] for report in reports)
        assert all(report.url in row["sources"] for report in reports)
    (first, *_) = CLIENT.get(f"/api/events/{key}").json()["properties"]["sources"]
    assert set(first) == {
        field["name"] for field in CLIENT.get("/api/schema.json").json()["reports"]["fields"]
    } - {"event"}


def test_the_flat_columns_are_the_first_reports_of_each_role():
    for feature in CLIENT.get("/api/events.geojson").json()["features"]:
        told = feature["properties"]
        for prefix, (role, at) in PLACES.items():
            listed = [report for report in told["sources"] if report["role"] == role][at : at + 1]
            for part in PARTS:
                assert told[f"{prefix}_{part}"] == (listed[0][part] if listed else None)
