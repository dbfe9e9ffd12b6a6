"""Earlier versions of the catalogue are asked for again by the same address."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.atlas.load import load_atlas
from geo.catalogue.history import versions
from geo.errors import UnknownIdError
from geo.settings import Settings
from geo.snapshot import archive
from geo.snapshot.store import open_or_make

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test")
ATLAS = load_atlas()
BEFORE = "2026-07-05-8a6bde0d"
"""The last version with stand-in points."""


def asked(query):
    return CLIENT.get(f"/api/events.geojson?{query}").json()


@pytest.mark.parametrize("version", archive.archived())
def test_a_kept_version_has_the_events_that_it_was_published_with(version):
    told = asked(f"version={version}")
    assert told["metadata"]["data_version"] == version
    assert told["metadata"]["total"] == len(told["features"])
    assert len(told["features"]) == next(one.events for one in versions() if one.version == version)
    assert all(one["properties"]["source_url"] for one in told["features"])


def test_an_earlier_version_is_told_as_it_was():
    launch = "q=submarine&from=2021-01-01&to=2021-12-31"
    before, now = asked(f"{launch}&version={BEFORE}"), asked(launch)
    assert {one["id"] for one in before["features"]} & {one["id"] for one in now["features"]}
    kinds = {one["properties"]["location_precision"] for one in asked(f"version={BEFORE}")["features"]}
    assert "representative" in kinds
    assert before["metadata"]["url"].endswith(f"version={BEFORE}")
    assert BEFORE in before["metadata"]["citation"]


def test_the_version_of_today_is_the_same_with_and_without_its_name():
    query = "type=tunnel"
    assert asked(f"{query}&version={ATLAS.data_version}")["features"] == asked(query)["features"]


def test_a_version_that_is_not_kept_is_refused_with_those_that_are():
    answer = CLIENT.get("/api/events.csv?version=1999-01-01-abc")
    assert answer.status_code == 404
    assert BEFORE in answer.json()["detail"]


def test_what_is_archived_opens_with_the_same_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "FOLDER", tmp_path)
    with pytest.raises(UnknownIdError):
        archive.open_archived(ATLAS.data_version)
    snapshot = open_or_make(None, Settings.from_environment().cache, lambda _step, _share: None)
    archive.archive(snapshot.events, ATLAS.data_version)
    kept = archive.open_archived(ATLAS.data_version)
    for name in ("id", "text", "sources", "lat", "mercator_x", "distance_mdl_m"):
        assert kept.column(name).to_pylist() == ATLAS.table.held.column(name).to_pylist(), name
    snapshot.close()
